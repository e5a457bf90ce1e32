"""Gives our templates their words and formats, in an environment of their own beside Datasette's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader

from datasette_netzwerk import i18n

if TYPE_CHECKING:
    from datasette.app import Datasette

_environments: WeakKeyDictionary[Datasette, tuple[Environment, Environment | None]] = WeakKeyDictionary()


def keep_environment(datasette: Datasette, environment: Environment) -> None:
    """Keep Datasette's environment, from which ours is made when the first of our pages is asked for."""
    _environments[datasette] = (environment, None)


def environment_of(datasette: Datasette) -> Environment:
    """Return the environment of our templates.

    It finds and overrides templates as Datasette's does, with what other plugins added to that one; what is added
    here stays here, so a plugin that brings its own translations keeps them.
    """
    theirs, ours = _environments[datasette]
    if ours is None:
        ours = _build_environment(theirs)
        _environments[datasette] = (theirs, ours)
    return ours


def forget_environment(datasette: Datasette) -> None:
    """Let go of the environment of a Datasette that has ended: on 1.0 it refers back, so neither would ever go."""
    _environments.pop(datasette, None)


def _build_environment(theirs: Environment) -> Environment:
    # So that a group's directory.html can extend "default:netzwerk/directory.html" and change one block, as Datasette has it.
    originals = PrefixLoader({"default": PackageLoader("datasette_netzwerk")}, delimiter=":")
    loader = ChoiceLoader([loader for loader in (theirs.loader, originals) if loader])
    ours = theirs.overlay(trim_blocks=True, lstrip_blocks=True, loader=loader)
    # An overlay shares these with the environment below it: copies keep ours to ourselves.
    ours.globals = dict(theirs.globals)
    ours.filters = {**theirs.filters, **FILTERS}
    ours.extensions = dict(theirs.extensions)
    ours.policies = {**theirs.policies, "ext.i18n.trimmed": True}
    ours.add_extension("jinja2.ext.i18n")
    install: Callable[..., None] = ours.install_gettext_callables  # type: ignore[attr-defined]  # the extension adds it
    install(i18n.gettext, i18n.ngettext, newstyle=True, pgettext=i18n.pgettext)
    return ours


def show_day(day: str, style: str = "long") -> str:
    """Return an ISO date, or a month or a year, as the language at work writes it; what is none as it stands."""
    try:
        return i18n.show_period(day, style=style)
    except ValueError:
        return day


FILTERS: Mapping[str, Callable[..., Any]] = {
    "day": show_day,
    "number": i18n.show_number,
    "share": i18n.show_share,
    "listed": i18n.show_list,
}
"""What our templates can do to a value: ``{{ meeting.held_on|day }}``, ``{{ count|number }}``, ``{{ names|listed }}``."""

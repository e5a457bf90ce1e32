"""What all commands share: the group, their options, their language and how they stop."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from functools import partial
from typing import Any, NoReturn

import click

from datasette_netzwerk import i18n
from datasette_netzwerk.commands.help import formatter_in
from datasette_netzwerk.commands.usage import usage_told_in
from datasette_netzwerk.commands.words import N_
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.problems import NetzwerkError, Problem, Refused
from datasette_netzwerk.settings import LANGUAGES, read_settings
from datasette_netzwerk.site import Site, site_at


class Exit(IntEnum):
    """What a command says to the shell."""

    STORED = 0
    STORED_WITH_PROBLEMS = 1
    NOT_UNDERSTOOD = 2
    REFUSED = 3


def environment_language() -> str | None:
    """Return the language that the terminal asks for, if it is one of ours."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        language = os.environ.get(variable, "")[:2].lower()
        if language in LANGUAGES:
            return language
    return None


def use_language(site: Site, asked: str | None) -> None:
    """Speak the language asked for, else the terminal's, else the site's, else English."""
    i18n.language_at_work.set(asked or environment_language() or site_language(site))


def site_language(site: Site) -> str:
    """Return the language that the site's metadata.yml names or implies; English where there is none to be read."""
    try:
        return read_settings(site.metadata).language if site.metadata.exists() else "en"
    except NetzwerkError:
        # The command itself will tell what is wrong with metadata.yml; here only its language is wanted.
        return "en"


def help_language() -> str:
    """Return the language of help and of usage errors, by the same rule; no option is read yet when they are needed."""
    return environment_language() or site_language(site_at(None))


@contextmanager
def told_in_words(as_json: bool = False) -> Iterator[None]:
    """Turn a broken promise into one clear message and the right exit code; no traceback reaches an organiser."""
    try:
        yield
    except NetzwerkError as error:
        code = Exit.REFUSED if isinstance(error, Refused) else Exit.NOT_UNDERSTOOD
        _stop(error.problems, code, as_json=as_json)
    except OSError as error:
        problem = Problem("records.unwritable", source=str(error.filename or ""), value=str(error.strerror or error))
        _stop((problem,), Exit.REFUSED, as_json=as_json)


def _stop(problems: Sequence[Problem], code: Exit, *, as_json: bool) -> NoReturn:
    if as_json:
        click.echo(json.dumps({"problems": [as_data(each) for each in problems]}, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(i18n.tell(problem), err=True)
    sys.exit(code)


def user() -> str:
    """Return who is at the keyboard, for the history."""
    return os.environ.get("USER") or os.environ.get("USERNAME") or "organiser"


def as_data(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON has it."""
    row = dict(problem.row) if problem.row is not None else None
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "source": problem.source,
        "sheet": problem.sheet,
        "line": problem.line,
        "column": problem.column,
        "value": problem.value,
        "arguments": dict(problem.arguments),
        "row": row,
        "message": i18n.tell_fault(problem),
    }


class _TranslatedHelp:
    """Help texts in the terminal's language; the source has them in English."""

    @property
    def help(self) -> str | None:
        """The help text as it is shown."""
        return _(self._help, help_language()) if self._help else None

    @help.setter
    def help(self, text: str | None) -> None:
        self._help = text

    @property
    def source_help(self) -> str | None:
        """The help text as the source has it, whoever reads it."""
        return self._help


class TranslatedOption(_TranslatedHelp, click.Option):
    """An option whose help is shown in the terminal's language."""


class TranslatedContext(click.Context):
    """Where a command runs; its help is in the terminal's language, click's own words too."""

    formatter_class = formatter_in(help_language)


class TranslatedCommand(_TranslatedHelp, click.Command):
    """A command whose help is shown in the terminal's language."""

    context_class = TranslatedContext


class TranslatedGroup(_TranslatedHelp, click.Group):
    """A group of commands whose help is shown in the terminal's language."""

    command_class = TranslatedCommand
    context_class = TranslatedContext

    def make_context(self, *arguments: Any, **extra: Any) -> click.Context:
        """Read the group's own options, and say in the terminal's language what is wrong with them."""
        with usage_told_in(help_language):
            return super().make_context(*arguments, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and say in the terminal's language what is wrong with its options."""
        with usage_told_in(help_language):
            return super().invoke(ctx)


option = partial(click.option, cls=TranslatedOption)

Command = Callable[..., None]


def site_options(command: Command) -> Command:
    """Give a command the two options that all of them have."""
    command = option(
        "--lang", type=click.Choice(LANGUAGES), help=N_("Language of the messages (default: the terminal's).")
    )(command)
    return option(
        "--site",
        "folder",
        type=click.Path(file_okay=False),
        help=N_("The site's folder (default: $NETZWERK_SITE, else the current folder)."),
    )(command)


@click.group(cls=TranslatedGroup, help=N_("Keep and publish the directory of a networking group."))
def netzwerk() -> None:
    """Hold the commands together."""

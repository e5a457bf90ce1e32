"""Remembers what was decided about a running Datasette: to whom it is opened, and what the plugin adds to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.settings import Settings
from datasette_netzwerk.web.budgets import Budgets

if TYPE_CHECKING:
    from datasette.app import Datasette


@dataclass(frozen=True, slots=True)
class Instance:
    """What holds for one Datasette from its start to its end.

    ``opened_to`` is the audience that every visitor belongs to without logging in: the public, unless ``serve
    --audience`` said otherwise on this computer. ``is_site`` is true where a file of ours is served or was left out,
    ``is_hardened`` where pages about the server itself are closed. ``hosts`` are names that the server is called by
    beside those in its settings. ``budgets`` outlast a generation: the next one goes on with them. ``title``,
    ``metadata`` and ``queries`` are what the plugin adds, the last two for each database.
    """

    opened_to: Audience = Audience.PUBLIC
    is_site: bool = False
    is_hardened: bool = False
    language: str = "en"
    settings: Settings = field(default_factory=Settings)
    hosts: frozenset[str] = frozenset()
    budgets: Budgets = field(default_factory=Budgets)
    title: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    queries: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)

    @property
    def is_guarded(self) -> bool:
        """Whether requests are checked and answers get our headers: never beside an unrelated database."""
        return self.is_site or self.is_hardened


BESIDE_OTHERS = Instance()
"""A Datasette that has no file of ours: the plugin stays silent."""

_instances: WeakKeyDictionary[Datasette, Instance] = WeakKeyDictionary()


def remember(datasette: Datasette, instance: Instance) -> None:
    """Keep what was decided about ``datasette``, as long as it lives."""
    _instances[datasette] = instance


def instance_of(datasette: Datasette) -> Instance:
    """Return what was decided about ``datasette``."""
    return _instances.get(datasette, BESIDE_OTHERS)

"""Decides who may open which of our files, and answers Datasette's permission hooks of both versions from that."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any

from datasette_netzwerk import compat
from datasette_netzwerk.audiences import JOINABLE, Audience
from datasette_netzwerk.web.files import audience_of
from datasette_netzwerk.web.instances import instance_of

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.permissions import PermissionSQL

Actor = Mapping[str, Any] | None
Resource = str | tuple[str, str] | None

READING = frozenset({"view-database", "view-table", "view-query"})
"""All that can be done with one of our files. Free SQL, downloads and every kind of writing are for nobody, root included:
what is published is read through tables and queries, and changed by publishing."""


def is_open(actor: Actor, audience: Audience, opened_to: Audience) -> bool:
    """Return whether ``actor`` may open the file of ``audience`` where everybody belongs to ``opened_to``.

    This is where logins will come in. Until they do, an actor counts for nothing, whoever vouches for her: not even
    root, which only says that somebody can read a terminal.
    """
    return audience in JOINABLE and audience <= opened_to


async def may_open(datasette: Datasette, actor: Actor, audience: Audience) -> bool:
    """Return whether ``actor`` may open the file of ``audience`` on ``datasette``."""
    return is_open(actor, audience, instance_of(datasette).opened_to)


async def verdict(datasette: Datasette, actor: Actor, action: str, resource: Resource) -> bool | None:
    """Return ``False`` for whatever must not be done with one of our files, else ``None``: others may decide."""
    name = resource if isinstance(resource, str) or resource is None else resource[0]
    database = datasette.databases.get(name)
    if database is None:
        return None
    audience = await audience_of(database)
    if audience is None:
        is_sql_beside_ours = action == "execute-sql" and database.is_memory and instance_of(datasette).is_site
        return False if is_sql_beside_ours else None
    return None if action in READING and await may_open(datasette, actor, audience) else False


def veto(datasette: Datasette, actor: Actor, action: str, resource: Resource) -> Generator[None, list[Any], list[Any]]:
    """Wrap 0.65's ``permission_allowed``: our verdict comes after every plugin's and every ``allow``, so it is the last word."""
    opinions = yield
    return [*opinions, verdict(datasette, actor, action, resource)]


async def restriction(datasette: Datasette, actor: Actor, action: str) -> PermissionSQL | None:
    """Return 1.0's rule for ``action``: with all databases but those where our verdict is no; ``None`` if there are none."""
    names = list(datasette.databases)
    open_names = [name for name in names if await verdict(datasette, actor, action, name) is not False]
    return compat.restriction(datasette, action, open_names) if open_names != names else None

"""Decides who may open which of our files, and answers Datasette's permission hooks of both versions from that."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from types import MappingProxyType
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
"""All that can be done with one of our files. Downloads and every kind of writing are for nobody, root included: what is
published is read through tables and queries, and changed by publishing."""

FREE_SQL = "execute-sql"

ROLES: Mapping[str, Audience] = MappingProxyType({"member": Audience.MEMBERS, "organiser": Audience.ORGANISERS})
"""What an actor's ``role`` has to be, to the letter, for her to belong to an audience."""


def audience_of_actor(actor: Actor) -> Audience:
    """Return the audience that whoever logged in belongs to: the public, unless her ``role`` is a word we know.

    Nothing else counts, whoever vouches for her: not even root, which only says that somebody can read a terminal.
    """
    role = actor.get("role") if isinstance(actor, Mapping) else None
    return ROLES.get(role, Audience.PUBLIC) if isinstance(role, str) else Audience.PUBLIC


def is_open(actor: Actor, audience: Audience, opened_to: Audience, *, has_logins: bool = False) -> bool:
    """Return whether ``actor`` may open the file of ``audience`` where everybody belongs to ``opened_to``.

    Where the site has no logins an actor counts for nothing.
    """
    own = audience_of_actor(actor) if has_logins else Audience.PUBLIC
    return audience in JOINABLE and audience <= max(opened_to, own)


async def may_open(datasette: Datasette, actor: Actor, audience: Audience) -> bool:
    """Return whether ``actor`` may open the file of ``audience`` on ``datasette``."""
    instance = instance_of(datasette)
    return is_open(actor, audience, instance.opened_to, has_logins=instance.settings.logins)


def may_use_sql(datasette: Datasette, actor: Actor, audience: Audience) -> bool:
    """Return whether ``actor`` may write SQL of her own on the file of ``audience``: organisers on theirs, if asked for."""
    settings = instance_of(datasette).settings
    is_organiser = settings.logins and audience_of_actor(actor) is Audience.ORGANISERS
    return is_organiser and settings.sql == Audience.ORGANISERS.word and audience is Audience.ORGANISERS


async def verdict(datasette: Datasette, actor: Actor, action: str, resource: Resource) -> bool | None:
    """Return ``False`` for whatever must not be done with one of our files, else ``None``: others may decide.

    ``True`` is for SQL of an organiser alone, which is off unless somebody allows it.
    """
    name = resource if isinstance(resource, str) or resource is None else resource[0]
    database = datasette.databases.get(name)
    if database is None:
        return None
    audience = await audience_of(database)
    if audience is None:
        is_sql_beside_ours = action == FREE_SQL and database.is_memory and instance_of(datasette).is_site
        return False if is_sql_beside_ours else None
    if action == FREE_SQL:
        return may_use_sql(datasette, actor, audience)
    return None if action in READING and await may_open(datasette, actor, audience) else False


def veto(datasette: Datasette, actor: Actor, action: str, resource: Resource) -> Generator[None, list[Any], list[Any]]:
    """Wrap 0.65's ``permission_allowed``: our verdict comes after every plugin's and every ``allow``, so it is the last word."""
    opinions = yield
    return [*opinions, verdict(datasette, actor, action, resource)]


async def restriction(datasette: Datasette, actor: Actor, action: str) -> PermissionSQL | None:
    """Return 1.0's rule for ``action``: with all databases but those where our verdict is no; ``None`` if there are none."""
    names = list(datasette.databases)
    verdicts = {name: await verdict(datasette, actor, action, name) for name in names}
    open_names = [name for name in names if verdicts[name] is not False]
    allowed = [name for name in names if verdicts[name]]
    return compat.restriction(datasette, action, open_names, allowed) if open_names != names or allowed else None

"""Looks at a Datasette as a stranger would, before it serves anybody, and names what would leak."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.utils import actor_matches_allow

from datasette_netzwerk import compat
from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.problems import Problem
from datasette_netzwerk.web.canaries import canaries
from datasette_netzwerk.web.files import audience_of
from datasette_netzwerk.web.guard import is_checking
from datasette_netzwerk.web.permissions import ROLES, audience_of_actor

if TYPE_CHECKING:
    from datasette.app import Datasette

Audiences = Mapping[str, Audience]
Ask = Callable[[str], Awaitable[tuple[int, str]]]

STRANGERS: tuple[dict[str, str] | None, ...] = (
    None,
    {"id": "check"},
    *({"id": "check", "role": role} for role in ROLES),
)
"""Nobody, somebody without a role, and one of each role."""

TABLES_AT_MOST = 50
"""How many tables of a file that is not ours are looked at."""


async def leaks(datasette: Datasette, attached: Audiences, paths: Mapping[str, Path]) -> tuple[Problem, ...]:
    """Return everything by which ``datasette`` would show what is in our files to whom it is not for.

    ``attached`` are our files as they were given to it, ``paths`` where those lie that are files.
    """
    told = [
        *(each for written in compat.configurations(datasette) for each in stray_allows(written, attached)),
        *(Problem("check.old_plugin", value=name) for name in compat.ignored_permission_plugins(datasette)),
    ]
    token = is_checking.set(True)
    try:
        async with compat.answering(datasette) as ask:
            told += [each async for each in _opened(datasette, ask, attached)]
            told += [each async for each in _copied(datasette, ask, attached, paths)]
    finally:
        is_checking.reset(token)
    return tuple(_unique(told))


def _unique(problems: Iterable[Problem]) -> Iterator[Problem]:
    seen = set()
    for problem in problems:
        key = (problem.code, problem.column, problem.value)
        if key not in seen:
            seen.add(key)
            yield problem


def stray_allows(written: Mapping[str, Any], audiences: Audiences) -> Iterator[Problem]:
    """Yield each rule in metadata or configuration that opens a file of ours, or a part of it, to whom it is not for.

    Our permissions would win. But whoever wrote the rule believes that it holds, and the next version may agree.
    """
    databases = written.get("databases")
    for name, block in (databases if isinstance(databases, dict) else {}).items():
        audience = audiences.get(name, Audience.PUBLIC)
        if audience > Audience.PUBLIC:
            for place, rule in _rules(block, ("databases", str(name))):
                if _opens(rule, audience):
                    yield Problem("check.stray_allow", column=".".join(place), arguments={"audience": audience.word})


def _rules(block: object, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every rule in ``block``, however deep, with where it stands."""
    if not isinstance(block, dict):
        return
    for key, value in block.items():
        here = (*place, str(key))
        if key == "permissions" and isinstance(value, dict):
            yield from (((*here, str(action)), rule) for action, rule in value.items())
        elif str(key).startswith("allow"):
            yield here, value
        else:
            yield from _rules(value, here)


def _opens(rule: object, audience: Audience) -> bool:
    """Return whether a rule lets in anybody to whom the file of ``audience`` is closed."""
    if rule is not None and not isinstance(rule, bool | dict):
        return True  # Whatever Datasette makes of it, it is no rule that anybody could have checked.
    return any(
        actor_matches_allow(actor, rule)
        for actor in STRANGERS
        if audience_of_actor(actor) < audience or audience > Audience.ORGANISERS
    )


async def _opened(datasette: Datasette, ask: Ask, attached: Audiences) -> AsyncIterator[Problem]:
    """Yield each address of a closed file that answers to a stranger."""
    for name, audience in attached.items():
        database = datasette.databases.get(name)
        if database is None or audience is Audience.PUBLIC:
            continue
        tables = await database.table_names()
        for address in (f"/{database.route}.json", *(f"/{database.route}/{table}.json" for table in tables[:3])):
            status, _ = await ask(address)
            if status == 200:
                yield Problem("check.open", value=address, arguments={"audience": audience.word})


async def _copied(
    datasette: Datasette, ask: Ask, attached: Audiences, paths: Mapping[str, Path]
) -> AsyncIterator[Problem]:
    """Yield each address at which something of a closed file comes out, from another file or another plugin."""
    addresses = [*await _foreign_tables(datasette), *compat.addresses_of_other_plugins(datasette)]
    closed = {name: audience for name, audience in attached.items() if audience > Audience.PUBLIC and name in paths}
    if not addresses or not closed:
        return
    opened = [paths[name] for name, audience in attached.items() if audience is Audience.PUBLIC and name in paths]
    signs = {audience: canaries(paths[name], opened) for name, audience in closed.items()}
    for address in addresses:
        _, text = await ask(address)
        for audience, texts in signs.items():
            if any(sign in text for sign in texts):
                yield Problem("check.leak", value=address.partition("?")[0], arguments={"audience": audience.word})


async def _foreign_tables(datasette: Datasette) -> list[str]:
    found = []
    for database in list(datasette.databases.values()):
        if await audience_of(database) is None:
            tables = await database.table_names()
            found += [f"/{database.route}/{table}.json?_shape=array&_size=max" for table in tables[:TABLES_AT_MOST]]
    return found

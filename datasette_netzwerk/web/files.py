"""Knows our files by the mark they carry, whatever they are called, and keeps what nobody may open out of Datasette."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from datasette_netzwerk.audiences import JOINABLE, Audience, audience_of_file, audience_of_mark
from datasette_netzwerk.problems import Problem

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database

_marks: WeakKeyDictionary[Database, Audience | None] = WeakKeyDictionary()


async def audience_of(database: Database) -> Audience | None:
    """Return the audience whose file ``database`` is; ``None`` for a file that is not ours.

    SQLite is asked, and the file opened by hand only where SQLite can't read it: when a process closes a file, the
    system drops every lock that it has on it. A publication would then take away the journal that is being read here,
    and this Datasette would show the same old pages for ever.
    """
    if database not in _marks:
        _marks[database] = await _audience_in(database)
    return _marks[database]


async def _audience_in(database: Database) -> Audience | None:
    try:
        results = await database.execute("pragma application_id", log_sql_errors=False)
    except sqlite3.DatabaseError:
        return audience_of_file(database.path) if database.path else None
    return audience_of_mark(int(results.rows[0][0]))


async def audiences_of(datasette: Datasette) -> dict[str, Audience]:
    """Return the audience of each attached database that is one of our files."""
    found = {name: await audience_of(database) for name, database in datasette.databases.items()}
    return {name: audience for name, audience in found.items() if audience is not None}


def check_attached(paths: Iterable[tuple[str, Audience]], *, is_crossdb: bool) -> tuple[Problem, ...]:
    """Return why a Datasette with these files of ours must not start at all."""
    never_served = tuple(
        Problem("file.never_served", source=path) for path, audience in paths if audience is Audience.RECORDS
    )
    return (*never_served, Problem("serve.crossdb")) if is_crossdb else never_served


def left_out(path: str, audience: Audience) -> Problem:
    """Return the notice that a file was left out because nobody who comes by may open it."""
    code = "file.left_out" if audience in JOINABLE else "file.private"
    return Problem(code, source=path, arguments={"audience": audience.word})

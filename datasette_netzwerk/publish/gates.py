"""The gates that every finished file must pass before its generation can become current."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from datasette_netzwerk.audiences import JOINABLE, Audience
from datasette_netzwerk.problems import Problem, Refused
from datasette_netzwerk.publish.canaries import Needles, find_strays, told
from datasette_netzwerk.publish.tables import column_types, table_names
from datasette_netzwerk.sqlfiles import Table, read_sql, read_tables

INDEX_TABLES = "members_search"
"""The search index and its words; its shadow tables bear its name."""


def check_file(snapshot: sqlite3.Connection, audience: Audience, path: Path, number: int, words: Needles) -> None:
    """Raise `Refused` unless the file is sound, has the tables and columns of its SQL and no others, says whose it is,
    and holds nothing that its audience may not see.
    """
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)) as connection:
        for fault in (*_unsound(connection, audience), *_unexpected(connection, audience, number)):
            raise Refused(Problem("generation.unsound", source=path.name, value=fault))
    sidecars = [each.name for each in path.parent.glob(f"{path.name}-*")]
    if sidecars:
        raise Refused(Problem("generation.unsound", source=path.name, value=", ".join(sidecars)))
    strays = find_strays(snapshot, path, words)
    if strays:
        raise Refused(Problem("generation.leaks", source=path.name, value=told(strays)))


def _unsound(connection: sqlite3.Connection, audience: Audience) -> Iterator[str]:
    """Yield what SQLite finds wrong with the file, its references and its search index."""
    fault = connection.execute("pragma integrity_check").fetchone()[0]
    if fault != "ok":
        yield fault
    dangling = connection.execute("pragma foreign_key_check").fetchone()
    if dangling is not None:
        yield str(dangling)
    if audience in JOINABLE:
        try:
            connection.execute("insert into members_search (members_search) values ('integrity-check')")
        except sqlite3.DatabaseError as error:
            yield f"members_search: {error}"
        finally:
            connection.rollback()


def _unexpected(connection: sqlite3.Connection, audience: Audience, number: int) -> Iterator[str]:
    """Yield what the file has and should not have, or lacks."""
    marks = [connection.execute(f"pragma {name}").fetchone()[0] for name in ("application_id", "user_version")]
    if marks != [audience.application_id, number]:
        yield f"application_id, user_version = {marks}"
    if connection.execute("pragma freelist_count").fetchone()[0]:
        yield "free pages"
    for kind, name in connection.execute("select type, name from sqlite_master where type in ('view', 'trigger')"):
        yield f"{kind} {name}"
    expected = {each.name: [column.name for column in each.columns] for each in _tables_of(audience)}
    names = [name for name in table_names(connection) if not name.startswith(INDEX_TABLES)]
    found = {name: list(column_types(connection, name)) for name in names}
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            yield f"{name}: {found.get(name)} ≠ {expected.get(name)}"


def _tables_of(audience: Audience) -> Iterator[Table]:
    yield from read_tables(read_sql(f"publish/{audience.word}.sql").sql)

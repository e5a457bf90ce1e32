"""Finds texts that only a closed file has, to see whether they come out anywhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

TELLING_COLUMNS = frozenset({"id", "email", "phone", "mobile"})
SHORTEST = 8
"""Shorter texts stand in any file by chance."""

AT_MOST = 2000


def canaries(closed: Path, opened: Iterable[Path]) -> frozenset[str]:
    """Return keys and contacts that the file ``closed`` has and none of ``opened``: where one comes out, it leaks."""
    public = frozenset[str]().union(*(telling_texts(path) for path in opened))
    return frozenset(sorted(telling_texts(closed) - public)[:AT_MOST])


def telling_texts(path: Path) -> frozenset[str]:
    """Return the texts of a file by which a person can be known again."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_schema where type = 'table'")]
        return frozenset(text for table in tables for text in _texts(connection, table))


def _texts(connection: sqlite3.Connection, table: str) -> Iterable[str]:
    columns = [name for (name,) in connection.execute("select name from pragma_table_info(?)", (table,))]
    for column in TELLING_COLUMNS.intersection(columns):
        # Names can't be parameters; these come from the file's own schema, and the file from our publishing.
        for (text,) in connection.execute(f'select "{column}" from "{table}"'):  # noqa: S608
            if isinstance(text, str) and len(text) >= SHORTEST:
                yield text

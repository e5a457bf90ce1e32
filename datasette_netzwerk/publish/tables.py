"""Reads and fills tables whose names are found in a schema; no value ever becomes part of a statement."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]


def quoted(name: str) -> str:
    """Return a table's or column's name as SQL writes it."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def table_names(connection: sqlite3.Connection) -> list[str]:
    """Return the tables of a database, SQLite's own left out."""
    sql = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
    return [name for (name,) in connection.execute(sql)]


def column_types(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """Return the columns of a table, generated ones too, each with its type in capitals."""
    columns = connection.execute(f"pragma main.table_xinfo({quoted(table)})")
    return {row[1]: row[2].upper() for row in columns}


def text_columns(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return table and name of every column that holds text; a search index is made of such, and left out."""
    return [
        (table, column)
        for table in table_names(connection)
        if not table.startswith("members_search") or table == "members_search_words"
        for column, kind in column_types(connection, table).items()
        if kind == "TEXT"
    ]


def different_values(connection: sqlite3.Connection, table: str, column: str) -> Iterator[Any]:
    """Yield each value of a column once; empty cells are none."""
    name = quoted(column)
    for (value,) in connection.execute(f"select distinct {name} from main.{quoted(table)} where {name} is not null"):
        yield value


def rows(connection: sqlite3.Connection, table: str, order: Sequence[str], schema: str = "main") -> list[Row]:
    """Return the rows of a table in the order of the columns ``order``."""
    cursor = connection.execute(f"select * from {schema}.{quoted(table)} order by {', '.join(map(quoted, order))}")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def insert(connection: sqlite3.Connection, table: str, content: Iterable[Row], schema: str = "published") -> None:
    """Insert rows one after the other, in their order."""
    for row in content:
        columns, values = ", ".join(map(quoted, row)), ", ".join(f":{name}" for name in row)
        connection.execute(f"insert into {schema}.{quoted(table)} ({columns}) values ({values})", row)

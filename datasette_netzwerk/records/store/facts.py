"""Reads and restores rows of any table of facts: keys, columns and references are those that records.db has.

The only SQL put together from names; they come from the schema, values never do anything but fill parameters.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

RUN_COLUMN = "import_run_id"
NO_FACTS = frozenset({"changes", "context", "problems"})
"""Tables that name a run and hold no fact: the history, who is at work, and what is wrong."""


@dataclass(frozen=True, slots=True)
class FactTable:
    """One table whose rows carry the run that last wrote them; ``parents`` has the table that a column refers to."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    parents: Mapping[str, str]

    @property
    def record_key(self) -> str:
        """The SQL expression for a row's key as ``changes`` writes it."""
        return " || ',' || ".join(f"{self.name}.{column}" for column in self.key)

    @property
    def has_this_key(self) -> str:
        """The SQL condition for the one row with the key ``:record_key``; by its number where it has one."""
        return "id = cast(:record_key as integer)" if self.key == ("id",) else f"{self.record_key} = :record_key"


def fact_tables(connection: sqlite3.Connection) -> tuple[FactTable, ...]:
    """Return every table of facts, also those that a later migration adds."""
    names = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table' order by rowid")]
    tables = (table_named(connection, name) for name in names if name not in NO_FACTS)
    return tuple(table for table in tables if RUN_COLUMN in table.columns)


def table_named(connection: sqlite3.Connection, name: str) -> FactTable:
    """Return one table, whether it holds facts or not."""
    columns = [row for row in connection.execute(f"pragma table_xinfo({name})") if row["hidden"] == 0]
    key = sorted((row["pk"], row["name"]) for row in columns if row["pk"])
    parents = {row["from"]: row["table"] for row in connection.execute(f"pragma foreign_key_list({name})")}
    parents.pop(RUN_COLUMN, None)
    return FactTable(name, tuple(row["name"] for row in columns), tuple(column for _, column in key), parents)


def added_rows(table: FactTable) -> str:
    """Return the SQL condition for the rows of ``table`` that the run ``:run`` added.

    A row that it only changed has an older run before the change; one that it deleted and wrote anew was added.
    """
    return f"""{table.name}.import_run_id = :run and not exists (
        select 1
        from changes
        where
            changes.table_name = '{table.name}'
            and changes.record_key = {table.record_key}
            and changes.import_run_id = :run
            and changes.operation = 'update'
            and json_type(changes.differences, '$.import_run_id') is not null
            and not exists (
                select 1
                from changes as deleted
                where
                    deleted.table_name = changes.table_name
                    and deleted.record_key = changes.record_key
                    and deleted.import_run_id = :run
                    and deleted.operation = 'delete'
                    and deleted.id > changes.id
            )
    )"""


def read_added(connection: sqlite3.Connection, table: FactTable, run: int) -> sqlite3.Cursor:
    """Return the rows of ``table`` that ``run`` added, each with its key as ``record_key``."""
    sql = f"select {table.record_key} as record_key, {table.name}.* from {table.name} where {added_rows(table)}"
    return connection.execute(sql, {"run": run})


def remove_added(connection: sqlite3.Connection, table: FactTable, run: int) -> None:
    """Remove the rows that ``run`` added."""
    connection.execute(f"delete from {table.name} where {added_rows(table)}", {"run": run})


def remove_unused(connection: sqlite3.Connection, table: FactTable, run: int, tables: Sequence[FactTable]) -> None:
    """Remove the rows that ``run`` added and nothing refers to."""
    uses = " ".join(
        f"and not exists (select 1 from {child.name} where {child.name}.{column} = {table.name}.id)"
        for child in tables
        for column, parent in child.parents.items()
        if parent == table.name
    )
    connection.execute(f"delete from {table.name} where {added_rows(table)} {uses}", {"run": run})


def runs_that_use(
    connection: sqlite3.Connection, child: FactTable, column: str, parent: FactTable, run: int
) -> Iterator[int]:
    """Yield the other runs whose rows of ``child`` refer to rows of ``parent`` that ``run`` added."""
    found = connection.execute(
        f"""select distinct {child.name}.import_run_id
        from {child.name}
        join {parent.name} on {parent.name}.id = {child.name}.{column}
        where {child.name}.import_run_id is not :run and {added_rows(parent)}""",
        {"run": run},
    )
    yield from (row["import_run_id"] for row in found)


def read_row(connection: sqlite3.Connection, table: FactTable, key: str) -> Mapping[str, Any] | None:
    """Return the row with this key as it stands, if it does."""
    sql = f"select * from {table.name} where {table.has_this_key}"
    row = connection.execute(sql, {"record_key": key}).fetchone()
    return None if row is None else dict(row)


def restore_values(connection: sqlite3.Connection, table: FactTable, key: str, before: Mapping[str, Any]) -> None:
    """Give a row the values that it had."""
    columns = ", ".join(f"{name} = :{name}" for name in before)
    sql = f"update {table.name} set {columns} where {table.has_this_key}"
    connection.execute(sql, {**before, "record_key": key})


def restore_row(connection: sqlite3.Connection, table: FactTable, key: str, before: Mapping[str, Any]) -> None:
    """Write a row again that was deleted."""
    row = {"id": int(key), **before} if table.key == ("id",) else before
    names, values = ", ".join(row), ", ".join(f":{name}" for name in row)
    connection.execute(f"insert into {table.name} ({names}) values ({values})", row)


def rows_about(
    connection: sqlite3.Connection, table: FactTable, columns: Sequence[str], people: Sequence[int]
) -> dict[str, dict[str, Any]]:
    """Return by key the rows of ``table`` that name one of ``people`` in one of ``columns``."""
    keys = ", ".join(str(int(person)) for person in people)
    where = " or ".join(f"{column} in ({keys})" for column in columns)
    names = ", ".join(table.columns)
    found = connection.execute(f"select {table.record_key} as record_key, {names} from {table.name} where {where}")
    return {str(row["record_key"]): {name: row[name] for name in table.columns} for row in found}


def read_texts(connection: sqlite3.Connection, table: FactTable) -> Iterator[list[str]]:
    """Yield the texts of each row of ``table``."""
    for row in connection.execute(f"select {', '.join(table.columns)} from {table.name}"):
        yield [value for value in row if isinstance(value, str)]


def point_elsewhere(connection: sqlite3.Connection, table: FactTable, column: str, gone: int, kept: int) -> None:
    """Let the rows that name ``gone`` name ``kept``; what ``kept`` has already is removed."""
    values = {"gone": gone, "kept": kept}
    connection.execute(f"update or ignore {table.name} set {column} = :kept where {column} = :gone", values)
    if column in table.key or column == "person_id":
        connection.execute(f"delete from {table.name} where {column} = :gone", {"gone": gone})


def remove_row(connection: sqlite3.Connection, table: FactTable, key: str) -> None:
    """Remove the row with this key."""
    connection.execute(f"delete from {table.name} where {table.has_this_key}", {"record_key": key})

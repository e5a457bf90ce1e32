"""Tells what an import changed, record by record: each value before and after, as data for the terminal and for pages."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from datasette_netzwerk.records.store.facts import FactTable, fact_tables, read_added, read_row
from datasette_netzwerk.sqlfiles import read_sql

INTERNAL = frozenset(
    "id key name_key sort_key title_key slug fingerprint raw_name rank method record_id chapter_id import_run_id line".split()
)
"""Columns that are made from others or say where a fact came from; nobody needs to read them."""

SILENT = frozenset({"identifiers", "industries", "companies", "sightings"})
"""Tables whose rows show where others refer to them."""

ABOUT = ("meeting_id", "person_id", "company_id", "giver_id", "receiver_id")
"""Columns that say whom or what a record is about; together they are its subject."""

Values = Mapping[str, tuple[Any, Any]]


class Operation(StrEnum):
    """What became of one record."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that is new, changed or gone: what it is about, and each value before and after (``None``: empty)."""

    operation: Operation
    table: str
    subject: str
    values: Values

    @property
    def reversed(self) -> Difference:
        """What takes this one back."""
        operation = _BACK.get(self.operation, self.operation)
        values = {name: (after, before) for name, (before, after) in self.values.items()}
        return Difference(operation, self.table, self.subject, values)


_BACK = {Operation.NEW: Operation.REMOVED, Operation.REMOVED: Operation.NEW}


@dataclass(frozen=True, slots=True)
class Names:
    """What records are called that others refer to by number."""

    by_key: Mapping[tuple[str, int], str]

    def shown(self, table: FactTable, values: Values) -> Values:
        """Return the values that say something, with names for numbers."""
        return {
            column: (self._named(table, column, before), self._named(table, column, after))
            for column, (before, after) in values.items()
            if column not in INTERNAL and before != after and (column not in ABOUT or None not in (before, after))
        }

    def _named(self, table: FactTable, column: str, value: Any) -> Any:
        parent = table.parents.get(column)
        return value if parent is None or value is None else self.by_key.get((parent, value), f"#{value}")

    def subject(self, table: FactTable, key: str, row: Mapping[str, Any]) -> str:
        """Return whom or what a record is about: a person, a meeting, both."""
        if table.key == ("id",) and (table.name, int(key)) in self.by_key:
            return self.by_key[table.name, int(key)]
        named = (self._named(table, column, row.get(column)) for column in ABOUT if row.get(column) is not None)
        return ", ".join(str(name) for name in named)


def read_names(connection: sqlite3.Connection) -> Names:
    """Return the names of all people, companies, meetings, trades and chapters."""
    rows = connection.execute(read_sql("records/store/sql/record_names.sql").sql)
    return Names({(row["table_name"], row["id"]): row["name"] for row in rows})


def read_differences(connection: sqlite3.Connection, run_id: int) -> Iterator[Difference]:
    """Yield what the import ``run_id`` did to each record: changed and removed ones first, then new ones."""
    names = read_names(connection)
    tables = fact_tables(connection)
    yield from _changed(connection, run_id, names, {table.name: table for table in tables})
    for table in tables:
        if table.name not in SILENT:
            for row in read_added(connection, table, run_id):
                yield _added(table, row, names)


def _added(table: FactTable, row: sqlite3.Row, names: Names) -> Difference:
    values = {column: (None, row[column]) for column in table.columns if row[column] is not None}
    return told_of_row(Operation.NEW, table, str(row["record_key"]), dict(row), values, names)


def _changed(
    connection: sqlite3.Connection, run_id: int, names: Names, tables: Mapping[str, FactTable]
) -> Iterator[Difference]:
    together: dict[tuple[str, str], dict[str, tuple[Any, Any]]] = {}
    removed: set[tuple[str, str]] = set()
    for change in connection.execute(read_sql("records/store/sql/changes_of_run.sql").sql, {"run": run_id}):
        record = change["table_name"], change["record_key"]
        values = together.setdefault(record, {})
        for column, (before, after) in json.loads(change["differences"]).items():
            values[column] = (values[column][0] if column in values else before, after)
        if change["operation"] == "delete":
            removed.add(record)
    for (name, key), values in together.items():
        was_added_too = values.get("import_run_id", (None, None))[0] == run_id
        if was_added_too or name in SILENT:
            continue
        row = row_of(connection, tables[name], key, values)
        operation = Operation.REMOVED if (name, key) in removed else Operation.CHANGED
        difference = told_of_row(operation, tables[name], key, row, values, names)
        if difference.values:
            yield difference


def told_of_row(
    operation: Operation, table: FactTable, key: str, row: Mapping[str, Any], values: Values, names: Names
) -> Difference:
    """Return one record's difference with names for numbers, without what is only internal."""
    return Difference(operation, table.name, names.subject(table, key, row), names.shown(table, values))


def row_of(connection: sqlite3.Connection, table: FactTable, key: str, values: Values) -> Mapping[str, Any]:
    """Return the row that a change is about: as it stands, else what the change says it was."""
    row = read_row(connection, table, key)
    return row if row is not None else {column: before for column, (before, _) in values.items()}

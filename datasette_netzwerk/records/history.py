"""Reads what changed about one person."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from datasette_netzwerk.records.differences import Difference, Names, Operation, read_names, row_of, told_of_row
from datasette_netzwerk.records.reviewing import person_meant
from datasette_netzwerk.records.store.facts import fact_tables
from datasette_netzwerk.sqlfiles import read_sql


@dataclass(frozen=True, slots=True)
class Event:
    """One change of one record: when, by whom, in which import (``None``: by hand), and whether it took one back."""

    at: str
    actor: str
    import_run_id: int | None
    difference: Difference
    is_undo: bool = False


def read_history(connection: sqlite3.Connection, person: str) -> list[Event]:
    """Return what changed about the person with this member number or full name, the oldest first.

    An import that was undone appears twice: with what it changed, and with what the undo put back. Raises
    `NotUnderstood` when nobody, or more than one person, is meant.
    """
    values = {"person_id": person_meant(connection, person)}
    rows = connection.execute(read_sql("records/store/sql/history_of_person.sql").sql, values).fetchall()
    names = read_names(connection)
    return sorted((event for row in rows for event in _events(connection, row, names)), key=lambda event: event.at)


def _events(connection: sqlite3.Connection, row: sqlite3.Row, names: Names) -> Iterator[Event]:
    table = next(table for table in fact_tables(connection) if table.name == row["table_name"])
    values = {name: (before, after) for name, (before, after) in json.loads(row["differences"]).items()}
    known = row_of(connection, table, row["record_key"], values)
    operation = Operation.REMOVED if row["operation"] == "delete" else Operation.CHANGED
    difference = told_of_row(operation, table, row["record_key"], known, values, names)
    if not difference.values:
        return
    yield Event(row["changed_at"], row["actor"] or "", row["import_run_id"], difference)
    if row["undone_at"]:
        yield Event(row["undone_at"], row["undone_by"], row["import_run_id"], difference.reversed, is_undo=True)

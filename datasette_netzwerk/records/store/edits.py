"""Keeps what somebody entered by hand from being overwritten by a list that does not know of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from datasette_netzwerk.sqlfiles import read_sql


@dataclass(frozen=True, slots=True)
class Edit:
    """A value that was entered by hand: who, when, and what."""

    actor: str
    day: str
    value: Any


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value of a list that was not taken, because somebody had entered another one by hand."""

    column: str
    edit: Edit
    value: Any


Edits = Mapping[tuple[str, str], Mapping[str, Edit]]
"""What was entered by hand, by table and key of the record and by column."""

NO_EDITS: Edits = MappingProxyType({})

UNNAMED = "?"
"""Who edits in a program that does not say who sits before it."""

WRITES: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "person_update": ("people", ("id",)),
        "meeting_update": ("meetings", ("id",)),
        "membership_update": ("memberships", ("id",)),
        "consent_upsert": ("consents", ("person_id", "field", "audience")),
        "attendance_upsert": ("attendance", ("meeting_id", "person_id")),
    }
)
"""The statements that overwrite values: their table, and the columns of its key."""

MADE = frozenset({"name_key", "sort_key", "title_key", "raw_name", "import_run_id", "line"})
"""Columns that follow others."""


def read_edits(connection: sqlite3.Connection) -> Edits:
    """Return every value that was entered by hand and stands since."""
    edits: dict[tuple[str, str], dict[str, Edit]] = {}
    for row in connection.execute(read_sql("records/store/sql/changes_by_hand.sql").sql):
        columns = edits.setdefault((row["table_name"], row["record_key"]), {})
        for column, (_before, after) in json.loads(row["differences"]).items():
            columns.pop(column, None)
            if row["import_run_id"] is None:
                columns[column] = Edit(row["actor"] or UNNAMED, row["changed_at"][:10], after)
    return {record: columns for record, columns in edits.items() if columns}


def with_edits(edits: Edits, statement: str, values: Mapping[str, Any]) -> tuple[Mapping[str, Any], list[Conflict]]:
    """Return the values to write, with those entered by hand in place of the list's, and what was not taken."""
    if statement not in WRITES:
        return values, []
    table, key = WRITES[statement]
    edited = edits.get((table, ",".join(str(values[column]) for column in key)), {})
    # An empty cell says nothing, except in a consent, which a row tells as a whole.
    asked = {column: edit for column, edit in edited.items() if _says(table, values, column)}
    conflicts = [
        Conflict(column, edit, values[column])
        for column, edit in asked.items()
        if column not in MADE and values[column] != edit.value
    ]
    return {**values, **{column: edit.value for column, edit in asked.items()}}, conflicts


def _says(table: str, values: Mapping[str, Any], column: str) -> bool:
    return column in values and (values[column] is not None or table == "consents")

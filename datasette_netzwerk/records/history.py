"""Reads what changed about one person."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.normalise.names import normalise_name
from datasette_netzwerk.records.store.members import name_key
from datasette_netzwerk.sqlfiles import read_sql


def read_history(connection: sqlite3.Connection, person: str) -> list[dict[str, Any]]:
    """Return the changes about the person with this member number or full name, the oldest first.

    Raises `NotUnderstood` when nobody, or more than one person, is meant.
    """
    values = {"person_id": find_person(connection, person)}
    return [dict(row) for row in connection.execute(read_sql("records/store/sql/history_of_person.sql").sql, values)]


def find_person(connection: sqlite3.Connection, person: str) -> int:
    """Return the key of the person with this member number or full name."""
    name, _findings = normalise_name(person)
    values = {"number": person, "name_key": name_key(name) if name else ""}
    found = connection.execute(read_sql("records/store/sql/person_find.sql").sql, values).fetchall()
    if not found:
        raise NotUnderstood(Problem("history.nobody", value=person))
    if len(found) > 1:
        raise NotUnderstood(Problem("history.several", value=person, arguments={"count": str(len(found))}))
    return int(found[0]["id"])

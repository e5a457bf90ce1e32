"""Stores who was at which meeting: one row, or a whole list at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from datasette_netzwerk.model import Attendance, PersonReference, Status
from datasette_netzwerk.records.store.runs import Counts, Run
from datasette_netzwerk.sqlfiles import read_sql


def store_attendance(
    run: Run,
    attendance: Attendance,
    *,
    meeting_id: int,
    person_id: int,
    substitute_id: int | None,
    invited_by_id: int | None,
) -> None:
    """Write the status of ``person_id`` at ``meeting_id``; a substitute nobody knows keeps the name on the list."""
    values = {
        **answer_values(attendance.status, attendance.substitute, substitute_id, invited_by_id, attendance.note),
        "meeting_id": meeting_id,
        "person_id": person_id,
    }
    run.execute("attendance_upsert", values, attendance.source.line)


def answer_values(
    status: Status,
    substitute: PersonReference | None,
    substitute_id: int | None,
    invited_by_id: int | None,
    note: str | None,
) -> dict[str, Any]:
    """Return the columns that say whether somebody was there; a substitute nobody knows keeps the name on the list."""
    name = substitute.name if substitute and substitute_id is None else None
    return {
        "status": status.value,
        "substitute_id": substitute_id,
        "substitute_name": name.shown if name else None,
        "invited_by_id": invited_by_id,
        "note": note,
    }


def take_in(run: Run, answers: Mapping[int, Mapping[str, Any]], rows: Iterable[tuple[int, int, int, int]]) -> int:
    """Keep the rows of one list (meeting, person, answer, line) apart, the first of each person at each meeting.

    Return how many were kept.
    """
    for statement in ("incoming_create", "incoming_answers_create", "incoming_clear", "incoming_answers_clear"):
        run.execute(statement, {})
    for number, values in answers.items():
        run.execute("incoming_answer_insert", {**values, "id": number})
    statement = read_sql("records/store/sql/incoming_insert.sql").sql
    return run.connection.executemany(statement, rows).rowcount


def store_taken_in(run: Run, count: int) -> Counts:
    """Write the ``count`` rows that were kept apart, and return what became of them."""
    known = int(run.execute("incoming_known", {}).fetchone()[0])
    written = run.execute("attendance_upsert_all", {}).rowcount
    inserted = count - known
    return Counts(count, inserted, written - inserted, count - written)


def line_taken_in(run: Run, meeting_id: int, person_id: int) -> int | None:
    """Return the line on which the list at work has a person at a meeting."""
    row = run.execute("incoming_line", {"meeting_id": meeting_id, "person_id": person_id}).fetchone()
    return row[0] if row else None

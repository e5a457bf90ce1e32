"""Stores one person's attendance at one meeting."""

from __future__ import annotations

from datasette_netzwerk.model import Attendance
from datasette_netzwerk.records.store.runs import Run


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
    name = attendance.substitute.name if attendance.substitute and substitute_id is None else None
    values = {
        "meeting_id": meeting_id,
        "person_id": person_id,
        "status": attendance.status.value,
        "substitute_id": substitute_id,
        "substitute_name": name.shown if name else None,
        "invited_by_id": invited_by_id,
        "note": attendance.note,
    }
    run.execute("attendance_upsert", values, attendance.source.line)

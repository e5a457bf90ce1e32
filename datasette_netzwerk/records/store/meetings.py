"""Stores meetings, and finds the one that a row means."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from datasette_netzwerk.folding import identity_key, slug
from datasette_netzwerk.model import Meeting, MeetingReference
from datasette_netzwerk.records.store.runs import Run


class MeetingIndex:
    """Every meeting of a site, found by the group's own id, by day and title, or by day when there is one that day."""

    def __init__(self, run: Run) -> None:
        rows = run.execute("meetings_all", {}).fetchall()
        self._by_external_id: dict[str, int] = dict(run.execute("identifiers_all", {"kind": "meeting"}).fetchall())
        self._by_day: dict[str, dict[int, str]] = defaultdict(dict)
        self._day_of: dict[int, str] = {row["id"]: row["held_on"] for row in rows}
        for row in rows:
            self._by_day[row["held_on"]][row["id"]] = row["title_key"]

    def find(self, reference: MeetingReference) -> int | None:
        """Return the key of the meeting that ``reference`` means, or ``None`` if there is none or more than one."""
        if reference.external_id in self._by_external_id:
            return self._by_external_id[reference.external_id]
        if reference.held_on is None:
            return None
        that_day = self._by_day[reference.held_on.isoformat()]
        title_key = identity_key(reference.title or "")
        if title_key:
            named = [meeting for meeting, key in that_day.items() if key == title_key]
            nameless = [meeting for meeting, key in that_day.items() if not key]
            return _only(named) if named else _only(nameless)
        return _only(list(that_day))

    def is_ambiguous(self, reference: MeetingReference) -> bool:
        """Whether several meetings of that day could be meant."""
        return reference.held_on is not None and len(self._by_day[reference.held_on.isoformat()]) > 1

    def add(self, meeting_id: int, external_id: str | None, held_on: date, title_key: str) -> None:
        """Make a stored meeting findable, under its present day only."""
        former = self._day_of.get(meeting_id)
        if former is not None:
            self._by_day[former].pop(meeting_id, None)
        self._day_of[meeting_id] = held_on.isoformat()
        self._by_day[held_on.isoformat()][meeting_id] = title_key
        if external_id:
            self._by_external_id[external_id] = meeting_id


def _only(meetings: list[int]) -> int | None:
    return meetings[0] if len(meetings) == 1 else None


def store_meeting(run: Run, index: MeetingIndex, meeting: Meeting) -> int:
    """Write one meeting and return its key; one that a list named before by id, day and title, or day, is refreshed."""
    known = index.find(MeetingReference(meeting.external_id, meeting.held_on, meeting.title))
    values = _values(run, meeting)
    if known is None:
        values["slug"] = _free_slug(run, meeting)
        known = int(run.execute("meeting_insert", values, meeting.source.line).lastrowid or 0)
    else:
        run.execute("meeting_update", {**values, "id": known}, meeting.source.line)
    if meeting.external_id:
        identifier = {"kind": "meeting", "external_id": meeting.external_id, "record_id": known}
        run.execute("identifier_insert", identifier)
    index.add(known, meeting.external_id, meeting.held_on, values["title_key"])
    return known


def _values(run: Run, meeting: Meeting) -> dict[str, Any]:
    return {
        "chapter_id": run.chapter_id,
        "held_on": meeting.held_on.isoformat(),
        "starts_at_local": meeting.starts_at_local,
        "ends_at_local": meeting.ends_at_local,
        "title": meeting.title,
        "title_key": identity_key(meeting.title or ""),
        "kind": meeting.kind,
        "place": meeting.place,
        "capacity": meeting.capacity,
        "report": meeting.report,
        "unmapped": _unmapped(meeting.unmapped),
    }


def _unmapped(cells: Mapping[str, str]) -> str | None:
    kept = {header: text for header, text in cells.items() if text}  # in the order of the list
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else None


def _free_slug(run: Run, meeting: Meeting) -> str:
    """Return the day and the title as an address; a second such meeting gets a number."""
    wish = "-".join(part for part in (meeting.held_on.isoformat(), slug(meeting.title or "")) if part)
    taken = {row["slug"] for row in run.execute("meeting_slugs", {"slug": wish})}
    number = 1
    while (candidate := wish if number == 1 else f"{wish}-{number}") in taken:
        number += 1
    return candidate

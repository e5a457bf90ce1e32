"""Writes an attendance or interaction as JSON and reads it back, for rows that wait in the problems."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from datasette_netzwerk.model import (
    Attendance,
    Interaction,
    InteractionKind,
    MeetingReference,
    PersonName,
    PersonReference,
    Record,
    Source,
    Status,
)


def record_to_json(record: Record) -> str:
    """Return ``record`` as JSON, with the name of its class."""
    content = {"class": type(record).__name__, **asdict(record)}
    # Where a row stood does not tell one waiting row from another: a shuffled file has the same rows.
    del content["source"]
    return json.dumps(content, default=date.isoformat, ensure_ascii=False, sort_keys=True)


def record_from_json(text: str, source: Source) -> Attendance | Interaction:
    """Return what `record_to_json` wrote, as a row that stands at ``source``."""
    content = json.loads(text)
    return _attendance(content, source) if content["class"] == "Attendance" else _interaction(content, source)


def _attendance(content: dict[str, Any], source: Source) -> Attendance:
    meeting = content["meeting"]
    return Attendance(
        source=source,
        person=_known(content["person"]),
        meeting=MeetingReference(meeting["external_id"], _day(meeting["held_on"]), meeting["title"]),
        status=Status(content["status"]),
        substitute=_person(content["substitute"]),
        invited_by=_person(content["invited_by"]),
        note=content["note"],
    )


def _interaction(content: dict[str, Any], source: Source) -> Interaction:
    return Interaction(
        source=source,
        kind=InteractionKind(content["kind"]),
        occurred_on=date.fromisoformat(content["occurred_on"]),
        giver=_person(content["giver"]),
        receiver=_known(content["receiver"]),
        external_id=content["external_id"],
        third=_person(content["third"]),
        outcome=content["outcome"],
        amount_cents=content["amount_cents"],
        currency=content["currency"],
        text=content["text"],
    )


def _known(content: dict[str, Any]) -> PersonReference:
    name = PersonName(**content["name"]) if content["name"] else None
    return PersonReference(content["external_id"], name, content["email"], content["is_guest"])


def _person(content: dict[str, Any] | None) -> PersonReference | None:
    return _known(content) if content else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

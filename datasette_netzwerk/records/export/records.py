"""Turns the facts of records.db back into what a list says: by field, in the group's own words where it has any."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from datasette_netzwerk.i18n import language_at_work
from datasette_netzwerk.model import CONSENT_FIELDS, ContactKind, Depth, Kind
from datasette_netzwerk.records.export.columns import UNMAPPED, Cells
from datasette_netzwerk.records.normalise.countries import country_name
from datasette_netzwerk.records.normalise.languages import language_name
from datasette_netzwerk.records.normalise.tables import read_table
from datasette_netzwerk.sqlfiles import read_sql

YES, NO, ALL, MEMBER, GUEST = "ja", "nein", "alles", "Mitglied", "Gast"
"""Words that every import reads, whatever language it is told in."""


def read_records(connection: sqlite3.Connection, kind: Kind) -> Iterator[Cells]:
    """Yield what is known of each record of one kind."""
    statement = read_sql(f"records/store/sql/export_{kind.value}.sql").sql
    cells = {
        Kind.MEMBERS: _member,
        Kind.MEETINGS: _meeting,
        Kind.ATTENDANCE: _attendance,
        Kind.INTERACTIONS: _interaction,
    }[kind]
    for row in connection.execute(statement):
        yield {key: [text for text in values if text] for key, values in cells(dict(row)).items()}


def _day(text: str | None) -> str:
    """Return a day as German lists write it; a month or year alone stays one."""
    return ".".join(reversed(text.split("-"))) if text else ""


def _unmapped(text: str) -> dict[str, list[str]]:
    return {f"{UNMAPPED}{header}": [value] for header, value in json.loads(text).items()}


def _name(row: Mapping[str, Any]) -> str:
    parts = (row["academic_title"], row["given_name"], row["family_name"], row["name_suffix"])
    return " ".join(part for part in parts if part)


def _member(row: Mapping[str, Any]) -> dict[str, list[str]]:
    company, position = json.loads(row["position"]) if row["position"] else (None, None)
    started_on, ended_on = json.loads(row["membership"]) if row["membership"] else (None, None)
    leave = json.loads(row["leave"]) if row["leave"] else (None, None)
    roles = json.loads(row["roles"])
    return {
        "external_id": [row["external_id"]],
        "salutation": [row["salutation"]],
        "academic_title": [row["academic_title"]],
        "given_name": [row["given_name"]],
        "family_name": [row["family_name"]],
        "full_name": [row["raw_name"] or _name(row)],
        "name_suffix": [row["name_suffix"]],
        "birth_name": [row["birth_name"]],
        "company": [company],
        "position": [position],
        "industry": json.loads(row["industries"]),
        "street": [row["street"]],
        "postcode": [row["postcode"]],
        "town": [row["town"]],
        "postcode_town": [" ".join(part for part in (row["postcode"], row["town"]) if part)],
        "country": [country_name(row["country_code"], language_at_work.get()) if row["country_code"] else ""],
        **_contacts(json.loads(row["contact_points"])),
        "birth_date": [_day(row["birth_date"])],
        "membership_status": ["" if row["membership"] else GUEST],
        "joined_on": [_day(started_on)],
        "left_on": [_day(ended_on)],
        "role": [name for name, _, _ in roles],
        "role_from": [_day(roles[0][1])] if roles else [],
        "role_until": [_day(roles[0][2])] if roles else [],
        "offers": [text for kind, text in json.loads(row["offers"]) if kind == "offer"],
        "requests": [text for kind, text in json.loads(row["offers"]) if kind == "request"],
        "topics": json.loads(row["topics"]),
        "languages": [language_name(code, language_at_work.get()) for code in json.loads(row["languages"])],
        **_countries(json.loads(row["countries"])),
        "leave_from": [_day(leave[0])],
        "leave_until": [_day(leave[1])],
        **_consents(json.loads(row["consents"])),
        "note": [row["note"]],
        **_unmapped(row["unmapped"]),
    }


def _contacts(points: list[list[str]]) -> dict[str, list[str]]:
    return {kind.value: [value for of, value in points if of == kind] for kind in ContactKind}


def _countries(countries: list[list[str]]) -> dict[str, list[str]]:
    def named(*depths: Depth) -> list[str]:
        return [
            words or country_name(code, language_at_work.get()) for depth, code, words in countries if depth in depths
        ]

    return {"works_in": named(Depth.WORKS), "knows_people_in": named(Depth.KNOWS, Depth.LIVED)}


def _consents(consents: list[list[Any]]) -> dict[str, list[str]]:
    """Return the answer for each audience that was asked for every field; what was stated for a whole file stays out."""
    cells: dict[str, list[str]] = {}
    for audience in ("public", "members"):
        answers = {field: rest for of, field, *rest in consents if of == audience}
        if set(answers) != set(CONSENT_FIELDS):
            continue
        opened = [field for field in CONSENT_FIELDS if not answers[field][2]]
        cells[f"consent_{audience}"] = [_answer(opened)]
        told = answers[opened[0]] if opened else answers[CONSENT_FIELDS[0]]
        cells["consent_given_on"] = cells.get("consent_given_on") or ([_day(told[0])] if told[0] else [])
        cells["consent_withdrawn_on"] = cells.get("consent_withdrawn_on") or ([_day(told[1])] if told[1] else [])
        cells["consent_wording"] = [told[3]]
        cells["consent_evidence"] = [told[4]]
    return cells


def _answer(opened: list[str]) -> str:
    if not opened:
        return NO
    return ALL if len(opened) == len(CONSENT_FIELDS) else ", ".join(_consent_words()[field] for field in opened)


@cache
def _consent_words() -> Mapping[str, str]:
    """Return the first word that opens exactly one field."""
    words: dict[str, str] = {}
    for row in read_table("consent_words"):
        if row["kind"] == "field" and "|" not in row["opens"]:
            words.setdefault(row["opens"], row["word"])
    return words


def _meeting(row: Mapping[str, Any]) -> dict[str, list[str]]:
    return {
        "meeting_id": [row["external_id"]],
        "held_on": [_day(row["held_on"])],
        "starts_at": [row["starts_at_local"]],
        "ends_at": [row["ends_at_local"]],
        "title": [row["title"]],
        "kind": [row["kind"]],
        "place": [row["place"]],
        "capacity": [str(row["capacity"]) if row["capacity"] is not None else ""],
        "report": [row["report"]],
        **_unmapped(row["unmapped_cells"]),
    }


def _attendance(row: Mapping[str, Any]) -> dict[str, list[str]]:
    return {
        "external_id": [row["external_id"]],
        "full_name": [_name(row)],
        "given_name": [row["given_name"]],
        "family_name": [row["family_name"]],
        "email": [row["email"]],
        "meeting_id": [row["meeting_id"]],
        "held_on": [_day(row["held_on"])],
        "title": [row["title"]],
        "status": [_word("attendance_words", "status", row["status"])],
        "substitute": [row["substitute"]],
        "invited_by": [row["invited_by"]],
        "is_guest": [YES if row["is_guest"] else ""],
        "note": [row["note"]],
    }


def _interaction(row: Mapping[str, Any]) -> dict[str, list[str]]:
    fingerprint = row["fingerprint"]
    return {
        "interaction_id": [fingerprint.removeprefix("id:") if fingerprint.startswith("id:") else ""],
        "kind": [_word("interaction_words", "kind", row["kind"])],
        "occurred_on": [_day(row["occurred_on"])],
        "giver": [row["giver"]],
        "giver_id": [row["giver_number"]],
        "receiver": [row["receiver"]],
        "receiver_id": [row["receiver_number"]],
        "third": [row["third"]],
        "third_id": [row["third_number"]],
        "outcome": [_word("outcome_words", "outcome", row["outcome"]) if row["outcome"] else ""],
        "amount": [f"{row['amount_cents'] // 100},{row['amount_cents'] % 100:02}" if row["amount_cents"] else ""],
        "currency": [row["currency"]],
        "text": [row["text"]],
    }


def _word(table: str, column: str, value: str) -> str:
    """Return the first word that an import reads as ``value``, or the value itself."""
    return _words(table, column).get(value, value)


@cache
def _words(table: str, column: str) -> Mapping[str, str]:
    words: dict[str, str] = {}
    for row in read_table(table):
        words.setdefault(row[column], row["word"])
    return words

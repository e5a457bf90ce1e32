"""Says a record in words, field by field: what would be stored, under the names that a mapping file uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date

from datasette_netzwerk.model import (
    Attendance,
    Consent,
    Depth,
    Interaction,
    Meeting,
    MeetingReference,
    Member,
    PersonName,
    PersonReference,
    Record,
)
from datasette_netzwerk.records.normalise.countries import country_name
from datasette_netzwerk.records.normalise.dates import Period
from datasette_netzwerk.records.normalise.industries import industry_name
from datasette_netzwerk.records.normalise.languages import language_name

Shown = Iterator[tuple[str, str | None]]


def preview(record: Record, language: str) -> list[tuple[str, str]]:
    """Return field and text of everything that a record says, in the order of its fields; kept columns by their names."""
    match record:
        case Member():
            shown = _member(record, language)
        case Meeting():
            shown = _plain(record)
        case Attendance():
            shown = _attendance(record)
        case Interaction():
            shown = _interaction(record)
    return [(field, text) for field, text in shown if text]


def _member(member: Member, language: str) -> Shown:
    yield "external_id", member.external_id
    yield from _name(member.name)
    yield "company", member.company.name if member.company else None
    yield "position", member.position
    for industry in member.industries:
        told = f" = {industry.code} {industry_name(industry.code, language)}" if industry.code else ""
        yield "industry", industry.own_words + told
    yield "street", member.street
    yield "postcode_town", " ".join(part for part in (member.postcode, member.town) if part)
    yield "country", country_name(member.country_code, language) if member.country_code else None
    for point in member.contact_points:
        yield point.kind.value, point.value
    yield from _what_she_does(member, language)
    yield from _dates(member)
    for header, text in member.unmapped.items():
        yield f"({header})", text


def _name(name: PersonName) -> Shown:
    for field in ("salutation", "academic_title", "given_name", "family_name", "birth_name", "name_suffix"):
        yield field, getattr(name, field)


def _what_she_does(member: Member, language: str) -> Shown:
    for field, depths in (("works_in", (Depth.WORKS, Depth.LIVED)), ("knows_people_in", (Depth.KNOWS,))):
        yield field, _listed(country_name(each.code, language) for each in member.countries if each.depth in depths)
    yield "languages", _listed(language_name(code, language) for code in member.languages)
    yield "topics", _listed(member.topics)
    yield "offers", _listed(member.offers)
    yield "requests", _listed(member.requests)


def _dates(member: Member) -> Shown:
    yield "birth_date", _day(member.birth_date)
    joined = Period(member.joined_on, member.joined_precision) if member.joined_on else None
    yield "joined_on", str(joined) if joined else None
    yield "left_on", _day(member.left_on)
    for role in member.roles:
        yield "role", " ".join(part for part in (role.name, _day(role.started_on), _day(role.ended_on)) if part)
    for leave in member.leaves:
        yield "leave_from", _day(leave.started_on)
        yield "leave_until", _day(leave.ended_on)
    for audience in ("public", "members"):
        yield f"consent_{audience}", _opened(member.consents, audience)
    yield "note", member.note


def _opened(consents: Iterable[Consent], audience: str) -> str | None:
    """Return the fields that somebody opened to an audience, or a dash where she opened none."""
    own = [consent for consent in consents if consent.audience == audience]
    opened = [consent.field for consent in own if not consent.is_refusal and consent.given_on]
    return (_listed(opened) or "–") if own else None


def _attendance(attendance: Attendance) -> Shown:
    yield "full_name", _person(attendance.person)
    yield "held_on", _meeting(attendance.meeting)
    yield "status", attendance.status.value
    yield "substitute", _person(attendance.substitute)
    yield "invited_by", _person(attendance.invited_by)
    yield "note", attendance.note


def _interaction(interaction: Interaction) -> Shown:
    yield "occurred_on", interaction.occurred_on.isoformat()
    yield "kind", interaction.kind.value
    yield "giver", _person(interaction.giver)
    yield "receiver", _person(interaction.receiver)
    yield "third", _person(interaction.third)
    yield "outcome", interaction.outcome
    if interaction.amount_cents is not None:
        whole, cents = divmod(interaction.amount_cents, 100)
        yield "amount", f"{whole}.{cents:02} {interaction.currency or ''}".strip()
    yield "text", interaction.text


def _plain(meeting: Meeting) -> Shown:
    names = {"external_id": "meeting_id", "starts_at_local": "starts_at", "ends_at_local": "ends_at"}
    for field in fields(meeting):
        value = getattr(meeting, field.name)
        if field.name not in ("source", "unmapped") and value is not None:
            yield names.get(field.name, field.name), str(value)
    for header, text in meeting.unmapped.items():
        yield f"({header})", text


def _person(reference: PersonReference | None) -> str | None:
    if reference is None:
        return None
    name = reference.name.shown if reference.name else None
    return " ".join(part for part in (name, reference.external_id, reference.email) if part)


def _meeting(reference: MeetingReference) -> str:
    parts = (_day(reference.held_on), reference.title, reference.external_id)
    return " ".join(part for part in parts if part)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

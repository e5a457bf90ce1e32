"""Stores what a members' list says about one person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from datasette_netzwerk.folding import identity_key, slug, sort_key
from datasette_netzwerk.model import Company, Industry, Member, PersonName, Precision
from datasette_netzwerk.records.store.runs import Run


def store_member(run: Run, member: Member, person_id: int | None) -> int:
    """Write one row of a members' list and return the person's key; ``person_id`` is whom `identify` found, if any.

    A cell that is empty leaves what is known; a cell that is not replaces it, with the old value in the history.
    """
    line = member.source.line
    person = store_person(run, member.name, person_id, line, _personal(member))
    if person_id is None:
        run.blank.add(person)
    if member.external_id:
        run.execute("identifier_insert", {"kind": "person", "external_id": member.external_id, "record_id": person})
    _store_contact_points(run, member, person)
    if member.company:
        _store_position(run, member.company, member.position, person, line)
    if member.is_member:
        _store_membership(run, person, member)
    _store_industries(run, member.industries, person, line)
    _store_lists(run, member, person)
    _store_dated(run, member, person)
    run.blank.discard(person)
    return person


def store_person(
    run: Run, name: PersonName, person_id: int | None, line: int, personal: Mapping[str, Any] | None = None
) -> int:
    """Write a person's name and, if given, her personal columns; return her key."""
    values = {**_EMPTY_PERSON, **_parts(name), **(personal or {})}
    values["name_key"] = name_key(name)
    values["sort_key"] = sort_key(name.family_name, name.given_name or "")
    if person_id is None:
        return int(run.execute("person_insert", values, line).lastrowid or 0)
    run.execute("person_update", {**values, "id": person_id}, line)
    return person_id


def _parts(name: PersonName) -> dict[str, Any]:
    return {
        "salutation": name.salutation,
        "academic_title": name.academic_title,
        "given_name": name.given_name,
        "family_name": name.family_name,
        "birth_name": name.birth_name,
        "name_suffix": name.name_suffix,
        "raw_name": name.raw,
    }


def name_key(name: PersonName) -> str:
    """Return the key under which a bare name finds its person: titles, case and spelling of umlauts don't count."""
    return f"{identity_key(name.given_name or '')}|{identity_key(name.family_name)}"


_EMPTY_PERSON: Mapping[str, Any] = dict.fromkeys(
    ("birth_date", "street", "postcode", "town", "country_code", "note", "unmapped")
)


def _personal(member: Member) -> dict[str, Any]:
    unmapped = {header: text for header, text in member.unmapped.items() if text}  # in the order of the list
    return {
        "birth_date": _iso(member.birth_date),
        "street": member.street,
        "postcode": member.postcode,
        "town": member.town,
        "country_code": member.country_code,
        "note": member.note,
        "unmapped": json.dumps(unmapped, ensure_ascii=False, separators=(",", ":")) if unmapped else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _store_contact_points(run: Run, member: Member, person: int) -> None:
    for kind in dict.fromkeys(point.kind for point in member.contact_points):
        points = [point for point in member.contact_points if point.kind is kind]
        for rank, point in enumerate(points):
            values = {"person_id": person, "kind": kind, "value": point.value, "key": point.key, "rank": rank}
            run.execute("contact_point_upsert", values, member.source.line)
        _delete_others(run, "contact_point", person, (point.key for point in points), kind=kind.value)


def _store_position(run: Run, company: Company, title: str | None, person: int, line: int) -> None:
    named = {"name": company.name, "key": company.key, "legal_form": company.legal_form}
    company_id = run.key_of("company", company.key, named, line)
    values = {"person_id": person, "company_id": company_id, "title": title, "ended_on": None}
    run.execute("position_upsert", values, line)
    if person in run.blank:
        return
    ending = {"person_id": person, "company_id": company_id, "today": run.today.isoformat()}
    run.execute("position_end_others", ending, line)


def _store_membership(run: Run, person: int, member: Member) -> None:
    """Add or refresh the membership that a row tells of.

    A start after the end of the last membership is a new one (she came back); any other start corrects the last. A year
    that a known day lies in corrects nothing.
    """
    line = member.source.line
    key = {"person_id": person, "chapter_id": run.chapter_id}
    known = [] if person in run.blank else run.execute("memberships_of", key).fetchall()
    started, ended, precision = _iso(member.joined_on), _iso(member.left_on), member.joined_precision
    same = next((row for row in known if started is None or _covers(started, precision, row["started_on"])), None)
    last = same or (known[0] if known else None)
    came_back = (
        last is not None and same is None and last["ended_on"] is not None and (started or "") > last["ended_on"]
    )
    start = {"started_on": started, "started_precision": None if precision is Precision.DAY else precision.value}
    if last is None or came_back:
        run.execute("membership_insert", {**key, **start, "ended_on": ended}, line)
        return
    if same or started is None:
        start = {"started_on": last["started_on"], "started_precision": last["started_precision"]}
    if same and precision is Precision.DAY and started:
        start["started_precision"] = None
    run.execute("membership_update", {"id": last["id"], **start, "ended_on": ended or last["ended_on"]}, line)


def _covers(started: str, precision: Precision, known: str | None) -> bool:
    """Tell whether a known start lies in the day, month or year that a row names."""
    length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[precision]
    return known is not None and known[:length] == started[:length]


def _store_industries(run: Run, industries: tuple[Industry, ...], person: int, line: int) -> None:
    for rank, industry in enumerate(industries):
        # Two ways of writing the same own words are one industry; a code stands for itself.
        key = industry.code or slug(industry.own_words) or industry.own_words
        own_words = None if industry.code else industry.own_words
        coded = {"code": industry.code, "own_words": own_words, "slug": key}
        industry_id = run.key_of("industry", key, coded)
        values = {
            "person_id": person,
            "industry_id": industry_id,
            "own_words": industry.own_words,
            "method": industry.method,
            "rank": rank,
        }
        run.execute("member_industry_upsert", values, line)
    if industries:
        _delete_others(run, "member_industry", person, (industry.own_words for industry in industries))


def _store_lists(run: Run, member: Member, person: int) -> None:
    """Write the cells that hold several words; each is replaced as a whole when it is not empty."""
    line = member.source.line
    for depth in dict.fromkeys(country.depth for country in member.countries):
        countries = [country for country in member.countries if country.depth is depth]
        for country in countries:
            values = {
                "person_id": person,
                "country_code": country.code,
                "depth": depth.value,
                "own_words": country.own_words,
            }
            run.execute("member_country_upsert", values, line)
        _delete_others(run, "member_country", person, (country.code for country in countries), depth=depth.value)
    for code in member.languages:
        run.execute("member_language_upsert", {"person_id": person, "language_code": code}, line)
    if member.languages:
        _delete_others(run, "member_language", person, member.languages)
    topics = {slug(topic) or topic: topic for topic in member.topics}
    for key, topic in topics.items():
        run.execute("member_topic_upsert", {"person_id": person, "topic": topic, "slug": key}, line)
    if topics:
        _delete_others(run, "member_topic", person, topics)
    for kind, texts in (("offer", member.offers), ("request", member.requests)):
        for text in texts:
            run.execute("offer_upsert", {"person_id": person, "kind": kind, "text": text}, line)
        if texts:
            _delete_others(run, "offer", person, texts, kind=kind)


def _store_dated(run: Run, member: Member, person: int) -> None:
    line = member.source.line
    for role in member.roles:
        values = {
            "person_id": person,
            "chapter_id": run.chapter_id,
            "name": role.name,
            "started_on": _iso(role.started_on),
            "ended_on": _iso(role.ended_on),
        }
        run.execute("role_upsert", values, line)
    for leave in member.leaves:
        values = {"person_id": person, "started_on": _iso(leave.started_on), "ended_on": _iso(leave.ended_on)}
        run.execute("leave_upsert", values, line)
    for consent in member.consents:
        values = {
            "person_id": person,
            "field": consent.field,
            "audience": consent.audience,
            "given_on": _iso(consent.given_on),
            "withdrawn_on": _iso(consent.withdrawn_on),
            "is_refusal": int(consent.is_refusal),
            "wording": consent.wording,
            "evidence": consent.evidence,
        }
        run.execute("consent_upsert", values, line)


def _delete_others(run: Run, table: str, person: int, kept: Iterable[str], **which: str) -> None:
    if person in run.blank:
        return  # of whom nothing is stored but what this row says
    values = {"person_id": person, "kept": json.dumps(list(kept), ensure_ascii=False), **which}
    run.execute(f"{table}_delete_others", values)

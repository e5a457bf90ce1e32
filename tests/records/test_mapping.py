"""Mapping files: what they may say, and what is told when they say something else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from datasette_netzwerk.model import CONSENT_FIELDS, Kind, Status
from datasette_netzwerk.problems import NotUnderstood
from datasette_netzwerk.records.mapping import Mapping, StatedConsent, read_mapping, understand_mapping

FULL = """\
kind: members
sheet: Mitglieder
columns:
  Gewerbe: industry
  Bemerkung: null
  Kennung: external_id
attendance_words:
  X: present
  no: absent
  1: present
  "-": excused
defaults:
  country: Deutschland
consents:
  - audience: public
    fields: [name, company, town]
    given_on: 2026-05-01
    wording: Ich bin einverstanden, dass mein Name im Internet steht.
    evidence: Ordner 3
  - audience: members
    fields: all
    given_on: 2026-05-01
    wording: Alle Mitglieder dürfen meine Angaben sehen.
    evidence: Ordner 3
"""


def test_a_full_mapping_is_read(tmp_path: Path) -> None:
    path = tmp_path / "zuordnung.yml"
    path.write_text(FULL, "utf-8")
    mapping = read_mapping(path)
    assert mapping == Mapping(
        kind=Kind.MEMBERS,
        columns={"Gewerbe": "industry", "Bemerkung": None, "Kennung": "external_id"},
        sheet="Mitglieder",
        attendance_words={"X": Status.PRESENT, "no": Status.ABSENT, "1": Status.PRESENT, "-": Status.EXCUSED},
        defaults={"country": "Deutschland"},
        consents=(
            StatedConsent(
                "public",
                ("name", "company", "town"),
                date(2026, 5, 1),
                "Ich bin einverstanden, dass mein Name im Internet steht.",
                "Ordner 3",
            ),
            StatedConsent(
                "members", CONSENT_FIELDS, date(2026, 5, 1), "Alle Mitglieder dürfen meine Angaben sehen.", "Ordner 3"
            ),
        ),
        sha256=mapping.sha256,
    )
    assert len(mapping.sha256) == 64


def test_an_empty_mapping_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "leer.yml"
    path.write_text("# later\n", "utf-8")
    assert (read_mapping(path).kind, read_mapping(path).columns) == (None, {})


class Wrong(NamedTuple):
    description: str
    content: str
    code: str
    key: str
    value: str | None
    expected: str | None


CONSENT = "consents: [{audience: public, fields: [name], given_on: 2026-05-01, wording: Ja, evidence: Ordner}]"
WRONG = (
    Wrong(
        "an unknown key",
        "spalten: {A: full_name}",
        "mapping.key_unknown",
        "spalten",
        None,
        "kind, columns, sheet, attendance_words, defaults, consents, leave_out, year,"
        " date_above, partstat, dates, layout",
    ),
    Wrong(
        "an unknown kind",
        "kind: mitglieder",
        "mapping.value_invalid",
        "kind",
        "mitglieder",
        "members, meetings, attendance, interactions",
    ),
    Wrong(
        "a field of another kind",
        "{kind: meetings, columns: {Firma: company}}",
        "mapping.value_invalid",
        "columns: Firma",
        "company",
        "meeting_id, held_on, starts_at, ends_at, title, kind, place, capacity, report",
    ),
    Wrong("columns as a list", "columns: [A, B]", "mapping.not_entries", "columns", None, None),
    Wrong("no entries at all", "- kind", "mapping.not_entries", "", None, None),
    Wrong(
        "an unknown status",
        "attendance_words: {X: da}",
        "mapping.value_invalid",
        "attendance_words: X",
        "da",
        "present, remote, late, substituted, excused, medical, leave, absent",
    ),
    Wrong(
        "a default for no field",
        "{kind: meetings, defaults: {town: Bonn}}",
        "mapping.key_unknown",
        "defaults: town",
        None,
        "meeting_id, held_on, starts_at, ends_at, title, kind, place, capacity, report",
    ),
    Wrong("a sheet without a name", 'sheet: " "', "mapping.not_text", "sheet", " ", None),
    Wrong("consents without dashes", "consents: {audience: public}", "mapping.not_a_list", "consents", None, None),
    Wrong(
        "consent to an audience that needs none",
        CONSENT.replace("public", "organisers"),
        "mapping.value_invalid",
        "consents: 1: audience",
        "organisers",
        "public, members",
    ),
    Wrong(
        "consent to an unknown field",
        CONSENT.replace("[name]", "[name, address]"),
        "mapping.value_invalid",
        "consents: 1: fields",
        "address",
        "name, company, industry, town, countries, languages, topics, offers, requests, email, phone, mobile, website,"
        " role, joined_on",
    ),
    Wrong(
        "consent to no field",
        CONSENT.replace("[name]", "[]"),
        "mapping.key_missing",
        "consents: 1: fields",
        None,
        None,
    ),
    Wrong(
        "consent on no day",
        CONSENT.replace("2026-05-01", "01.05.2026"),
        "mapping.value_invalid",
        "consents: 1: given_on",
        "01.05.2026",
        "2026-05-01",
    ),
    Wrong(
        "consent without wording",
        CONSENT.replace("wording: Ja, ", ""),
        "mapping.key_missing",
        "consents: 1: wording",
        None,
        None,
    ),
    Wrong(
        "consent with empty evidence",
        CONSENT.replace("evidence: Ordner", 'evidence: ""'),
        "mapping.not_text",
        "consents: 1: evidence",
        "",
        None,
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case.description)
def test_what_is_wrong_is_told_with_key_value_and_what_was_expected(case: Wrong) -> None:
    mapping, problems = understand_mapping(yaml.load(case.content, yaml.BaseLoader), "zuordnung.yml")
    (problem,) = problems
    assert (problem.source, problem.code, problem.column, problem.value) == (
        "zuordnung.yml",
        case.code,
        case.key,
        case.value,
    )
    assert problem.arguments.get("expected") == case.expected
    assert mapping.consents == ()


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "zuordnung.yml"
    path.write_text("kind: x\nsheet: ''\nfoo: 1\n", "utf-8")
    with pytest.raises(NotUnderstood) as error:
        read_mapping(path)
    assert [problem.column for problem in error.value.problems] == ["foo", "kind", "sheet"]


@pytest.mark.parametrize("content", [b"kind: [members", b"kind: \xff\xfe", b"a: b: c"])
def test_a_file_that_is_no_yaml_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "zuordnung.yml"
    path.write_bytes(content)
    with pytest.raises(NotUnderstood) as error:
        read_mapping(path)
    assert error.value.problem.code == "mapping.unreadable"
    assert "\n" not in error.value.problem.arguments["reason"]


def test_a_missing_mapping_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotUnderstood) as error:
        read_mapping(tmp_path / "fehlt.yml")
    assert error.value.problem.code == "file.missing"


def test_another_mapping_has_another_sum(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yml", tmp_path / "b.yml"
    first.write_text("kind: members\n", "utf-8")
    second.write_text("kind: meetings\n", "utf-8")
    assert read_mapping(first).sha256 != read_mapping(second).sha256

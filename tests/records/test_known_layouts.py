"""Known layouts: what one may say, whose wins, and what is asked where a list leaves something open."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from datasette_netzwerk.model import Kind
from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.above import days_above, years_above
from datasette_netzwerk.records.columns import Layout
from datasette_netzwerk.records.fields import FIELDS
from datasette_netzwerk.records.known_layouts import known_layout, layouts_with, recognise_lists, shipped_layouts
from datasette_netzwerk.records.mapping import Mapping, Signature, mapping_in
from datasette_netzwerk.records.matrices import header_month_and_day
from datasette_netzwerk.records.pipeline import ImportOptions, import_files
from datasette_netzwerk.records.readers.tables import Row, Table
from datasette_netzwerk.site import Site
from tests.group import TODAY

OWN = """\
layout:
  name: Unsere Aufnahmebögen
  headers: [Wer, Gewerk, Bogen-Nr.]
kind: members
columns:
  Wer: full_name
  Gewerk: industry
  Bogen-Nr.: null
"""


def table(header: str, *rows: str, above: tuple[str, ...] = (), sheet: str | None = None) -> Table:
    """Return a table from texts with ``;`` between the cells, below the lines ``above``."""
    split = [tuple(cell or None for cell in text.split(";")) for text in (*above, *rows)]
    lines = [Row(number, cells) for number, cells in enumerate(split, 1)]
    preamble, body = tuple(lines[: len(above)]), tuple(lines[len(above) :])
    return Table("liste.csv", sheet, tuple(header.split(";")), len(above) + 1, body, preamble=preamble)


def lists_of(found: Table, mapping: Mapping | None = None, kind: Kind | None = None) -> list[Layout]:
    lists = recognise_lists(found, kind, mapping or Mapping(), shipped_layouts())
    assert not isinstance(lists, Problem), lists
    return [layout for _, layout in lists]


def refusal_of(found: Table, mapping: Mapping | None = None) -> Problem:
    problem = recognise_lists(found, None, mapping or Mapping(), shipped_layouts())
    assert isinstance(problem, Problem), problem
    return problem


def codes(layout: Layout) -> list[str]:
    return [problem.code for problem in layout.problems]


# --- the layouts themselves ---


def test_every_layout_that_comes_with_the_program_says_what_it_was_checked_on() -> None:
    for mapping in shipped_layouts():
        assert mapping.layout is not None
        assert mapping.layout.checked_on == "documentation", mapping.layout.name
        assert mapping.kind is not None
        assert mapping.layout.source, mapping.layout.name


def test_no_two_layouts_have_the_same_headers() -> None:
    signatures = [each.layout.headers for each in shipped_layouts() if each.layout and not each.layout.above]
    assert len(signatures) == len({frozenset(headers) for headers in signatures})


def test_a_group_adds_layouts_as_files_and_they_win_over_ours(tmp_path: Path) -> None:
    folder = tmp_path / "layouts"
    folder.mkdir()
    (folder / "bogen.yml").write_text(OWN, "utf-8")
    (folder / "linkedin.yml").write_text(
        "layout: {name: Unser LinkedIn, headers: [First Name, Last Name, URL, Email Address, Company, Position, Connected On]}\n",
        "utf-8",
    )
    known = layouts_with(folder)
    own = known_layout(table("Wer;Gewerk;Bogen-Nr.", "Anke Müller;Dach;7"), known)
    linkedin = known_layout(table("First Name;Last Name;URL;Email Address;Company;Position;Connected On"), known)
    assert own is not None
    assert own.layout == Signature("Unsere Aufnahmebögen", ("Wer", "Gewerk", "Bogen-Nr."))
    assert linkedin is not None
    assert linkedin.layout is not None
    assert linkedin.layout.name == "Unser LinkedIn"


def test_a_group_s_layout_is_used_by_an_import(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    site.layouts.mkdir(parents=True)
    (site.layouts / "bogen.yml").write_text(OWN, "utf-8")
    path = tmp_path / "bogen.csv"
    path.write_text("Wer;Gewerk;Bogen-Nr.\nAnke Müller;Dachdecker;7\n", "utf-8")
    (report,) = import_files(site, [path], ImportOptions(today=TODAY))
    assert [problem.code for problem in report.problems] == ["layout.recognised"]
    assert report.counts.inserted == 1


def test_a_file_among_the_layouts_that_says_no_headers_stops_the_import(tmp_path: Path) -> None:
    folder = tmp_path / "layouts"
    folder.mkdir()
    (folder / "falsch.yml").write_text("kind: members\n", "utf-8")
    with pytest.raises(NotUnderstood) as caught:
        layouts_with(folder)
    assert [(each.source, each.code, each.column) for each in caught.value.problems] == [
        ("falsch.yml", "mapping.layout_key_missing", "layout")
    ]


@pytest.mark.parametrize(
    "text, code, column",
    [
        ("layout: {headers: [A]}", "mapping.layout_key_missing", "layout: name"),
        ("layout: {name: A}", "mapping.layout_key_missing", "layout: headers"),
        ("layout: {name: A, headers: [B], checked_on: hearsay}", "mapping.value_invalid", "layout: checked_on"),
        ("layout: {name: A, headers: [B], also: people}", "mapping.value_invalid", "layout: also"),
        ("year: soon", "mapping.value_invalid", "year"),
        ("dates: backwards", "mapping.value_invalid", "dates"),
        ("date_above: when", "mapping.value_invalid", "date_above"),
        ("leave_out: [a]", "mapping.not_entries", "leave_out"),
        ("leave_out: {A: b}", "mapping.not_a_list", "leave_out: A"),
    ],
)
def test_what_is_wrong_in_a_layout_is_told(text: str, code: str, column: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        mapping_in(text, "a.yml")
    assert [(each.code, each.column) for each in caught.value.problems] == [(code, column)]


def test_the_layout_with_the_most_headers_wins() -> None:
    header = (
        "Contact ID;Contact Type;Display Name;First Name;Last Name;Individual Prefix;Current Employer;Membership Type"
        ";Member Since;Membership Status;Membership ID"
    )
    found = known_layout(table(header), shipped_layouts())
    assert found is not None
    assert found.layout is not None
    assert found.layout.name == "CiviCRM, Memberships"


def test_a_mapping_file_says_otherwise_than_a_layout() -> None:
    linkedin = table(
        "First Name;Last Name;URL;Email Address;Company;Position;Connected On", "Anke;Müller;;;M;Chefin;1.1.2026"
    )
    (plain,) = lists_of(linkedin)
    (said,) = lists_of(linkedin, Mapping(columns={"Position": "offers"}, defaults={"membership_status": "Mitglied"}))
    assert plain.fields[5] == "position"
    assert said.fields[5] == "offers"
    assert said.mapping.defaults == {"membership_status": "Mitglied"}


# --- a day or a year that stands above the table ---


@pytest.mark.parametrize(
    "above, days",
    [
        (("Slips Audit Report for 23/09/2026",), [date(2026, 9, 23)]),
        (("Anwesenheit am 3. 9. 2026 und am 10.9.2026",), [date(2026, 9, 3), date(2026, 9, 10)]),
        (("From:;2025-09-01", "To:;2026-01-31"), [date(2025, 9, 1), date(2026, 1, 31)]),
        (("Stand: 24.11.2026",), []),
        (("Running User;Run At;Chapter", "Petra;24/09/2026 08:15;Elbe"), []),
        (("Gedruckt am 24.11.2026", "Sitzung vom 2.9.2026"), [date(2026, 9, 2)]),
        (("Raum 12",), []),
    ],
)
def test_the_days_above_a_table_are_those_it_is_about(above: tuple[str, ...], days: list[date]) -> None:
    assert list(days_above(table("Name", above=above))) == days


@pytest.mark.parametrize(
    "above, sheet, years",
    [
        (("Anwesenheit 2025",), None, {2025}),
        ((), "2024", {2024}),
        (("Anwesenheit 2025/26",), None, set()),
        (("Stand 2026",), None, set()),
        (("seit 1.1.2026",), "Blatt 2", set()),
        (("2024 und 2025",), None, {2024, 2025}),
    ],
)
def test_a_year_above_a_table_stands_by_itself(above: tuple[str, ...], sheet: str | None, years: set[int]) -> None:
    assert years_above(table("Name", above=above, sheet=sheet)) == years


def test_slips_without_one_day_above_them_are_refused_with_what_to_do() -> None:
    header = "From;To;Slip Type;Inside/Outside;TYFCB Amount;CEU Credits;Detail"
    row = "Anke Müller;Jonas Weber;Referral;;;;"
    assert refusal_of(table(header, row)).code == "layout.no_day"
    assert refusal_of(table(header, row, above=("From:;1.9.2026", "To:;30.9.2026"))).code == "layout.no_day"
    (said,) = lists_of(table(header, row), Mapping(defaults={"occurred_on": "2026-09-23"}))
    assert said.mapping.defaults == {"occurred_on": "2026-09-23"}


@pytest.mark.parametrize(
    "header, month_and_day",
    [
        ("Sep 02", (9, 2)), ("2. Sep", (9, 2)), ("02.09.", (9, 2)), ("2.9", (9, 2)), ("Mi 02.09.", (9, 2)),
        ("Mrz 1", (3, 1)), ("29.02.", (2, 29)), ("31.02.", None), ("Sep 31", None), ("13.13.", None), ("02.09.26", None),
        ("Nr. 2", None), ("Raum 12", None), ("Sep", None), ("2", None), ("", None),
    ],
)  # fmt: skip
def test_a_column_may_be_named_by_day_and_month_alone(header: str, month_and_day: tuple[int, int] | None) -> None:
    assert header_month_and_day(header) == month_and_day


def test_days_without_a_year_take_it_from_the_period_above() -> None:
    grid = table("Vorname;Nachname;02.09.;06.01.", "Anke;Müller;x;x", above=("von;1.9.2025", "bis;31.1.2026"))
    (found,) = lists_of(grid)
    assert dict(found.meeting_columns) == {2: date(2025, 9, 2), 3: date(2026, 1, 6)}
    assert codes(found) == ["matrix.year_taken"]


def test_days_without_a_year_take_it_from_a_mapping_without_a_word() -> None:
    grid = table("Vorname;Nachname;02.09.;09.09.", "Anke;Müller;x;x", above=("Anwesenheit 2025",))
    (said,) = lists_of(grid, Mapping(year=2024))
    (taken,) = lists_of(grid)
    assert list(said.meeting_columns.values()) == [date(2024, 9, 2), date(2024, 9, 9)]
    assert codes(said) == []
    assert list(taken.meeting_columns.values()) == [date(2025, 9, 2), date(2025, 9, 9)]


@pytest.mark.parametrize(
    "above", [(), ("Stand: 24.11.2026",), ("2024 und 2025",), ("von;1.9.2024", "bis;31.12.2025")], ids=str
)
def test_days_without_a_year_are_refused_where_none_or_several_are_possible(above: tuple[str, ...]) -> None:
    grid = table("Vorname;Nachname;02.09.;09.09.", "Anke;Müller;x;x", above=above)
    problem = refusal_of(grid)
    assert (problem.code, problem.value) == ("matrix.no_year", "02.09.")


def test_a_29th_of_february_is_refused_in_a_year_that_has_none() -> None:
    grid = table("Vorname;Nachname;29.02.;01.03.", "Anke;Müller;x;x")
    problem = recognise_lists(grid, None, Mapping(year=2025), ())
    assert isinstance(problem, Problem)
    assert (problem.code, problem.value) == ("matrix.no_year", "29.02.")


# --- rows that are none, and rows that tell two things ---


def test_rows_are_left_out_by_word_and_told_with_their_number() -> None:
    mapping = Mapping(leave_out={"Name": ("Summe", "Gäste")})
    lists = recognise_lists(table("Name;Ort", "Anke Müller;Jena", "GAESTE;3", "Summe;4"), Kind.MEMBERS, mapping, ())
    assert not isinstance(lists, Problem)
    ((kept, layout),) = lists
    assert [row.cells[0] for row in kept.rows] == ["Anke Müller"]
    assert [(each.code, dict(each.arguments)) for each in layout.problems] == [
        ("rows.left_out", {"count": "2", "words": "GAESTE, Summe"})
    ]


EVENTBRITE = "Order #;Order Date;First Name;Last Name;Email;Ticket Type;Attendee #;Attendee Status"
TICKETS = ("1;;Ole;Ritter;;G;1;Checked In", "2;;Farah;Nazari;;G;2;Attending")


def test_who_only_signed_up_was_not_there_but_is_somebody() -> None:
    lists = recognise_lists(
        table(EVENTBRITE, *TICKETS), None, Mapping(defaults={"held_on": "2026-09-09"}), shipped_layouts()
    )
    assert not isinstance(lists, Problem)
    (people, members), (there, attendance) = lists
    assert (members.kind, len(people.rows)) == (Kind.MEMBERS, 2)
    assert (attendance.kind, len(there.rows)) == (Kind.ATTENDANCE, 1)


def test_where_nothing_names_the_day_only_people_are_read_and_it_is_said() -> None:
    (members,) = lists_of(table(EVENTBRITE, *TICKETS))
    assert members.kind is Kind.MEMBERS
    assert codes(members) == ["layout.recognised", "layout.people_only"]


def test_somebody_may_ask_for_one_of_the_two_lists() -> None:
    visitors = table(
        "First Name;Last Name;Company;Profession;Email;Phone;Visit Date;Invited By;Type", "Ole;R;;;;;1.9.2026;;"
    )
    assert [layout.kind for layout in lists_of(visitors)] == [Kind.ATTENDANCE, Kind.MEMBERS]
    assert [layout.kind for layout in lists_of(visitors, kind=Kind.MEMBERS)] == [Kind.MEMBERS]
    assert [layout.kind for layout in lists_of(visitors, kind=Kind.ATTENDANCE)] == [Kind.ATTENDANCE]


def test_a_layout_names_fields_that_its_kinds_have() -> None:
    for mapping in shipped_layouts():
        kinds = [kind for kind in (mapping.kind, mapping.layout.also if mapping.layout else None) if kind]
        fields = {name for kind in kinds for name in FIELDS[kind]}
        assert {name for name in mapping.columns.values() if name} <= fields


def test_only_thanks_may_come_from_nobody_named(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    members = tmp_path / "mitglieder.csv"
    members.write_text("Vorname;Nachname\nAnke;Müller\n", "utf-8")
    entries = tmp_path / "kontakte.csv"
    entries.write_text(
        "Datum;Art;Von;An;Betrag\n1.9.2026;Dank;;Anke Müller;1.250,00 €\n1.9.2026;Empfehlung;;Anke Müller;\n", "utf-8"
    )
    reports = import_files(site, [members, entries], ImportOptions(today=TODAY))
    assert [(problem.code, problem.line) for problem in reports[1].problems] == [("person.no_name", 3)]
    with closing(sqlite3.connect(site.records)) as records:
        stored = records.execute("select kind, giver_id, amount_cents, currency from interactions").fetchall()
    assert stored == [("thanks", None, 125000, "EUR")]

"""The example group: made the same each time, all of it invented, and true to life in what its lists say."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import openpyxl
import phonenumbers

from datasette_netzwerk.settings import read_settings
from scripts.make_example import EXAMPLE, TODAY, chance, example_files, read_group, write_example

Record = Mapping[str, Any]

FICTION = re.compile(
    r"\+49(?:"
    r"3023125\d{3}|6990009\d{3}|4066969\d{3}|2214710\d{3}|8999998\d{3}"  # Berlin, Frankfurt, Hamburg, Köln, München
    r"|15228817386|15228895456|15254599371|17139200\d\d|1729925904|1729968532|172997318[56]|1729980752|1749091317"
    r"|1749464308|17604069\d{3})"
)
"""Numbers for media productions, Bundesnetzagentur, notice 148/2021."""

THERE = {"X", "Vertr.", "anwesend", "verspätet", "vertreten"}


def as_records(rows: Iterator[tuple[object, ...]]) -> list[Record]:
    header, *body = rows
    return [dict(zip(map(str, header), row, strict=True)) for row in body]


@cache
def workbook(name: str, title: str) -> list[Record]:
    sheet = openpyxl.load_workbook(EXAMPLE / name)[title]
    return as_records(
        tuple(cell.date() if isinstance(cell, datetime) else cell for cell in row)
        for row in sheet.iter_rows(values_only=True)
    )


@cache
def semicolons(name: str, encoding: str) -> list[Record]:
    text = (EXAMPLE / name).read_bytes().decode(encoding)
    return as_records(tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def members() -> list[Record]:
    return workbook("mitglieder.xlsx", "Mitglieder")


def meetings() -> list[Record]:
    return semicolons("treffen.csv", "cp1252")


def german_day(text: object) -> date:
    return datetime.strptime(str(text), "%d.%m.%Y").date()


@dataclass(frozen=True)
class Entry:
    """One person at one meeting, as the lists have it; guests who never joined have no number."""

    day: date
    number: str
    name: str
    status: str
    is_guest: bool = False


@cache
def presence() -> list[Entry]:
    numbers = {f"{row['Nachname']}, {row['Vorname']}": str(row["Mitgliedsnr."]) for row in members()}
    matrix = [
        Entry(date.fromisoformat(day), str(row["Mitgliedsnr."]), row["Name"], status)
        for row in workbook("anwesenheit-2022-2024.xlsx", "Anwesenheit")
        for day, status in row.items()
        if day[0].isdigit() and status is not None
    ]
    guests = [
        Entry(row["Datum"], numbers.get(row["Name"], ""), row["Name"], "anwesend", row["Gast"] == "ja")
        for row in workbook("anwesenheit-2022-2024.xlsx", "Gäste")
    ]
    rows = [
        Entry(german_day(row["Datum"]), row["Mitgliedsnr."], row["Mitglied"], row["Status"], row["Gast"] == "ja")
        for row in semicolons("anwesenheit-ab-2025.csv", "cp1252")
    ]
    return matrix + guests + rows


def there_on() -> Counter[date]:
    return Counter(entry.day for entry in presence() if entry.status in THERE)


def belongs(member: Record, day: date) -> bool:
    left = member["Austritt"]
    return bool(member["Eintritt"] <= day and (left is None or day <= left))


def current_members() -> list[Record]:
    return [member for member in members() if belongs(member, TODAY)]


def is_listed(member: Record) -> bool:
    """Tell whether the public may see the member, read from the row as a person would."""
    given, withdrawn, wish = member["Einwilligung am"], member["Widerruf am"], str(member["Öffentlich sichtbar"] or "")
    in_force = isinstance(given, date) and given <= TODAY and not isinstance(withdrawn, date)
    return in_force and wish.startswith(("alles", "Name"))


def countries_of(member: Record) -> list[str]:
    text = f"{member['Tätig in'] or ''}, {member['Kontakte in'] or ''}"
    return [country for country in text.split(", ") if country]


def test_the_files_in_the_repository_are_what_the_script_writes() -> None:
    for name, content in example_files(read_group()).items():
        assert (EXAMPLE / name).read_bytes() == content, f"{name}: run python scripts/make_example.py"


def test_writing_twice_writes_the_same_bytes(tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in write_example(tmp_path / "first")}
    second = {path.name: path.read_bytes() for path in write_example(tmp_path / "second")}
    assert first == second


def test_the_folder_holds_nothing_else() -> None:
    assert {path.name for path in EXAMPLE.iterdir()} == {*example_files(read_group()), "README.md"}


def test_chance_depends_on_what_is_asked_and_not_on_what_was_asked_before() -> None:
    before = chance("came", 71, date(2026, 3, 19))
    assert chance("came", 2, date(2026, 3, 19)) != before
    assert chance("came", 71, date(2026, 3, 19)) == before
    assert 0 <= before < 1


def test_the_group_has_99_members_of_whom_81_are_in_it_today() -> None:
    assert len(members()) == 99
    assert len(current_members()) == 81


def test_66_members_are_in_the_public_directory() -> None:
    assert sum(map(is_listed, current_members())) == 66


def test_every_kind_of_consent_occurs() -> None:
    wishes = {str(member["Öffentlich sichtbar"]) for member in current_members()}
    assert {"alles", "alles außer Telefon", "Name, Firma, Branche, Ort, Telefon, Website", "nein", "None"} <= wishes
    assert [member["Mitgliedsnr."] for member in current_members() if member["Widerruf am"]] == [53, 73, 134]
    given = {member["Mitgliedsnr."]: member["Einwilligung am"] for member in members()}
    assert {number for number, day in given.items() if isinstance(day, date) and day > TODAY} == {148, 149}


def test_45_meetings_were_held_in_four_years_and_three_are_planned() -> None:
    days = [german_day(meeting["Datum"]) for meeting in meetings()]
    assert (min(days), max(days)) == (date(2022, 11, 8), date(2027, 2, 11))
    assert (sum(day <= TODAY for day in days), sum(day > TODAY for day in days)) == (45, 3)
    assert len(set(days)) == len(days)
    assert {day.weekday() for day in days} == {1, 2, 3, 4}, "business people meet from Tuesday to Friday"


def test_everybody_signed_in_at_meetings_that_were_held() -> None:
    assert set(there_on()) == {day for day in (german_day(meeting["Datum"]) for meeting in meetings()) if day <= TODAY}


def test_the_biggest_meeting_had_65_participants() -> None:
    (day, count), (_, second) = there_on().most_common(2)
    assert (day, count) == (date(2026, 3, 19), 65)
    assert second < 60


def test_no_meeting_had_more_people_than_seats() -> None:
    capacity = {german_day(meeting["Datum"]): int(str(meeting["Plätze"])) for meeting in meetings()}
    assert {day: count for day, count in there_on().items() if count > capacity[day]} == {}


def test_more_people_come_than_four_years_ago() -> None:
    by_year: dict[int, list[int]] = defaultdict(list)
    for day, count in there_on().items():
        by_year[day.year].append(count)
    averages = [round(sum(by_year[year]) / len(by_year[year])) for year in (2023, 2024, 2025, 2026)]
    assert averages == sorted(averages)


def test_nobody_attends_outside_a_membership_except_as_a_guest_before_it() -> None:
    by_number = {str(member["Mitgliedsnr."]): member for member in members()}
    for entry in presence():
        member = by_number.get(entry.number)
        is_member = member is not None and belongs(member, entry.day)
        assert entry.is_guest is not is_member, entry
        assert member is None or is_member or entry.day < member["Eintritt"], entry


def test_nobody_is_on_a_list_during_a_leave() -> None:
    (member,) = [member for member in members() if member["Auszeit von"]]
    begin, end = member["Auszeit von"], member["Auszeit bis"]
    assert (begin, end) == (date(2023, 9, 1), date(2025, 8, 31))
    days = [entry.day for entry in presence() if entry.number == str(member["Mitgliedsnr."])]
    assert [day for day in days if begin <= day <= end] == []
    assert min(days) < begin < end < max(days)


def test_names_in_the_attendance_lists_belong_to_their_numbers() -> None:
    """Windows-1252 lacks some letters; what it has must be the same."""
    names = {str(row["Mitgliedsnr."]): f"{row['Nachname']}, {row['Vorname']}" for row in members()}
    written = {(entry.number, entry.name) for entry in presence() if entry.number}
    assert {number for number, _ in written} <= set(names)
    changed = {name for number, name in written if name != names[number]}
    assert changed == {
        "Aydin, Yusuf",
        "Demir-Koch, Ayse",
        "Kowalczyk, Lukasz",
        "Sahin, Emre",
        "Yilmaz, Özgür",
        "Zielinski, Michal",
    }


def test_165_people_came_as_guests_and_35_of_them_became_members() -> None:
    guests = {(entry.number, entry.name) for entry in presence() if entry.is_guest}
    assert len(guests) == 165
    assert sum(number != "" for number, _ in guests) == 35


def test_years_that_are_over_had_no_leavers_or_as_many_as_the_public_may_know() -> None:
    joined, left = (
        Counter(member[column].year for member in members() if member[column]) for column in ("Eintritt", "Austritt")
    )
    assert {year: left[year] for year in range(2012, 2026) if left[year]} == {2023: 5, 2024: 5, 2025: 6}
    assert {year: joined[year] for year in range(2020, 2026)} == {
        2020: 0,
        2021: 5,
        2022: 5,
        2023: 10,
        2024: 12,
        2025: 14,
    }


def test_the_public_may_know_how_many_guests_came_to_every_meeting_but_the_one_on_black_ice() -> None:
    guests = Counter(entry.day for entry in presence() if entry.is_guest)
    assert {day: count for day, count in guests.items() if count < 5} == {date(2024, 1, 9): 2}


def test_one_name_is_spelled_in_two_ways() -> None:
    assert [member["Nachname"] for member in members() if member["Nachname"] in {"Müller", "Mueller"}] == [
        "Müller",
        "Mueller",
    ]


def test_substitutes_are_named() -> None:
    rows = semicolons("anwesenheit-ab-2025.csv", "cp1252")
    assert {(row["Status"] == "vertreten") == bool(row["Vertreten durch"]) for row in rows} == {True}
    assert sum(row["Status"] == "vertreten" for row in rows) >= 8


def test_exactly_one_member_has_india_and_was_introduced_to_the_one_who_asked() -> None:
    assert [member["Nachname"] for member in members() if "Indien" in countries_of(member)] == ["Voß"]
    contacts = semicolons("kontakte.csv", "utf-8-sig")
    chain = [
        (row["Datum"], row["Von"], row["An"], row["Dritte Person"]) for row in contacts if "Pune" in str(row.values())
    ]
    assert chain[:2] == [
        ("13.05.2026", "Katrin Sievers", "Thorsten Bock", "Stefan Voß"),
        ("28.05.2026", "Stefan Voß", "Thorsten Bock", "Anand Kulkarni"),
    ]


def test_members_work_in_or_know_people_in_many_countries() -> None:
    known = {country for member in members() for country in countries_of(member)}
    assert {"Türkei", "Polen", "USA", "China", "Ghana", "Dänemark", "Ukraine"} <= known
    assert len(known) >= 25


def test_the_network_carries_members_through_years_in_which_they_are_hardly_seen() -> None:
    contacts = semicolons("kontakte.csv", "utf-8-sig")
    seen = Counter(entry.day.year for entry in presence() if entry.number == "2" and entry.status in THERE)
    assert seen[2023] >= 7
    assert seen[2024] + seen[2025] <= 2
    received = Counter(
        (row["An"], german_day(row["Datum"]).year) for row in contacts if row["Art"] in {"Empfehlung", "Vermittlung"}
    )
    assert received["Jürgen Brammer", 2024] + received["Jürgen Brammer", 2025] >= 6
    assert received["Lena Rohwer", 2024] + received["Lena Rohwer", 2025] >= 6


def test_contacts_are_between_people_who_knew_the_group_by_then() -> None:
    first_visit = {entry.number: entry.day for entry in sorted(presence(), key=attrgetter("day"), reverse=True)}
    known_since = {
        f"{member['Vorname']} {member['Nachname']}": min(
            member["Eintritt"], first_visit.get(str(member["Mitgliedsnr."]), TODAY)
        )
        for member in members()
    }
    for row in semicolons("kontakte.csv", "utf-8-sig"):
        assert row["Von"] != row["An"]
        for person in (row["Von"], row["An"]):
            assert known_since[person] <= german_day(row["Datum"]) <= TODAY, f"{person} on {row['Datum']}"


def test_some_250_contacts_of_six_kinds_are_kept() -> None:
    kinds = Counter(row["Art"] for row in semicolons("kontakte.csv", "utf-8-sig"))
    assert set(kinds) == {"Vermittlung", "Empfehlung", "Vieraugengespräch", "Gefallen", "Referenz", "Dank"}
    assert 200 <= sum(kinds.values()) <= 300


def test_every_address_ends_in_example() -> None:
    for member in members():
        email, website = str(member["E-Mail"]), str(member["Website"])
        assert re.fullmatch(r"[a-z-]+\.[a-z-]+@[a-z0-9-]+\.example", email), email
        assert website == f"https://www.{email.split('@')[1]}", website
    assert len({member["E-Mail"] for member in members()}) == len(members())


def test_telephone_numbers_are_valid_and_kept_free_for_fiction() -> None:
    numbers = [str(member[column]) for member in members() for column in ("Telefon", "Mobil") if member[column]]
    assert len(numbers) >= 99
    for number in numbers:
        parsed = phonenumbers.parse(number, "DE")
        assert phonenumbers.is_valid_number(parsed), number
        assert FICTION.fullmatch(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)), number


def test_a_telephone_number_is_shared_only_within_a_firm() -> None:
    firms: dict[str, set[object]] = defaultdict(set)
    for member in members():
        for column in ("Telefon", "Mobil"):
            if member[column]:
                firms[re.sub(r"^(\+49|0)", "", re.sub(r"[^\d+]", "", str(member[column])))].add(member["Firma"])
    assert {number: names for number, names in firms.items() if len(names) > 1} == {}


def test_every_member_can_be_reached_by_telephone() -> None:
    assert [member["Nachname"] for member in members() if not (member["Telefon"] or member["Mobil"])] == []


def test_offers_and_requests_are_sentences() -> None:
    sentences = [
        text for member in members() for key in ("Bietet", "Sucht") for text in str(member[key] or "").split("\n")
    ]
    assert [text for text in sentences if text and not re.fullmatch(r"[A-ZÄÖÜ].{15,}[.?!]", text)] == []
    assert [text for text, count in Counter(filter(None, sentences)).items() if count > 1] == []


def test_the_metadata_of_the_repository_are_those_of_the_group() -> None:
    settings = read_settings(EXAMPLE.parent.parent / "metadata.yml")
    assert settings.name == "Unternehmer-Initiative Hollerbek e. V."
    assert (settings.place, settings.founded_on) == ("Hollerbek", date(2012, 9, 13))
    assert (settings.language, settings.time_zone, settings.region, settings.root) == (
        "de",
        "Europe/Berlin",
        "DE",
        True,
    )

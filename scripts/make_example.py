"""Writes the lists of the example group, a town's entrepreneurs who do not exist, to data/example/.

    python scripts/make_example.py

What people say stands in ``example_words/``, written by hand. Who came to which meeting is drawn here, from a fixed seed
and from nothing else, so that every run on every machine writes the same bytes. Needs openpyxl and PyYAML.
"""

from __future__ import annotations

import csv
import io
import os
import re
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

os.environ["OPENPYXL_LXML"] = "False"  # with lxml the same sheet would be written in other bytes

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

SEED = "Hollerbek 2012"
TODAY = date(2026, 11, 24)
"""The day on which the lists were handed over: later meetings are planned, and nobody has been there yet."""

FIRST_DAY_OF_ROWS = date(2025, 1, 1)
"""Until then the group ticked a matrix, since then it writes rows."""

WORDS = Path(__file__).parent / "example_words"
EXAMPLE = Path(__file__).parent.parent / "data" / "example"

SEATS_FOR_DEPUTIES = 3
"""Seats that stay free where many want to come, for those who send somebody at the last moment."""

Cell = str | int | date | None
Row = Sequence[Cell]


# What the words say


@dataclass(frozen=True)
class Member:
    """One entry of members.yml."""

    number: int
    salutation: str
    given_name: str
    family_name: str
    company: str
    position: str
    industry: str
    street: str
    postcode: int
    town: str
    domain: str
    joined_on: date
    offers: tuple[str, ...]
    requests: tuple[str, ...]
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    habit: float | Mapping[int, float]
    academic_title: str | None = None
    country: str = "Deutschland"
    landline: str | None = None
    mobile: bool = False
    left_on: date | None = None
    role: str | None = None
    works_in: tuple[str, ...] = ()
    knows_in: tuple[str, ...] = ()
    public: str | None = None
    members: str | None = None
    given_on: date | None = None
    withdrawn_on: date | None = None
    leave: tuple[date, ...] = ()
    note: str | None = None
    manners: float = 0.6
    mornings: float = 1.0
    deputies: tuple[str, ...] = ()
    visits: tuple[date, ...] = ()
    brought_by: int | None = None

    @property
    def name(self) -> str:
        """The name as one says it."""
        return f"{self.given_name} {self.family_name}"

    @property
    def listed_name(self) -> str:
        """The name as lists have it."""
        return f"{self.family_name}, {self.given_name}"

    def belongs_on(self, day: date) -> bool:
        """Tell whether she is a member on that day, on leave or not."""
        return self.joined_on <= day and (self.left_on is None or day <= self.left_on)

    def is_on_leave(self, day: date) -> bool:
        """Tell whether she rests on that day."""
        return bool(self.leave) and self.leave[0] <= day <= self.leave[1]


@dataclass(frozen=True)
class Guest:
    """One entry of guests.yml: somebody who came and did not stay."""

    given_name: str
    family_name: str
    origin: str
    visits: tuple[date, ...]
    brought_by: int | None = None

    @property
    def name(self) -> str:
        """The name as one says it."""
        return f"{self.given_name} {self.family_name}"

    @property
    def listed_name(self) -> str:
        """The name as lists have it."""
        return f"{self.family_name}, {self.given_name}"


@dataclass(frozen=True)
class Meeting:
    """One entry of meetings.yml."""

    date: date
    begin: str
    end: str
    title: str
    kind: str
    place: str
    capacity: int
    report: str | None = None
    pull: float = 1.0
    there: int | None = None
    sure: tuple[int, ...] = ()
    away: tuple[int, ...] = ()
    remarks: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_breakfast(self) -> bool:
        """Tell whether one has to get up early."""
        return self.begin < "10:00"


@dataclass(frozen=True)
class Interaction:
    """One entry of interactions.yml, its people by number or by name."""

    date: date
    kind: str
    giver: int
    receiver: int
    third: int | str | None
    outcome: str | None
    amount: int | None
    text: str | None


@dataclass(frozen=True)
class Group:
    """All that the words say."""

    members: tuple[Member, ...]
    guests: tuple[Guest, ...]
    meetings: tuple[Meeting, ...]
    interactions: tuple[Interaction, ...]

    @cached_property
    def by_number(self) -> Mapping[int, Member]:
        """The members by their numbers."""
        return {member.number: member for member in self.members}

    @property
    def held(self) -> tuple[Meeting, ...]:
        """The meetings that are over."""
        return tuple(meeting for meeting in self.meetings if meeting.date <= TODAY)


def read_words(name: str) -> Any:
    """Return what a file of ``example_words/`` says, its lists as tuples."""
    return frozen(yaml.safe_load((WORDS / f"{name}.yml").read_text(encoding="utf-8")))


def frozen(value: Any) -> Any:
    """Return ``value`` with tuples for lists, all the way down."""
    if isinstance(value, list):
        return tuple(frozen(each) for each in value)
    if isinstance(value, dict):
        return {key: frozen(each) for key, each in value.items()}
    return value


def read_group() -> Group:
    """Return the group that the words describe."""
    guests = (
        {("origin" if key == "from" else key): value for key, value in each.items()} for each in read_words("guests")
    )
    return Group(
        tuple(Member(**each) for each in read_words("members")),
        tuple(Guest(**each) for each in guests),
        tuple(Meeting(**each) for each in read_words("meetings")),
        tuple(Interaction(*each) for each in read_words("interactions")),
    )


# Who came


@dataclass(frozen=True)
class Presence:
    """What the group's list says about one person at one meeting."""

    meeting: Meeting
    person: Member | Guest
    status: str
    deputy: str | None = None
    is_guest: bool = False


def chance(*what: object) -> float:
    """Return a number from 0 to 1 that depends on the seed and on ``what`` alone, so that an entry more moves no other."""
    digest = sha256("/".join(map(str, (SEED, *what))).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def habit_on(member: Member, day: date) -> float:
    """Return how likely the member is to come in that year, by her habit."""
    if not isinstance(member.habit, Mapping):
        return member.habit
    years = [year for year in member.habit if year <= day.year]
    return member.habit[max(years)] if years else member.habit[min(member.habit)]


def wish(member: Member, meeting: Meeting) -> float:
    """Return how likely the member is to come to that meeting: newcomers are eager, leavers fade, summers are short."""
    if meeting.date > TODAY or member.number in meeting.away:
        return 0.0
    likely = 0.92 * habit_on(member, meeting.date) * meeting.pull * (member.mornings if meeting.is_breakfast else 1.0)
    if meeting.date - member.joined_on < timedelta(days=200):
        likely = likely * 1.1 + 0.15
    if member.left_on and member.left_on - meeting.date < timedelta(days=200):
        likely *= 0.5
    if meeting.date.month == 7:
        likely *= 0.85
    return min(likely, 0.97)


def members_there(group: Group, meeting: Meeting, guest_count: int) -> frozenset[int]:
    """Return the numbers of the members who came: as many as are known to have come, else as chance has it."""
    invited = [each for each in group.members if each.belongs_on(meeting.date) and not each.is_on_leave(meeting.date)]
    margin = {each.number: wish(each, meeting) - chance("came", each.number, meeting.date) for each in invited}
    margin |= dict.fromkeys(meeting.sure, 1.0)
    ranked = sorted(margin, key=lambda number: (-margin[number], number))
    if meeting.there is not None:
        return frozenset(ranked[: meeting.there - guest_count])
    seats = meeting.capacity - guest_count - SEATS_FOR_DEPUTIES
    return frozenset([number for number in ranked if margin[number] > 0][:seats])


def excuse(member: Member, meeting: Meeting) -> tuple[str, str | None]:
    """Return what the list says about a member who did not come, and who came instead."""
    if member.deputies and meeting.there is None and chance("deputy", member.number, meeting.date) < 0.3:
        return "vertreten", member.deputies[0]
    polite = chance("excuse", member.number, meeting.date) < member.manners
    return ("entschuldigt" if polite else "fehlt"), None


def guests_at(group: Group, meeting: Meeting) -> Iterator[Presence]:
    """Yield those who came as guests: future members and others."""
    people: tuple[Member | Guest, ...] = (*group.members, *group.guests)
    for person in people:
        if meeting.date in person.visits:
            yield Presence(meeting, person, "anwesend", is_guest=True)


def presence_at(group: Group, meeting: Meeting) -> Iterator[Presence]:
    """Yield what the list says about everybody, in the order of the list; nothing about members on leave."""
    guests = sorted(guests_at(group, meeting), key=lambda each: list_order(each.person))
    there = members_there(group, meeting, len(guests))
    for member in sorted(group.members, key=list_order):
        if not member.belongs_on(meeting.date) or member.is_on_leave(meeting.date):
            continue
        if member.number not in there:
            yield Presence(meeting, member, *excuse(member, meeting))
            continue
        late = chance("late", member.number, meeting.date) < 0.03
        yield Presence(meeting, member, "verspätet" if late else "anwesend")
    yield from guests


# How an office writes things down

LANDLINES = {"Hamburg": ("040", "66969")}
"""Area code and first digits of the numbers that the Federal Network Agency keeps free for films and books."""

FEW_MOBILES = (
    "015228817386",
    "015228895456",
    "015254599371",
    "01729925904",
    "01729968532",
    "01729973185",
    "01749091317",
)
"""Single mobile numbers kept free likewise, besides 0171 39200xx and 0176 04069xxx."""

CP1252_LIKENESS = str.maketrans("şŞğĞıİłŁńŃśŚżŻźŹćĆąĄęĘ", "sSgGiIlLnNsSzZzZcCaAeE")
"""What Windows puts in the place of letters that its Western code page lacks."""


def landline(member: Member, index: int) -> str | None:
    """Return the number of the firm, spelled as whoever typed it was used to; partners in one firm share it."""
    if member.landline is None:
        return None
    code, start = LANDLINES[member.landline]
    end = f"{100 + index * 37 % 900}"
    spellings = (
        f"{code} {start}-{end}",
        f"{code}/{start}{end}",
        f"+49 {code[1:]} {start} {end}",
        f"({code}) {start}-{end}",
    )
    return spellings[int(chance("spelling", member.number) * len(spellings))]


def mobile(member: Member, index: int) -> str | None:
    """Return the member's mobile number, likewise."""
    if not member.mobile:
        return None
    if index % 14 == 3:
        return FEW_MOBILES[index // 14 % len(FEW_MOBILES)]
    if index % 5 == 1:
        return f"0171 39200{index % 100:02}"
    end = f"{100 + index * 53 % 900}"
    spellings = (f"0176 04069{end}", f"0176 040 69 {end}", f"+49 176 04069{end}", f"0176-04069 {end}")
    return spellings[int(chance("spelling of mobile", member.number) * len(spellings))]


def address_name(text: str) -> str:
    """Return a name as it stands in an e-mail address."""
    plain = text.translate(CP1252_LIKENESS).lower()
    for letter, letters in {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "ç": "c",
        "ó": "o",
        "á": "a",
        "ø": "oe",
    }.items():
        plain = plain.replace(letter, letters)
    return plain.replace(" ", "-")


def email(member: Member) -> str:
    """Return the member's e-mail address, at a domain that nobody can have."""
    return f"{address_name(member.given_name)}.{address_name(member.family_name)}@{member.domain}.example"


def list_order(person: Member | Guest) -> str:
    """Return what a spreadsheet sorts names by: ö stands with o, and ``von`` counts."""
    apart = unicodedata.normalize("NFKD", person.listed_name.translate(CP1252_LIKENESS).lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def day(value: date) -> str:
    """Return a day as it is written in Germany."""
    return value.strftime("%d.%m.%Y")


def euros(amount: int | None) -> str:
    """Return whole euros as it is written in Germany."""
    return "" if amount is None else f"{amount:,}".replace(",", ".") + ",00"


# The files


@dataclass(frozen=True)
class Sheet:
    """One table to be written: its column names, its rows, and how wide its columns are in a workbook."""

    title: str
    header: Row
    rows: Sequence[Row]
    widths: Mapping[str, int] = field(default_factory=dict)


MEMBER_COLUMNS = (
    "Mitgliedsnr. Anrede Titel Vorname Nachname Firma Position Branche Straße PLZ Ort Land E-Mail Telefon Mobil Website"
    " Eintritt Austritt Amt Bietet Sucht Themen Sprachen|Tätig in|Kontakte in|Auszeit von|Auszeit bis|Öffentlich sichtbar"
    "|Für Mitglieder sichtbar|Einwilligung am|Widerruf am|Bemerkung"
)


def member_columns() -> tuple[str, ...]:
    """Return the column names of the members' list."""
    single, *rest = MEMBER_COLUMNS.split("|")
    return (*single.split(), *rest)


def member_row(member: Member, index: int, office: int) -> Row:
    """Return the row of one member; several offers stand on lines of their own, as Alt+Enter writes them."""
    begin, end = member.leave or (None, None)
    return (
        member.number,
        member.salutation,
        member.academic_title,
        member.given_name,
        member.family_name,
        member.company,
        member.position,
        member.industry,
        member.street,
        member.postcode,
        member.town,
        member.country,
        email(member),
        landline(member, office),
        mobile(member, index),
        f"https://www.{member.domain}.example",
        member.joined_on,
        member.left_on,
        member.role,
        "\n".join(member.offers),
        "\n".join(member.requests),
        ", ".join(member.topics),
        ", ".join(member.languages),
        ", ".join(member.works_in),
        ", ".join(member.knows_in),
        begin,
        end,
        member.public,
        member.members,
        member.given_on,
        member.withdrawn_on,
        member.note,
    )


def members_sheet(group: Group) -> Sheet:
    """Return the members' list, by number."""
    offices = list(dict.fromkeys(member.domain for member in group.members))
    rows = [member_row(member, index, offices.index(member.domain)) for index, member in enumerate(group.members)]
    widths = {"Firma": 32, "Branche": 34, "E-Mail": 40, "Bietet": 60, "Sucht": 60, "Bemerkung": 40, "Website": 34}
    return Sheet("Mitglieder", member_columns(), rows, widths)


def meetings_sheet(group: Group) -> Sheet:
    """Return the list of meetings."""
    rows = [
        (day(each.date), each.begin, each.end, each.title, each.kind, each.place, each.capacity, each.report)
        for each in group.meetings
    ]
    return Sheet("Treffen", ("Datum", "Beginn", "Ende", "Titel", "Art", "Ort", "Plätze", "Bericht"), rows)


LETTERS = {"anwesend": "X", "verspätet": "X", "entschuldigt": "E", "vertreten": "Vertr.", "fehlt": "-"}


def matrix_sheet(group: Group, meetings: Sequence[Meeting]) -> Sheet:
    """Return the sign-in matrix of the first years: members by name, and a column for each meeting."""
    entries = [each for meeting in meetings for each in presence_at(group, meeting) if not each.is_guest]
    letters = {(each.person.name, each.meeting.date): LETTERS[each.status] for each in entries}
    listed = {each.person.name for each in entries}
    rows = [
        (member.number, member.listed_name, *(letters.get((member.name, meeting.date)) for meeting in meetings))
        for member in sorted(group.members, key=list_order)
        if member.name in listed
    ]
    return Sheet("Anwesenheit", ("Mitgliedsnr.", "Name", *(each.date for each in meetings)), rows, {"Name": 28})


def guest_cells(group: Group, entry: Presence) -> tuple[Cell, Cell, Cell]:
    """Return whether somebody came as a guest, who brought her, and what the list says beside her name."""
    person = entry.person
    if isinstance(person, Member) and not entry.is_guest:
        return None, None, entry.meeting.remarks.get(person.number)
    brought_by = group.by_number.get(person.brought_by or 0)
    return (
        "ja",
        brought_by.name if brought_by else None,
        person.company if isinstance(person, Member) else person.origin,
    )


def guests_sheet(group: Group, meetings: Sequence[Meeting]) -> Sheet:
    """Return the guests of the first years, who never were in the matrix."""
    rows = [
        (entry.meeting.date, entry.person.listed_name, *guest_cells(group, entry))
        for meeting in meetings
        for entry in presence_at(group, meeting)
        if entry.is_guest
    ]
    return Sheet("Gäste", ("Datum", "Name", "Gast", "Gast von", "Bemerkung"), rows, {"Name": 28, "Bemerkung": 44})


def presence_sheet(group: Group, meetings: Sequence[Meeting]) -> Sheet:
    """Return the rows that the group has kept since it gave up the matrix."""
    rows = [
        (
            day(meeting.date),
            entry.person.number if isinstance(entry.person, Member) else None,
            entry.person.listed_name,
            entry.status,
            entry.deputy,
            *guest_cells(group, entry),
        )
        for meeting in meetings
        for entry in presence_at(group, meeting)
    ]
    header = ("Datum", "Mitgliedsnr.", "Mitglied", "Status", "Vertreten durch", "Gast", "Gast von", "Bemerkung")
    return Sheet("Anwesenheit", header, rows)


def interactions_sheet(group: Group) -> Sheet:
    """Return what members did for each other, by day."""

    def named(person: int | str | None) -> str | None:
        return group.by_number[person].name if isinstance(person, int) else person

    rows = [
        (
            day(each.date),
            each.kind,
            named(each.giver),
            named(each.receiver),
            named(each.third),
            each.outcome,
            euros(each.amount),
            each.text,
        )
        for each in group.interactions
    ]
    return Sheet("Kontakte", ("Datum", "Art", "Von", "An", "Dritte Person", "Ergebnis", "Betrag", "Text"), rows)


def csv_bytes(sheet: Sheet, encoding: str) -> bytes:
    """Return a sheet as Excel in Germany saves it: semicolons, and the nearest letter where the code page lacks one."""
    file = io.StringIO()
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerows([sheet.header, *sheet.rows])
    text = file.getvalue()
    return (text.translate(CP1252_LIKENESS) if encoding == "cp1252" else text).encode(encoding)


def xlsx_bytes(*sheets: Sheet) -> bytes:
    """Return sheets as a workbook."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for sheet in sheets:
        fill_page(workbook.create_sheet(sheet.title), sheet)
    file = io.BytesIO()
    workbook.save(file)
    return without_times(file.getvalue())


def fill_page(page: Worksheet, sheet: Sheet) -> None:
    """Write a sheet: bold column names that stay in sight, dates as dates, lines where a cell has several."""
    for row in (sheet.header, *sheet.rows):
        page.append([cell if cell != "" else None for cell in row])
    page.freeze_panes = "C2"
    page.auto_filter.ref = page.dimensions
    for column, name in enumerate(sheet.header, 1):
        page.column_dimensions[get_column_letter(column)].width = sheet.widths.get(str(name), 14)
    for cell in page[1]:
        cell.font = Font(bold=True)
    for cell in (cell for row in page for cell in row if cell.value is not None):
        cell.alignment = Alignment(vertical="top", wrap_text=isinstance(cell.value, str) and "\n" in cell.value)
        if isinstance(cell.value, date):
            cell.number_format = "DD.MM.YYYY"


def without_times(archive: bytes) -> bytes:
    """Return a workbook without the time it was made at. Its parts are stored: no two zlibs compress to the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(file, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"<dcterms:(\w+)[^>]*>[^<]*</dcterms:\1>", b"", content)
            new.writestr(zipfile.ZipInfo(name, (2026, 11, 24, 12, 0, 0)), content)
    return file.getvalue()


def example_files(group: Group) -> Mapping[str, bytes]:
    """Return the files of the example group by name."""
    matrix = [meeting for meeting in group.held if meeting.date < FIRST_DAY_OF_ROWS]
    rows = [meeting for meeting in group.held if meeting.date >= FIRST_DAY_OF_ROWS]
    return {
        "mitglieder.xlsx": xlsx_bytes(members_sheet(group)),
        "treffen.csv": csv_bytes(meetings_sheet(group), "cp1252"),
        "anwesenheit-2022-2024.xlsx": xlsx_bytes(matrix_sheet(group, matrix), guests_sheet(group, matrix)),
        "anwesenheit-ab-2025.csv": csv_bytes(presence_sheet(group, rows), "cp1252"),
        "kontakte.csv": csv_bytes(interactions_sheet(group), "utf-8-sig"),
    }


def write_example(folder: Path) -> Iterable[Path]:
    """Write the files of the example group into ``folder``; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in example_files(read_group()).items():
        (folder / name).write_bytes(content)
        paths.append(folder / name)
    return paths


if __name__ == "__main__":
    for written in write_example(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE):
        print(f"{written.name}: {written.stat().st_size:,} bytes")

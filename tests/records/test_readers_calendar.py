"""Calendars: meetings, series of them, and who accepted."""

from __future__ import annotations

import random
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import vRecur

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.readers import read_tables
from datasette_netzwerk.records.readers.recurrence import Unsupported, occurrences, rule_of
from datasette_netzwerk.records.readers.tables import Reading, Table

TODAY = date(2026, 5, 1)


class Calendar:
    """A calendar that a test writes and reads."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "treffen.ics"

    def read(self, content: str | bytes, partstat: str | None = None) -> Reading:
        self.path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_tables(self.path, partstat=partstat, today=TODAY)

    def days(self, content: str) -> list[object]:
        return column(self.read(content).tables[0], "Date")

    def refused(self, content: str) -> Problem:
        with pytest.raises(NotUnderstood) as error:
            self.read(content)
        return error.value.problem


@pytest.fixture
def calendar(tmp_path: Path) -> Calendar:
    return Calendar(tmp_path)


def column(table: Table, name: str) -> list[object]:
    return [row.cells[table.header.index(name)] for row in table.rows]


def event(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", ""))


def calendar_of(*events: str) -> str:
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + "END:VCALENDAR\r\n"


def told(reading: Reading) -> list[tuple[str, int | None, str | None]]:
    return [(problem.code, problem.line, problem.value) for problem in reading.problems]


def test_an_event_is_a_meeting(calendar: Calendar) -> None:
    content = calendar_of(
        event(
            "UID:1@nord.example",
            "DTSTART;TZID=Europe/Berlin:20260113T183000",
            "DTEND;TZID=Europe/Berlin:20260113T210000",
            "SUMMARY:Neujahr\\, mit Gästen",
            "LOCATION:Hafen",
            "DESCRIPTION:Bitte\\nmitbringen",
            "BEGIN:VALARM",
            "DESCRIPTION:Erinnerung",
            "END:VALARM",
        )
    )
    (table,) = calendar.read(content).tables
    assert table.header == ("Event ID", "Date", "Start Time", "End Time", "Title", "Location", "Description")
    assert [(row.line, row.cells) for row in table.rows] == [
        (
            3,
            (
                "1@nord.example",
                date(2026, 1, 13),
                "18:30",
                "21:00",
                "Neujahr, mit Gästen",
                "Hafen",
                "Bitte\nmitbringen",
            ),
        )
    ]


class Start(NamedTuple):
    description: str
    line: str
    day: object
    clock: object


STARTS = (
    Start("a day", "DTSTART;VALUE=DATE:20260113", date(2026, 1, 13), None),
    Start("UTC, the next day here", "DTSTART:20260113T233000Z", date(2026, 1, 14), "00:30"),
    Start("UTC in summer", "DTSTART:20260714T163000Z", date(2026, 7, 14), "18:30"),
    Start(
        "a zone as Outlook calls it", "DTSTART;TZID=W. Europe Standard Time:20260113T183000", date(2026, 1, 13), "18:30"
    ),
    Start("another zone", "DTSTART;TZID=Europe/London:20260113T183000", date(2026, 1, 13), "19:30"),
    Start("no zone", "DTSTART:20260113T183000", date(2026, 1, 13), "18:30"),
    Start("an unknown zone", "DTSTART;TZID=Nirgendwo:20260113T183000", date(2026, 1, 13), "18:30"),
    Start("31 February stays as it stands", "DTSTART;VALUE=DATE:20260231", "20260231", None),
)


@pytest.mark.parametrize("case", STARTS, ids=lambda case: case.description)
def test_the_beginning_is_told_in_local_time(calendar: Calendar, case: Start) -> None:
    table = calendar.read(calendar_of(event(case.line, "SUMMARY:Treffen"))).tables[0]
    clock = column(table, "Start Time")[0] if "Start Time" in table.header else None
    assert (column(table, "Date")[0], clock) == (case.day, case.clock)


def test_an_unknown_zone_is_told(calendar: Calendar) -> None:
    reading = calendar.read(calendar_of(event("DTSTART;TZID=Nirgendwo:20260113T183000")))
    assert told(reading) == [("calendar.unknown_zone", 4, "Nirgendwo")]


def test_a_duration_ends_the_meeting(calendar: Calendar) -> None:
    table = calendar.read(calendar_of(event("DTSTART:20260113T183000", "DURATION:PT1H30M"))).tables[0]
    assert column(table, "End Time") == ["20:00"]


ATTENDEES = event(
    "UID:E1@example.invalid",
    "DTSTART;VALUE=DATE:20260113",
    "SUMMARY:Neujahr",
    'ATTENDEE;CN="Müller, Anna";PARTSTAT=ACCEPTED:mailto:anna@nord.example',
    "ATTENDEE;CN=Cem Çelik;PARTSTAT=DECLINED:mailto:4711@example.inv\r\n alid",
    "ATTENDEE;CN=Eva Groß;PARTSTAT=TENTATIVE:mailto:eva@sued.example",
    "ATTENDEE;CUTYPE=ROOM;CN=Saal;PARTSTAT=ACCEPTED:mailto:saal@sued.example",
)


def test_who_accepted_was_only_invited_unless_the_mapping_says_otherwise(calendar: Calendar) -> None:
    reading = calendar.read(calendar_of(ATTENDEES))
    assert (len(reading.tables), told(reading)) == (1, [("calendar.invitations", None, None)])
    assert reading.problems[0].arguments["count"] == "3"


def test_who_accepted_was_there_if_the_mapping_says_so(calendar: Calendar) -> None:
    reading = calendar.read(calendar_of(ATTENDEES), partstat="attendance")
    table = reading.tables[1]
    assert table.header == ("Event ID", "Date", "Title", "Member ID", "Name", "Email", "Status")
    assert [(row.line, row.cells) for row in table.rows] == [
        (7, ("E1", date(2026, 1, 13), "Neujahr", None, "Müller, Anna", "anna@nord.example", "present")),
        (8, ("E1", date(2026, 1, 13), "Neujahr", "4711", "Cem Çelik", None, "absent")),
    ]
    assert told(reading) == [("calendar.no_answer", None, None)]


def test_nobody_was_at_a_meeting_that_is_still_to_come(calendar: Calendar) -> None:
    reading = calendar.read(calendar_of(ATTENDEES.replace("20260113", "20260601")), partstat="attendance")
    assert (len(reading.tables), told(reading)) == (1, [("calendar.invitations", None, None)])


def test_a_cancelled_event_is_no_meeting(calendar: Calendar) -> None:
    content = calendar_of(
        event("DTSTART;VALUE=DATE:20260113", "SUMMARY:Neujahr", "STATUS:CANCELLED"),
        event("DTSTART;VALUE=DATE:20260210", "SUMMARY:Februar"),
    )
    reading = calendar.read(content)
    assert column(reading.tables[0], "Title") == ["Februar"]
    assert told(reading) == [("calendar.cancelled", 3, "Neujahr")]


def test_a_series_is_many_meetings_with_ids_of_their_own(calendar: Calendar) -> None:
    content = calendar_of(
        event(
            "UID:serie",
            "DTSTART;TZID=Europe/Berlin:20260113T183000",
            "RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=4",
            "EXDATE;TZID=Europe/Berlin:20260310T183000",
            "SUMMARY:Treffen",
        ),
        event(
            "UID:serie",
            "RECURRENCE-ID;TZID=Europe/Berlin:20260414T183000",
            "DTSTART;TZID=Europe/Berlin:20260415T190000",
            "SUMMARY:verschoben",
        ),
    )
    (table,) = calendar.read(content).tables
    assert [row.cells for row in table.rows] == [
        ("serie/2026-01-13", date(2026, 1, 13), "18:30", "Treffen"),
        ("serie/2026-02-10", date(2026, 2, 10), "18:30", "Treffen"),
        ("serie/2026-04-14", date(2026, 4, 15), "19:00", "verschoben"),
    ]


def test_a_series_without_an_end_goes_on_for_a_year_and_says_so(calendar: Calendar) -> None:
    reading = calendar.read(calendar_of(event("DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=WEEKLY")))
    days = column(reading.tables[0], "Date")
    assert (len(days), days[0], days[-1]) == (69, date(2026, 1, 5), date(2027, 4, 26))
    assert told(reading) == [("calendar.endless", 3, None)]


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=WEEKLY;INTERVAL=0", "FREQ=YEARLY;BYWEEKNO=20", "Unsinn", "FREQ="]
)
def test_a_rule_that_is_not_read_leaves_the_first_day_and_is_told(calendar: Calendar, rule: str) -> None:
    reading = calendar.read(calendar_of(event("DTSTART;VALUE=DATE:20260105", f"RRULE:{rule}", "SUMMARY:x")))
    assert column(reading.tables[0], "Date") == [date(2026, 1, 5)]
    assert told(reading) == [("calendar.rule_not_read", 3, rule)]


def test_an_event_without_an_end_costs_no_other(calendar: Calendar) -> None:
    content = calendar_of(event("DTSTART:20260113", "SUMMARY:eins"), event("DTSTART:20260210", "SUMMARY:zwei"))
    reading = calendar.read(content.replace("END:VEVENT\r\n", "", 1))
    assert column(reading.tables[0], "Title") == ["eins", "zwei"]
    assert told(reading) == [("calendar.no_end", 3, None)]


def test_a_line_that_is_no_entry_is_told(calendar: Calendar) -> None:
    reading = calendar.read(calendar_of(event("DTSTART:20260113", "Unsinn", "SUMMARY:eins")))
    assert (column(reading.tables[0], "Title"), told(reading)) == (["eins"], [("calendar.stray_line", 5, "Unsinn")])


def test_a_calendar_without_events_is_told(calendar: Calendar) -> None:
    assert (
        calendar.refused("BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:x\nEND:VTODO\nEND:VCALENDAR\n").code == "calendar.none"
    )


# --- rules of recurrence, against a library that knows all of them ---

weekdays = st.sampled_from(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Draw a rule as calendars write them."""
    frequency = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 5))}"]
    ordinals = st.sampled_from(("", "1", "2", "3", "4", "-1")) if frequency in ("MONTHLY", "YEARLY") else st.just("")
    if draw(st.booleans()):
        days = draw(st.lists(st.tuples(ordinals, weekdays).map("".join), min_size=1, max_size=3, unique=True))
        parts.append(f"BYDAY={','.join(days)}")
    if draw(st.booleans()):
        parts.append(
            f"BYMONTH={','.join(map(str, draw(st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True))))}"
        )
    if draw(st.booleans()):
        month_days = st.integers(1, 31) | st.integers(-31, -1)
        parts.append(
            f"BYMONTHDAY={','.join(map(str, draw(st.lists(month_days, min_size=1, max_size=2, unique=True))))}"
        )
    if draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(st.sampled_from((1, 2, -1)))}")
    if draw(st.booleans()):
        parts.append(f"WKST={draw(weekdays)}")
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 12))}")
    return ";".join(parts)


@given(rules(), st.dates(date(2020, 1, 1), date(2026, 12, 31)))
def test_rules_give_the_same_days_as_dateutil(text: str, first: date) -> None:
    try:
        rule = rule_of(vRecur.from_ical(text))
    except Unsupported:
        return
    if "BYSETPOS" in text and not ("BYDAY" in text or "BYMONTHDAY" in text):
        return  # which set is meant, nobody says
    last = date(2032, 12, 31)
    wanted = rrulestr(text, dtstart=datetime(first.year, first.month, first.day))
    expected = [
        each.date() for each in islice(wanted.xafter(datetime(2000, 1, 1), inc=True), 40) if each.date() <= last
    ]
    assert list(islice(occurrences(rule, first, last, 5000), len(expected))) == expected


def test_a_rule_that_never_comes_true_ends() -> None:
    rule = rule_of(vRecur.from_ical("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"))
    assert list(occurrences(rule, date(2026, 1, 1), date(2500, 1, 1), 20_000)) == []


def test_events_in_any_order_give_the_same_meetings(calendar: Calendar) -> None:
    events = [event(f"UID:{number}", f"DTSTART;VALUE=DATE:202601{number:02}") for number in range(1, 20)]
    wanted = sorted(map(str, calendar.days(calendar_of(*events))))
    random.Random(1).shuffle(events)
    assert sorted(map(str, calendar.days(calendar_of(*events)))) == wanted

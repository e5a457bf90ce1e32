"""Reads calendars: iCalendar events as meetings and, if the mapping says so, those who accepted as who was there."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import vDDDTypes, vDuration, vRecur

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.normalise.values import Cell
from datasette_netzwerk.records.readers.content_lines import (
    Line,
    Unfolded,
    Unread,
    properties,
    unescaped,
    unfolded_lines,
)
from datasette_netzwerk.records.readers.encodings import start_of_text
from datasette_netzwerk.records.readers.entries import Entry, filled, table_of_entries
from datasette_netzwerk.records.readers.placeholders import id_in_placeholder
from datasette_netzwerk.records.readers.recurrence import Unsupported, occurrences, rule_of
from datasette_netzwerk.records.readers.tables import Options, Reader, Reading

MEETING_COLUMNS = ("Event ID", "Date", "Start Time", "End Time", "Title", "Location", "Category", "Description")
ATTENDANCE_COLUMNS = ("Event ID", "Date", "Title", "Member ID", "Name", "Email", "Status")
ATTENDEES = "ATTENDEE"
"""The name of the second table: who was at the meetings."""

STATUSES = {"ACCEPTED": "present", "DECLINED": "absent"}
NO_PEOPLE = frozenset({"GROUP", "RESOURCE", "ROOM"})

MOST_OCCURRENCES = 1000
PERIODS = 20_000
"""Days, weeks, months or years looked at for the recurring events of one file; enough for fifty years of days."""

AHEAD = timedelta(days=366)
"""How far an event without an end recurs."""


@dataclass(slots=True)
class Event:
    """One event as it was found."""

    line: int
    lines: list[Line] = field(default_factory=list)
    is_closed: bool = False

    def first(self, name: str) -> Line | None:
        """Return the first property of a name."""
        return next((line for line in self.lines if line.name == name), None)

    def text(self, name: str) -> str | None:
        """Return the text of a property."""
        line = self.first(name)
        return filled(unescaped(line.value).strip()) if line else None


def read(path: Path, options: Options) -> Reading:
    """Return the events of a calendar and who was there. Raises ``NotUnderstood`` if there is no event in it."""
    unfolded = unfolded_lines(path, options.encoding)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # guesses about time zones, of which only those left open concern anybody
        calendar = _Calendar(path.name, options)
        calendar.read(unfolded)
    if not calendar.meetings:
        raise NotUnderstood(*calendar.problems, Problem("calendar.none", path.name))
    encoding = unfolded.decoded.encoding
    tables = [table_of_entries(path.name, calendar.meetings, order=MEETING_COLUMNS, encoding=encoding)]
    if calendar.attendances:
        tables.append(
            table_of_entries(
                path.name, calendar.attendances, order=ATTENDANCE_COLUMNS, sheet=ATTENDEES, encoding=encoding
            )
        )
    return Reading(tuple(tables), (*unfolded.problems(path.name), *calendar.problems))


def _events(file: str, unfolded: Unfolded, problems: list[Problem]) -> list[Event]:
    """Return the events; alarms and time zones inside or beside them are passed over."""
    events: list[Event] = []
    inner = 0
    for line in properties(unfolded.lines):
        event = events[-1] if events and not events[-1].is_closed else None
        mark = (line.name, line.value.strip().upper()) if isinstance(line, Line) else ("", "")
        if mark == ("BEGIN", "VEVENT"):
            events.append(Event(line.number))
            inner = 0
        elif event is None:
            continue
        elif mark == ("END", "VEVENT") or mark == ("END", "VCALENDAR"):
            event.is_closed = mark[1] == "VEVENT"
        elif mark[0] in ("BEGIN", "END"):
            inner += 1 if mark[0] == "BEGIN" else -1
        elif isinstance(line, Unread):
            problems.append(Problem("calendar.stray_line", file, line=line.number, value=filled(line.text[:1000])))
        elif inner <= 0:
            event.lines.append(line)
    problems += [Problem("calendar.no_end", file, line=event.line) for event in events if not event.is_closed]
    return events


class _Calendar:
    """One file being read: its meetings, who was there, and what was wrong."""

    def __init__(self, file: str, options: Options) -> None:
        self.file = file
        self.zone = ZoneInfo(options.time_zone)
        self.today = options.today or datetime.now(self.zone).date()
        self.takes_attendance = options.partstat == "attendance"
        self.meetings: list[Entry] = []
        self.attendances: list[Entry] = []
        self.problems: list[Problem] = []
        self._periods = PERIODS
        self._invited = 0
        self._unanswered = 0

    def read(self, unfolded: Unfolded) -> None:
        """Take in all events."""
        events = _events(self.file, unfolded, self.problems)
        moved = {(uid, day) for event in events if (day := self._replaces(event)) and (uid := event.text("UID"))}
        for event in events:
            self._read_event(event, moved)
        if self._invited:
            self._report("calendar.invitations", None, count=str(self._invited))
        if self._unanswered:
            self._report("calendar.no_answer", None, count=str(self._unanswered))

    def _read_event(self, event: Event, moved: set[tuple[str, date]]) -> None:
        if (event.text("STATUS") or "").upper() == "CANCELLED":
            self._report("calendar.cancelled", event, value=event.text("SUMMARY"))
            return
        start = self._moment(event, "DTSTART")
        replaced = self._replaces(event)
        if start is None or replaced or not self._recurs(event):
            values = self._meeting(event, start, replaced)
            self.meetings.append(Entry(event.line, values))
            self._read_attendees(event, values)
            return
        for day in self._days(event, _day(start), moved):
            self.meetings.append(Entry(event.line, self._meeting(event, start, day, held_on=day)))
        self._invited += sum(line.name == "ATTENDEE" for line in event.lines)

    # what happens, and when

    def _meeting(
        self, event: Event, start: date | None, occurrence: date | None, held_on: date | None = None
    ) -> Mapping[str, Cell]:
        """Return the meeting that an event is on a day; ``occurrence`` tells those of a series apart."""
        uid = event.text("UID")
        number = (id_in_placeholder(uid) or uid) if uid else None
        line = event.first("DTSTART")
        end = self._end(event, start)
        return {
            "Event ID": f"{number}/{occurrence.isoformat()}" if number and occurrence else number,
            "Date": held_on or (_day(start) if start else filled(line.value) if line else None),
            "Start Time": _clock(start),
            "End Time": _clock(end) if start and end and _day(end) == _day(start) else None,
            "Title": event.text("SUMMARY"),
            "Location": event.text("LOCATION"),
            "Category": filled("; ".join(unescaped(line.value) for line in event.lines if line.name == "CATEGORIES")),
            "Description": event.text("DESCRIPTION"),
        }

    def _moment(self, event: Event, name: str) -> date | None:
        line = event.first(name)
        return self._value(line) if line else None

    def _value(self, line: Line, text: str | None = None) -> date | None:
        """Return a day or a local time; ``None`` if it is none, which the row's own problem will tell."""
        zone = next(iter(line.parameters.get("TZID", ())), None)
        try:
            value = _date_time(text or line.value.strip(), zone)
        except (ValueError, TypeError, OverflowError, KeyError, AttributeError):
            return None
        value = value[0] if isinstance(value, tuple) else value
        if not isinstance(value, date):
            return None
        if not isinstance(value, datetime):
            return value
        if zone and value.tzinfo is None:
            problem = Problem("calendar.unknown_zone", self.file, line=line.number, value=filled(zone))
            self.problems.append(problem)
        try:
            return value.astimezone(self.zone) if value.tzinfo else value
        except (ValueError, OverflowError):
            return None

    def _end(self, event: Event, start: date | None) -> date | None:
        if event.first("DTEND"):
            return self._moment(event, "DTEND")
        duration = event.first("DURATION")
        if duration is None or start is None:
            return None
        try:
            return start + _duration(duration.value.strip())
        except (ValueError, TypeError, OverflowError):
            return None

    # series

    def _recurs(self, event: Event) -> bool:
        return event.first("RRULE") is not None or event.first("RDATE") is not None

    def _replaces(self, event: Event) -> date | None:
        """Return the day of a series that an event stands for."""
        day = self._moment(event, "RECURRENCE-ID")
        return _day(day) if day else None

    def _days(self, event: Event, first: date, moved: set[tuple[str, date]]) -> Sequence[date]:
        """Return the days of a series without those that were moved or cancelled one by one."""
        uid = event.text("UID") or ""
        left_out = set(self._listed(event, "EXDATE"))
        days = sorted({*self._days_of_rules(event, first), *self._listed(event, "RDATE")})
        kept = [day for day in days if day not in left_out and (uid, day) not in moved]
        if len(kept) > MOST_OCCURRENCES:
            self._report("calendar.many_occurrences", event, count=str(MOST_OCCURRENCES))
        return kept[:MOST_OCCURRENCES]

    def _days_of_rules(self, event: Event, first: date) -> Iterator[date]:
        yield first
        for line in event.lines:
            if line.name in ("RRULE", "EXRULE"):
                yield from self._days_of_rule(event, line, first)

    def _days_of_rule(self, event: Event, line: Line, first: date) -> Iterator[date]:
        try:
            rule = rule_of(vRecur.from_ical(line.value.strip()))
        except (Unsupported, ValueError, TypeError, KeyError, OverflowError, AttributeError):
            self._report("calendar.rule_not_read", event, value=filled(line.value[:200]))
            return
        if line.name == "EXRULE" or self._periods <= 0:
            self._report("calendar.rule_not_read", event, value=filled(line.value[:200]))
            return
        last = max(self.today, first) + AHEAD
        if rule.count is None and (rule.until is None or rule.until > last):
            self._report("calendar.endless", event, until=last.isoformat())
        days = list(islice(occurrences(rule, first, last, self._periods), MOST_OCCURRENCES + 1))
        self._periods -= max(len(days), (min(last, rule.until or last) - first).days // (rule.interval * 30) + 1)
        yield from days

    def _listed(self, event: Event, name: str) -> Iterator[date]:
        for line in event.lines:
            if line.name == name:
                days = (self._value(line, text) for text in line.value.split(",")[:MOST_OCCURRENCES] if text.strip())
                yield from (_day(day) for day in days if day)

    # people

    def _read_attendees(self, event: Event, meeting: Mapping[str, Cell]) -> None:
        lines = [line for line in event.lines if line.name == "ATTENDEE" and line.parameter("CUTYPE") not in NO_PEOPLE]
        day = meeting["Date"]
        if not self.takes_attendance or not isinstance(day, date) or day > self.today:
            self._invited += len(lines)
            return
        for line in lines:
            status = STATUSES.get(line.parameter("PARTSTAT"))
            if status is None:
                self._unanswered += 1
                continue
            shared = {name: meeting[name] for name in ("Event ID", "Date", "Title")}
            self.attendances.append(Entry(line.number, {**shared, **_person(line), "Status": status}))

    def _report(self, code: str, event: Event | None, value: str | None = None, **arguments: str) -> None:
        self.problems.append(
            Problem(code, self.file, line=event.line if event else None, value=value, arguments=arguments)
        )


def _date_time(text: str, zone: str | None) -> Any:
    return vDDDTypes.from_ical(text, timezone=zone)  # type: ignore[no-untyped-call]  # comes without types


def _duration(text: str) -> timedelta:
    found: timedelta = vDuration.from_ical(text)  # type: ignore[no-untyped-call]  # comes without types
    return found


def _person(line: Line) -> Mapping[str, Cell]:
    scheme, colon, rest = line.value.strip().partition(":")
    address = rest if colon and scheme.lower() == "mailto" else line.value.strip()
    number = id_in_placeholder(address)
    name = next(iter(line.parameters.get("CN", ())), "")
    return {
        "Member ID": number,
        "Name": None if "@" in name else filled(unescaped(name)),
        "Email": None if number or "@" not in address else filled(address),
    }


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _clock(moment: date | None) -> str | None:
    return f"{moment:%H:%M}" if isinstance(moment, datetime) else None


def _accepts(head: bytes) -> bool:
    return start_of_text(head).lower().startswith("begin:vcalendar")


READER = Reader("iCalendar", (".ics", ".ical", ".ifb", ".icalendar"), _accepts, read)

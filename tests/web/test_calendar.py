"""The calendar, read back by a program that keeps calendars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from datasette_netzwerk import i18n
from datasette_netzwerk.i18n import language_at_work
from datasette_netzwerk.web.agenda import ListedMeeting
from datasette_netzwerk.web.calendar import build_calendar
from tests.web.test_agenda import meeting

AS_OF = datetime(2026, 3, 12, tzinfo=UTC)
EVENING = meeting(
    "2026-04-09-netzwerkabend",
    name="Netzwerkabend, „Grün & Groß“; mit\nBüfett",
    starts_at_local="19:00",
    ends_at_local="22:30",
    kind="Abend",
    place="Alte Weberei, Saal 2; Rheine",
    capacity=65,
)
WHOLE_DAY = meeting("2026-10-25-ausflug", name="Ausflug")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The language of the source, so that no catalogue is needed."""
    token = language_at_work.set("en")
    yield
    language_at_work.reset(token)


def text_of(*meetings: ListedMeeting, zone: str = "Europe/Berlin") -> str:
    """Return the calendar of ``meetings``."""
    return build_calendar(
        meetings,
        name="Treffen: Netzwerk Rheine",
        zone=i18n.zone(zone),
        as_of=AS_OF,
        address_of=lambda each: f"https://netzwerk.example/meetings/{each.id}",
    )


def read(text: str) -> Any:
    """Return what a reader of calendars makes of ``text``; every property has a type of its own."""
    return Calendar.from_ical(text)


def events_of(text: str) -> list[Any]:
    """Return the events in ``text``."""
    return list(read(text).walk("VEVENT"))


def test_a_meeting_comes_back_as_it_was_entered() -> None:
    (event,) = events_of(text_of(EVENING))
    assert str(event["summary"]) == EVENING.name
    assert str(event["location"]) == EVENING.place
    assert str(event["description"]) == "65 places"
    assert event["categories"].cats == ["Abend"]
    assert str(event["url"]) == "https://netzwerk.example/meetings/2026-04-09-netzwerkabend"
    assert event["dtstart"].dt == datetime(2026, 4, 9, 19, 0, tzinfo=i18n.zone("Europe/Berlin"))
    assert event["dtstart"].dt.astimezone(UTC) == datetime(2026, 4, 9, 17, 0, tzinfo=UTC)
    assert event["dtend"].dt.astimezone(UTC) == datetime(2026, 4, 9, 20, 30, tzinfo=UTC)
    assert event["dtstamp"].dt == AS_OF
    assert str(event["uid"]) == str(EVENING.uuid)


def test_a_meeting_in_winter_is_an_hour_nearer_to_greenwich() -> None:
    (event,) = events_of(text_of(meeting("2026-12-03-a", starts_at_local="19:00")))
    assert event["dtstart"].dt.astimezone(UTC) == datetime(2026, 12, 3, 18, 0, tzinfo=UTC)
    assert "dtend" not in event


def test_a_meeting_without_a_time_lasts_the_whole_day_and_needs_no_zone() -> None:
    text = text_of(WHOLE_DAY)
    (event,) = events_of(text)
    assert event["dtstart"].dt == date(2026, 10, 25)
    assert event["dtend"].dt == date(2026, 10, 26)
    assert "VTIMEZONE" not in text


def test_the_zone_is_described_for_the_years_of_the_meetings() -> None:
    text = text_of(EVENING, WHOLE_DAY)
    assert "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nRDATE:20270328T020000\r\nTZNAME:CEST" in text
    assert "DTSTART;TZID=Europe/Berlin:20260409T190000" in text
    assert text.count("BEGIN:VTIMEZONE") == 1


def test_a_zone_without_summer_time_needs_one_rule() -> None:
    text = text_of(EVENING, zone="Asia/Kolkata")
    assert text.count("BEGIN:STANDARD") == 1
    assert "TZOFFSETTO:+0530" in text


def test_a_subscriber_is_told_the_name_and_when_to_come_back() -> None:
    calendar = read(text_of(EVENING))
    assert calendar["version"] == "2.0"
    assert calendar["prodid"] == "-//datasette-netzwerk//meetings//EN"
    assert calendar["x-wr-calname"] == "Treffen: Netzwerk Rheine"
    assert calendar["refresh-interval"].td == timedelta(hours=12)


def test_without_meetings_there_is_still_a_calendar() -> None:
    assert events_of(text_of()) == []


# A backslash before an N is a line end to the library, as it is to some calendars.
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\\")


@given(name=st.text(LETTERS, min_size=1, max_size=200))
def test_lines_end_as_they_must_and_none_is_longer_than_75_bytes(name: str) -> None:
    text = text_of(meeting("2026-04-09-a", name=name, starts_at_local="19:00"))
    lines = text.encode("utf-8").split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    (event,) = events_of(text)
    assert str(event["summary"]) == name


def test_what_was_called_off_is_taken_out_of_calendars_that_have_it() -> None:
    off, on = events_of(text_of(meeting("2026-04-09-abend", is_cancelled=1), meeting("2026-05-09-abend")))
    assert (str(off["STATUS"]), off["SEQUENCE"], str(off["TRANSP"])) == ("CANCELLED", 1, "TRANSPARENT")
    assert (str(on["STATUS"]), on["SEQUENCE"]) == ("CONFIRMED", 0)
    assert off["DTSTAMP"].dt == on["DTSTAMP"].dt == AS_OF

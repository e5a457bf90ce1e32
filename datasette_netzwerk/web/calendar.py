"""Writes meetings as iCalendar, so that a phone or an office program keeps them up to date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from datasette_netzwerk.web.agenda import ListedMeeting
from datasette_netzwerk.web.meeting_words import places
from datasette_netzwerk.web.time_zones import time_zone

PRODUCT = "-//datasette-netzwerk//meetings//EN"
CONTENT_TYPE = "text/calendar; charset=utf-8"


def build_calendar(
    meetings: Sequence[ListedMeeting],
    *,
    name: str,
    zone: ZoneInfo,
    as_of: datetime,
    address_of: Callable[[ListedMeeting], str],
) -> str:
    """Return the iCalendar text of ``meetings``, called ``name``.

    Times are in ``zone``, which is described within; a meeting whose time is unknown lasts the whole day. ``as_of``
    is when the meetings were last published, ``address_of`` tells where to read more about one.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    timed = [meeting for meeting in meetings if meeting.starts_at]
    if timed:
        calendar.add_component(_zone_of(timed, zone))
    for meeting in meetings:
        calendar.add_component(_event(meeting, zone, as_of, address_of(meeting)))
    text: bytes = calendar.to_ical()
    return text.decode("utf-8")


def _zone_of(meetings: Sequence[ListedMeeting], zone: ZoneInfo) -> Timezone:
    years = [meeting.held_on.year for meeting in meetings]
    return _described(zone, min(years), max(years) + 1)


@lru_cache(maxsize=64)
def _described(zone: ZoneInfo, first_year: int, last_year: int) -> Timezone:
    return time_zone(zone, first_year, last_year)


def _event(meeting: ListedMeeting, zone: ZoneInfo, as_of: datetime, address: str) -> Event:
    event = Event()
    event.add("uid", str(meeting.uuid))
    event.add("dtstamp", as_of)
    if meeting.is_cancelled:
        # A calendar that holds the meeting already believes only a higher number.
        event.add("sequence", 1)
        event.add("status", "CANCELLED")
        event.add("transp", "TRANSPARENT")
    else:
        event.add("sequence", 0)
        event.add("status", "CONFIRMED")
    event.add("summary", meeting.name)
    event.add("dtstart", meeting.begin(zone) or meeting.held_on)
    end = meeting.end(zone) if meeting.starts_at else meeting.held_on + timedelta(days=1)
    if end:
        event.add("dtend", end)
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.kind and meeting.kind != meeting.name:
        event.add("categories", [meeting.kind])
    if meeting.capacity:
        event.add("description", places(meeting.capacity))
    event.add("url", address)
    return event

"""Describes a time zone in iCalendar's terms, for the years that a calendar covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard


@dataclass(frozen=True, slots=True)
class Change:
    """A moment at which clocks are set: from one offset to another, and what the new time is called.

    ``at`` is what the clocks showed just before, as iCalendar wants it.
    """

    at: datetime
    offset_from: timedelta
    offset_to: timedelta
    name: str
    is_daylight: bool


def time_zone(zone: ZoneInfo, first_year: int, last_year: int) -> Timezone:
    """Return the VTIMEZONE that tells ``zone``'s clock from the first day of ``first_year`` to the end of ``last_year``."""
    component = Timezone()
    component.add("tzid", zone.key)
    changes = [_state(zone, first_year), *clock_changes(zone, first_year, last_year)]
    kinds = sorted(changes, key=_kind)
    for _, alike in groupby(kinds, key=_kind):
        component.add_component(_observance(list(alike)))
    return component


def clock_changes(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[Change]:
    """Yield every change of the clock in these years, found by looking at each day and then closer."""
    moment = datetime(first_year - 1, 12, 31, tzinfo=UTC)
    while moment.year <= last_year:
        following = moment + timedelta(days=1)
        if _offset(zone, moment) != _offset(zone, following):
            yield _change(zone, _first_minute(zone, moment, following))
        moment = following


def _first_minute(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the first minute of the new offset between two moments, by halving."""
    old = _offset(zone, before)
    while after - before > timedelta(minutes=1):
        middle = before + timedelta(minutes=(after - before) // timedelta(minutes=2))
        before, after = (middle, after) if _offset(zone, middle) == old else (before, middle)
    return after


def _change(zone: ZoneInfo, moment: datetime) -> Change:
    old = _offset(zone, moment - timedelta(minutes=1))
    return _told(zone, moment, old)


def _state(zone: ZoneInfo, year: int) -> Change:
    """Return what the clock shows on the eve of the first year, as if it were set then."""
    eve = datetime(year - 1, 12, 31, tzinfo=UTC)
    return _told(zone, eve, _offset(zone, eve))


def _told(zone: ZoneInfo, moment: datetime, offset_from: timedelta) -> Change:
    local = moment.astimezone(zone)
    return Change(
        at=(moment + offset_from).replace(tzinfo=None),
        offset_from=offset_from,
        offset_to=_offset(zone, moment),
        name=local.tzname() or zone.key,
        is_daylight=bool(local.dst()),
    )


def _kind(change: Change) -> tuple[bool, timedelta, timedelta, str]:
    return (change.is_daylight, change.offset_from, change.offset_to, change.name)


def _observance(changes: list[Change]) -> TimezoneStandard | TimezoneDaylight:
    """Return the component for changes of one kind, such as every March's change to summer time."""
    component = TimezoneDaylight() if changes[0].is_daylight else TimezoneStandard()
    component.add("dtstart", changes[0].at)
    if len(changes) > 1:
        component.add("rdate", [change.at for change in changes[1:]])
    component.add("tzname", changes[0].name)
    component.add("tzoffsetfrom", changes[0].offset_from)
    component.add("tzoffsetto", changes[0].offset_to)
    return component


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()

"""A time zone in iCalendar's terms says at every moment what the zone's own clock says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Timezone

from datasette_netzwerk import i18n
from datasette_netzwerk.web.time_zones import clock_changes, time_zone

ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
)


def observances_of(component: Timezone) -> list[Any]:
    """Return the zone's observances; every property of theirs has a type of its own."""
    return list(component.subcomponents)


def offset_at(component: Timezone, local: datetime) -> timedelta:
    """Return the offset that RFC 5545 gives ``local``: that of the last observance begun by then."""
    onsets = []
    for observance in observances_of(component):
        days = [observance["dtstart"].dt]
        if "rdate" in observance:
            days += [each.dt for each in observance["rdate"].dts]
        onsets += [(day, observance["tzoffsetto"].td) for day in days]
    begun = [onset for onset in sorted(onsets, key=lambda onset: onset[0]) if onset[0] <= local]
    offset: timedelta = begun[-1][1]
    return offset


def test_berlin_changes_its_clocks_on_the_last_sundays_of_march_and_october() -> None:
    changes = list(clock_changes(i18n.zone("Europe/Berlin"), 2026, 2026))
    assert [(str(change.at), change.name, change.is_daylight) for change in changes] == [
        ("2026-03-29 02:00:00", "CEST", True),
        ("2026-10-25 03:00:00", "CET", False),
    ]
    assert [(change.offset_from, change.offset_to) for change in changes] == [
        (timedelta(hours=1), timedelta(hours=2)),
        (timedelta(hours=2), timedelta(hours=1)),
    ]


@pytest.mark.parametrize("name", ZONES)
@given(minutes=st.integers(min_value=0, max_value=3 * 365 * 24 * 60))
def test_the_description_agrees_with_the_zone_at_every_minute(name: str, minutes: int) -> None:
    zone = i18n.zone(name)
    local = (datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(zone)
    # In the hour that clocks show twice the same reading means two moments: only the first one can be told.
    if local.fold == 0:
        assert offset_at(time_zone(zone, 2025, 2027), local.replace(tzinfo=None)) == local.utcoffset()


def test_observances_do_not_overlap() -> None:
    component = time_zone(i18n.zone("Europe/Berlin"), 2024, 2027)
    begins = sorted(observance["dtstart"].dt for observance in observances_of(component))
    assert all(one < other for one, other in pairwise(begins))
    assert component["tzid"] == "Europe/Berlin"

"""Draws attendance by meeting: a bar in parts, a stroke for the places, a line for each year's mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from datasette_netzwerk import i18n
from datasette_netzwerk.i18n import gettext
from datasette_netzwerk.web.agenda import ListedMeeting
from datasette_netzwerk.web.charts import Record
from datasette_netzwerk.web.figures.figure import Drawn, Series, month, room_beside, short_date
from datasette_netzwerk.web.figures.years import Year
from datasette_netzwerk.web.meeting_words import counts_sentence, is_split, places

ROOM_ABOVE = 1.15
ROOM_FOR_PLACES = 1.6
FEWEST_ON_THE_AXIS = 5
LABEL_PIXELS = 20
"""So far above its bar the number on it reaches."""
ROOM_FOR_A_MEAN = 12
"""A year's name and mean below the axis take a twelfth of a drawing, and three bars at least."""


@dataclass(frozen=True, slots=True)
class _Segment:
    series: Series
    count: int


def _members() -> Series:
    return Series(gettext("Members"), "blue", "card")


def _newcomers() -> Series:
    return Series(gettext("in their first year"), "orange", "card")


def _guests() -> Series:
    return Series(gettext("Guests"), "none", "grey")


def _together() -> Series:
    return Series(gettext("Members and guests together"), "pale", "blue")


def _all() -> Series:
    return Series(gettext("People"), "blue", "card")


def _segments(meeting: ListedMeeting, draws_parts: bool) -> tuple[_Segment, ...]:
    """Return the parts of one bar from the bottom up, none of them empty."""
    if not draws_parts or not is_split(meeting):
        parts = [_Segment(_together() if draws_parts else _all(), meeting.attendance_count or 0)]
    else:
        newcomers = meeting.first_year_count or 0
        parts = [
            _Segment(_members(), (meeting.member_count or 0) - newcomers),
            _Segment(_newcomers(), newcomers),
            _Segment(_guests(), meeting.guest_count or 0),
        ]
    return tuple(part for part in parts if part.count > 0)


def drawn(meetings: Sequence[ListedMeeting], years: Sequence[Year], *, height: int) -> Drawn:
    """Return the drawing of ``meetings``, of which there is at least one."""
    # Where fewer than half of the bars could show their parts, the others would look like an error.
    draws_parts = 2 * sum(map(is_split, meetings)) >= len(meetings)
    bars = {meeting: _segments(meeting, draws_parts) for meeting in meetings}
    used = {part.series for parts in bars.values() for part in parts}
    top = _top(meetings)
    return Drawn(
        height=height,
        values={"room_beside": room_beside(len(meetings)), "top": top},
        data={
            "bars": [record for meeting, parts in bars.items() for record in _stacked(meeting, parts)],
            "means": means(meetings, years),
            "years": _year_labels(meetings, years),
            **_places(meetings, top),
            **_people(meetings, years, top / height),
        },
        series=tuple(series for series in (_members(), _newcomers(), _guests(), _together(), _all()) if series in used),
    )


def _places(meetings: Sequence[ListedMeeting], top: int) -> dict[str, list[Record]]:
    """Return the strokes for the places, the last one with its number, and what stands above the axis."""
    known = [(_key(meeting), meeting.capacity) for meeting in meetings if meeting.capacity]
    last = meetings[-1].capacity
    return {
        "places": [{"meeting": key, "capacity": capacity} for key, capacity in known if capacity <= top],
        "places_above": [
            {"meeting": key, "label": f"{i18n.show_number(capacity)}\u2009↑"}
            for key, capacity in known
            if capacity > top
        ],
        "last_places": [{"meeting": _key(meetings[-1]), "capacity": last, "label": places(last)}]
        if last and last <= top
        else [],
    }


def _people(meetings: Sequence[ListedMeeting], years: Sequence[Year], people_a_pixel: float) -> dict[str, list[Record]]:
    """Return the number on the last bar, and the signs where fewer than five people came."""
    last = meetings[-1].attendance_count
    line = next((year.mean for year in years if year.year == meetings[-1].held_on.year), None) or 0
    # A line that would run through the number lifts it above itself.
    is_crossed = last is not None and last <= line <= last + LABEL_PIXELS * people_a_pixel and means(meetings, years)
    return {
        "last": [{"meeting": _key(meetings[-1]), "to": line if is_crossed else last, "label": i18n.show_number(last)}]
        if last
        else [],
        "untold": [
            {"meeting": _key(meeting), "label": "<5", "tip": _tip(meeting)}
            for meeting in meetings
            if meeting.attendance_count is None
        ],
    }


def _top(meetings: Sequence[ListedMeeting]) -> int:
    """Return where the axis ends. A hall for 150 is said, not drawn: it would press the people flat."""
    most = max((meeting.attendance_count or 0 for meeting in meetings), default=0) or FEWEST_ON_THE_AXIS
    highest = max((meeting.capacity or 0 for meeting in meetings), default=0)
    return max(round(most * ROOM_ABOVE), min(highest, round(most * ROOM_FOR_PLACES)))


def _stacked(meeting: ListedMeeting, parts: Sequence[_Segment]) -> list[Record]:
    records: list[Record] = []
    below = 0
    for part in parts:
        above = below + part.count
        records.append(
            {
                "meeting": _key(meeting),
                "series": part.series.label,
                "from": below,
                "to": above,
                "tip": _tip(meeting),
            }
        )
        below = above
    return records


def _key(meeting: ListedMeeting) -> str:
    """Return what sorts by day and time, with the axis's label behind the bar."""
    clock = f"{meeting.starts_at:%H:%M}" if meeting.starts_at else "00:00"
    return f"{meeting.held_on} {clock} {meeting.id}|{month(meeting.held_on)}"


def _tip(meeting: ListedMeeting) -> str:
    return f"{short_date(meeting.held_on)}, {meeting.name}. {counts_sentence(meeting)}"


def _by_year(meetings: Sequence[ListedMeeting]) -> list[tuple[int, ListedMeeting, ListedMeeting]]:
    """Return each year with its first and last meeting; one bar at the edge has no room for the words of a year."""
    groups = [(year, list(group)) for year, group in groupby(meetings, key=lambda meeting: meeting.held_on.year)]
    return [(year, group[0], group[-1]) for year, group in groups if len(group) > 1 or len(groups) == 1]


def means(meetings: Sequence[ListedMeeting], years: Sequence[Year]) -> list[Record]:
    """Return the line of each year that has a mean and room for it."""
    of_year = {year.year: year.mean for year in years if year.mean is not None and year.meeting_count > 1}
    return [
        {
            "first": _key(first),
            "last": _key(last),
            "mean": of_year[year],
        }
        for year, first, last in _by_year(meetings)
        if year in of_year
    ]


def _year_labels(meetings: Sequence[ListedMeeting], years: Sequence[Year]) -> list[Record]:
    """Return each year's name with its mean, below the axis: in the drawing the number would stand on bars."""
    counts = Counter(meeting.held_on.year for meeting in meetings)
    drawn = {str(line["first"]): line["mean"] for line in means(meetings, years)}
    labels: list[Record] = []
    for year, first, _ in _by_year(meetings):
        mean = drawn.get(_key(first))
        has_room = counts[year] >= max(3, len(meetings) / ROOM_FOR_A_MEAN)
        told = f"\u2002Ø {i18n.show_number(round(float(mean)))}" if mean is not None and has_room else ""
        labels.append({"meeting": _key(first), "label": f"{year}{told}"})
    return labels

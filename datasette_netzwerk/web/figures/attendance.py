"""Attendance by meeting: who came, the number of places, and the mean of each year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from datasette_netzwerk import i18n
from datasette_netzwerk.i18n import gettext, ngettext
from datasette_netzwerk.web.agenda import ListedMeeting
from datasette_netzwerk.web.charts import Drawing, Record
from datasette_netzwerk.web.figures.figure import (
    Cell,
    Drawn,
    Figure,
    Heading,
    Series,
    month,
    not_shown,
    room_beside,
    short_date,
    shown,
    under_five,
)
from datasette_netzwerk.web.meeting_words import counts_sentence, is_split, note_of_hidden, places, tells_all

WIDE_MEETINGS = 60
PHONE_MEETINGS = 12
ROOM_ABOVE = 1.15
ROOM_FOR_PLACES = 1.6
FEWEST_ON_THE_AXIS = 5
MEETINGS_FOR_A_MEAN = 3
"""A year with fewer meetings says too little to be compared."""


@dataclass(frozen=True, slots=True)
class Year:
    """The meetings of one calendar year and how many people came to each of them on average."""

    year: int
    meeting_count: int
    mean: float | None


def years_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Year, ...]:
    """Return the years in the rows of ``sql/attendance_by_year.sql``, the first one first."""
    return tuple(Year(row["year"], row["meeting_count"], row["mean_attendance"]) for row in rows)


def year_told(years: Sequence[Year]) -> tuple[Year | None, Year | None]:
    """Return the last year whose mean says something, and the year before it if it does too.

    A year that has only begun is passed over: January is not the year.
    """
    telling = [year for year in years if year.mean is not None and year.meeting_count >= MEETINGS_FOR_A_MEAN]
    if len(telling) > 1 and 2 * telling[-1].meeting_count < telling[-2].meeting_count:
        telling.pop()
    last = telling[-1] if telling else None
    before = telling[-2] if len(telling) > 1 else None
    return last, before if last and before and before.year == last.year - 1 else None


def year_spoken_of(years: Sequence[Year], this_year: int) -> int:
    """Return the year that the page speaks of: the one whose mean is told, else the last one that is over."""
    last, _ = year_told(years)
    return last.year if last else this_year - 1


def attendance(
    meetings: Sequence[ListedMeeting], years: Sequence[Year], address_of: Callable[[ListedMeeting], str]
) -> Figure:
    """Return the figure of the last meetings with an attendance list; ``meetings`` begin with the first."""
    listed = [meeting for meeting in meetings if meeting.has_attendance][-WIDE_MEETINGS:]
    last = listed[-PHONE_MEETINGS:]
    return Figure(
        name="attendance",
        chart="attendance",
        title=finding(listed, years),
        subtitle=_subtitle(listed, years),
        query="attendance_per_meeting",
        table="attendance_by_meeting",
        headings=_headings(),
        rows=tuple(_row(meeting, address_of(meeting)) for meeting in reversed(listed)),
        drawings={
            Drawing.WIDE: _drawn(listed, years, height=300),
            Drawing.PHONE: _drawn(last, years, height=240),
        }
        if listed
        else {},
        notes=(note_of_hidden(),) if not all(map(tells_all, listed)) else (),
        phone_note=_phone_note(listed, last),
        empty=gettext("No attendance list has been imported yet. As soon as there is one, this shows who came."),
        is_wide=True,
    )


def finding(meetings: Sequence[ListedMeeting], years: Sequence[Year]) -> str:
    """Return what the drawing shows, in one sentence; a neutral one where nothing can be said."""
    last, before = year_told(years)
    if last is not None and last.mean is not None:
        return _mean_sentence(last.year, last.mean, before.mean if before else None)
    if len(meetings) == 1 and meetings[0].attendance_count:
        count = meetings[0].attendance_count
        text = ngettext("{count} person came to the first meeting", "{count} people came to the first meeting", count)
        return text.format(count=i18n.show_number(count))
    return gettext("Attendance at each meeting")


def _mean_sentence(year: int, mean: float, before: float | None) -> str:
    people = round(mean)
    text = ngettext("In {year}, {count} person came on average", "In {year}, {count} people came on average", people)
    sentence = text.format(year=year, count=i18n.show_number(people))
    if not before:
        return sentence
    change = mean / before - 1
    if abs(change) < 0.005:
        return gettext("{sentence}, as many as the year before").format(sentence=sentence)
    comparison = (
        gettext("{sentence}, {share} more than the year before")
        if change > 0
        else gettext("{sentence}, {share} fewer than the year before")
    )
    return comparison.format(sentence=sentence, share=i18n.show_share(abs(change)))


def _subtitle(meetings: Sequence[ListedMeeting], years: Sequence[Year]) -> str:
    sentences = [gettext("Attendance at each meeting.")]
    if any(meeting.capacity for meeting in meetings):
        sentences.append(gettext("Short stroke: number of places."))
    if _means(meetings, years):
        sentences.append(gettext("Long line: mean of the year."))
    return " ".join(sentences)


def _phone_note(meetings: Sequence[ListedMeeting], last: Sequence[ListedMeeting]) -> str:
    if len(meetings) == len(last):
        return ""
    return gettext("Drawn are the last {count} meetings, all others stand in the table.").format(count=len(last))


def _headings() -> tuple[Heading, ...]:
    words = (gettext("Members"), gettext("First year"), gettext("Guests"), gettext("Total"), gettext("Places"))
    return (
        Heading(gettext("Date")),
        Heading(gettext("Meeting")),
        *(Heading(word, is_number=True) for word in words),
    )


def _row(meeting: ListedMeeting, address: str) -> tuple[Cell, ...]:
    hidden = not_shown() if meeting.attendance_count is not None else under_five()
    numbers = (
        shown(meeting.member_count, hidden),
        shown(meeting.first_year_count, hidden),
        shown(meeting.guest_count, hidden),
        shown(meeting.attendance_count, under_five()),
        shown(meeting.capacity, ""),
    )
    return (Cell(short_date(meeting.held_on)), Cell(meeting.name, address), *map(Cell, numbers))


# --- drawing -----------------------------------------------------------------------------------------------


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


def _drawn(meetings: Sequence[ListedMeeting], years: Sequence[Year], *, height: int) -> Drawn:
    # Where fewer than half of the bars could show their parts, the others would look like an error.
    draws_parts = 2 * sum(map(is_split, meetings)) >= len(meetings)
    bars = {meeting: _segments(meeting, draws_parts) for meeting in meetings}
    used = {part.series for parts in bars.values() for part in parts}
    order = (_members(), _newcomers(), _guests(), _together(), _all())
    last, top = meetings[-1], _top(meetings)
    return Drawn(
        height=height,
        values={"room_beside": room_beside(len(meetings)), "top": top},
        data={
            "bars": [record for meeting, parts in bars.items() for record in _stacked(meeting, parts)],
            "places": [
                {"meeting": _key(meeting), "capacity": meeting.capacity}
                for meeting in meetings
                if meeting.capacity and meeting.capacity <= top
            ],
            "places_above": [
                {"meeting": _key(meeting), "label": f"{i18n.show_number(meeting.capacity)}\u2009↑"}
                for meeting in meetings
                if meeting.capacity and meeting.capacity > top
            ],
            "means": _means(meetings, years),
            "untold": [
                {"meeting": _key(meeting), "label": "<5", "tip": _tip(meeting)}
                for meeting in meetings
                if meeting.attendance_count is None
            ],
            "last": [
                {"meeting": _key(last), "to": last.attendance_count, "label": i18n.show_number(last.attendance_count)}
            ]
            if last.attendance_count
            else [],
            "last_places": [{"meeting": _key(last), "capacity": last.capacity, "label": places(last.capacity)}]
            if last.capacity and last.capacity <= top
            else [],
            "years": [{"meeting": _key(first), "label": str(year)} for year, first, _ in _by_year(meetings)],
        },
        series=tuple(series for series in order if series in used),
    )


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


def _means(meetings: Sequence[ListedMeeting], years: Sequence[Year]) -> list[Record]:
    means = {year.year: year.mean for year in years if year.mean is not None and year.meeting_count > 1}
    return [
        {
            "first": _key(first),
            "last": _key(last),
            "mean": means[year],
            "label": f"Ø {i18n.show_number(round(means[year]))}",
        }
        for year, first, last in _by_year(meetings)
        if year in means
    ]

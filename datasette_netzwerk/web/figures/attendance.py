"""Attendance by meeting: who came, the number of places, and the mean of each year."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from datasette_netzwerk import i18n
from datasette_netzwerk.i18n import gettext, ngettext
from datasette_netzwerk.web.agenda import ListedMeeting
from datasette_netzwerk.web.charts import Drawing
from datasette_netzwerk.web.figures.attendance_drawing import drawn, means
from datasette_netzwerk.web.figures.figure import DASH, Cell, Figure, Heading, short_date, shown, under_five
from datasette_netzwerk.web.figures.years import Year, year_told
from datasette_netzwerk.web.meeting_words import note_of_dashes, tells_all

WIDE_MEETINGS = 60
PHONE_MEETINGS = 12


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
        subtitle=gettext("Attendance at each meeting."),
        drawing_note=_drawing_note(listed, years),
        query="attendance_per_meeting",
        table="attendance_by_meeting",
        headings=_headings(),
        rows=tuple(_row(meeting, address_of(meeting)) for meeting in reversed(listed)),
        drawings={
            Drawing.WIDE: drawn(listed, years, height=300),
            Drawing.PHONE: drawn(last, years, height=240),
        }
        if listed
        else {},
        notes=(note_of_dashes(),) if not all(map(tells_all, listed)) else (),
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
    if not before or not round(before):
        return sentence
    # Of the numbers as they are shown, here and in the big number: whoever divides them must come to the same.
    change = people / round(before) - 1
    if abs(change) < 0.005:
        return gettext("{sentence}, as many as the year before").format(sentence=sentence)
    comparison = (
        gettext("{sentence}, {share} more than the year before")
        if change > 0
        else gettext("{sentence}, {share} fewer than the year before")
    )
    return comparison.format(sentence=sentence, share=i18n.show_share(abs(change)))


def _drawing_note(meetings: Sequence[ListedMeeting], years: Sequence[Year]) -> str:
    sentences = []
    if any(meeting.capacity for meeting in meetings):
        sentences.append(gettext("Short stroke: number of places."))
    if means(meetings, years):
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
    hidden = DASH if meeting.attendance_count is not None else under_five()
    numbers = (
        shown(meeting.member_count, hidden),
        shown(meeting.first_year_count, hidden),
        shown(meeting.guest_count, hidden),
        shown(meeting.attendance_count, under_five()),
        shown(meeting.capacity, ""),
    )
    return (Cell(short_date(meeting.held_on)), Cell(meeting.name, address), *map(Cell, numbers))

"""Says in words when and where a meeting is and how many people came, and what may not be told."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from datasette_netzwerk import i18n
from datasette_netzwerk.i18n import gettext, ngettext, pgettext
from datasette_netzwerk.web.agenda import ListedMeeting

FEWEST_FOR_A_MEAN = 3
TEASER_LETTERS = 150


def day_and_time(meeting: ListedMeeting) -> str:
    """Return ``Donnerstag, 5. März 2026, 19:00–22:00 Uhr``, as far as it is known."""
    day = i18n.show_date(meeting.held_on, style="full")
    return ", ".join(part for part in (day, clock(meeting)) if part)


def short_day(meeting: ListedMeeting) -> str:
    """Return ``Do, 5. März``, for a list that is sorted into years."""
    return i18n.show_date(meeting.held_on, style=pgettext("date pattern", "EEE d MMMM"))


def clock(meeting: ListedMeeting) -> str:
    """Return ``19:00–22:00 Uhr``, ``19:00 Uhr`` or nothing."""
    if meeting.starts_at is None:
        return ""
    begin = f"{meeting.starts_at:%H:%M}"
    if meeting.ends_at is None:
        return pgettext("time of day", "{begin}").format(begin=begin)
    return pgettext("time of day", "{begin}–{end}").format(begin=begin, end=f"{meeting.ends_at:%H:%M}")


def unbroken(text: str) -> str:
    """Return ``text`` so that no line of a page breaks inside a span of time such as ``19:00–22:00``."""
    return text.replace("–", "\u2060–\u2060")


def places(capacity: int) -> str:
    """Return ``65 Plätze``."""
    return ngettext("{count} place", "{count} places", capacity).format(count=i18n.show_number(capacity))


def facts_line(meeting: ListedMeeting) -> str:
    """Return when, where and how many places, in one line."""
    parts = (
        gettext("Called off") if meeting.is_cancelled else None,
        day_and_time(meeting),
        meeting.place,
        places(meeting.capacity) if meeting.capacity else None,
    )
    return ", ".join(part for part in parts if part)


def counts_sentence(meeting: ListedMeeting) -> str:
    """Return how many people came and who they were; nothing where nobody kept a list."""
    if not meeting.has_attendance:
        return ""
    count = meeting.attendance_count
    if count is None:
        return gettext("Fewer than 5 people came.")
    came = ngettext("{count} person came", "{count} people came", count).format(count=i18n.show_number(count))
    return f"{came}: {parts_of(meeting)}." if count and is_split(meeting) else f"{came}."


def is_split(meeting: ListedMeeting) -> bool:
    """Whether it is told how many of those who came were members and how many guests."""
    return meeting.member_count is not None and meeting.guest_count is not None


def tells_all(meeting: ListedMeeting) -> bool:
    """Whether no number of people is kept back."""
    return meeting.attendance_count is not None and is_split(meeting) and meeting.first_year_count is not None


def note_of_hidden() -> str:
    """Why numbers are missing, in one sentence."""
    return gettext("In public, numbers of people from 1 to 4 are not shown, nor what would give them away.")


def note_of_dashes() -> str:
    """What a dash means in a table of numbers, and why it stands there."""
    return gettext("A dash stands for a number that is not shown.") + " " + note_of_hidden()


def parts_of(meeting: ListedMeeting) -> str:
    """Return ``30 Mitglieder (4 im ersten Jahr) und 8 Gäste``, or ``alle Mitglieder`` where no guest came."""
    members, guests = meeting.member_count or 0, meeting.guest_count or 0
    if not guests:
        return gettext("all of them members") + _newcomers(meeting)
    visitors = ngettext("{count} guest", "{count} guests", guests).format(count=i18n.show_number(guests))
    if not members:
        return visitors
    told = ngettext("{count} member", "{count} members", members).format(count=i18n.show_number(members))
    return i18n.show_list([told + _newcomers(meeting), visitors])


def _newcomers(meeting: ListedMeeting) -> str:
    if not meeting.first_year_count:
        return ""
    count = i18n.show_number(meeting.first_year_count)
    return " (" + gettext("{count} in their first year").format(count=count) + ")"


def year_line(meetings: Sequence[ListedMeeting]) -> str:
    """Return ``10 Treffen, im Schnitt 35 Menschen``; the mean only where each meeting's number is told."""
    took_place = [meeting for meeting in meetings if not meeting.is_cancelled]
    held = ngettext("{count} meeting", "{count} meetings", len(took_place)).format(count=len(took_place))
    counts = [meeting.attendance_count for meeting in took_place if meeting.attendance_count is not None]
    if len(counts) < max(len(took_place), FEWEST_FOR_A_MEAN):
        return held
    mean = i18n.show_number(round(sum(counts) / len(counts)))
    return gettext("{meetings}, {count} people on average").format(meetings=held, count=mean)


def teaser(meeting: ListedMeeting) -> str:
    """Return the beginning of the report, cut between two words."""
    return shorten(" ".join(meeting.paragraphs[:1]), TEASER_LETTERS, placeholder=" …")

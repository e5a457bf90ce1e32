"""The group's meetings as its pages, calendar and feed know them: coming ones first, past ones by year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

NAMESPACE = UUID("6f1f2c0e-8f55-5a0b-9a1d-3c8f7f4f6a52")
"""Makes every meeting's identifier; never to be changed, or each subscribed calendar shows all meetings twice."""


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """One meeting of the file a visitor may read.

    A count is ``None`` where it is not told: with ``has_attendance`` because it would be under five or betray such a
    number, without because nobody kept a list.
    """

    id: str
    held_on: date
    name: str
    chapter_id: str
    chapter: str
    starts_at: time | None = None
    ends_at: time | None = None
    kind: str | None = None
    place: str | None = None
    capacity: int | None = None
    report: str | None = None
    is_cancelled: bool = False
    has_attendance: bool = False
    attendance_count: int | None = None
    member_count: int | None = None
    first_year_count: int | None = None
    guest_count: int | None = None

    @property
    def uuid(self) -> UUID:
        """An identifier that stays the same whatever is changed about the meeting's title, day or place."""
        return uuid5(NAMESPACE, f"{self.chapter_id}/{self.id}")

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The report as plain paragraphs, parted at empty lines."""
        blocks = (block.strip() for block in (self.report or "").replace("\r\n", "\n").split("\n\n"))
        return tuple(block for block in blocks if block)

    def begin(self, zone: ZoneInfo) -> datetime | None:
        """The moment it begins, or ``None`` when only its day is known."""
        return datetime.combine(self.held_on, self.starts_at, zone) if self.starts_at else None

    def end(self, zone: ZoneInfo) -> datetime | None:
        """The moment it ends, or ``None``; an end before the begin is on the next day."""
        if self.starts_at is None or self.ends_at is None:
            return None
        day = self.held_on + timedelta(days=self.ends_at <= self.starts_at)
        return datetime.combine(day, self.ends_at, zone)


def listed_meeting(row: Mapping[str, Any]) -> ListedMeeting:
    """Return the meeting in a row of ``sql/meetings.sql``."""
    return ListedMeeting(
        id=row["id"],
        held_on=date.fromisoformat(row["held_on"]),
        name=row["name"],
        chapter_id=row["chapter_id"],
        chapter=row["chapter"],
        starts_at=_clock(row["starts_at_local"]),
        ends_at=_clock(row["ends_at_local"]),
        kind=row["kind"],
        place=row["place"],
        capacity=row["capacity"],
        report=row["report"],
        is_cancelled=bool(row["is_cancelled"]),
        has_attendance=bool(row["has_attendance"]),
        attendance_count=row["attendance_count"],
        member_count=row["member_count"],
        first_year_count=row["first_year_count"],
        guest_count=row["guest_count"],
    )


def _clock(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Agenda:
    """All meetings in the order they are held, seen on the day ``today``."""

    meetings: tuple[ListedMeeting, ...]
    today: date

    @property
    def coming(self) -> tuple[ListedMeeting, ...]:
        """Today's and later meetings, the next one first."""
        return tuple(meeting for meeting in self.meetings if meeting.held_on >= self.today)

    @property
    def next(self) -> ListedMeeting | None:
        """The next meeting that takes place."""
        return next((meeting for meeting in self.coming if not meeting.is_cancelled), None)

    @property
    def later(self) -> tuple[ListedMeeting, ...]:
        """All other meetings to come, those called off among them."""
        return tuple(meeting for meeting in self.coming if meeting is not self.next)

    @property
    def past(self) -> tuple[ListedMeeting, ...]:
        """Meetings before today, the last one first."""
        return tuple(meeting for meeting in reversed(self.meetings) if meeting.held_on < self.today)

    @property
    def past_by_year(self) -> tuple[tuple[int, tuple[ListedMeeting, ...]], ...]:
        """Past meetings under their years, the last year first."""
        years = groupby(self.past, key=lambda meeting: meeting.held_on.year)
        return tuple((year, tuple(meetings)) for year, meetings in years)

    @property
    def has_chapters(self) -> bool:
        """Whether the meetings are of more than one chapter, so that each must say whose it is."""
        return len({meeting.chapter_id for meeting in self.meetings}) > 1

    def find(self, id: str) -> ListedMeeting | None:
        """Return the meeting with this address, or ``None``."""
        return next((meeting for meeting in self.meetings if meeting.id == id), None)

    def before(self, meeting: ListedMeeting) -> ListedMeeting | None:
        """Return the chapter's meeting before this one."""
        return next((other for other in reversed(self._chapter(meeting)) if _order(other) < _order(meeting)), None)

    def after(self, meeting: ListedMeeting) -> ListedMeeting | None:
        """Return the chapter's meeting after this one."""
        return next((other for other in self._chapter(meeting) if _order(other) > _order(meeting)), None)

    def _chapter(self, meeting: ListedMeeting) -> tuple[ListedMeeting, ...]:
        return tuple(other for other in self.meetings if other.chapter_id == meeting.chapter_id)


def _order(meeting: ListedMeeting) -> tuple[date, time, str]:
    return (meeting.held_on, meeting.starts_at or time.min, meeting.id)


def agenda(rows: Iterable[Mapping[str, Any]], today: date) -> Agenda:
    """Return the agenda of the rows of ``sql/meetings.sql``."""
    return Agenda(tuple(sorted((listed_meeting(row) for row in rows), key=_order)), today)

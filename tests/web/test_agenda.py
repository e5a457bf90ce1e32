"""Which meeting is next, which are past, and which stand before and after one another."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from datasette_netzwerk import i18n
from datasette_netzwerk.web.agenda import ListedMeeting, agenda, listed_meeting

BERLIN = i18n.zone("Europe/Berlin")
TODAY = date(2026, 3, 12)


def row(id: str, **fields: Any) -> dict[str, Any]:
    """Return a row of sql/meetings.sql; its id begins with its day."""
    empty = ("starts_at_local", "ends_at_local", "kind", "place", "capacity", "report", "has_attendance")
    counts = ("attendance_count", "member_count", "first_year_count", "guest_count")
    given = {"id": id, "held_on": id[:10], "name": "Abend", "chapter_id": "rheine", "chapter": "Netzwerk Rheine"}
    return {**dict.fromkeys((*empty, *counts)), **given, "is_cancelled": 0, **fields}


def meeting(id: str, **fields: Any) -> ListedMeeting:
    """Return the meeting in such a row."""
    return listed_meeting(row(id, **fields))


def ids(meetings: tuple[ListedMeeting, ...]) -> list[str]:
    """Return the meetings' ids."""
    return [each.id for each in meetings]


def test_todays_meeting_is_still_to_come_and_the_next_one_is_first() -> None:
    read = agenda([row("2026-05-07-c"), row("2026-03-12-b"), row("2026-03-11-a")], TODAY)
    assert ids(read.coming) == ["2026-03-12-b", "2026-05-07-c"]
    assert ids(read.past) == ["2026-03-11-a"]


def test_past_meetings_stand_under_their_years_the_last_one_first() -> None:
    read = agenda([row("2024-12-31-a"), row("2025-01-01-b"), row("2025-06-01-c")], TODAY)
    assert [(year, ids(meetings)) for year, meetings in read.past_by_year] == [
        (2025, ["2025-06-01-c", "2025-01-01-b"]),
        (2024, ["2024-12-31-a"]),
    ]


def test_two_meetings_of_one_day_are_ordered_by_their_time() -> None:
    rows = [row("2026-04-01-a", starts_at_local="19:00"), row("2026-04-01-b", starts_at_local="08:00")]
    assert ids(agenda(rows, TODAY).meetings) == ["2026-04-01-b", "2026-04-01-a"]


def test_before_and_after_a_meeting_stand_those_of_its_own_chapter() -> None:
    rows = [
        row("2026-01-01-a"),
        row("2026-01-02-x", chapter_id="emsdetten"),
        row("2026-01-03-b"),
        row("2026-01-04-y", chapter_id="emsdetten"),
    ]
    read = agenda(rows, TODAY)
    first, last = read.find("2026-01-01-a"), read.find("2026-01-03-b")
    assert first is not None
    assert last is not None
    assert (read.before(first), read.after(first)) == (None, last)
    assert (read.before(last), read.after(last)) == (first, None)
    assert read.has_chapters
    assert read.find("2026-01-05-z") is None


def test_a_meeting_keeps_its_identifier_when_it_is_moved_and_renamed() -> None:
    before = meeting("2026-04-09-abend")
    after = meeting("2026-04-09-abend", held_on="2026-04-16", name="Frühlingsabend", place="Weberei")
    assert str(before.uuid) == "e3161822-d982-545e-afed-e581590f2d7a"
    assert after.uuid == before.uuid
    assert meeting("2026-04-09-abend", chapter_id="emsdetten").uuid != before.uuid


def test_a_meeting_that_ends_after_midnight_ends_on_the_next_day() -> None:
    late = meeting("2026-04-09-a", starts_at_local="19:30", ends_at_local="00:30")
    assert late.starts_at == time(19, 30)
    assert late.begin(BERLIN) == datetime(2026, 4, 9, 19, 30, tzinfo=BERLIN)
    assert late.end(BERLIN) == datetime(2026, 4, 10, 0, 30, tzinfo=BERLIN)


def test_a_meeting_without_a_time_has_neither_begin_nor_end() -> None:
    whole_day = meeting("2026-04-09-a", ends_at_local="22:00")
    assert whole_day.begin(BERLIN) is None
    assert whole_day.end(BERLIN) is None


def test_a_report_is_parted_at_empty_lines_only() -> None:
    told = meeting("2026-01-01-a", report="Erst\r\nso.\r\n\r\n\r\n\r\nDann so.\n\n ")
    assert told.paragraphs == ("Erst\nso.", "Dann so.")
    assert meeting("2026-01-01-a").paragraphs == ()


def test_what_was_called_off_is_not_the_next_meeting_but_stays_in_the_list() -> None:
    read = agenda([row("2026-04-01-a", is_cancelled=1), row("2026-05-01-b"), row("2026-06-01-c")], TODAY)
    assert read.next is not None
    assert read.next.id == "2026-05-01-b"
    assert ids(read.later) == ["2026-04-01-a", "2026-06-01-c"]
    assert agenda([row("2026-04-01-a", is_cancelled=1)], TODAY).next is None

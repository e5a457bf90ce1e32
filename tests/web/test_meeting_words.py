"""How many came, in words that neither hide nor betray."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from datasette_netzwerk.i18n import language_at_work
from datasette_netzwerk.web.meeting_words import (
    counts_sentence,
    day_and_time,
    facts_line,
    short_day,
    teaser,
    tells_all,
    year_line,
)
from tests.web.test_agenda import meeting


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The language of the source, so that no catalogue is needed."""
    token = language_at_work.set("en")
    yield
    language_at_work.reset(token)


class Told(NamedTuple):
    """What is known of who came, and what is said about it."""

    attendance: int | None
    members: int | None
    newcomers: int | None
    guests: int | None
    sentence: str
    is_all: bool = True


SENTENCES = (
    Told(38, 30, 4, 8, "38 people came: 30 members (4 in their first year) and 8 guests."),
    Told(2, 1, 0, 1, "2 people came: 1 member and 1 guest."),
    Told(1, 1, 0, 0, "1 person came: all of them members."),
    Told(33, 33, 6, 0, "33 people came: all of them members (6 in their first year)."),
    Told(9, 0, 0, 9, "9 people came: 9 guests."),
    Told(0, 0, 0, 0, "0 people came."),
    Told(38, 30, None, 8, "38 people came: 30 members and 8 guests.", is_all=False),
    Told(38, None, None, None, "38 people came.", is_all=False),
    Told(None, None, None, None, "Fewer than 5 people came.", is_all=False),
)


@pytest.mark.parametrize("told", SENTENCES, ids=lambda told: told.sentence)
def test_what_is_kept_back_is_never_said(told: Told) -> None:
    held = meeting(
        "2026-01-01-a",
        has_attendance=1,
        attendance_count=told.attendance,
        member_count=told.members,
        first_year_count=told.newcomers,
        guest_count=told.guests,
    )
    assert counts_sentence(held) == told.sentence
    assert tells_all(held) is told.is_all


def test_without_a_list_nothing_is_said() -> None:
    assert counts_sentence(meeting("2026-01-01-a")) == ""


def test_a_meeting_is_told_as_far_as_it_is_known() -> None:
    known = meeting("2026-03-05-a", starts_at_local="19:00", ends_at_local="22:00", place="Hotel Freye", capacity=65)
    assert facts_line(known) == "Thursday, 5 March 2026, 19:00–22:00, Hotel Freye, 65 places"
    assert facts_line(meeting("2026-03-05-a", starts_at_local="08:00", capacity=1)) == (
        "Thursday, 5 March 2026, 08:00, 1 place"
    )
    assert day_and_time(meeting("2026-03-05-a")) == "Thursday, 5 March 2026"
    assert short_day(meeting("2026-03-05-a")) == "Thu 5 March"


def test_a_year_has_a_mean_only_when_each_meetings_number_is_told() -> None:
    told = [meeting(f"2026-01-0{day}-a", has_attendance=1, attendance_count=10 * day) for day in (1, 2, 3)]
    assert year_line(told) == "3 meetings, 20 people on average"
    assert year_line(told[:2]) == "2 meetings"
    assert year_line([*told, meeting("2026-01-09-a")]) == "4 meetings"
    assert year_line(told[:1]) == "1 meeting"


def test_a_teaser_ends_between_two_words() -> None:
    long = meeting("2026-01-01-a", report="Wort " * 60)
    assert teaser(long).endswith("Wort …")
    assert len(teaser(long)) <= 150
    assert teaser(meeting("2026-01-01-a", report="Kurz.\n\nUnd mehr.")) == "Kurz."
    assert teaser(meeting("2026-01-01-a")) == ""

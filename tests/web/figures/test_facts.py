"""The big numbers above the figures."""

from __future__ import annotations

from dataclasses import replace

from datasette_netzwerk.web.figures.facts import Numbers, facts
from datasette_netzwerk.web.figures.guests import Guests
from datasette_netzwerk.web.figures.interactions import Deeds
from datasette_netzwerk.web.figures.moves import Moves
from datasette_netzwerk.web.figures.years import Year
from tests.web.figures.test_attendance import held

NOTHING = Numbers(meetings=(), years=(), moves=(), guests=(), deeds=(), listed_count=0, with_industry_count=0)
FULL = Numbers(
    meetings=(
        held("2025-01-09-a", (30, 30, 0, 0), capacity=50),
        held("2025-02-06-a", (40, 40, 0, 0), capacity=50),
        held("2025-03-06-a", (90, 90, 0, 0)),
        held("2025-04-03-a", (None, None, None, None), capacity=50),
    ),
    years=(Year(2024, 10, 28.0), Year(2025, 10, 35.2)),
    moves=(Moves(2024, 9, 5, 52), Moves(2025, None, None, 58)),
    guests=(Guests(2025, 34, 11), Guests(2026, 6, 0)),
    deeds=(Deeds("introduction", 2025, 65), Deeds("introduction", 2026, 5), Deeds("referral", 2025, 21)),
    listed_count=47,
    with_industry_count=40,
)


def told(numbers: Numbers) -> list[tuple[str, str]]:
    """Return the facts of a page that speaks of 2025."""
    return [(fact.number, fact.sentence) for fact in facts(numbers, 2025, 2026)]


def test_five_numbers_tell_of_a_lively_group() -> None:
    assert told(FULL) == [
        ("35", "people at a meeting in 2025, on average; 28 the year before"),
        ("70%", "of the places were taken in 2025"),
        ("58", "members at the end of 2025"),
        ("34", "guests came for the first time in 2025"),
        ("65", "introductions made in 2025, and 21 referrals"),
    ]


def test_what_is_not_known_is_left_out_and_never_zero() -> None:
    assert told(NOTHING) == [("0", "members in the directory")]
    assert told(replace(NOTHING, listed_count=1)) == [("1", "member in the directory")]


def test_where_the_size_is_kept_back_the_listed_members_are_counted() -> None:
    assert told(replace(NOTHING, moves=(Moves(2025, None, None, None),), listed_count=47)) == [
        ("47", "members in the directory")
    ]


def test_without_capacity_nothing_is_said_about_places() -> None:
    without = replace(FULL, meetings=FULL.meetings[2:3])
    assert not [sentence for _, sentence in told(without) if "places" in sentence]


def test_members_of_the_year_that_runs_are_those_of_today() -> None:
    today = replace(NOTHING, moves=(Moves(2025, None, None, 58), Moves(2026, None, None, 61)))
    assert told(today) == [("61", "members")]

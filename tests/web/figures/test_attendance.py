"""Attendance by meeting: the finding, the table, and a drawing of the very same numbers."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pytest

from datasette_netzwerk.web.agenda import ListedMeeting
from datasette_netzwerk.web.charts import Drawing
from datasette_netzwerk.web.figures.attendance import attendance, finding
from datasette_netzwerk.web.figures.figure import Figure
from datasette_netzwerk.web.figures.years import Year
from tests.web.figures.tables import table_of
from tests.web.test_agenda import meeting

Counts = tuple[int | None, int | None, int | None, int | None]


def held(id: str, counts: Counts, **fields: object) -> ListedMeeting:
    """Return a meeting with its attendance, members, of them in their first year, and guests."""
    names = ("attendance_count", "member_count", "first_year_count", "guest_count")
    return meeting(id, has_attendance=1, **dict(zip(names, counts, strict=True)), **fields)


def figure_of(meetings: list[ListedMeeting], years: list[Year] | None = None) -> Figure:
    """Return the figure of ``meetings``."""
    return attendance(meetings, years or [], lambda each: f"/meetings/{each.id}")


class Years(NamedTuple):
    """Yearly means, and the sentence that they make."""

    years: list[Year]
    sentence: str


FINDINGS = (
    Years(
        [Year(2024, 10, 28.4), Year(2025, 10, 35.1)],
        "In 2025, 35 people came on average, 25% more than the year before",
    ),
    Years(
        [Year(2024, 10, 40.0), Year(2025, 10, 30.0)],
        "In 2025, 30 people came on average, 25% fewer than the year before",
    ),
    Years(
        [Year(2024, 10, 30.0), Year(2025, 10, 30.1)], "In 2025, 30 people came on average, as many as the year before"
    ),
    Years([Year(2025, 10, 35.1)], "In 2025, 35 people came on average"),
    Years([Year(2023, 10, 35.1), Year(2025, 10, 35.1)], "In 2025, 35 people came on average"),
    Years([Year(2025, 10, 35.1), Year(2026, 3, 50.0)], "In 2025, 35 people came on average"),
    Years(
        [Year(2025, 10, 35.1), Year(2026, 5, 50.0)], "In 2026, 50 people came on average, 43% more than the year before"
    ),
    Years([Year(2025, 2, 35.1)], "Attendance at each meeting"),
    Years([Year(2025, 10, None)], "Attendance at each meeting"),
    Years([], "Attendance at each meeting"),
)


@pytest.mark.parametrize("given", FINDINGS, ids=lambda given: given.sentence)
def test_the_title_says_what_the_drawing_shows(given: Years) -> None:
    assert (
        finding([held("2025-01-01-a", (9, 9, 0, 0)), held("2025-02-01-b", (9, 9, 0, 0))], given.years) == given.sentence
    )


def test_of_a_single_meeting_the_title_says_how_many_came() -> None:
    assert finding([held("2026-01-01-a", (14, 14, 0, 0))], [Year(2026, 1, 14)]) == "14 people came to the first meeting"
    assert finding([held("2026-01-01-a", (1, 1, 0, 0))], []) == "1 person came to the first meeting"
    assert finding([held("2026-01-01-a", (None, None, None, None))], []) == "Attendance at each meeting"


def test_the_table_begins_with_the_last_meeting_and_says_what_is_kept_back() -> None:
    figure = figure_of(
        [
            held("2026-01-08-a", (38, 30, 4, 8), name="Abend", capacity=60),
            held("2026-02-05-b", (31, None, None, None), name="Abend"),
            held("2026-03-05-c", (None, None, None, None), name="Abend"),
            meeting("2026-04-09-d"),
        ]
    )
    assert [heading.text for heading in figure.headings] == [
        *("Date", "Meeting", "Members", "First year", "Guests", "Total", "Places"),
    ]
    assert table_of(figure) == [
        ("5 Mar 2026", "Abend", "under 5", "under 5", "under 5", "under 5", ""),
        ("5 Feb 2026", "Abend", "–", "–", "–", "31", ""),
        ("8 Jan 2026", "Abend", "30", "4", "8", "38", "60"),
    ]
    assert figure.rows[2][1].address == "/meetings/2026-01-08-a"
    assert len(figure.notes) == 1


def test_what_is_drawn_is_what_the_table_says() -> None:
    figure = figure_of([held("2026-01-08-a", (38, 30, 4, 8)), held("2026-02-05-b", (31, 31, 0, 0))])
    bars = figure.drawings[Drawing.WIDE].data["bars"]
    assert [(bar["series"], bar["from"], bar["to"]) for bar in bars] == [
        ("Members", 0, 26),
        ("in their first year", 26, 30),
        ("Guests", 30, 38),
        ("Members", 0, 31),
    ]
    assert [each.label for each in figure.series] == ["Members", "in their first year", "Guests"]
    assert figure.notes == ()


def test_where_most_parts_are_kept_back_all_bars_are_drawn_whole() -> None:
    hidden: Counts = (31, None, None, None)
    figure = figure_of(
        [held("2026-01-08-a", hidden), held("2026-02-05-b", hidden), held("2026-03-05-c", (38, 30, 4, 8))]
    )
    assert [bar["to"] for bar in figure.drawings[Drawing.WIDE].data["bars"]] == [31, 31, 38]
    assert figure.series == ()


def test_among_bars_with_parts_one_without_looks_different() -> None:
    figure = figure_of([held("2026-01-08-a", (31, None, None, None)), held("2026-03-05-c", (38, 30, 0, 8))])
    assert [each.label for each in figure.series] == ["Members", "Guests", "Members and guests together"]


def test_a_meeting_under_five_has_a_sign_instead_of_a_bar() -> None:
    drawn = figure_of([held("2026-01-08-a", (None, None, None, None))]).drawings[Drawing.WIDE]
    assert drawn.data["bars"] == []
    assert [mark["label"] for mark in drawn.data["untold"]] == ["<5"]
    assert drawn.data["last"] == []


def test_a_phone_draws_the_last_twelve_and_says_so() -> None:
    meetings = [held(f"2025-{month:02}-01-a", (20, 20, 0, 0)) for month in range(1, 13)]
    meetings.append(held("2026-01-01-a", (20, 20, 0, 0)))
    figure = figure_of(meetings)
    assert len(figure.rows) == len(figure.drawings[Drawing.WIDE].data["bars"]) == 13
    assert len(figure.drawings[Drawing.PHONE].data["bars"]) == 12
    assert figure.phone_note == "Drawn are the last 12 meetings, all others stand in the table."
    assert figure_of(meetings[:12]).phone_note == ""


def test_the_axis_names_months_once_and_years_below_their_first_meeting() -> None:
    days = ("2024-12-01", "2025-11-01", "2025-12-01", "2026-03-01", "2026-04-01")
    data = figure_of([held(f"{day}-a", (20, 20, 0, 0)) for day in days]).drawings[Drawing.WIDE].data
    assert [str(bar["meeting"]).partition("|")[2] for bar in data["bars"]] == ["Dec", "Nov", "Dec", "Mar", "Apr"]
    # The one meeting of 2024 has no room for a year below it.
    assert [(str(year["meeting"])[:10], year["label"]) for year in data["years"]] == [
        ("2025-11-01", "2025"),
        ("2026-03-01", "2026"),
    ]


def test_two_meetings_on_one_day_are_two_bars() -> None:
    data = (
        figure_of([held("2026-01-08-a", (9, 9, 0, 0)), held("2026-01-08-b", (8, 8, 0, 0))]).drawings[Drawing.WIDE].data
    )
    assert set(Counter(bar["meeting"] for bar in data["bars"]).values()) == {1}


def test_strokes_and_lines_are_mentioned_only_where_there_are_some() -> None:
    without = figure_of([held("2026-01-08-a", (9, 9, 0, 0))], [Year(2026, 1, 9.0)])
    assert without.explanation == "Attendance at each meeting."
    assert without.drawings[Drawing.WIDE].data["places"] == []
    meetings = [held("2026-01-08-a", (9, 9, 0, 0), capacity=20), held("2026-02-08-a", (9, 9, 0, 0))]
    with_both = figure_of(meetings, [Year(2026, 2, 9.0)])
    assert with_both.explanation == (
        "Attendance at each meeting. Short stroke: number of places. Long line: mean of the year."
    )
    assert with_both.subtitle == "Attendance at each meeting."
    assert [mean["mean"] for mean in with_both.drawings[Drawing.WIDE].data["means"]] == [9.0]


def test_without_a_list_the_figure_says_what_is_missing() -> None:
    figure = figure_of([meeting("2026-04-09-d")])
    assert figure.rows == ()
    assert not figure.is_drawn
    assert figure.empty.startswith("No attendance list has been imported yet.")


def test_a_hall_that_is_far_too_large_is_said_and_not_drawn() -> None:
    meetings = [held("2026-01-08-a", (40, 40, 0, 0), capacity=60), held("2026-02-05-b", (50, 50, 0, 0), capacity=150)]
    drawn = figure_of(meetings).drawings[Drawing.WIDE]
    assert drawn.values["top"] == 80
    assert [place["capacity"] for place in drawn.data["places"]] == [60]
    assert [place["label"] for place in drawn.data["places_above"]] == ["150\u2009↑"]
    assert drawn.data["last_places"] == []


def test_a_share_follows_from_the_numbers_that_are_shown() -> None:
    assert finding((), [Year(2024, 10, 38.4), Year(2025, 10, 44.6)]).endswith(
        "45 people came on average, 18% more than the year before"
    )


def test_a_mean_stands_below_the_axis_beside_its_year_and_never_on_a_bar() -> None:
    meetings = [held(f"2025-0{month}-06-a", (8, 8, 0, 0)) for month in range(1, 6)]
    data = attendance(meetings, [Year(2025, 5, 8.6)], lambda meeting: "").drawings[Drawing.WIDE].data
    assert [year["label"] for year in data["years"]] == ["2025\u2002Ø 9"]
    assert [label["to"] for label in data["last"]] == [8.6]


def test_the_last_number_stands_on_its_bar_where_no_line_runs_through_it() -> None:
    meetings = [held(f"2025-0{month}-06-a", (8, 8, 0, 0)) for month in range(1, 6)]
    data = attendance(meetings, [Year(2025, 5, 3.0)], lambda meeting: "").drawings[Drawing.WIDE].data
    assert [label["to"] for label in data["last"]] == [8]

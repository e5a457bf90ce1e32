"""Guests who became members."""

from __future__ import annotations

from datasette_netzwerk.web.charts import Drawing
from datasette_netzwerk.web.figures.guests import Guests, finding, guests
from tests.web.figures.tables import table_of

YEARS = (Guests(2023, 31, 9), Guests(2024, 26, None), Guests(2025, None, None), Guests(2026, 8, 0))


def test_the_title_is_about_the_last_full_year_of_which_both_are_told() -> None:
    assert finding(YEARS, 2026) == "9 of 31 guests of 2023 became members"
    assert finding([Guests(2023, 1, 1)], 2026) == "1 of 1 guest of 2023 became a member"


def test_guests_of_this_year_may_still_join_so_the_title_only_counts_them() -> None:
    assert finding(YEARS[3:], 2026) == "In 2026, 8 guests came for the first time"
    assert finding(YEARS[1:2], 2026) == "In 2024, 26 guests came for the first time"
    assert finding(YEARS[2:3], 2026) == "Guests who became members"


def test_the_table_tells_under_five_from_what_would_betray_it() -> None:
    assert table_of(guests(YEARS, 2026)) == [
        ("2026", "8", "0"),
        ("2025", "under 5", "under 5"),
        ("2024", "26", "–"),
        ("2023", "31", "9"),
    ]


def test_who_joined_is_a_part_of_the_bar() -> None:
    drawn = guests(YEARS, 2026).drawings[Drawing.WIDE]
    assert [(bar["year"], bar["series"], bar["from"], bar["to"]) for bar in drawn.data["bars"]] == [
        ("2023", "became members", 0, 9),
        ("2023", "other guests", 9, 31),
        ("2024", "Guests, without telling who joined", 0, 26),
        ("2026", "other guests", 0, 8),
    ]
    assert [mark["year"] for mark in drawn.data["untold"]] == ["2025"]


def test_without_guests_the_figure_says_so() -> None:
    figure = guests((), 2026)
    assert (figure.rows, figure.is_drawn, figure.empty) == ((), False, "No guest has been recorded yet.")

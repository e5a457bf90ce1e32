"""Of which year the statistics page speaks."""

from __future__ import annotations

from datasette_netzwerk.web.figures.years import Year, year_spoken_of, year_told, years_of


def test_a_year_that_has_only_begun_is_passed_over() -> None:
    begun = [Year(2024, 10, 30.0), Year(2025, 10, 35.0), Year(2026, 4, 50.0)]
    assert year_told(begun) == (begun[1], begun[0])


def test_the_page_speaks_of_the_year_whose_mean_is_told() -> None:
    assert year_spoken_of([Year(2024, 10, 30.0), Year(2025, 10, 35.0), Year(2026, 4, 50.0)], 2026) == 2025
    assert year_spoken_of([Year(2025, 10, 30.0), Year(2026, 8, 50.0)], 2026) == 2026
    assert year_spoken_of([], 2026) == 2025


def test_a_mean_that_is_kept_back_is_passed_over() -> None:
    row = {"year": 2025, "meeting_count": 10, "mean_attendance": None}
    assert years_of([row]) == (Year(2025, 10, None),)
    assert year_told([Year(2024, 10, 30.0), Year(2025, 10, None)]) == (Year(2024, 10, 30.0), None)

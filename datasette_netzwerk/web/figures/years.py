"""Yearly means of attendance, and the year of which the statistics page speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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

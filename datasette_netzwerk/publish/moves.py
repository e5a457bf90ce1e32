"""Decides which joiners, leavers and sizes of years that are over everybody may know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from datasette_netzwerk.publish.tables import Row

Cell = str | int | None

SMALLEST = 5
"""The smallest number of people that everybody may know (statistics, minimum sizes); none at all may be known too."""


def is_small(count: int) -> bool:
    """Return whether a count is one that must stay empty."""
    return 0 < count < SMALLEST


def moves_enough(before: Cell, now: Cell) -> bool:
    """Return whether a figure told before may be told anew: it is the same, or moved by five people or more.

    What stood empty may have been up to four, so it appears from nine on; what was told does not become empty.
    """
    if before is None:
        return now is None or int(now) >= 2 * SMALLEST - 1
    return now is not None and (now == before or abs(int(now) - int(before)) >= SMALLEST)


@dataclass(frozen=True, slots=True)
class Year:
    """One year of one group: what is true of it, and of it what anybody can count in the public list."""

    year: int
    joined: int
    left: int
    size: int
    listed_joined: int
    listed_size: int
    told_moves: tuple[int, int] | None = None
    told_size: int | None = None
    counted_on: str = ""


def tell_moves(counted: Iterable[Row], earlier: Mapping[tuple[Cell, ...], Row], today: str) -> list[Row]:
    """Return the rows of ``membership_by_year``, group by group and year by year."""
    rows: list[Row] = []
    for chapter, years in groupby(counted, key=lambda row: row["chapter_id"]):
        before = {int(row["year"] or 0): row for key, row in earlier.items() if key[0] == chapter}
        whole = with_quiet_years([_year(row) for row in years], until=int(today[:4]) - 1)
        rows += [_row(chapter, year) for year in tell_years(whole, before, today)]
    return rows


def with_quiet_years(years: Sequence[Year], until: int) -> list[Year]:
    """Return the years with those in which nobody came or went: a missing row would tell just that."""
    known = {year.year: year for year in years}
    whole: list[Year] = []
    for number in range(min(known, default=until + 1), until + 1):
        quiet = replace(whole[-1], year=number, joined=0, left=0, listed_joined=0) if whole else None
        whole += [each for each in (known.get(number, quiet),) if each is not None]
    return whole


def _year(row: Row) -> Year:
    return Year(
        year=row["year"],
        joined=row["joined_count"],
        left=row["left_count"],
        size=row["member_count"],
        listed_joined=row["listed_joined_count"] or 0,
        listed_size=row["listed_member_count"] or 0,
    )


def _row(chapter: Cell, year: Year) -> Row:
    joined, left = year.told_moves or (None, None)
    return {
        "chapter_id": chapter,
        "year": year.year,
        "joined_count": joined,
        "left_count": left,
        "member_count": year.told_size,
        "counted_on": year.counted_on,
    }


def tell_years(years: Sequence[Year], before: Mapping[int, Row], today: str) -> list[Year]:
    """Return the years of one group, the first one first, each with what is told of it."""
    told = [_tell_year_moves(year, before.get(year.year), is_first=not before) for year in years]
    for place in range(len(told) - 1, -1, -1):
        told[place] = _tell_size(told, place, before)
    return [_dated(year, before.get(year.year), today) for year in told]


def _is_none_or_many(joined: int, left: int, unlisted: int, *, is_first: bool) -> bool:
    """Return whether everybody may know so many joiners and leavers.

    Once a list has been public, no leavers at all would say of everybody who vanished from it that she is still here.
    """
    return not (is_small(joined) or is_small(left) or is_small(unlisted)) and (left > 0 or is_first)


def _tell_year_moves(year: Year, before: Row | None, *, is_first: bool) -> Year:
    """Tell the moves of a year; of numbers told before, those that did not move far enough stay."""
    unlisted = year.joined - year.listed_joined
    is_safe = _is_none_or_many(year.joined, year.left, unlisted, is_first=is_first)
    moves = (year.joined, year.left) if is_safe else None
    if before is not None:
        told = (before["joined_count"], before["left_count"])
        if not all(moves_enough(*pair) for pair in zip(told, moves or (None, None), strict=True)):
            moves = None if told[0] is None or told[1] is None else (int(told[0]), int(told[1]))
    if moves and is_small(moves[0] - year.listed_joined):
        # Who opened herself since then leaves too few others to hide among.
        moves = None
    return replace(year, told_moves=moves)


def _tell_size(years: Sequence[Year], place: int, before: Mapping[int, Row]) -> Year:
    """Tell a year's size unless it would tell, with the nearest other one told, the hidden moves between them."""
    year = years[place]
    told_before = before.get(year.year)
    size = year.size if _is_size_safe(years, place, before) else None
    if told_before is not None and not moves_enough(told_before["member_count"], size):
        size = None if told_before["member_count"] is None else int(told_before["member_count"])
    if size is not None and is_small(size - year.listed_size):
        size = None
    return replace(year, told_size=size)


def _is_size_safe(years: Sequence[Year], place: int, before: Mapping[int, Row]) -> bool:
    """Return whether a size may be told: years behind ``place`` are told already, those before it if they once were."""
    year = years[place]
    if is_small(year.size) or is_small(year.size - year.listed_size):
        return False
    later = next((each for each in range(place + 1, len(years)) if years[each].told_size is not None), None)
    earlier = next((each for each in range(place - 1, -1, -1) if _was_told(years[each], before)), None)
    spans = [years[place + 1 : later + 1]] if later is not None else []
    spans += [years[earlier + 1 : place + 1]] if earlier is not None else []
    return all(_tells_nobody(span, is_first=not before) for span in spans)


def _was_told(year: Year, before: Mapping[int, Row]) -> bool:
    return year.year in before and before[year.year]["member_count"] is not None


def _tells_nobody(span: Sequence[Year], *, is_first: bool) -> bool:
    """Return whether everybody may know the sums of the moves that are hidden in a span of years."""
    hidden = [year for year in span if year.told_moves is None]
    return not hidden or _is_none_or_many(
        sum(year.joined for year in hidden),
        sum(year.left for year in hidden),
        sum(year.joined - year.listed_joined for year in hidden),
        is_first=is_first,
    )


def _dated(year: Year, before: Row | None, today: str) -> Year:
    told = _row("", replace(year, counted_on=""))
    names = ("joined_count", "left_count", "member_count")
    is_as_before = before is not None and all(before[name] == told[name] for name in names)
    return replace(year, counted_on=str(before["counted_on"]) if before is not None and is_as_before else today)

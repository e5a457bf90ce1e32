"""First-time guests by year, and how many of them became members within a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from datasette_netzwerk import i18n
from datasette_netzwerk.i18n import gettext, ngettext
from datasette_netzwerk.web.charts import Drawing, Record
from datasette_netzwerk.web.figures.figure import (
    DASH,
    Cell,
    Drawn,
    Figure,
    Heading,
    Series,
    room_beside,
    shown,
    under_five,
)
from datasette_netzwerk.web.meeting_words import note_of_dashes

WIDE_YEARS = 12
PHONE_YEARS = 7


@dataclass(frozen=True, slots=True)
class Guests:
    """The guests who first came in one year, and those of them who joined; ``None`` for what is not told."""

    year: int
    came: int | None
    joined: int | None


def guests_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Guests, ...]:
    """Return the rows of ``sql/guests_by_year.sql``, the first year first."""
    return tuple(Guests(row["year"], row["guest_count"], row["joined_count"]) for row in rows)


def guests(years: Sequence[Guests], this_year: int) -> Figure:
    """Return the figure of the last years with first-time guests."""
    listed = list(years)[-WIDE_YEARS:]
    hides = any(year.came is None or year.joined is None for year in listed)
    return Figure(
        name="guests",
        chart="years",
        title=finding(listed, this_year),
        subtitle=gettext("First-time guests of each year, and those who became members within a year."),
        query="guests_who_joined",
        table="guests_by_year",
        headings=(
            Heading(gettext("Year")),
            Heading(gettext("First-time guests"), is_number=True),
            Heading(gettext("of them became members"), is_number=True),
        ),
        rows=tuple(_row(year) for year in reversed(listed)),
        drawings={
            Drawing.WIDE: _drawn(listed, height=230),
            Drawing.PHONE: _drawn(listed[-PHONE_YEARS:], height=210),
        }
        if listed
        else {},
        notes=(note_of_dashes(),) if hides else (),
        empty=gettext("No guest has been recorded yet."),
    )


def finding(years: Sequence[Guests], this_year: int) -> str:
    """Return how many guests of the last full year joined, in one sentence, else what is counted."""
    told = [year for year in years if year.came and year.joined and year.year < this_year]
    if told:
        year = told[-1]
        text = ngettext(
            "{joined} of {count} guest of {year} became a member",
            "{joined} of {count} guests of {year} became members",
            year.came or 0,
        )
        return text.format(
            joined=i18n.show_number(year.joined or 0), count=i18n.show_number(year.came or 0), year=year.year
        )
    came = [year for year in years if year.came]
    if came:
        count = came[-1].came or 0
        text = ngettext(
            "In {year}, {count} guest came for the first time",
            "In {year}, {count} guests came for the first time",
            count,
        )
        return text.format(year=came[-1].year, count=i18n.show_number(count))
    return gettext("Guests who became members")


def _row(year: Guests) -> tuple[Cell, ...]:
    hidden = under_five() if year.came is None else DASH
    return (Cell(str(year.year)), Cell(shown(year.came, under_five())), Cell(shown(year.joined, hidden)))


def _drawn(years: Sequence[Guests], *, height: int) -> Drawn:
    joined = Series(gettext("became members"), "blue", "blue")
    others = Series(gettext("other guests"), "none", "grey")
    anybody = Series(gettext("Guests, without telling who joined"), "pale", "blue")
    bars = [record for year in years for record in _bars(year, joined, others, anybody)]
    return Drawn(
        height=height,
        values={"room_beside": room_beside(len(years))},
        data={
            "bars": bars,
            "labels": [
                {"year": str(year.year), "to": year.came, "label": i18n.show_number(year.came)}
                for year in years
                if year.came
            ],
            "untold": [
                {"year": str(year.year), "label": "<5", "tip": f"{year.year}: {under_five()}"}
                for year in years
                if year.came is None
            ],
        },
        series=tuple(each for each in (joined, others, anybody) if any(bar["series"] == each.label for bar in bars)),
    )


def _bars(year: Guests, joined: Series, others: Series, anybody: Series) -> list[Record]:
    came = year.came or 0
    parts = [(anybody, 0, came)] if year.joined is None else [(joined, 0, year.joined), (others, year.joined, came)]
    return [
        {
            "year": str(year.year),
            "series": series.label,
            "from": begin,
            "to": end,
            "tip": f"{year.year}: {i18n.show_number(end - begin)} {series.label}",
        }
        for series, begin, end in parts
        if end > begin
    ]

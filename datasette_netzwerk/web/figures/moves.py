"""Joiners and leavers by year, and how many members there were at its end."""

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
    latest,
    not_shown,
    room_beside,
    shown,
)
from datasette_netzwerk.web.meeting_words import note_of_dashes

WIDE_YEARS = 12
PHONE_YEARS = 7
ROOM_ABOVE = 0.34
ROOM_BELOW = 0.14
LEAST_SPAN = 4
"""A drawing of very few people would otherwise make one person a tower."""


@dataclass(frozen=True, slots=True)
class Moves:
    """One year's joiners, leavers and members at its end; ``None`` for what is not told."""

    year: int
    joined: int | None
    left: int | None
    members: int | None


def moves_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Moves, ...]:
    """Return the rows of ``sql/membership_by_year.sql``, the first year first."""
    return tuple(Moves(row["year"], row["joined_count"], row["left_count"], row["member_count"]) for row in rows)


def moves(years: Sequence[Moves], until: int, this_year: int) -> Figure:
    """Return the figure of the last years in which somebody joined or left.

    Where most of the moves are kept back, as in the public file of a small group, the members at the end of each year
    are drawn instead. The title speaks of the last year up to ``until``.
    """
    listed = [year for year in years if year.year <= this_year][-WIDE_YEARS:]
    draws_moves = 2 * len(_told(listed)) >= len(listed)
    return Figure(
        name="moves",
        chart="moves" if draws_moves else "years",
        title=finding(listed, until, this_year),
        subtitle=_subtitle(draws_moves),
        query="joiners_and_leavers",
        table="membership_by_year",
        headings=(
            Heading(gettext("Year")),
            *(Heading(word, is_number=True) for word in (gettext("Joined"), gettext("Left"), gettext("Members"))),
        ),
        rows=tuple(_row(year) for year in reversed(listed)),
        drawings=_drawings(listed, draws_moves),
        notes=(note_of_dashes(),) if any(None in (year.joined, year.left, year.members) for year in listed) else (),
        phone_note=_phone_note(listed),
        empty=gettext("No day on which a member joined or left is known yet."),
    )


def _told(years: Sequence[Moves]) -> dict[int, Moves]:
    return {year.year: year for year in years if year.joined is not None and year.left is not None}


def finding(years: Sequence[Moves], until: int, this_year: int) -> str:
    """Return one year's moves in one sentence, where most are kept back the growth, else what is counted."""
    told = _told(years)
    if told and 2 * len(told) >= len(years):
        return _moves_sentence(told[latest(told, until)])
    sized = [year for year in years if year.members]
    return _growth_sentence(sized[0], sized[-1], this_year) if len(sized) > 1 else gettext("Who joined and who left")


def _growth_sentence(first: Moves, last: Moves, this_year: int) -> str:
    text = (
        gettext("Members: {before} at the end of {first}, {after} today")
        if last.year == this_year
        else gettext("Members: {before} at the end of {first}, {after} at the end of {last}")
    )
    return text.format(before=first.members, first=first.year, after=last.members, last=last.year)


def _subtitle(draws_moves: bool) -> str:
    if draws_moves:
        return gettext("Members who joined and who left in each year. On top: members at the end of the year.")
    return gettext("Members at the end of each year.")


def _moves_sentence(moves: Moves) -> str:
    came, went = moves.joined or 0, moves.left or 0
    return gettext("In {year}, {joined} and {left}").format(
        year=moves.year,
        joined=ngettext("{count} member joined", "{count} members joined", came).format(count=i18n.show_number(came)),
        left=ngettext("{count} left", "{count} left", went).format(count=i18n.show_number(went)),
    )


def _phone_note(years: Sequence[Moves]) -> str:
    if len(years) <= PHONE_YEARS:
        return ""
    return gettext("Drawn are the last {count} years, all others stand in the table.").format(count=PHONE_YEARS)


def _row(year: Moves) -> tuple[Cell, ...]:
    counts = (year.joined, year.left, year.members)
    return (Cell(str(year.year)), *(Cell(shown(count, DASH)) for count in counts))


def _drawings(years: Sequence[Moves], draws_moves: bool) -> dict[Drawing, Drawn]:
    if not years or not (draws_moves or any(year.members for year in years)):
        return {}
    draw = _drawn_moves if draws_moves else _drawn_sizes
    return {Drawing.WIDE: draw(years, height=230), Drawing.PHONE: draw(years[-PHONE_YEARS:], height=210)}


def _drawn_sizes(years: Sequence[Moves], *, height: int) -> Drawn:
    series = Series(gettext("Members"), "blue", "blue")
    sizes: list[Record] = [
        {
            "year": str(year.year),
            "series": series.label,
            "from": 0,
            "to": year.members,
            "label": shown(year.members, ""),
        }
        for year in years
        if year.members
    ]
    return Drawn(
        height=height,
        values={"room_beside": room_beside(len(years))},
        data={
            "bars": [{**size, "tip": f"{size['year']}: {size['label']} {series.label}"} for size in sizes],
            "labels": sizes,
            "untold": [
                {"year": str(year.year), "label": "–", "tip": f"{year.year}: {not_shown()}"}
                for year in years
                if year.members is None
            ],
        },
        series=(series,),
    )


def _drawn_moves(years: Sequence[Moves], *, height: int) -> Drawn:
    joined = Series(gettext("Joined"), "blue", "blue")
    left = Series(gettext("Left"), "none", "grey")
    bars = [record for year in years for record in _bars(year, joined, left)]
    highest = max((year.joined or 0 for year in years), default=0)
    lowest = max((year.left or 0 for year in years), default=0)
    span = max(highest + lowest, LEAST_SPAN)
    return Drawn(
        height=height,
        data={
            "bars": bars,
            "zero": [{"zero": 0}],
            "joined": [_label(year.year, year.joined, 1) for year in years if year.joined],
            "left": [_label(year.year, year.left, -1) for year in years if year.left],
            "untold": [
                {"year": str(year.year), "label": not_shown(), "tip": f"{year.year}: {not_shown()}"}
                for year in years
                if year.joined is None or year.left is None
            ],
            "sizes": [{"year": str(year.year), "label": shown(year.members, "")} for year in years],
        },
        values={
            "room_beside": room_beside(len(years)),
            "range": [-(lowest + span * ROOM_BELOW), highest + span * ROOM_ABOVE],
        },
        series=tuple(each for each in (joined, left) if any(bar["series"] == each.label for bar in bars)),
    )


def _bars(year: Moves, joined: Series, left: Series) -> list[Record]:
    both = ((joined, year.joined or 0), (left, -(year.left or 0)))
    return [
        {
            "year": str(year.year),
            "series": series.label,
            "from": 0,
            "to": end,
            "tip": f"{year.year}: {i18n.show_number(abs(end))} {series.label}",
        }
        for series, end in both
        if end
    ]


def _label(year: int, count: int, sign: int) -> Record:
    text = i18n.show_number(count)
    return {"year": str(year), "to": sign * count, "label": f"+{text}" if sign > 0 else f"−{text}"}

"""What members do for each other by year: a grid of numbers, so it is a table with coloured cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from datasette_netzwerk import i18n
from datasette_netzwerk.i18n import gettext, ngettext
from datasette_netzwerk.web.charts import Drawing, Record
from datasette_netzwerk.web.figures.figure import Cell, Drawn, Figure, Heading, latest, under_five
from datasette_netzwerk.web.meeting_words import note_of_hidden

YEARS = 6
SHADES = 5
UNTOLD = "<5"
"""What stands in a cell for a number from one to four; the cell's title and a note below say it in words."""


@dataclass(frozen=True, slots=True)
class Deeds:
    """How often members did one kind of thing for each other in one year; ``None`` for a number under five."""

    kind: str
    year: int
    count: int | None


def deeds_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Deeds, ...]:
    """Return the rows of ``sql/interactions_by_year.sql``."""
    return tuple(Deeds(row["kind"], row["year"], row["interaction_count"]) for row in rows)


def kind_names() -> dict[str, str]:
    """Return the name of each kind of interaction, the most important first."""
    return {
        "introduction": gettext("Introductions"),
        "referral": gettext("Referrals"),
        "one_to_one": gettext("One-to-ones"),
        "recommendation": gettext("Recommendations"),
        "favour": gettext("Favours"),
        "thanks": gettext("Thanks"),
    }


def interactions(deeds: Sequence[Deeds], until: int) -> Figure:
    """Return the grid of the last years, a row for each kind that was ever recorded."""
    # The newest comes first: what a narrow screen has no room for are the oldest ones.
    years = sorted({deed.year for deed in deeds}, reverse=True)[:YEARS]
    recorded = {deed.kind for deed in deeds if deed.year in years}
    kinds = {kind: name for kind, name in kind_names().items() if kind in recorded}
    counts = {(deed.kind, deed.year): deed.count for deed in deeds}
    highest = max((count or 0 for (_, year), count in counts.items() if year in years), default=0)
    grid = {kind: [_cell(counts, kind, year, highest) for year in years] for kind in kinds}
    return Figure(
        name="interactions",
        chart="interactions",
        title=finding(deeds, until),
        subtitle=gettext("What members did for each other in each year; the darker, the more often."),
        query="interactions_per_year",
        table="interactions_by_year",
        headings=(
            Heading(gettext("What was done")),
            *(Heading(str(year), is_number=True) for year in years),
        ),
        rows=tuple((Cell(kinds[kind]), *cells) for kind, cells in grid.items()),
        drawings=_drawings({kinds[kind]: cells for kind, cells in grid.items()}, years),
        notes=(f"{UNTOLD}: {under_five()}. {note_of_hidden()}",)
        if any(count is None for count in counts.values())
        else (),
        empty=gettext("No introduction, referral or one-to-one has been recorded yet."),
        is_grid=True,
    )


def finding(deeds: Sequence[Deeds], until: int) -> str:
    """Return how many introductions there were in the last year up to ``until``, in one sentence, else what is counted."""
    told = {deed.year: deed.count for deed in deeds if deed.kind == "introduction" and deed.count}
    if not told:
        return gettext("What members do for each other")
    year = latest(told, until)
    count = told[year]
    text = ngettext(
        "In {year}, members made {count} introduction", "In {year}, members made {count} introductions", count
    )
    return text.format(year=year, count=i18n.show_number(count))


def _cell(counts: Mapping[tuple[str, int], int | None], kind: str, year: int, highest: int) -> Cell:
    if (kind, year) not in counts:
        return Cell("–")
    count = counts[kind, year]
    if count is None:
        return Cell(UNTOLD, shade=0, title=under_five())
    return Cell(i18n.show_number(count), shade=_shade(count, highest))


def _shade(count: int, highest: int) -> int:
    """Return the colour's step from 0 to 4 in equal parts of the highest count."""
    return min(count * SHADES // (highest + 1), SHADES - 1)


def _drawings(grid: Mapping[str, Sequence[Cell]], years: Sequence[int]) -> dict[Drawing, Drawn]:
    cells: list[Record] = [
        {"kind": kind, "year": str(year), "label": cell.text, "shade": cell.shade}
        for kind, row in grid.items()
        for year, cell in zip(years, row, strict=True)
        if cell.shade is not None
    ]
    return {drawing: Drawn(data={"cells": cells}, height=34 * len(grid)) for drawing in Drawing} if cells else {}

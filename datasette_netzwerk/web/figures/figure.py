"""What a figure is: a finding in one sentence, a drawing, and the same rows as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from datasette_netzwerk import i18n
from datasette_netzwerk.i18n import gettext
from datasette_netzwerk.web.charts import Drawing, Json, Record

ROOM_FOR_AXIS: Mapping[str, int] = MappingProxyType({"attendance": 51, "moves": 28, "years": 28, "shares": 8})
"""Pixels that each chart takes below and around its plot, kept free on the page until it is drawn."""

LEAST_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of mark: its word, and the colours inside and around it (``none`` is hollow)."""

    label: str
    fill: str
    stroke: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a table's column."""

    text: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; in a grid of numbers with the step of its colour, from 0 to 4.

    ``title`` says in full what a narrow cell has in signs.
    """

    text: str
    address: str = ""
    shade: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one drawing of a chart is made of: its data sets, the height of its plot, and the values its file names."""

    data: Mapping[str, Sequence[Record]]
    height: int
    values: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))
    series: tuple[Series, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the statistics page.

    ``name`` is its address, ``chart`` its chart file, ``query`` the canned query with the same rows, ``table`` the
    published table behind both. Without ``rows`` it says only what ``empty`` says. ``drawing_note`` explains the
    drawing, ``phone_note`` its narrow one: a page that draws nothing leaves both out.
    """

    name: str
    title: str
    subtitle: str
    chart: str
    query: str
    table: str
    headings: tuple[Heading, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    drawings: Mapping[Drawing, Drawn] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[str, ...] = ()
    drawing_note: str = ""
    phone_note: str = ""
    empty: str = ""
    is_grid: bool = False
    is_wide: bool = False

    @property
    def explanation(self) -> str:
        """What is drawn and how to read it."""
        return f"{self.subtitle} {self.drawing_note}".strip()

    @property
    def is_drawn(self) -> bool:
        """Whether the page draws it; a grid of numbers is its own picture."""
        return bool(self.drawings) and not self.is_grid

    def height(self, drawing: str) -> int:
        """How much room a drawing takes on the page, its axis included."""
        drawn = self.drawings.get(Drawing(drawing))
        return drawn.height + ROOM_FOR_AXIS.get(self.chart, 0) if drawn else 0

    @property
    def series(self) -> tuple[Series, ...]:
        """The kinds of marks that the key explains; one kind alone needs no key."""
        wide = self.drawings.get(Drawing.WIDE)
        return wide.series if wide and len(wide.series) > 1 else ()


def room_beside(column_count: int) -> float:
    """Return how much room is left beside the columns, in columns, so that a single one does not become a wall."""
    return max(0.2, (LEAST_COLUMNS - column_count) / 2)


def latest(years: Iterable[int], until: int) -> int:
    """Return the last of ``years`` up to ``until``, or the last one at all if they are all later."""
    known = sorted(years)
    return max((year for year in known if year <= until), default=known[-1])


def shown(count: int | None, hidden: str) -> str:
    """Return a count as the table shows it, or ``hidden`` for one that is not told."""
    return hidden if count is None else i18n.show_number(count)


def under_five() -> str:
    """What stands for a number of people from one to four."""
    return gettext("under 5")


def not_shown() -> str:
    """What a drawing says of a number that would give away one under five."""
    return gettext("not shown")


DASH = "–"
"""What stands in a table for such a number; `note_of_dashes` says why, once."""


def month(day: date) -> str:
    """Return the short name of a month: Mär."""
    return i18n.show_date(day, style="LLL")


def short_date(day: date) -> str:
    """Return a date as tables write it: 13.11.2024."""
    return i18n.show_date(day, style="medium")

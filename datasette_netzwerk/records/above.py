"""Reads what stands above a table: the one day it is about, its period, or a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from datasette_netzwerk.records.headers import is_german
from datasette_netzwerk.records.normalise.dates import normalise_date, order_of_dates
from datasette_netzwerk.records.normalise.values import Cell
from datasette_netzwerk.records.readers.tables import Table, cell_text

DAY_IN_TEXT = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4}")
YEAR_ALONE = re.compile(r"(?<![\w.,/-])(?:19|20)\d\d(?![\w/-]|[.,]\d)")
SIDE_DAY = re.compile(
    r"stand|erstellt|gedruckt|druckdatum|ausgegeben|run at|as of|printed|created|exported", re.IGNORECASE
)
"""Words beside the day on which a list was printed, which says nothing about what is in it."""


def days_above(table: Table, month_first: bool | None = None) -> tuple[date, ...]:
    """Return the days named above the table, each once and in order, but not the day on which it was printed.

    A day such as 03/04/2026 is none, unless ``month_first``, another day above or the language of the columns settles it.
    """
    order = _order_above(table) if month_first is None else month_first
    return tuple(sorted({day for cell in _telling_cells(table) for day in _days_in(cell, order)}))


def unclear_day_above(table: Table, month_first: bool | None) -> str | None:
    """Return the text above the table that names a day of which nobody can say which part is the month."""
    order = _order_above(table) if month_first is None else month_first
    written = (text for cell in _telling_cells(table) for text in DAY_IN_TEXT.findall(cell_text(cell)))
    unclear = (
        text
        for text in written
        if any(each.code == "date.ambiguous" for each in normalise_date(text, month_first=order)[1])
    )
    return next(unclear, None)


def _order_above(table: Table) -> bool | None:
    return order_of_dates(list(_telling_cells(table)), False if is_german(table.header) else None)


def years_above(table: Table) -> frozenset[int]:
    """Return the years that stand by themselves above the table or are the name of its sheet."""
    texts = (cell_text(cell) for cell in (*_telling_cells(table), table.sheet))
    return frozenset(int(year) for text in texts for year in YEAR_ALONE.findall(text))


def _telling_cells(table: Table) -> Iterator[Cell]:
    """Yield what stands above, but neither the words about the printing nor the row of values below such words."""
    is_value_of_label = False
    for row in table.preamble:
        is_side = any(isinstance(cell, str) and SIDE_DAY.search(cell) for cell in row.cells)
        if not is_side and not is_value_of_label:
            yield from (cell for cell in row.cells if cell is not None)
        is_value_of_label = is_side and not any(day for cell in row.cells for day in _days_in(cell))


def _days_in(cell: Cell, month_first: bool | None = False) -> Iterator[date]:
    if isinstance(cell, str):
        written = DAY_IN_TEXT.findall(cell)
        read = [normalise_date(text, month_first=month_first)[0] for text in written]
        whole = None if written else normalise_date(cell, month_first=month_first)[0]
        yield from (day for day in (*read, whole) if day is not None)
    elif isinstance(cell, (date, datetime, int, float)) and not isinstance(cell, bool):
        day, _findings = normalise_date(cell)
        if day is not None:
            yield day

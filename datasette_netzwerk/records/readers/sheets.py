"""Turns the sheets of any workbook into tables: which are read, and what is told about those that are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.normalise.values import Cell
from datasette_netzwerk.records.readers.entries import filled
from datasette_netzwerk.records.readers.grids import Grid, tables_of
from datasette_netzwerk.records.readers.tables import Reading, Row

EXACT_INTEGERS = 2**53
"""Above, a number of a workbook is no longer exact and stays a float."""

ParsedCell = int | float | str | bool | time | date | datetime | timedelta | None
"""What workbooks hold."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it was read, and what is wrong with its cells."""

    name: str
    rows: Sequence[Row]
    is_visible: bool = True
    problems: tuple[Problem, ...] = ()


def read_sheets(file: str, sheets: Sequence[Sheet], wanted: str | None) -> Reading:
    """Return the tables of the visible sheets, or of the one that is wanted. Raises ``NotUnderstood`` if there is none."""
    names = [sheet.name for sheet in sheets]
    if wanted is not None and wanted not in names:
        raise NotUnderstood(Problem("sheet.unknown", file, value=wanted, arguments={"sheets": ", ".join(names)}))
    chosen = [sheet for sheet in sheets if (sheet.is_visible if wanted is None else sheet.name == wanted)]
    hidden = [Problem("sheet.hidden", file, sheet.name) for sheet in sheets if wanted is None and not sheet.is_visible]
    readings = [read_sheet(file, sheet) for sheet in chosen]
    tables = tuple(table for reading in readings for table in reading.tables)
    if not tables:
        raise NotUnderstood(Problem("workbook.no_data", file))
    return Reading(tables, (*hidden, *(problem for reading in readings for problem in reading.problems)))


def read_sheet(file: str, sheet: Sheet) -> Reading:
    """Return the tables that stand on one sheet."""
    found, problems = tables_of(Grid(file, sheet.rows, sheet.name or None))
    tables = tuple(table for table in found if table.rows)
    if not tables:
        line = found[0].header_line if found else None
        return Reading((), (Problem("sheet.no_rows", file, sheet.name or None, line),) if found else ())
    in_lists = (each for each in sheet.problems if each.line is None or each.line >= tables[0].header_line)
    return Reading(tables, (*problems, *in_lists))


def as_meant(cell: ParsedCell) -> Cell:
    """Return a cell as it was meant: whole numbers as integers, durations below a day as times, blanks as ``None``."""
    match cell:
        case float():
            return int(cell) if cell.is_integer() and abs(cell) < EXACT_INTEGERS else cell
        case str():
            return filled(cell)
        case timedelta():
            return _time_of_day(cell)
        case _:
            return cell


def _time_of_day(duration: timedelta) -> Cell:
    if timedelta(0) <= duration < timedelta(days=1):
        return (datetime.min + duration).time()
    return str(duration)

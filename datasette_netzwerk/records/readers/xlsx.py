"""Reads workbooks: each visible sheet is a table, cells keep their type, error cells are reported."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.normalise.values import Cell
from datasette_netzwerk.records.readers.grids import Grid, table_of
from datasette_netzwerk.records.readers.safe_workbook import SheetMarks, safe_workbook
from datasette_netzwerk.records.readers.tables import Options, Reader, Reading, Row, Table, column_letter

EXACT_INTEGERS = 2**53
"""Above, a number of a workbook is no longer exact and stays a float."""

ParsedCell = int | float | str | bool | time | date | datetime | timedelta


def read(path: Path, options: Options) -> Reading:
    """Return the tables of a workbook. Raises ``NotUnderstood`` if it is damaged, hostile or without any list."""
    workbook = safe_workbook(path)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(workbook.data)) as book:
            chosen, problems = _chosen_sheets(path.name, book, options.sheet)
            readings = [
                _read_sheet(path.name, name, book.get_sheet_by_name(name), workbook.marks.get(name, SheetMarks()))
                for name in chosen
            ]
    except CalamineError as error:
        raise NotUnderstood(Problem("workbook.damaged", path.name, arguments={"reason": str(error)})) from None
    tables = tuple(table for reading in readings for table in reading.tables)
    if not tables:
        raise NotUnderstood(Problem("workbook.no_data", path.name))
    return Reading(tables, (*problems, *(problem for reading in readings for problem in reading.problems)))


def _chosen_sheets(file: str, book: CalamineWorkbook, wanted: str | None) -> tuple[list[str], list[Problem]]:
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    names = [sheet.name for sheet in sheets]
    if wanted is None:
        hidden = [Problem("sheet.hidden", file, sheet.name) for sheet in sheets if not _is_visible(sheet)]
        return [sheet.name for sheet in sheets if _is_visible(sheet)], hidden
    if wanted not in names:
        raise NotUnderstood(Problem("sheet.unknown", file, value=wanted, arguments={"sheets": ", ".join(names)}))
    return [wanted], []


def _is_visible(sheet: SheetMetadata) -> bool:
    return sheet.visible == SheetVisibleEnum.Visible


def _read_sheet(file: str, name: str, sheet: CalamineSheet, marks: SheetMarks) -> Reading:
    table, problems = table_of(Grid(file, list(_rows(sheet)), name))
    if table is None:
        return Reading(())
    if not table.rows:
        return Reading((), (Problem("sheet.no_rows", file, name, table.header_line),))
    return Reading((table,), (*problems, *_mark_problems(table, marks), *_merge_problems(table, sheet)))


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    if sheet.start is None:
        return
    first = sheet.start[0]
    for number, cells in enumerate(islice(sheet.iter_rows(), first, None), first + 1):
        yield Row(number, tuple(_cell(cell) for cell in cells))


def _cell(cell: ParsedCell) -> Cell:
    """Return a cell as it was meant: whole numbers as integers, durations below a day as times, blanks as ``None``."""
    match cell:
        case float():
            return int(cell) if cell.is_integer() and abs(cell) < EXACT_INTEGERS else cell
        case str():
            return cell if cell and not cell.isspace() else None
        case timedelta():
            return _time_of_day(cell)
        case _:
            return cell


def _time_of_day(duration: timedelta) -> Cell:
    if timedelta(0) <= duration < timedelta(days=1):
        return (datetime.min + duration).time()
    return str(duration)


def _mark_problems(table: Table, marks: SheetMarks) -> Iterator[Problem]:
    for address, value in marks.errors:
        yield _cell_problem(table, "cell.error", address, value)
    for address in marks.uncalculated:
        yield _cell_problem(table, "cell.no_result", address)


def _merge_problems(table: Table, sheet: CalamineSheet) -> Iterator[Problem]:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if bottom > top and bottom >= table.header_line:
            area = f"{column_letter(left)}{top + 1}:{column_letter(right)}{bottom + 1}"
            yield Problem("cell.merged", table.file, table.sheet, top + 1, column=area)


def _cell_problem(table: Table, code: str, address: str, value: str | None = None) -> Problem:
    line = int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return Problem(code, table.file, table.sheet, line, column=address, value=value)


READER = Reader("XLSX", (".xlsx", ".xlsm"), lambda head: head.startswith(b"PK\x03\x04"), read)

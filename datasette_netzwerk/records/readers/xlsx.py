"""Reads workbooks: each visible sheet is a table, cells keep their type, error cells are reported."""

from __future__ import annotations

from collections.abc import Iterator
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
from datasette_netzwerk.records.readers.safe_workbook import SheetMarks, safe_workbook
from datasette_netzwerk.records.readers.sheets import Sheet, as_meant, read_sheets
from datasette_netzwerk.records.readers.tables import Options, Reader, Reading, Row, column_letter


def read(path: Path, options: Options) -> Reading:
    """Return the tables of a workbook. Raises ``NotUnderstood`` if it is damaged, hostile or without any list."""
    workbook = safe_workbook(path)
    try:
        with CalamineWorkbook.from_filelike(workbook.file) as book:
            sheets = [
                _sheet(path.name, each, book, workbook.marks.get(each.name, SheetMarks()), options.sheet)
                for each in book.sheets_metadata
                if each.typ == SheetTypeEnum.WorkSheet
            ]
    except CalamineError as error:
        raise NotUnderstood(Problem("workbook.damaged", path.name, arguments={"reason": str(error)})) from None
    return read_sheets(path.name, sheets, options.sheet)


def _sheet(file: str, told: SheetMetadata, book: CalamineWorkbook, marks: SheetMarks, wanted: str | None) -> Sheet:
    """Return a sheet, without its rows if it is hidden and nobody wants it."""
    is_visible = told.visible == SheetVisibleEnum.Visible
    if not is_visible and told.name != wanted:
        return Sheet(told.name, (), is_visible=False)
    found = book.get_sheet_by_name(told.name)
    problems = (*_mark_problems(file, told.name, marks), *_merge_problems(file, found))
    return Sheet(told.name, list(_rows(found)), is_visible, problems)


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    if sheet.start is None:
        return
    first = sheet.start[0]
    for number, cells in enumerate(islice(sheet.iter_rows(), first, None), first + 1):
        yield Row(number, tuple(as_meant(cell) for cell in cells))


def _mark_problems(file: str, sheet: str, marks: SheetMarks) -> Iterator[Problem]:
    for address, value in marks.errors:
        yield _cell_problem(file, sheet, "cell.error", address, value)
    for address in marks.uncalculated:
        yield _cell_problem(file, sheet, "cell.no_result", address)


def _merge_problems(file: str, sheet: CalamineSheet) -> Iterator[Problem]:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if bottom > top:
            area = f"{column_letter(left)}{top + 1}:{column_letter(right)}{bottom + 1}"
            yield Problem("cell.merged", file, sheet.name, top + 1, column=area)


def _cell_problem(file: str, sheet: str, code: str, address: str, value: str | None = None) -> Problem:
    line = int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return Problem(code, file, sheet, line, column=address, value=value)


READER = Reader("XLSX", (".xlsx", ".xlsm"), lambda head: head.startswith(b"PK\x03\x04"), read)

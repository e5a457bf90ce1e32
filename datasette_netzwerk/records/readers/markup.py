"""Reads tables that call themselves workbooks: SpreadsheetML 2003, as BNI Connect exports it, and HTML saved as .xls."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.normalise.values import Cell
from datasette_netzwerk.records.readers.encodings import decode, encoding_problems, start_of_text
from datasette_netzwerk.records.readers.entries import COLUMN_LIMIT, check_size, filled
from datasette_netzwerk.records.readers.sheets import Sheet, as_meant, read_sheets
from datasette_netzwerk.records.readers.tables import Options, Reader, Reading, Row

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SIZE_LIMIT = 64 * 2**20
ROW_LIMIT = 1_048_576
WIDEST_SPAN = 1000  # of a cell in a web page, as in browsers

_NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_DAY_ZERO = "1899-12-3"  # 1899-12-30 and -31: a time of day without a day


def _content(path: Path) -> bytes:
    size = path.stat().st_size
    if size > SIZE_LIMIT:
        arguments = {"size": str(-(-size // 2**20)), "limit": str(SIZE_LIMIT // 2**20)}
        raise NotUnderstood(Problem("file.too_large", path.name, arguments=arguments))
    return path.read_bytes()


# --- SpreadsheetML ---


def read_spreadsheetml(path: Path, options: Options) -> Reading:
    """Return the tables of a workbook in SpreadsheetML 2003. Raises ``NotUnderstood`` if it is damaged or hostile."""
    try:
        sheets = list(_sheets(path.name, _content(path)))
    except DefusedXmlException as error:
        arguments = {"reason": type(error).__name__}
        raise NotUnderstood(Problem("workbook.unsafe", path.name, arguments=arguments)) from None
    except (ParseError, ValueError, LookupError) as error:
        arguments = {"reason": str(error)}
        raise NotUnderstood(Problem("workbook.damaged", path.name, arguments=arguments)) from None
    return read_sheets(path.name, sheets, options.sheet)


def _sheets(file: str, data: bytes) -> Iterator[Sheet]:
    """Yield the sheets; each row is forgotten by the parser once it was read."""
    name, is_visible, widest = "", True, 0
    rows: list[Row] = []
    problems: list[Problem] = []
    for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
        match event, element.tag:
            case "start", tag if tag == f"{_NAMESPACE}Worksheet":
                name, rows, problems, is_visible = element.get(f"{_NAMESPACE}Name", ""), [], [], True
            case "end", tag if tag == f"{_NAMESPACE}Row":
                row = _row(file, name, element, rows[-1].line if rows else 0, problems)
                widest = max(widest, len(row.cells))
                check_size(file, len(rows) + 1, widest, name)
                rows.append(row)
                element.clear()
            case "end", tag if tag == f"{_EXCEL}Visible":
                is_visible = element.text == "SheetVisible"
            case "end", tag if tag == f"{_NAMESPACE}Worksheet":
                yield Sheet(name, tuple(row for row in rows if row.cells), is_visible, tuple(problems))
                element.clear()


def _row(file: str, sheet: str, element: Element, above: int, problems: list[Problem]) -> Row:
    number = _index(element, above + 1, ROW_LIMIT)
    cells: list[Cell] = []
    for cell in element.iterfind(f"{_NAMESPACE}Cell"):
        index = _index(cell, len(cells) + 1, COLUMN_LIMIT)
        cells += [None] * (index - 1 - len(cells))
        data = cell.find(f"{_NAMESPACE}Data")
        if data is not None and data.get(f"{_NAMESPACE}Type") == "Error":
            value = "".join(data.itertext())
            problems.append(Problem("cell.error", file, sheet, number, column=f"R{number}C{index}", value=value))
            cells.append(None)
        else:
            cells.append(_typed(data) if data is not None else None)
        cells += [None] * min(_number(cell, "MergeAcross"), COLUMN_LIMIT)
    while cells and cells[-1] is None:
        cells.pop()
    return Row(number, tuple(cells))


def _index(element: Element, usual: int, limit: int) -> int:
    """Return where a row or a cell stands: sparse ones say so, the others follow."""
    index = _number(element, "Index") or usual
    if not usual <= index <= limit:
        raise ValueError(f"Index {index}")
    return index


def _number(element: Element, attribute: str) -> int:
    text = element.get(f"{_NAMESPACE}{attribute}", "0")
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise ValueError(f"{attribute} {text[:20]}")
    return int(text)


def _typed(data: Element) -> Cell:
    text = "".join(data.itertext())
    match data.get(f"{_NAMESPACE}Type"):
        case "Number":
            return as_meant(_float(text))
        case "DateTime" if (moment := _moment(text)) is not None:
            return moment.time() if text.startswith(_DAY_ZERO) else moment
        case "Boolean":
            return text.strip() == "1"
        case _:
            return filled(text)


def _float(text: str) -> float | str | None:
    try:
        return float(text)
    except ValueError:
        return filled(text)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return None


def _accepts_spreadsheetml(head: bytes) -> bool:
    start = start_of_text(head)
    return start.startswith("<") and "urn:schemas-microsoft-com:office:spreadsheet" in start


# --- HTML ---


def read_html(path: Path, options: Options) -> Reading:
    """Return the tables of a web page. Raises ``NotUnderstood`` if there is none in it."""
    data = _content(path)
    try:
        decoded = decode(data, options.encoding)
    except LookupError:
        raise NotUnderstood(Problem("encoding.unknown", path.name, value=options.encoding)) from None
    except UnicodeDecodeError as error:
        raise NotUnderstood(Problem("encoding.mismatch", path.name, arguments={"encoding": error.encoding})) from None
    parser = _Tables(path.name)
    parser.feed(decoded.text.replace("\0", ""))
    parser.close()
    sheets = [Sheet("", tuple(rows), True, ()) for rows in parser.tables if len(rows) > 1]
    reading = read_sheets(path.name, sheets, None)
    return Reading(reading.tables, (*encoding_problems(path.name, decoded), *reading.problems))


class _Tables(HTMLParser):
    """Collects the rows of the tables of a page; of tables inside tables only the inner ones are lists."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file = file
        self.tables: list[list[Row]] = []
        self._open: list[list[Row]] = []
        self._cells: list[Cell] | None = None
        self._text: list[str] | None = None
        self._span = 1
        self._line = 1
        self._hidden = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell."""
        match tag:
            case "table":
                self._end_row()
                self._open.append([])
                self.tables.append(self._open[-1])
            case "tr" if self._open:
                self._end_row()
                self._cells, self._line = [], self.getpos()[0]
            case "td" | "th" if self._cells is not None:
                self._end_cell()
                self._text, self._span = [], _span(dict(attributes).get("colspan"))
            case "br" | "p" | "div" if self._text:
                self._text.append("\n")
            case "script" | "style":
                self._hidden += 1

    def handle_endtag(self, tag: str) -> None:
        """Close a table, a row or a cell."""
        match tag:
            case "table" if self._open:
                self._end_row()
                rows = self._open.pop()
                if self._open and rows:
                    self._open[-1].clear()  # a table around tables only lays the page out
            case "tr":
                self._end_row()
            case "td" | "th":
                self._end_cell()
            case "script" | "style":
                self._hidden = max(0, self._hidden - 1)

    def handle_data(self, data: str) -> None:
        """Take up text that stands in a cell."""
        if self._text is not None and not self._hidden:
            self._text.append(data)

    def close(self) -> None:
        """Close what the page left open."""
        super().close()
        self._end_row()

    def _end_cell(self) -> None:
        if self._text is None or self._cells is None:
            return
        lines = ("".join(self._text)).replace("\u00a0", " ").split("\n")
        text = "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
        self._cells += [filled(text), *[None] * (self._span - 1)]
        self._text = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells is not None and self._open:
            check_size(self.file, len(self._open[-1]) + 1, len(self._cells))
            self._open[-1].append(Row(self._line, tuple(self._cells)))
        self._cells = None


def _span(text: str | None) -> int:
    return min(int(text), WIDEST_SPAN) if text and re.fullmatch(r"[1-9]\d{0,6}", text, re.ASCII) else 1


def _accepts_html(head: bytes) -> bool:
    start = start_of_text(head)[:2000].lower()
    return start.startswith(("<html", "<!doctype html", "<table", "<head", "<body", "<meta")) or (
        start.startswith(("<?xml", "<!--")) and "<html" in start
    )


SPREADSHEETML = Reader("SpreadsheetML", (".xml",), _accepts_spreadsheetml, read_spreadsheetml)
HTML = Reader("HTML", (".html", ".htm"), _accepts_html, read_html)

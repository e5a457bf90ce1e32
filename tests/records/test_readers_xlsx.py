"""Workbooks: typed cells, sheets, what Excel shows as an error, and files made to exhaust whoever opens them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.readers import read_tables
from datasette_netzwerk.records.readers.tables import Reading, Row

SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def save(path: Path, *rows: tuple[object, ...], change: Callable[[Workbook], None] | None = None) -> Path:
    """Write a workbook with one sheet, as a spreadsheet program would."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Liste"
    for row in rows:
        sheet.append(row)
    if change:
        change(book)
    book.save(path)
    return path


def replace_parts(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Put other parts into a workbook, as somebody would who wants to do harm."""
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**kept, **parts}.items():
            archive.writestr(name, part)
    return path


def sheet_xml(*rows: str, before: str = "") -> str:
    return f'<worksheet xmlns="{NAMESPACE}">{before}<sheetData>{"".join(rows)}</sheetData></worksheet>'


def row_xml(number: int, **cells: str) -> str:
    inside = "".join(
        f'<c r="{letters}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for letters, text in cells.items()
    )
    return f'<row r="{number}">{inside}</row>'


HEADER, KARL = row_xml(1, A="Name", B="Ort"), row_xml(2, A="Karl", B="Bonn")


def with_sheet(path: Path, sheet: str | bytes) -> Path:
    return replace_parts(save(path, ("Name", "Ort")), {SHEET: sheet})


def refused(path: Path, **options: str) -> Problem:
    with pytest.raises(NotUnderstood) as error:
        read_tables(path, **options)  # type: ignore[arg-type]  # readers is no text
    return error.value.problem


def told(reading: Reading) -> list[tuple[str, int | None, str | None, str | None]]:
    return [(each.code, each.line, each.column, each.value) for each in reading.problems]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "liste.xlsx"


# --- cells ---


def test_cells_keep_their_type(path: Path) -> None:
    save(
        path,
        ("Name", "PLZ", "Eintritt", "Beginn", "Uhrzeit", "Dauer", "Aktiv", "Betrag", "Tel."),
        (
            "Jörg",
            1067,
            date(2022, 9, 1),
            datetime(2022, 9, 1, 19, 30),
            time(7, 30),
            timedelta(hours=31),
            True,
            12.5,
            "0171",
        ),
        ("Ute", None, "01.09.2022", None, None, timedelta(hours=7), False, 12.0, " "),
    )
    (table,) = read_tables(path).tables
    assert table.rows == (
        Row(
            2,
            (
                "Jörg",
                1067,
                date(2022, 9, 1),
                datetime(2022, 9, 1, 19, 30),
                time(7, 30),
                "1 day, 7:00:00",
                True,
                12.5,
                "0171",
            ),
        ),
        Row(3, ("Ute", None, "01.09.2022", None, None, time(7), False, 12, None)),
    )
    assert isinstance(table.rows[0].cells[1], int)


def test_the_year_1904_is_no_obstacle(path: Path) -> None:
    def of_a_mac(book: Workbook) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    save(path, ("Name", "Eintritt"), ("Karl", date(2022, 9, 1)), change=of_a_mac)
    assert read_tables(path).tables[0].rows[0].cells == ("Karl", date(2022, 9, 1))


def test_dates_in_the_header_are_iso_text(path: Path) -> None:
    save(path, ("Name", date(2022, 9, 1), datetime(2022, 10, 6), 2024), ("Karl", "X", "-", "X"))
    assert read_tables(path).tables[0].header == ("Name", "2022-09-01", "2022-10-06", "2024")


def test_a_list_that_begins_in_the_middle_of_the_sheet_keeps_its_row_numbers(path: Path) -> None:
    def in_the_middle(book: Workbook) -> None:
        sheet = book.active
        sheet["C2"] = "Mitglieder 2026"
        for letters, values in {"C": ("Name", "Karl", None, "Ute"), "D": ("Ort", "Bonn", None, "Köln")}.items():
            for number, value in enumerate(values, 4):
                sheet[f"{letters}{number}"] = value

    reading = read_tables(save(path, change=in_the_middle))
    (table,) = reading.tables
    assert (table.header, table.header_line) == (("Name", "Ort"), 4)
    assert table.rows == (Row(5, ("Karl", "Bonn")), Row(7, ("Ute", "Köln")))
    assert told(reading) == [("table.preamble", 2, None, "Mitglieder 2026")]


def test_error_cells_are_empty_and_told_with_their_address(path: Path) -> None:
    sheet = sheet_xml(
        HEADER,
        KARL,
        '<row r="3"><c r="A3" s="1" t="e"><v>#N/A</v></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
        row_xml(4, A="Ute", B="Köln"),
    )
    reading = read_tables(with_sheet(path, sheet))
    assert [row.cells for row in reading.tables[0].rows] == [("Karl", "Bonn"), ("Ute", "Köln")]
    assert told(reading) == [("cell.error", 3, "A3", "#N/A"), ("cell.error", 3, "B3", "#DIV/0!")]


def test_formulas_without_a_result_are_told(path: Path) -> None:
    save(path, ("Name", "Summe"), ("Karl", "=1+1"), ("Ute", 3))
    reading = read_tables(path)
    assert [row.cells for row in reading.tables[0].rows] == [("Karl", None), ("Ute", 3)]
    assert told(reading) == [("cell.no_result", 2, "B2", None)]


def test_a_formula_whose_result_is_an_empty_text_is_not_blamed(path: Path) -> None:
    row = '<row r="2"><c r="A2" t="str"><f>"K"</f><v>Karl</v></c><c r="B2" t="str"><f>IF(1,"")</f><v></v></c></row>'
    reading = read_tables(with_sheet(path, sheet_xml(HEADER, row)))
    assert (reading.tables[0].rows, reading.problems) == ((Row(2, ("Karl", None)),), ())


def test_merged_cells_are_told_where_rows_lose_their_value(path: Path) -> None:
    def merge(book: Workbook) -> None:
        book.active.merge_cells("A3:A4")
        book.active.merge_cells("A1:C1")

    rows = (("Mitglieder", None, None), ("Firma", "Name", "Ort"), ("Nord", "Karl", "Bonn"), (None, "Ute", "Bonn"))
    reading = read_tables(save(path, *rows, change=merge))
    assert reading.tables[0].rows == (Row(3, ("Nord", "Karl", "Bonn")), Row(4, (None, "Ute", "Bonn")))
    assert ("cell.merged", 3, "A3:A4", None) in told(reading)
    assert [each.code for each in reading.problems].count("cell.merged") == 1


# --- sheets ---


def several_sheets(book: Workbook) -> None:
    for name, state, rows in (
        ("Treffen", "visible", (("Datum", "Titel"), (date(2026, 1, 13), "Neujahr"))),
        ("Alt", "hidden", (("Name",), ("Jan",))),
        ("Notiz", "visible", (("Stand Januar",),)),
        ("Leer", "visible", ()),
    ):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    book.create_chartsheet("Diagramm")


def test_each_visible_sheet_with_rows_is_a_table(path: Path) -> None:
    reading = read_tables(save(path, ("Name", "Ort"), ("Karl", "Bonn"), change=several_sheets))
    assert [(table.sheet, table.header) for table in reading.tables] == [
        ("Liste", ("Name", "Ort")),
        ("Treffen", ("Datum", "Titel")),
    ]
    assert [(each.code, each.sheet) for each in reading.problems] == [
        ("sheet.hidden", "Alt"),
        ("sheet.no_rows", "Notiz"),
    ]


def test_a_sheet_that_is_named_is_read_even_if_hidden(path: Path) -> None:
    reading = read_tables(save(path, ("Name", "Ort"), ("Karl", "Bonn"), change=several_sheets), sheet="Alt")
    assert [(table.sheet, table.rows) for table in reading.tables] == [("Alt", (Row(2, ("Jan",)),))]
    assert reading.problems == ()


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(path: Path) -> None:
    problem = refused(save(path, ("Name",), ("Karl",), change=several_sheets), sheet="Mitglieder")
    assert (problem.code, problem.value) == ("sheet.unknown", "Mitglieder")
    assert problem.arguments["sheets"] == "Liste, Treffen, Alt, Notiz, Leer"


def test_a_workbook_without_rows_is_told(path: Path) -> None:
    assert refused(save(path, ("Name", "Ort"))).code == "workbook.no_data"


def test_the_content_decides_whatever_the_file_is_called(tmp_path: Path) -> None:
    path = save(tmp_path / "liste.csv", ("Name", "Ort"), ("Karl", "Bonn"))
    assert read_tables(path).tables[0].sheet == "Liste"


def test_pictures_and_charts_in_the_workbook_do_not_disturb(path: Path) -> None:
    def chart(book: Workbook) -> None:
        drawn = openpyxl.chart.BarChart()
        drawn.add_data(openpyxl.chart.Reference(book.active, min_col=2, min_row=1, max_row=3))
        book.active.add_chart(drawn, "E2")

    save(path, ("Name", "Zahl"), ("Karl", 1), ("Ute", 2), change=chart)
    assert read_tables(path).tables[0].rows == (Row(2, ("Karl", 1)), Row(3, ("Ute", 2)))


# --- damage and harm ---


def test_a_truncated_workbook_is_damaged(path: Path) -> None:
    content = save(path, ("Name",), ("Karl",)).read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert refused(path).code == "workbook.damaged"


def test_a_sheet_cut_off_in_the_middle_is_damaged(path: Path) -> None:
    assert refused(with_sheet(path, sheet_xml(HEADER, KARL)[:-60])).code == "workbook.damaged"


def test_a_workbook_without_its_list_of_sheets_is_damaged(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert refused(path).code == "workbook.damaged"


@pytest.mark.parametrize(
    "part, format",
    [("word/document.xml", "DOCX"), ("mimetype", "OpenDocument"), ("brief.txt", "ZIP"), ("xl/workbook.bin", "XLSB")],
)
def test_another_kind_of_archive_is_named(path: Path, part: str, format: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "…")
    problem = refused(path)
    assert (problem.code, problem.arguments["format"]) == ("file.foreign", format)


class Hostile(NamedTuple):
    description: str
    sheet: str | bytes
    code: str


def far(cell: str) -> str:
    return sheet_xml(HEADER, KARL, f'<row r="1048576">{cell}</row>')


TEXT = 't="inlineStr"><is><t>x</t></is></c>'
HOSTILE = (
    Hostile("a lone cell in the last corner", far(f'<c r="XFD1048576" {TEXT}'), "workbook.far_cell"),
    Hostile("… between apostrophes", far(f"<c r='XFD1048576' {TEXT}"), "workbook.far_cell"),
    Hostile("… with blanks around the sign", far(f'<c r = "XFD1048576" {TEXT}'), "workbook.far_cell"),
    Hostile("… with a second address", far(f'<c r="A3" r="XFD1048576" {TEXT}'), "workbook.far_cell"),
    Hostile("… behind a sign that ends a tag", far(f'<c a="/>" r="XFD1048576" {TEXT}'), "workbook.far_cell"),
    Hostile("… before such a sign", far(f'<c r="XFD1048576" a="/>" {TEXT}'), "workbook.far_cell"),
    Hostile("… in a row of another number", sheet_xml(HEADER, row_xml(2, A="Karl", XFD1048576="x")), "workbook.unsafe"),
    Hostile("… as an entity", far(f'<c r="&#88;FD1048576" {TEXT}'), "workbook.unsafe"),
    Hostile("… in small letters", far(f'<c r="xfd1048576" {TEXT}'), "workbook.unsafe"),
    Hostile("… far from the sign", far(f'<c r={" " * 20}"XFD1048576" {TEXT}'), "workbook.unsafe"),
    Hostile(
        "… without any address",
        sheet_xml(HEADER, f'<row r="1048576">{f"<c {TEXT}" * 16000}</row>'),
        "workbook.far_cell",
    ),
    Hostile(
        "… under another prefix",
        far(f'<c r="XFD1048576" {TEXT}').replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x="),
        "workbook.far_cell",
    ),
    Hostile("entities", f'<!DOCTYPE x [<!ENTITY a "b">]>{sheet_xml(HEADER, KARL)}', "workbook.unsafe"),
    Hostile("another encoding", sheet_xml(HEADER, KARL).encode("utf-16"), "workbook.unsafe"),
    Hostile(
        "an encoding it says it is in", f'<?xml version="1.0" encoding="utf-7"?>{sheet_xml(HEADER)}', "workbook.unsafe"
    ),
)


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case.description)
def test_a_workbook_that_would_end_the_process_is_refused(path: Path, case: Hostile) -> None:
    assert refused(with_sheet(path, case.sheet)).code == case.code


def test_the_far_cell_is_named(path: Path) -> None:
    problem = refused(with_sheet(path, far(f'<c r="XFD1048576" {TEXT}')))
    assert (problem.sheet, problem.column, dict(problem.arguments)) == ("Liste", "XFD1048576", {"size": "17180"})


def test_a_formatted_cell_without_a_value_may_stand_anywhere(path: Path) -> None:
    reading = read_tables(with_sheet(path, far('<c r="XFD1048576" s="0"/>')))
    assert reading.tables[0].rows == (Row(2, ("Karl", "Bonn")),)


def test_cells_without_addresses_are_read(path: Path) -> None:
    sheet = sheet_xml(HEADER, KARL).replace(' r="A1"', "").replace(' r="B1"', "").replace(' r="A2"', "")
    assert read_tables(with_sheet(path, sheet)).tables[0].rows == (Row(2, ("Karl", "Bonn")),)


@pytest.mark.parametrize("dimension", ["A1:A1", "A1:XFD1048576"])
def test_a_wrong_dimension_changes_nothing(path: Path, dimension: str) -> None:
    rows = [row_xml(number, A=f"Name {number}", B="Bonn") for number in range(2, 302)]
    sheet = sheet_xml(HEADER, *rows, before=f'<dimension ref="{dimension}"/>')
    assert len(read_tables(with_sheet(path, sheet)).tables[0].rows) == 300


def test_a_zip_bomb_is_refused_before_it_is_unpacked(path: Path) -> None:
    save(path, ("Name",), ("Karl",))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/sharedStrings.xml", "w") as part:
        for _ in range(320):
            part.write(b" " * 2**20)
    assert path.stat().st_size < 2**20
    problem = refused(path)
    assert (problem.code, problem.arguments["limit"]) == ("workbook.too_large", "96")


def test_an_archive_that_lies_about_its_sizes_is_refused(path: Path) -> None:
    save(path, ("Name",), ("Karl",))
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size
    content = path.read_bytes()
    path.write_bytes(content.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little")))
    assert refused(path).code == "workbook.damaged"


def test_an_archive_with_a_password_is_told(path: Path) -> None:
    plain, encrypted = b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
    path.write_bytes(save(path, ("Name",), ("Karl",)).read_bytes().replace(plain, encrypted))
    assert (refused(path).code, refused(path).arguments["reason"]) == ("workbook.damaged", "encrypted")


def test_a_second_part_of_the_same_name_is_not_what_is_parsed(path: Path) -> None:
    save(path, ("Name", "Ort"), ("Karl", "Bonn"))
    buffer = io.BytesIO(path.read_bytes())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(SHEET, far(f'<c r="XFD1048576" {TEXT}'))
    path.write_bytes(buffer.getvalue())
    assert read_tables(path).tables[0].rows == (Row(2, ("Karl", "Bonn")),)

"""Text files as offices write them: encodings, delimiters, quotation marks, preambles, and what is no list at all."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Literal, NamedTuple

import pluggy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_netzwerk import hookspecs
from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.readers import READERS, read_tables, readers_with
from datasette_netzwerk.records.readers.encodings import decode
from datasette_netzwerk.records.readers.quotes import records
from datasette_netzwerk.records.readers.tables import Options, Reader, Reading, Row, Table, column_letter

LIST = "Name;Ort;Betrag\nJörg Müller;Köln;12,50 €\nÇelik Groß;Görlitz;3,00 €\n"


class File:
    """A file that a test writes and reads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, content: str | bytes, name: str = "liste.csv", encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def read(self, content: str | bytes, **options: str) -> Reading:
        return read_tables(self.write(content), **options)  # type: ignore[arg-type]  # readers is no text

    def table(self, content: str | bytes, **options: str) -> Table:
        (table,) = self.read(content, **options).tables
        return table

    def refused(self, content: str | bytes, name: str = "liste.csv", **options: str) -> Problem:
        with pytest.raises(NotUnderstood) as error:
            read_tables(self.write(content, name), **options)  # type: ignore[arg-type]  # readers is no text
        return error.value.problem


@pytest.fixture
def file(tmp_path: Path) -> File:
    return File(tmp_path)


def cells(table: Table) -> list[tuple[object, ...]]:
    return [row.cells for row in table.rows]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


# --- encodings ---


class Encoded(NamedTuple):
    description: str
    text: str
    encoding: str
    read_as: str


ENCODED = (
    Encoded("utf-8", LIST, "utf-8", "utf-8"),
    Encoded("utf-8 with a byte order mark", LIST, "utf-8-sig", "utf-8-sig"),
    Encoded("utf-16 with a byte order mark, as Excel's Unicode text", LIST, "utf-16", "utf-16"),
    Encoded("utf-16 without a mark, little-endian", LIST, "utf-16-le", "utf-16-le"),
    Encoded("utf-16 without a mark, big-endian", LIST, "utf-16-be", "utf-16-be"),
    Encoded("windows with a euro sign", LIST, "cp1252", "cp1252"),
    Encoded("latin-9 with a euro sign", LIST, "iso8859-15", "iso8859-15"),
    Encoded("an old mac", LIST.replace("€", ""), "mac_roman", "mac_roman"),
    Encoded("an old dos program", LIST.replace("€", ""), "cp850", "cp850"),
    Encoded("windows with quotation marks", "Name;Notiz\nJörg;„gut“ – wirklich\n", "cp1252", "cp1252"),
    Encoded("windows, capital umlauts", "Name;Ort\nÄgidius Öhl;Übach\nANJA GRÖSSER;FÜRTH\n", "cp1252", "cp1252"),
    Encoded("plain ascii", "Name;Ort\nKarl;Bonn\n", "ascii", "utf-8"),
)


@pytest.mark.parametrize("case", ENCODED, ids=lambda case: case.description)
def test_the_encoding_is_recognised_and_the_text_exact(case: Encoded) -> None:
    decoded = decode(case.text.encode(case.encoding))
    assert (decoded.text, decoded.encoding) == (case.text, case.read_as)


def test_an_umlaut_far_down_does_not_surprise(file: File) -> None:
    table = file.table("Name;Ort\n" + "Karl;Bonn\n" * 40_000 + "Jörg;Köln\n")
    assert table.rows[-1] == Row(40_002, ("Jörg", "Köln"))


def test_lines_of_windows_inside_a_utf8_file_are_read_and_named(file: File) -> None:
    lines = [f"Jörg {number};Köln\n".encode() for number in range(9)]
    lines[4] = "Jörg 4;Köln\n".encode("cp1252")
    reading = file.read(b"Name;Ort\n" + b"".join(lines))
    assert [row.cells for row in reading.tables[0].rows] == [(f"Jörg {number}", "Köln") for number in range(9)]
    (problem,) = reading.problems
    assert (problem.code, problem.line, dict(problem.arguments)) == ("encoding.mixed", 6, {"count": "1", "lines": "6"})


def test_an_unusual_encoding_is_told(file: File) -> None:
    reading = file.read("Name;Ort\nJörg Müller;Köln\n".encode("mac_roman"))
    (problem,) = reading.problems
    assert (problem.code, problem.arguments["encoding"]) == ("encoding.unusual", "mac_roman")


def test_an_encoding_given_is_used_and_not_doubted(file: File) -> None:
    table = file.table("Name;Ort\nJörg;Köln\n".encode(), encoding="cp1252")
    assert table.encoding == "cp1252"
    assert cells(table) == [("Jörg", "Köln")]  # read as JÃ¶rg, KÃ¶ln and restored with a warning


def test_an_encoding_that_does_not_fit_names_the_line(file: File) -> None:
    problem = file.refused("Name;Ort\nKarl;Bonn\nJörg;Köln\n".encode("cp1252"), encoding="utf-8")
    assert (problem.code, problem.line, problem.arguments["encoding"]) == ("encoding.mismatch", 3, "utf-8")


def test_an_encoding_that_does_not_exist_is_refused(file: File) -> None:
    problem = file.refused("Name;Ort\nKarl;Bonn\n", encoding="latin-99")
    assert (problem.code, problem.value) == ("encoding.unknown", "latin-99")


def test_letters_encoded_twice_are_restored_and_told(file: File) -> None:
    reading = file.read("Name;Ort\nAnja MÃ¼ller;Köln\nPaweÅ‚ Nowak;GroÃŸ Ilsede\n")
    assert cells(reading.tables[0]) == [("Anja Müller", "Köln"), ("Paweł Nowak", "Groß Ilsede")]
    assert [(each.code, each.line, each.value) for each in reading.problems] == [
        ("text.double_encoded", 2, "Anja MÃ¼ller"),
        ("text.double_encoded", 3, "PaweÅ‚ Nowak"),
        ("text.double_encoded", 3, "GroÃŸ Ilsede"),
    ]


NAMES = "Jörg Müller Groß Käthe Özdemir Größer Bäcker Über Ähre Öffner Kühn Hülsmann Weiß Böhm".split()
ENCODINGS = ("cp1252", "mac_roman", "cp850", "utf-8")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", NAMES)
def test_a_single_german_name_tells_the_encoding(name: str, encoding: str) -> None:
    text = f"Name;Ort\n{name};Bonn\n"
    assert decode(text.encode(encoding)).text == text


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=20), st.sampled_from(ENCODINGS))
def test_german_names_survive_every_encoding(names: list[str], encoding: str) -> None:
    text = "Name;Ort\n" + "".join(f"{name};Bonn\n" for name in names)
    assert decode(text.encode(encoding)).text == text


# --- delimiters and headers ---


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_out(file: File, delimiter: str) -> None:
    content = "Name;Ort;Beitritt\nMüller, Anja;Bonn;01.02.2020\n".replace(", ", " ").replace(";", delimiter)
    table = file.table(content)
    assert table.delimiter == delimiter
    assert table.header == ("Name", "Ort", "Beitritt")


def test_decimal_commas_do_not_make_a_comma_the_delimiter(file: File) -> None:
    table = file.table("Name;Betrag\nKarl;12,50\nAnja;3,20\nUte;1,00\n")
    assert cells(table) == [("Karl", "12,50"), ("Anja", "3,20"), ("Ute", "1,00")]


def test_a_single_column_is_a_table(file: File) -> None:
    table = file.table("Name\nMüller, Anja\nKarl Groß\n", delimiter=";")
    assert cells(table) == [("Müller, Anja",), ("Karl Groß",)]


def test_a_delimiter_given_is_used(file: File) -> None:
    assert file.table("Name,Ort;Land\nKarl,Bonn;DE\n", delimiter=",").header == ("Name", "Ort;Land")


@pytest.mark.parametrize("delimiter", ["", ";;", '"', "\n"])
def test_a_delimiter_that_is_none_is_refused(file: File, delimiter: str) -> None:
    assert file.refused("Name;Ort\nKarl;Bonn\n", delimiter=delimiter).code == "delimiter.invalid"


def test_excels_line_about_the_delimiter_is_obeyed_and_not_read(file: File) -> None:
    table = file.table("sep=|\nName|Ort;Land\nKarl|Bonn;DE\n")
    assert (table.header, table.header_line, table.rows) == (("Name", "Ort;Land"), 2, (Row(3, ("Karl", "Bonn;DE")),))


class Headed(NamedTuple):
    description: str
    content: str
    header_line: int


HEADED = (
    Headed("at the top", "Name;Ort;Eintritt\nKarl;Bonn;01.02.2020\n", 1),
    Headed("below a title", "Mitgliederliste 2026\n\nName;Ort;Eintritt\nKarl;Bonn;01.02.2020\n", 3),
    Headed("below a padded title", "Mitgliederliste 2026;;\nName;Ort;Eintritt\nKarl;Bonn;01.02.2020\n", 2),
    Headed("below the day it was printed", "Stand:;01.02.2026\nName;Eintritt\nKarl;01.02.2020\n", 2),
    Headed("below a block", "Gruppe;Amsel;\nvon;2024;\nName;Ort;Eintritt\nKarl;Bonn;01.02.2020\n", 3),
    Headed("a matrix, more empty than not", "Name;01.09.2022;06.10.2022\nKarl;X;\nUte;;X\n", 1),
    Headed("a matrix full of the same mark", "Name;01.09.2022;06.10.2022;10.10.2022\nKarl;X;X;X\nUte;X;X;X\n", 1),
    Headed("with a nameless column", "Name;Ort;\nKarl;Bonn;x\nUte;Köln;x\n", 1),
)


@pytest.mark.parametrize("case", HEADED, ids=lambda case: case.description)
def test_the_column_names_are_found(file: File, case: Headed) -> None:
    assert file.table(case.content).header_line == case.header_line


def test_what_stands_above_the_column_names_is_told(file: File) -> None:
    reading = file.read("Mitglieder;;\nStand 2026;;\nName;Ort;Eintritt\nKarl;Bonn;01.02.2020\n")
    (problem,) = reading.problems
    assert (problem.code, problem.line, problem.value) == ("table.preamble", 1, "Mitglieder / Stand 2026")


def test_totals_at_the_end_are_no_rows_and_are_told_in_full(file: File) -> None:
    reading = file.read("Name;Betrag\nKarl;12,50\nTotal Energie GmbH;Bonn\nUte;3,00\nSumme;15,50\nAnzahl: 3;\n")
    assert [row.cells[0] for row in reading.tables[0].rows] == ["Karl", "Total Energie GmbH", "Ute"]
    assert [(each.code, each.line, each.row) for each in reading.problems] == [
        ("row.total", 5, {"Name": "Summe", "Betrag": "15,50"}),
        ("row.total", 6, {"Name": "Anzahl: 3"}),
    ]


def test_column_names_lose_line_breaks_and_double_blanks(file: File) -> None:
    assert file.table('Name;"Tel.\nmobil";E-Mail  privat\nKarl;1;k@k.example\n').header == (
        "Name",
        "Tel. mobil",
        "E-Mail privat",
    )


def test_equal_column_names_are_told_and_kept_apart(file: File) -> None:
    reading = file.read("Name;Mail;Mail;\nKarl;a@k.example;b@k.example;x\n")
    assert reading.tables[0].header == ("Name", "Mail", "Mail", "")
    assert reading.tables[0].names == ("Name", "Mail", "Mail (2)", "D")
    assert [(each.code, each.value) for each in reading.problems] == [("header.duplicate", "Mail")]


@pytest.mark.parametrize("index, letters", [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16383, "XFD")])
def test_columns_have_the_letters_of_a_spreadsheet(index: int, letters: str) -> None:
    assert column_letter(index) == letters


# --- rows ---


def test_a_row_knows_the_line_it_starts_on(file: File) -> None:
    table = file.table('Name;Notiz;Ort\n"Karl";"eins\nzwei\ndrei";Bonn\n\nUte;vier;Köln\n')
    assert table.rows == (Row(2, ("Karl", "eins\nzwei\ndrei", "Bonn")), Row(6, ("Ute", "vier", "Köln")))


def test_lines_of_an_old_mac_end_in_a_lone_carriage_return(file: File) -> None:
    table = file.table("Name;Ort\rKarl;Bonn\rUte;Köln\r")
    assert table.rows == (Row(2, ("Karl", "Bonn")), Row(3, ("Ute", "Köln")))


def test_a_line_separator_of_outlook_stays_inside_its_note(file: File) -> None:
    table = file.table("Name;Notiz\nKarl;eins\u2028zwei\x0bdrei\n")
    assert cells(table) == [("Karl", "eins\u2028zwei\x0bdrei")]


def test_blank_cells_are_none_and_blank_lines_no_rows(file: File) -> None:
    table = file.table("Name;Ort\n;;\nKarl; \n\n   \nUte;\xa0\n")
    assert cells(table) == [("Karl", None), ("Ute", None)]


def test_text_wrapped_against_calculation_is_unwrapped(file: File) -> None:
    table = file.table('Name;PLZ;Tel.;Notiz\nKarl;="01067";\'+49 351 1;"=""a """"b"""""""\n')
    assert cells(table) == [("Karl", "01067", "+49 351 1", 'a "b"')]


def test_a_row_with_too_many_cells_is_kept_as_a_problem_only(file: File) -> None:
    reading = file.read("Name;Ort\nKarl;Bonn\nMaier; Söhne;Köln\nUte;Trier\n")
    assert cells(reading.tables[0]) == [("Karl", "Bonn"), ("Ute", "Trier")]
    (problem,) = reading.problems
    assert (problem.code, problem.line) == ("row.too_long", 3)
    assert problem.row == {"Name": "Maier", "Ort": " Söhne", "C": "Köln"}
    assert problem.arguments == {"found": "3", "expected": "2"}


def test_a_row_with_too_few_cells_is_filled_up_and_told(file: File) -> None:
    reading = file.read("Name;Ort;Land\nKarl;Bonn;DE\nUte\nJan;Trier;DE\nEva;Köln;DE\n")
    assert reading.tables[0].rows[1] == Row(3, ("Ute", None, None))
    assert [(each.code, each.line) for each in reading.problems] == [("row.too_short", 3)]


def test_a_program_that_leaves_out_empty_cells_at_the_end_is_not_blamed(file: File) -> None:
    reading = file.read("Name;Ort;Notiz\nKarl;Bonn\nUte;Köln\nJan;Trier;x\n")
    assert reading.problems == ()
    assert cells(reading.tables[0])[0] == ("Karl", "Bonn", None)


def test_a_column_that_most_rows_have_and_the_header_has_not_is_kept(file: File) -> None:
    table = file.table("Name;Ort\nKarl;Bonn;x\nUte;Köln;y\n")
    assert (table.header, cells(table)) == (("Name", "Ort", ""), [("Karl", "Bonn", "x"), ("Ute", "Köln", "y")])


def test_empty_columns_at_the_end_are_left_out(file: File) -> None:
    assert file.table("Name;Ort;;\nKarl;Bonn;;\n").header == ("Name", "Ort")


def test_nul_characters_are_left_out_and_told(file: File) -> None:
    reading = file.read("Name;Ort\nKa\0rl;Bonn\n")
    assert cells(reading.tables[0]) == [("Karl", "Bonn")]
    assert [(each.code, each.line, each.value) for each in reading.problems] == [("text.nul", 2, "Ka␀rl;Bonn")]


def test_a_long_report_is_read(file: File) -> None:
    report = "wir trafen uns " * 20_000
    assert cells(file.table(f'Name;Bericht\nKarl;"{report}"\n')) == [("Karl", report)]


def test_a_row_beyond_ten_megabytes_is_told_and_the_rest_read(file: File) -> None:
    reading = file.read(f"Name;Bericht\nKarl;{'x' * 11_000_000}\nUte;kurz\n")
    assert cells(reading.tables[0]) == [("Ute", "kurz")]
    assert [(each.code, each.line) for each in reading.problems] == [("row.too_large", 2)]


# --- quotation marks ---


def test_a_quotation_mark_left_open_costs_no_row(file: File) -> None:
    reading = file.read('Nr.;Name;Ort\n1;Karl;Bonn\n2;"Schmidt;Bonn\n3;Ute;Köln\n4;Jan;Trier\n')
    assert cells(reading.tables[0]) == [
        ("1", "Karl", "Bonn"),
        ("2", "Schmidt", "Bonn"),
        ("3", "Ute", "Köln"),
        ("4", "Jan", "Trier"),
    ]
    (problem,) = reading.problems
    assert (problem.code, problem.line) == ("quote.open", 3)
    assert problem.row == {"Nr.": "2", "Name": "Schmidt", "Ort": "Bonn"}


class Quoted(NamedTuple):
    description: str
    lines: str
    expected: list[tuple[int, tuple[str, ...], bool]]


QUOTED = (
    Quoted(
        "an open one that the next quoted cell seems to close",
        '1;"Schmidt;Bonn\n2;"Müller GmbH";Köln\n3;Ute;Trier\n',
        [
            (1, ("1", "Schmidt", "Bonn"), True),
            (2, ("2", "Müller GmbH", "Köln"), False),
            (3, ("3", "Ute", "Trier"), False),
        ],
    ),
    Quoted(
        "an open one that an inch sign seems to close",
        '1;"Schmidt;Bonn\n2;Rohr 5";Köln\n',
        [(1, ("1", "Schmidt", "Bonn"), True), (2, ("2", 'Rohr 5"', "Köln"), False)],
    ),
    Quoted(
        "inch signs are text",
        '1;Rohr 5";Bonn\n2;Rohr 7";Köln\n',
        [(1, ("1", 'Rohr 5"', "Bonn"), False), (2, ("2", 'Rohr 7"', "Köln"), False)],
    ),
    Quoted("quotes inside a word are text", '1;Fa. "Nord" OHG;Bonn\n', [(1, ("1", 'Fa. "Nord" OHG', "Bonn"), False)]),
    Quoted("doubled ones are one", '1;"Fa. ""Nord""";Bonn\n', [(1, ("1", 'Fa. "Nord"', "Bonn"), False)]),
    Quoted("a delimiter inside", '1;"Maier; Söhne";Bonn\n', [(1, ("1", "Maier; Söhne", "Bonn"), False)]),
    Quoted(
        "several lines inside",
        '1;"eins\n\nzwei; drei";Bonn\n2;x;Köln\n',
        [(1, ("1", "eins\n\nzwei; drei", "Bonn"), False), (4, ("2", "x", "Köln"), False)],
    ),
    Quoted(
        "open in the last line", '1;a;Bonn\n2;"b;Köln', [(1, ("1", "a", "Bonn"), False), (2, ("2", "b", "Köln"), True)]
    ),
    Quoted(
        "one that closes in the next cell", '1;"a;"b\n2;c;d\n', [(1, ("1", "a;b"), False), (2, ("2", "c", "d"), False)]
    ),
)


@pytest.mark.parametrize("case", QUOTED, ids=lambda case: case.description)
def test_quotation_marks_are_understood(case: Quoted) -> None:
    found = [(each.line, each.fields, each.is_repaired) for each in records(case.lines, ";", width=3)]
    assert found == case.expected


PLAIN_CELL = st.text("aäß,'. \u2028", max_size=6)
QUOTED_CELL = st.text('aä"\n;', max_size=6).filter(lambda text: not (";" in text and "\n" in text))
TABLES = st.lists(st.tuples(PLAIN_CELL, QUOTED_CELL, PLAIN_CELL, PLAIN_CELL), min_size=1, max_size=8)


@given(TABLES, st.booleans(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_a_csv_writer_writes_is_read_back(rows: list[tuple[str, ...]], quotes_all: bool, line_end: str) -> None:
    buffer = io.StringIO()
    quoting: Literal[0, 1] = (
        csv.QUOTE_ALL if quotes_all or line_end == "\r" else csv.QUOTE_MINIMAL
    )  # it would not quote \n there
    csv.writer(buffer, delimiter=";", quoting=quoting, lineterminator=line_end).writerows(rows)
    found = [record.fields for record in records(buffer.getvalue(), ";", width=4)]
    assert found == rows


@given(st.integers(2, 60), st.data())
def test_one_open_quotation_mark_anywhere_keeps_every_row(count: int, data: st.DataObject) -> None:
    lines = [f"{number};Name {number};Ort {number};x" for number in range(count)]
    broken = data.draw(st.integers(0, count - 1))
    lines[broken] = lines[broken].replace(";Name", ';"Name')
    found = list(records("\n".join(lines), ";", width=4))
    assert [record.fields[1] for record in found] == [f"Name {number}" for number in range(count)]
    assert [record.is_repaired for record in found].index(True) == broken


# --- files that are none ---


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotUnderstood) as error:
        read_tables(tmp_path / "fehlt.csv")
    assert (error.value.problem.code, error.value.problem.value) == ("file.missing", str(tmp_path / "fehlt.csv"))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotUnderstood) as error:
        read_tables(tmp_path)
    assert error.value.problem.code == "file.is_folder"


def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    path = tmp_path / "kreis.csv"
    path.symlink_to(path)
    with pytest.raises(NotUnderstood) as error:
        read_tables(path)
    assert error.value.problem.code == "file.unreadable"
    assert error.value.problem.arguments["reason"]


@pytest.mark.parametrize("content", ["", "\n\n", "   ", ";;;\n;;;\n", "\ufeff"])
def test_an_empty_file_is_told(file: File, content: str) -> None:
    assert file.refused(content).code == "file.empty"


def test_column_names_without_rows_are_told(file: File) -> None:
    reading = file.read("Name;Ort\n")
    assert (reading.tables[0].header, reading.tables[0].rows) == (("Name", "Ort"), ())
    assert codes(reading) == ["table.no_rows"]


class Foreign(NamedTuple):
    content: bytes
    name: str
    code: str


FOREIGN = (
    Foreign(b"%PDF-1.7 ...", "liste.csv", "file.foreign"),
    Foreign(b"\x89PNG\r\n\x1a\n....", "liste.xlsx", "file.foreign"),
    Foreign(b"SQLite format 3\0....", "liste.csv", "file.foreign"),
    Foreign(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "liste.xls", "workbook.damaged"),
    Foreign(bytes(range(1, 32)) * 40, "liste.csv", "file.binary"),
    Foreign(b'["Karl"]', "liste.json", "json.no_list"),
    Foreign(b"<html><table><tr><td>Karl</td></tr></table></html>", "liste.xls", "workbook.no_data"),
    Foreign(b"Nur ein Satz ohne Spalten.", "brief.doc", "file.unknown_format"),
)


@pytest.mark.parametrize("case", FOREIGN, ids=lambda case: f"{case.name} {case.code}")
def test_a_file_that_is_no_list_is_refused(file: File, case: Foreign) -> None:
    assert file.refused(case.content, case.name).code == case.code


def test_tabbed_text_that_calls_itself_a_workbook_is_read(file: File) -> None:
    (table,) = read_tables(file.write("Name\tRSVP\tGuests\nKarl\tYes\t0\n", "teilnehmer.xls")).tables
    assert table.header == ("Name", "RSVP", "Guests")


class CardsPlugin:
    """What another plugin would hold."""

    @pluggy.HookimplMarker("datasette")
    def netzwerk_readers(self) -> list[Reader]:
        return [Reader("Cards", (".cards",), lambda head: head.startswith(b"CARDS"), self.read)]

    def read(self, path: Path, options: Options) -> Reading:
        return Reading((Table(path.name, None, ("Name",), 1, (Row(2, (options.encoding,)),)),))


def test_readers_of_plugins_are_asked_first(file: File) -> None:
    plugins = pluggy.PluginManager("datasette")
    plugins.add_hookspecs(hookspecs)
    plugins.register(CardsPlugin())
    readers = readers_with(plugins.hook.netzwerk_readers())
    assert [reader.name for reader in readers] == ["Cards", *(reader.name for reader in READERS)]
    path = file.write("CARDS;1\nx;y\n")
    assert read_tables(path, encoding="cp1252", readers=readers).tables[0].rows == (Row(2, ("cp1252",)),)

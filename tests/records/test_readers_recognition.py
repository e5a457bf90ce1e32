"""What a file is, is told by its content; what is no file, or more than a list, is refused at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.pipeline import ImportOptions, import_files
from datasette_netzwerk.records.readers import read_tables
from datasette_netzwerk.site import Site
from tests.group import TODAY

LIST = "Name;Ort\nKarl;Bonn\n"
CONTENTS = (
    ("text", LIST),
    ("vCard", "\ufeff\r\nBEGIN:VCARD\r\nN:Groß;Karl;;;\r\nADR:;;;Bonn;;;\r\nEND:VCARD\r\n"),
    ("calendar", "begin:vcalendar\nbegin:vevent\ndtstart:20260113\nsummary:Karl\nend:vevent\nend:vcalendar\n"),
    ("JSON", '[ {"Name": "Karl", "Ort": "Bonn"} ]'),
    ("lines of JSON", '{"Name": "Karl"}\n{"Name": "Ute"}\n'),
    ("web page", "<!-- x --><!DOCTYPE html><html><table><tr><td>Name<td>Ort<tr><td>Karl<td>Bonn</table>"),
)


def refused(path: Path) -> Problem:
    with pytest.raises(NotUnderstood) as error:
        read_tables(path)
    return error.value.problem


@pytest.mark.parametrize("name", ["liste.csv", "liste.xls", "liste", "liste.xlsx", "liste.json"])
@pytest.mark.parametrize("content", [content for _, content in CONTENTS], ids=[name for name, _ in CONTENTS])
def test_the_content_decides_and_not_the_name(tmp_path: Path, content: str, name: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8", newline="")
    (table,) = read_tables(path).tables
    assert "Karl" in table.rows[0].cells


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "liste.csv")
    assert refused(tmp_path / "liste.csv").code == "file.no_file"


def test_more_tables_than_anybody_keeps_in_one_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "liste.html"
    path.write_text("<html>" + "<table><tr><td>Name<td>Ort<tr><td>Karl<td>Bonn</table>" * 101, encoding="utf-8")
    problem = refused(path)
    assert (problem.code, dict(problem.arguments)) == ("file.many_tables", {"count": "101", "limit": "100"})


def test_more_columns_than_a_workbook_has_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(";".join(map(str, range(16_385))) + "\n" + "x;" * 16_384 + "x\n", encoding="utf-8")
    assert (refused(path).code, refused(path).arguments["columns"]) == ("table.too_large", "16385")


MATRIX = "Name;13.01.2026;10.02.2026;10.03.2026\n"
MEMBERS = "Vorname;Nachname\nAnna;Müller\nCem;Çelik\n"


def marks_told(folder: Path, rows: str) -> tuple[int, list[tuple[str, int | None, str | None, str | None]]]:
    """Import a matrix and return how many attendances were stored and what is told about marks."""
    site, members, matrix = Site(folder / "site"), folder / "mitglieder.csv", folder / "liste.csv"
    members.write_text(MEMBERS, encoding="utf-8")
    matrix.write_text(MATRIX + rows, encoding="utf-8")
    import_files(site, [members], ImportOptions(today=TODAY))
    (report,) = import_files(site, [matrix], ImportOptions(today=TODAY))
    told = [(each.code, each.line, each.column, each.value) for each in report.problems]
    return report.counts.inserted, [each for each in told if each[0].startswith("attendance.")]


def test_an_unclear_mark_among_clear_ones_is_told_with_its_cell(tmp_path: Path) -> None:
    stored, told = marks_told(tmp_path, "Anna Müller;x;?;x\nCem Çelik;x;A;x\n")
    assert told == [
        ("attendance.unknown_word", 2, "10.02.2026", "?"),
        ("attendance.ambiguous", 3, "10.02.2026", "A"),
    ]
    assert stored == 3 + 4  # three meetings, and the four marks that are clear


def test_a_matrix_of_unclear_marks_is_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(NotUnderstood) as error:
        marks_told(tmp_path, "Anna Müller;A;A;A\nCem Çelik;A;x;A\n")
    assert error.value.problem.code == "attendance.ambiguous"

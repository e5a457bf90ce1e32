"""Long sign-in sheets are read and stored by columns, with the same outcome as row by row."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from datasette_netzwerk.records.readers import read_tables, regular
from datasette_netzwerk.records.readers.tables import CodedRows, Table
from datasette_netzwerk.site import Site
from tests.group import import_group, make_site
from tests.records.test_export import canonical, every_row

MARKS = ("anwesend", "entschuldigt", "fehlt")


def attendance_text(count: int, line_end: str = "\n") -> str:
    rows = (
        f"{1 + n % 28:02}.{1 + n // 28 % 12:02}.{2000 + n // 336};{n % 7 + 1};{MARKS[n % 3]};" for n in range(count)
    )
    return line_end.join(("Datum;Mitgliedsnr.;Status;Bemerkung", *rows)) + line_end


def table_of(path: Path) -> Table:
    (table,) = read_tables(path).tables
    return table


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("head", "tail"), [("", ""), ("Anwesenheit 2000;;;\n", "Summe;3000;;\n"), ("", "\n"), ("Titel;;;\n;;;\n", "")]
)
def test_a_long_file_is_the_same_table_by_columns_and_by_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line_end: str, head: str, tail: str
) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes((head + attendance_text(3_000) + tail).replace("\n", line_end).encode())
    monkeypatch.setattr(regular, "CHUNK", 4_096)
    by_columns = table_of(path)
    monkeypatch.setattr(regular, "LONG", 10_000)
    by_rows = table_of(path)
    assert not isinstance(by_rows.rows, CodedRows)
    assert list(by_columns.rows) == list(by_rows.rows)
    assert (by_columns.header, by_columns.header_line) == (by_rows.header, by_rows.header_line)


def test_a_plain_long_file_is_kept_by_columns(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(attendance_text(3_000), encoding="utf-8")
    assert isinstance(table_of(path).rows, CodedRows)


@pytest.mark.parametrize("stray", ["01.02.2003;1;anwesend", '01.02.2003;1;"anwesend";', ";;;", "1;2;3;4;5"])
def test_one_strange_line_in_a_long_file_is_seen(tmp_path: Path, stray: str) -> None:
    lines = attendance_text(3_000).splitlines()
    lines.insert(1_500, stray)
    path = tmp_path / "liste.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert not isinstance(table_of(path).rows, CodedRows)


def doubtful_rows() -> list[str]:
    """Return rows that need a look each: unknown people, guests, repetitions, bad dates and marks, meetings to come."""
    return [
        "01.01.2000;1;anwesend;zweimal;;",
        "31.02.2000;2;anwesend;;;",
        "01.03.2001;3;vielleicht;;;",
        "01.03.2001;;anwesend;;ja;Gustav Gast",
        "02.03.2001;;anwesend;;;Gustav Gast",
        "02.03.2001;;anwesend;;;Nora Niemand",
        "01.01.2099;1;anwesend;;;",
        "03.03.2001;;anwesend;;;",
    ]


def sheet(rows: list[str]) -> str:
    return "\n".join(("Datum;Mitgliedsnr.;Status;Bemerkung;Gast;Name", *rows)) + "\n"


def plain_rows() -> list[str]:
    return [f"{1 + n % 28:02}.01.{2000 + n // 28 % 20};{n % 7 + 1};{MARKS[n % 3]};;;" for n in range(400)]


def members(site: Site, folder: Path) -> None:
    rows = [f"{number};Anna;Meyer{'abcdefg'[number - 1]}" for number in range(1, 8)]
    (folder / "mitglieder.csv").write_text("\n".join(("Mitgliedsnr.;Vorname;Nachname", *rows)), encoding="utf-8")
    import_group(site, [folder / "mitglieder.csv"])


def test_doubtful_rows_among_plain_ones_are_told_each_with_its_line(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    members(site, tmp_path)
    path = tmp_path / "liste.csv"
    path.write_text(sheet(plain_rows() + doubtful_rows()), encoding="utf-8")
    (report,) = import_group(site, [path])
    assert [(problem.code, problem.line) for problem in report.problems if problem.line and problem.line > 401] == [
        ("attendance.twice", 402),
        ("date.impossible", 403),
        ("meeting.no_date", 403),
        ("attendance.unknown_word", 404),
        ("person.unknown", 407),
        ("attendance.in_the_future", 408),
        ("person.no_name", 409),
    ]
    assert report.counts.inserted == 402


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    rows = plain_rows() + doubtful_rows()[1:4]
    sites = [make_site(tmp_path / "one"), make_site(tmp_path / "two")]
    for seed, site in enumerate(sites):
        random.Random(seed).shuffle(rows)
        members(site, tmp_path)
        (tmp_path / "liste.csv").write_text(sheet(rows), encoding="utf-8")
        import_group(site, [tmp_path / "liste.csv"])
    assert canonical(sites[0]) == canonical(sites[1])


def test_importing_a_long_list_again_changes_nothing_and_a_new_mark_changes_one_row(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    members(site, tmp_path)
    path = tmp_path / "liste.csv"
    rows = plain_rows()
    path.write_text(sheet(rows), encoding="utf-8")
    import_group(site, [path])
    before = every_row(site)
    (report,) = import_group(site, [path], again=True)
    assert (report.counts.inserted, report.counts.updated, report.counts.unchanged) == (0, 0, 400)
    assert every_row(site) == before
    rows[7] = rows[7].replace("entschuldigt", "anwesend")
    path.write_text(sheet(rows), encoding="utf-8")
    (report,) = import_group(site, [path])
    assert (report.counts.inserted, report.counts.updated, report.counts.unchanged) == (0, 1, 399)

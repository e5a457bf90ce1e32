"""The way out: a group's lists back in its own columns, and importing them again changes nothing."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from datasette_netzwerk.commands import netzwerk
from datasette_netzwerk.model import Kind
from datasette_netzwerk.records.export.canonical import canonical_facts, canonical_text
from datasette_netzwerk.records.export.files import Sheet, csv_text, write_sheets
from datasette_netzwerk.records.export.lists import export_lists
from datasette_netzwerk.records.export.rejected import export_rejected
from datasette_netzwerk.records.readers import read_tables
from datasette_netzwerk.records.store.database import open_records
from datasette_netzwerk.records.store.problems import read_open_problems
from datasette_netzwerk.site import Site
from tests.group import import_group, make_site, publish_group, write_files

KINDS = tuple(Kind)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = make_site(tmp_path / "site")
    import_group(site, write_files(tmp_path / "lists"))
    return site


def canonical(site: Site) -> dict[str, list[list[object]]]:
    with closing(open_records(site)) as records:
        return canonical_facts(records)


def export(site: Site, path: Path, kind: Kind | None = None) -> Path:
    with closing(open_records(site)) as records:
        export_lists(records, path, kind)
    return path


def every_row(site: Site) -> dict[str, list[Any]]:
    """Return every fact row by row, with the import that last wrote it."""
    with closing(sqlite3.connect(site.records)) as records:
        tables = ("people", "contact_points", "memberships", "consents", "meetings", "attendance", "interactions")
        return {table: records.execute(f"select * from {table} order by 1, 2, 3").fetchall() for table in tables}


def test_a_list_comes_back_with_its_own_columns_in_its_own_order_and_words(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "neu.csv"
    path.write_text("Hutgröße;Nachname;Vorname;Mitgliedsnr.;Wohnort\n56;Groß;Bernd;2;Wien\n", encoding="utf-8")
    import_group(site, [path])
    (table,) = read_tables(export(site, tmp_path / "liste.csv")).tables
    assert table.header[:6] == ("Hutgröße", "Nachname", "Vorname", "Mitgliedsnr.", "Wohnort", "Titel")
    (bernd,) = (row.cells for row in table.rows if "Bernd" in row.cells)
    assert bernd[:5] == ("56", "Groß", "Bernd", "2", "Wien")
    assert bernd[table.header.index("Branche")] == "Dachdeckermeister"


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".json"])
def test_importing_an_exported_list_changes_nothing(tmp_path: Path, site: Site, ending: str) -> None:
    before = every_row(site)
    for kind in KINDS:
        path = export(site, tmp_path / f"{kind.value}{ending}", kind)
        (report,) = import_group(site, [path])
        assert [(problem.code, problem.line, problem.value) for problem in report.problems] == []
        assert (report.kind, report.counts.inserted, report.counts.updated) == (kind, 0, 0)
        assert report.counts.rows > 0
    assert every_row(site) == before


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".json"])
def test_the_exported_lists_make_the_same_site_anew(tmp_path: Path, site: Site, ending: str) -> None:
    other = make_site(tmp_path / "other")
    import_group(other, [export(site, tmp_path / f"{kind.value}{ending}", kind) for kind in KINDS])
    assert canonical(other) == canonical(site)


def test_a_month_or_a_year_of_joining_stays_one(tmp_path: Path) -> None:
    site, other = make_site(tmp_path / "site"), make_site(tmp_path / "other")
    path = tmp_path / "liste.csv"
    path.write_text("Nr.;Nachname;Vorname;Eintritt\n7;Neu;Nora;2019\n8;Alt;Olaf;03.2018\n", encoding="utf-8")
    import_group(site, [path])
    out = export(site, tmp_path / "aus.csv", Kind.MEMBERS)
    assert [row.cells[3] for row in read_tables(out).tables[0].rows] == ["03.2018", "2019"]
    import_group(other, [out])
    assert canonical(other) == canonical(site)


def test_one_workbook_holds_all_lists_and_makes_the_same_site_anew(tmp_path: Path, site: Site) -> None:
    other = make_site(tmp_path / "other")
    import_group(other, [export(site, tmp_path / "alles.xlsx")])
    assert canonical(other) == canonical(site)


def test_importing_exported_cards_changes_nothing(tmp_path: Path, site: Site) -> None:
    before = every_row(site)
    (report,) = import_group(site, [export(site, tmp_path / "mitglieder.vcf")])
    assert (report.counts.rows, report.counts.inserted, report.counts.updated) == (10, 0, 0)
    assert every_row(site) == before


def test_csv_opens_in_excel_with_umlauts_and_calculates_nothing() -> None:
    text = csv_text(
        Sheet("x", ("Name", "Notiz"), [("Müller", "=1+1"), ("@SUM(A1)", '5" Rohr; neu'), ("+49 30 1", "-cmd|x")])
    )
    assert text == 'Name;Notiz\r\nMüller;\'=1+1\r\n\'@SUM(A1);"5"" Rohr; neu"\r\n+49 30 1;\'-cmd|x\r\n'


def test_formulas_in_a_workbook_are_text(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "neu.csv"
    path.write_text("Mitgliedsnr.;Nachname;Vorname;Bemerkung\n2;Groß;Bernd;=HYPERLINK(1)\n", encoding="utf-8")
    import_group(site, [path])
    (table,) = read_tables(export(site, tmp_path / "liste.xlsx", Kind.MEMBERS)).tables
    assert "=HYPERLINK(1)" in {cell for row in table.rows for cell in row.cells}


def test_the_canonical_export_is_the_same_in_any_order_and_twice_in_a_row(tmp_path: Path, site: Site) -> None:
    other = make_site(tmp_path / "other")
    paths = write_files(tmp_path / "lists")
    for path in (paths[1], paths[0], paths[3], paths[2], paths[0], paths[2]):
        import_group(other, [path], again=True)
    with closing(open_records(site)) as one, closing(open_records(other)) as two:
        assert canonical_text(one) == canonical_text(two)
        assert json.loads(canonical_text(one))["leaves"] == [["5", "2025-01-01", "2026-12-31"]]


def run(site: Site, *arguments: str) -> str:
    command = ["export", *arguments, "--site", str(site.folder), "--lang", "en"]
    result = CliRunner().invoke(netzwerk, command, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_rows_of_a_query_are_a_list_and_its_addresses_are_copied(tmp_path: Path, site: Site) -> None:
    publish_group(site)
    assert run(site, "--emails", "--query", "members_who_never_came") == "ida@peters.example; grete@lindhorst.example\n"
    path = tmp_path / "liste.csv"
    run(site, "--query", "members_in_industry", "--parameter", "industry=Metallbau", str(path))
    assert path.read_text(encoding="utf-8-sig").startswith("member;")


def test_an_export_that_is_not_understood_says_what_there_is(tmp_path: Path, site: Site) -> None:
    for arguments, expected in (
        ((), "No file to write is named."),
        ((str(tmp_path / "x.pdf"),), "Lists are not written as .pdf."),
        (("--emails",), "Nobody said whose e-mail addresses."),
        (("--emails", "--query", "members_who_never_came"), "nothing was published yet"),
        (("--query", "nichts", str(tmp_path / "x.csv")), "There is no query nichts."),
    ):
        command = ["export", *arguments, "--site", str(site.folder), "--lang", "en"]
        result = CliRunner().invoke(netzwerk, command, catch_exceptions=False)
        assert (result.exit_code, expected in result.output) == (2, True), result.output


WORDS = st.text(alphabet="abcäöüß ,;\"'=+@-ÇÑ1\n", min_size=1, max_size=12).filter(
    lambda text: text.strip("-,;\"'=+@ \n")
)


@st.composite
def members(draw: st.DrawFn) -> list[tuple[str, ...]]:
    names = draw(
        st.lists(st.sampled_from(("Amsel", "Buche", "Çelik", "Dachs-Erle", "Müller")), unique=True, max_size=5)
    )
    cell = st.one_of(st.just(""), WORDS)
    return [(str(index), "Anna", name, draw(cell), draw(cell), draw(cell)) for index, name in enumerate(names, 1)]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=members(), ending=st.sampled_from((".csv", ".xlsx", ".json")))
@example(rows=[("1", "Anna", "Amsel", "", " '=1", " ''@x")], ending=".csv")
def test_import_after_export_after_import_is_import(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], ending: str
) -> None:
    folder = tmp_path_factory.mktemp("export")
    site, other = make_site(folder / "site"), make_site(folder / "other")
    sheet = Sheet("x", ("Mitgliedsnr.", "Vorname", "Nachname", "Ort", "Bemerkung", "Hut"), rows)
    (folder / "liste.csv").write_text(csv_text(sheet), encoding="utf-8-sig", newline="")
    import_group(site, [folder / "liste.csv"])
    before = canonical(site)
    path = export(site, folder / f"aus{ending}", Kind.MEMBERS)
    if not rows:
        return
    import_group(site, [path])
    assert canonical(site) == before
    import_group(other, [path])
    assert canonical(other) == before


def test_rows_that_were_left_out_are_exported_mended_and_imported_and_their_problems_close(
    tmp_path: Path, site: Site
) -> None:
    path = tmp_path / "neu.csv"
    path.write_text("Nr.;Vorname;Nachname;Eintritt;Hut\n61;Nora;Neu;31.02.2020;56\n;;;;57\n", encoding="utf-8")
    import_group(site, [path])
    file = tmp_path / "fehler.csv"
    with closing(open_records(site)) as records:
        assert export_rejected(records, file) == 2
        assert [problem.line for problem in read_open_problems(records)] == [2, 3, 1]
    text = file.read_text(encoding="utf-8-sig")
    header, nora, nameless = text.splitlines()
    assert header == "Nr.;Vorname;Nachname;Eintritt;Hut;Netzwerk: Grund;Netzwerk: Zeile;Netzwerk: Datei"
    assert nora.startswith("61;Nora;Neu;31.02.2020;56;")
    assert "31.02.2020" in nora.split(";", 5)[5]
    assert nameless.startswith(";;;;57;")
    assert [line.rsplit(";", 2)[1] for line in (nora, nameless)] == ["2", "3"]
    mended = text.replace("31.02.2020", "28.02.2020").replace(";;;;57", "62;Olaf;Ohm;;57")
    file.write_text(mended, encoding="utf-8-sig")
    (report,) = import_group(site, [file])
    assert (report.counts.inserted, report.counts.updated) == (1, 1)
    with closing(open_records(site)) as records:
        assert {problem.code for problem in read_open_problems(records)} == {"column.not_recognised"}


def refused(site: Site, *arguments: str) -> str:
    result = CliRunner().invoke(netzwerk, [*arguments, "--site", str(site.folder), "--lang", "en"])
    assert result.exit_code == 3, result.output
    return result.output


def test_a_file_that_is_there_is_replaced_only_by_force(tmp_path: Path, site: Site) -> None:
    original = tmp_path / "liste.csv"
    original.write_text("mein Original", encoding="utf-8")
    for command in (["export"], ["export", "--canonical"], ["problems", "--rows"]):
        assert "There is a file liste.csv already; nothing was written." in refused(site, *command, str(original))
        assert original.read_text(encoding="utf-8") == "mein Original"
    run(site, "--force", str(original))
    assert original.read_text(encoding="utf-8-sig").startswith("Mitgliedsnr.;")


def test_the_canonical_facts_are_written_into_the_file_that_is_named(tmp_path: Path, site: Site) -> None:
    assert run(site, "--canonical", str(tmp_path / "fakten.json")) == ""
    assert (tmp_path / "fakten.json").read_text(encoding="utf-8") == run(site, "--canonical")


def test_a_query_that_finds_nobody_prints_no_addresses_and_says_so_beside(tmp_path: Path, site: Site) -> None:
    publish_group(site)
    arguments = ["export", "--emails", "--query", "members_in_industry", "--parameter", "industry=Raumfahrt"]
    result = CliRunner().invoke(netzwerk, [*arguments, "--site", str(site.folder), "--lang", "en"])
    assert result.stdout == ""
    assert result.stderr == "Nobody with an e-mail address is among these rows.\n"


def test_a_workbook_has_days_and_amounts_as_such_and_texts_as_texts(tmp_path: Path) -> None:
    rows = [("01.03.2024", "1250,50", "=1+1"), ("03.2018", "0,5 kg", "7"), ("", "", "")]
    sheet = Sheet("x", ("Datum", "Betrag", "Notiz"), rows, ("occurred_on", "amount", "text"))
    write_sheets(tmp_path / "x.xlsx", [sheet])
    cells = openpyxl.load_workbook(tmp_path / "x.xlsx")["x"]
    assert [each.value for each in cells[2]] == [datetime(2024, 3, 1), 1250.5, "=1+1"]
    assert [each.number_format for each in cells[2]][:2] == ["dd\\.mm\\.yyyy", "#,##0.00"]
    assert cells["C2"].data_type != "f"
    assert [each.value for each in cells[3]] == ["03.2018", "0,5 kg", "7"]


def test_a_list_comes_back_without_columns_that_only_repeat_its_own(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    path = tmp_path / "liste.csv"
    path.write_text("Name;Ort\nDr. Bernd Groß;Wien\nAnke Müller geb. Kurz;Halle\n", encoding="utf-8")
    import_group(site, [path])
    (table,) = read_tables(export(site, tmp_path / "aus.csv", Kind.MEMBERS)).tables
    assert table.header == ("Name", "Ort")

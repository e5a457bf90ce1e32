"""Importing: one file, one transaction; twice is once; nothing is lost; a person is a person across all files."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datasette_netzwerk.model import Kind
from datasette_netzwerk.problems import NotUnderstood, Refused
from datasette_netzwerk.records.differences import Difference, Operation
from datasette_netzwerk.records.pipeline import ImportOptions, ImportReport, import_files
from datasette_netzwerk.records.store.database import open_records
from datasette_netzwerk.site import Site
from datasette_netzwerk.sqlfiles import read_sql
from tests.group import LISTS, NAMES, import_group, make_site, write_files

FACT_TABLES = (
    "people",
    "identifiers",
    "contact_points",
    "companies",
    "positions",
    "memberships",
    "roles",
    "industries",
    "member_industries",
    "member_countries",
    "member_languages",
    "member_topics",
    "offers",
    "leaves",
    "consents",
    "meetings",
    "attendance",
    "interactions",
    "problems",
    "changes",
)


def dump(site: Site) -> dict[str, list[Any]]:
    """Return every fact, problem and change of a site, row by row."""
    with closing(sqlite3.connect(site.records)) as records:
        return {table: records.execute(f"select * from {table} order by 1, 2, 3").fetchall() for table in FACT_TABLES}


def query(site: Site, sql: str) -> list[Any]:
    with closing(sqlite3.connect(site.records)) as records:
        return records.execute(sql).fetchall()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with the whole tiny group imported."""
    site = make_site(tmp_path / "site")
    import_group(site, write_files(tmp_path / "lists"))
    return site


def counts(reports: list[ImportReport]) -> dict[str, tuple[int, int, int, int]]:
    return {
        report.file: (report.counts.rows, report.counts.inserted, report.counts.updated, report.counts.unchanged)
        for report in reports
    }


def test_each_list_is_recognised_and_every_row_is_stored(tmp_path: Path) -> None:
    reports = import_group(make_site(tmp_path / "site"), write_files(tmp_path / "lists"))
    assert [report.kind for report in reports] == [Kind.MEMBERS, Kind.MEETINGS, Kind.ATTENDANCE, Kind.INTERACTIONS]
    assert counts(reports) == {
        "mitglieder.csv": (10, 10, 0, 0),
        "treffen.csv": (4, 4, 0, 0),
        "anwesenheit.csv": (15, 15, 0, 0),
        "kontakte.csv": (3, 3, 0, 0),
    }
    assert [problem for report in reports for problem in report.problems] == []


def test_files_are_imported_in_the_order_in_which_they_need_each_other(tmp_path: Path) -> None:
    paths = write_files(tmp_path / "lists")
    reports = import_group(make_site(tmp_path / "site"), paths[::-1])
    assert [report.kind for report in reports] == [Kind.MEMBERS, Kind.MEETINGS, Kind.ATTENDANCE, Kind.INTERACTIONS]


def test_importing_twice_changes_nothing(tmp_path: Path, site: Site) -> None:
    before = dump(site)
    reports = import_group(site, write_files(tmp_path / "lists"), again=True)
    assert counts(reports) == {
        "mitglieder.csv": (10, 0, 0, 10),
        "treffen.csv": (4, 0, 0, 4),
        "anwesenheit.csv": (15, 0, 0, 15),
        "kontakte.csv": (3, 0, 0, 3),
    }
    assert dump(site) == before


def test_a_file_imported_before_is_skipped_and_said_so(site: Site) -> None:
    before = query(site, "select * from import_runs")
    (report,) = import_group(site, [LISTS / "mitglieder.csv"])
    assert [(problem.code, problem.arguments["run"]) for problem in report.problems] == [("run.imported_before", "1")]
    assert report.is_clean
    assert query(site, "select * from import_runs") == before


def test_a_file_is_imported_again_when_something_was_changed_since_or_something_else_is_said_about_it(
    tmp_path: Path, site: Site
) -> None:
    (report,) = import_group(site, [LISTS / "mitglieder.csv"], kind=Kind.MEMBERS)
    assert report.run_id == 5
    path = tmp_path / "neu.csv"
    path.write_text("Mitgliedsnr.;Vorname;Nachname;Ort\n2;Bernd;Groß;Wien\n", encoding="utf-8")
    import_group(site, [path])
    (report,) = import_group(site, [LISTS / "mitglieder.csv"])
    assert (report.run_id, report.counts.updated) == (7, 1)


def test_a_dry_run_tells_every_value_before_and_after(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "neu.csv"
    text = "Mitgliedsnr.;Vorname;Nachname;Ort;Telefon\n2;Bernd;Groß;Wien;030 23125099\n77;Nora;Neu;Graz;\n"
    path.write_text(text, encoding="utf-8")
    (report,) = import_group(site, [path], dry_run=True)
    assert report.run_id is None
    assert report.differences == (
        Difference(Operation.CHANGED, "people", "Bernd Groß", {"town": ("Amselfeld", "Wien")}),
        Difference(
            Operation.REMOVED,
            "contact_points",
            "Bernd Groß",
            {"kind": ("phone", None), "value": ("+49 30 23125002", None)},
        ),
        Difference(
            Operation.NEW,
            "people",
            "Nora Neu",
            {"given_name": (None, "Nora"), "family_name": (None, "Neu"), "town": (None, "Graz")},
        ),
        Difference(
            Operation.NEW, "contact_points", "Bernd Groß", {"kind": (None, "phone"), "value": (None, "+49 30 23125099")}
        ),
        Difference(Operation.NEW, "memberships", "Nora Neu", {}),
    )


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
def test_importing_again_with_shuffled_rows_in_another_encoding_changes_nothing(
    tmp_path: Path, site: Site, seed: int, encoding: str
) -> None:
    before = dump(site)
    folder = tmp_path / f"again-{seed}-{encoding}"
    folder.mkdir(exist_ok=True)
    for name in NAMES:
        header, *rows = (LISTS / name).read_text(encoding="utf-8").splitlines(keepends=True)
        random.Random(seed).shuffle(rows)
        text = header + "".join(rows)
        if encoding == "cp1252":
            # An office PC cannot write these letters in Windows-1252; the number beside the name tells who is meant.
            rows = [row for row in rows if row.encode("cp1252", "replace") == row.encode("cp1252", "ignore")]
            text = header + "".join(rows)
        (folder / name).write_text(text, encoding=encoding)
    import_group(site, [folder / name for name in NAMES])
    assert dump(site) == before


def test_a_person_is_one_person_across_all_files(site: Site) -> None:
    names = query(
        site, "select name, (select count(*) from attendance where person_id = people.id) from people order by id"
    )
    assert names == [
        ("Dr. Anke Müller", 3),
        ("Bernd Groß", 2),
        ("Çiğdem Yılmaz", 1),
        ("Dirk Vahl", 2),
        ("Eva Ostermann", 1),
        ("Frank Imhoff", 1),
        ("Grete Lindhorst", 1),
        ("Hans Peters", 1),
        ("Ida Petersen", 0),
        ("Jan Wójcik", 2),
        ("Klara Gastmann", 1),
    ]


def test_two_people_of_one_firm_with_one_telephone_stay_two(site: Site) -> None:
    assert query(site, "select count(distinct person_id) from contact_points where key = '+493023125008'") == [(2,)]


def test_a_row_about_an_unknown_person_waits_and_is_stored_when_she_is_known(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    mitglieder, treffen, anwesenheit, _ = write_files(tmp_path / "lists")
    (report,) = import_group(site, [anwesenheit])
    assert report.counts.inserted == 3, "two rows are marked as guests', and one of these guests came again"
    assert {problem.code for problem in report.problems} == {"person.unknown"}
    assert len(report.problems) == 12
    import_group(site, [mitglieder, treffen])
    assert query(site, "select count(*) from attendance") == [(15,)]
    assert query(site, "select count(*) from problems where resolved_at is null") == [(0,)]


def test_waiting_rows_are_kept_once_however_often_they_are_imported(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    path = write_files(tmp_path / "lists")[2]
    import_group(site, [path])
    import_group(site, [path], again=True)
    assert query(site, "select count(*) from problems where resolved_at is null") == [(12,)]


def test_an_empty_cell_is_no_deletion_and_a_new_value_is_kept_beside_the_old_one(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "neu.csv"
    path.write_text("Mitgliedsnr.;Vorname;Nachname;Ort;Telefon\n2;Bernd;Groß;;030 23125099\n", encoding="utf-8")
    (report,) = import_group(site, [path])
    assert (report.counts.inserted, report.counts.updated) == (0, 1)
    assert query(site, "select town from people where id = 2") == [("Amselfeld",)]
    assert query(site, "select key from contact_points where person_id = 2 and kind = 'phone'") == [("+493023125099",)]
    changes = query(site, "select actor, import_run_id, table_name, operation, differences from changes")
    assert [change[:4] for change in changes] == [("test", 5, "contact_points", "delete")]
    assert '"+493023125002"' in changes[0][4]


def test_a_member_who_comes_back_gets_a_second_membership(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "neu.csv"
    path.write_text("Mitgliedsnr.;Vorname;Nachname;Eintritt\n6;Frank;Imhoff;01.03.2026\n", encoding="utf-8")
    import_group(site, [path])
    assert query(site, "select started_on, ended_on from memberships where person_id = 6 order by 1") == [
        ("2022-07-01", "2025-12-31"),
        ("2026-03-01", None),
    ]


def test_a_narrower_consent_closes_what_the_older_one_had_opened(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "neu.csv"
    path.write_text(
        "Mitgliedsnr.;Vorname;Nachname;Im Internet sichtbar;Einwilligung am\n1;Anke;Müller;Name, Firma;01.03.2026\n",
        encoding="utf-8",
    )
    import_group(site, [path])
    opened = "select field from consents where person_id = 1 and audience = 'public' and is_refusal = 0 order by 1"
    assert query(site, opened) == [("company",), ("name",)]


def test_columns_that_mean_nothing_to_us_are_kept(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "neu.csv"
    path.write_text("Mitgliedsnr.;Vorname;Nachname;Hutgröße\n1;Anke;Müller;56\n", encoding="utf-8")
    import_group(site, [path])
    other = tmp_path / "andere.csv"
    other.write_text("Mitgliedsnr.;Vorname;Nachname;Getränk\n1;Anke;Müller;Tee\n", encoding="utf-8")
    import_group(site, [other])
    assert query(site, "select unmapped from people where id = 1") == [('{"Hutgröße":"56","Getränk":"Tee"}',)]


def test_a_dry_run_tells_what_would_change_and_leaves_no_trace(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    reports = import_group(site, write_files(tmp_path / "lists"), dry_run=True)
    assert counts(reports)["anwesenheit.csv"] == (15, 15, 0, 0)
    assert not site.private.exists()
    import_group(site, write_files(tmp_path / "lists"))
    before = dump(site)
    import_group(site, [LISTS / "mitglieder.csv"], dry_run=True)
    assert dump(site) == before


def test_a_corrected_file_closes_the_problems_of_its_older_version(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "neu.csv"
    path.write_text("Mitgliedsnr.;Vorname;Nachname;Eintritt\n2;Bernd;Groß;31.02.2021\n", encoding="utf-8")
    (report,) = import_group(site, [path])
    assert [(problem.code, problem.line, problem.column, problem.value) for problem in report.problems] == [
        ("date.impossible", 2, "Eintritt", "31.02.2021")
    ]
    path.write_text("Mitgliedsnr.;Vorname;Nachname;Eintritt\n2;Bernd;Groß;28.02.2021\n", encoding="utf-8")
    import_group(site, [path])
    assert query(site, "select count(*) from problems where resolved_at is null") == [(0,)]


def test_the_second_row_with_the_same_number_is_kept_as_a_problem(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "neu.csv"
    path.write_text("Mitgliedsnr.;Vorname;Nachname;Ort\n2;Bernd;Groß;Amselfeld\n2;Bernd;Groß;Wien\n", encoding="utf-8")
    (report,) = import_group(site, [path])
    assert [(problem.code, problem.line, problem.arguments["line"]) for problem in report.problems] == [
        ("person.twice", 3, "2")
    ]
    assert query(site, "select town from people where id = 2") == [("Amselfeld",)]


def test_a_number_with_another_given_and_family_name_is_refused(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "neu.csv"
    path.write_text("Mitgliedsnr.;Vorname;Nachname\n2;Xaver;Quast\n", encoding="utf-8")
    (report,) = import_group(site, [path])
    assert [problem.code for problem in report.problems] == ["person.number_reused"]
    assert query(site, "select name from people where id = 2") == [("Bernd Groß",)]


def test_a_file_that_cannot_be_read_stores_nothing_of_the_others(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    with pytest.raises(NotUnderstood):
        import_group(site, [*write_files(tmp_path / "lists"), tmp_path / "fehlt.csv"])
    assert not site.records.exists()


def test_another_import_at_work_is_told_and_nothing_is_stored(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("datasette_netzwerk.records.store.database.SECONDS_TO_WAIT", 0.1)
    before = dump(site)
    with closing(open_records(site)) as other:
        other.execute("begin immediate")
        with pytest.raises(Refused) as refused:
            import_group(site, [LISTS / "mitglieder.csv"], again=True)
        other.execute("rollback")
    assert refused.value.problem.code == "records.busy"
    assert dump(site) == before


def test_mapping_defaults_stand_for_a_missing_column(tmp_path: Path, site: Site) -> None:
    mapping = tmp_path / "mapping.yml"
    mapping.write_text("kind: attendance\ndefaults:\n  held_on: 12.03.2024\n", encoding="utf-8")
    path = tmp_path / "liste.csv"
    path.write_text("Name;Status\nIda Petersen;anwesend\n", encoding="utf-8")
    (report,) = import_group(site, [path], mapping=mapping)
    assert (report.counts.inserted, list(report.problems)) == (1, [])
    assert query(site, "select count(*) from attendance where meeting_id = 1") == [(8,)]


def test_titles_in_columns_of_their_own_join_a_name_in_one_cell(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Mitgl.-Nr.;Anrede;Titel;Name\n51;Herr;Dr.;Neumann, Jürgen\n", encoding="utf-8")
    import_group(site, [path])
    found = query(
        site, "select salutation, academic_title, given_name, family_name from people order by id desc limit 1"
    )
    assert found == [("Herr", "Dr.", "Jürgen", "Neumann")]


def test_an_old_list_without_numbers_makes_nobody_twice(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "alt.csv"
    path.write_text("Vorname;Nachname\nHans;Peters\nPetra;Peters\n", encoding="utf-8")
    (first,) = import_group(site, [path])
    assert (first.counts.inserted, first.counts.unchanged) == (1, 1), "Hans Peters is known, Petra Peters is new"
    (second,) = import_group(site, [path], again=True)
    assert (second.counts.inserted, second.counts.updated, second.counts.unchanged) == (0, 0, 2)


def test_a_consent_stated_for_all_does_not_open_somebody_who_may_have_said_no(tmp_path: Path, site: Site) -> None:
    """Dirk Vahl said no; the list has him in another spelling, and a paper for everybody."""
    mapping = tmp_path / "papier.yml"
    mapping.write_text(
        "consents:\n  - audience: public\n    fields: [name]\n    given_on: 2026-01-01\n"
        "    wording: Ja.\n    evidence: Ordner 1\n",
        encoding="utf-8",
    )
    path = tmp_path / "alt.csv"
    path.write_text("Vorname;Nachname;Firma;Straße;PLZ\nDierk;Vahl;Vahl Software;Geheimweg 4;48431\n", encoding="utf-8")
    (report,) = import_group(site, [path], mapping=mapping)
    assert [problem.code for problem in report.problems] == ["consent.not_for_all", "person.maybe_same"]
    opened = "select count(*) from consents join people on people.id = person_id where given_name = 'Dierk'"
    assert query(site, opened) == [(0,)]


def test_totals_and_footers_of_a_list_are_no_people(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "liste.csv"
    text = "Name;Ort\nNora Neumann;Wien\nOle Olsen;Graz\nSumme: 2 Mitglieder;\nStand: 01.03.2026, erstellt von Eva;\n"
    path.write_text(text, encoding="utf-8")
    (report,) = import_group(site, [path])
    assert report.counts.inserted == 2
    assert report.is_clean


def test_members_missing_from_a_full_list_are_told_and_stay(tmp_path: Path, site: Site) -> None:
    lines = (LISTS / "mitglieder.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "neu.csv"
    path.write_text("".join(lines[:2] + lines[4:]), encoding="utf-8")
    (report,) = import_group(site, [path])
    (problem,) = report.problems
    assert (problem.code, dict(problem.arguments)) == (
        "members.missing",
        {"count": "2", "names": "Bernd Groß, Çiğdem Yılmaz"},
    )
    assert query(site, "select count(*) from memberships where ended_on is null") == [(9,)]
    path.write_text("".join(lines[:3]), encoding="utf-8")
    (report,) = import_group(site, [path])
    assert report.problems == ()


def test_a_list_imported_again_keeps_the_order_of_columns_that_mean_nothing_to_us(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "neu.csv"
    path.write_text("Mitgliedsnr.;Vorname;Nachname;Stuhl;Beitrag\n1;Anke;Müller;4;120\n", encoding="utf-8")
    import_group(site, [path])
    (again,) = import_files(site, [path], ImportOptions(actor="test", again=True))
    assert (again.counts.updated, again.counts.unchanged) == (0, 1)
    assert query(site, "select unmapped from people where id = 1") == [('{"Stuhl":"4","Beitrag":"120"}',)]


def test_whether_a_problem_is_known_is_looked_up_by_its_row_however_many_rows_have_it(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    insert = read_sql("records/store/sql/problem_insert.sql").sql
    names = "import_run_id code severity source sheet line column_name value arguments row record"
    with closing(open_records(site, create=True)) as connection:
        plan = connection.execute(f"explain query plan {insert}", dict.fromkeys(names.split())).fetchall()
    assert "problems_open (code=? AND row=? AND value=? AND column_name=?)" in plan[-1]["detail"]

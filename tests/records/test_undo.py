"""Undoing an import: everything stands again as before, or the undo is refused by name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datasette_netzwerk.problems import NotUnderstood, Refused
from datasette_netzwerk.records.history import read_history
from datasette_netzwerk.records.store.database import open_records
from datasette_netzwerk.records.undo import undo_run
from datasette_netzwerk.site import Site
from tests.group import import_group, make_site, write_files

NOT_RESTORED = {
    "import_runs": "tells that there was an import, and that it was undone",
    "changes": "is the history; it is only added to",
    "chapters": "follows the settings, not the imports",
}


def everything(site: Site) -> dict[str, list[Any]]:
    """Return every row of every table that an undo has to restore."""
    with closing(sqlite3.connect(site.records)) as records:
        names = [row[0] for row in records.execute("select name from sqlite_master where type = 'table'")]
        return {
            name: sorted(records.execute(f"select * from {name}").fetchall(), key=repr)
            for name in names
            if name not in NOT_RESTORED and not name.startswith(("sqlite_", "_sqlite_"))
        }


def undo(site: Site, run: int) -> None:
    with closing(open_records(site)) as records:
        undo_run(records, run, "undoer")
        assert records.execute("pragma integrity_check").fetchone()[0] == "ok"
        assert records.execute("pragma foreign_key_check").fetchall() == []


def import_text(site: Site, text: str, name: str = "liste.csv", **options: object) -> int:
    """Import a list and return the number of the import."""
    path = site.folder.parent / name
    path.write_text(text, encoding="utf-8")
    (report,) = import_group(site, [path], **options)
    assert report.run_id is not None
    return report.run_id


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = make_site(tmp_path / "site")
    import_group(site, write_files(tmp_path / "lists"))
    return site


def test_undoing_the_only_imports_leaves_an_empty_site(tmp_path: Path, site: Site) -> None:
    empty = make_site(tmp_path / "empty")
    open_records(empty, create=True).close()
    for run in (4, 3, 2, 1):
        undo(site, run)
    assert everything(site) == everything(empty)


def test_an_undone_import_leaves_everything_as_it_was(site: Site) -> None:
    """The list changes a name, a town and a telephone number, ends a position, adds a person, and has a bad date."""
    before = everything(site)
    run = import_text(
        site,
        "Mitgliedsnr.;Vorname;Nachname;Ort;Firma;Telefon;Branche;Eintritt\n"
        "2;Bernd;Große;Wien;Neubau;030 23125099;Dachdecker;\n"
        "77;Nora;Neu;Graz;Neubau;;Wolkenkunde;31.02.2020\n",
    )
    assert everything(site) != before
    undo(site, run)
    assert everything(site) == before


def test_a_file_whose_import_was_undone_can_be_imported_again(site: Site) -> None:
    text = "Mitgliedsnr.;Vorname;Nachname;Ort\n2;Bernd;Groß;Wien\n"
    undo(site, import_text(site, text))
    again = import_text(site, text)
    with closing(open_records(site)) as records:
        found = records.execute("select town, import_run_id from people where id = 2").fetchone()
    assert tuple(found) == ("Wien", again)


def test_an_older_import_is_undone_when_nothing_builds_on_it(site: Site) -> None:
    first = import_text(site, "Mitgliedsnr.;Vorname;Nachname;Ort\n2;Bernd;Groß;Wien\n", "a.csv")
    second = import_text(site, "Mitgliedsnr.;Vorname;Nachname;Ort\n1;Anke;Müller;Graz\n", "b.csv")
    undo(site, first)
    with closing(open_records(site)) as records:
        towns = records.execute("select id, town, import_run_id from people where id in (1, 2) order by id").fetchall()
    assert [tuple(row) for row in towns] == [(1, "Graz", second), (2, "Amselfeld", 1)]


def test_an_import_on_which_another_builds_is_not_undone_and_the_other_is_named(site: Site) -> None:
    before = everything(site)
    with pytest.raises(Refused) as refused:
        undo(site, 1)
    assert [(problem.code, dict(problem.arguments)) for problem in refused.value.problems] == [
        ("undo.later_import", {"later": "3", "file": "anwesenheit.csv"}),
        ("undo.later_import", {"later": "4", "file": "kontakte.csv"}),
    ]
    assert everything(site) == before


def test_an_import_whose_record_was_changed_later_is_not_undone(site: Site) -> None:
    first = import_text(site, "Mitgliedsnr.;Vorname;Nachname;Ort\n2;Bernd;Groß;Wien\n", "a.csv")
    second = import_text(site, "Mitgliedsnr.;Vorname;Nachname;Ort\n2;Bernd;Groß;Graz\n", "b.csv")
    with pytest.raises(Refused) as refused:
        undo(site, first)
    (problem,) = refused.value.problems
    assert (problem.code, problem.arguments["later"]) == ("undo.later_import", str(second))
    undo(site, second)
    undo(site, first)


def test_an_import_that_was_corrected_by_hand_is_not_undone_and_the_hand_is_named(site: Site) -> None:
    run = import_text(site, "Mitgliedsnr.;Vorname;Nachname;Ort\n2;Bernd;Groß;Wien\n")
    edit_by_hand(site, "update people set town = 'Linz' where id = 2")
    with pytest.raises(Refused) as refused:
        undo(site, run)
    (problem,) = refused.value.problems
    assert (problem.code, problem.arguments["actor"], problem.arguments["count"]) == ("undo.later_edit", "berta", "1")


def edit_by_hand(site: Site, sql: str) -> None:
    with closing(open_records(site)) as records:
        records.execute("update context set actor = 'berta', import_run_id = null")
        records.execute(sql)
        records.execute("update context set actor = null")


def test_rows_that_waited_wait_again_when_the_import_that_made_the_person_known_is_undone(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    import_text(site, "Name;Datum;Status\nNora Neu;01.02.2026;anwesend\n", "anwesenheit.csv")
    before = everything(site)
    run = import_text(site, "Vorname;Nachname\nNora;Neu\n", "mitglieder.csv")
    with closing(open_records(site)) as records:
        assert records.execute("select count(*) from attendance").fetchone()[0] == 1
    with pytest.raises(Refused) as refused:
        undo(site, run - 1)
    assert [problem.arguments["file"] for problem in refused.value.problems] == ["mitglieder.csv"]
    undo(site, run)
    assert everything(site) == before


def test_an_undone_import_and_one_that_never_was_are_told_in_words(site: Site) -> None:
    undo(site, 4)
    with pytest.raises(NotUnderstood) as undone:
        undo(site, 4)
    assert (undone.value.problem.code, undone.value.problem.arguments["actor"]) == ("undo.undone_already", "undoer")
    with pytest.raises(NotUnderstood) as unknown:
        undo(site, 99)
    assert unknown.value.problem.code == "undo.unknown_run"


def test_the_history_tells_the_import_and_its_undo(site: Site) -> None:
    run = import_text(site, "Mitgliedsnr.;Vorname;Nachname;Ort\n2;Bernd;Groß;Wien\n")
    undo(site, run)
    with closing(open_records(site)) as records:
        done, undone = read_history(records, "2")
    assert (done.actor, done.is_undo, done.difference.values) == ("test", False, {"town": ("Amselfeld", "Wien")})
    assert (undone.actor, undone.is_undo, undone.difference.values) == ("undoer", True, {"town": ("Wien", "Amselfeld")})


def test_whoever_comes_after_an_undone_person_gets_neither_her_address_nor_her_history(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    run = import_text(site, "Mitgliedsnr.;Vorname;Nachname;Telefon\n1;Nora;Neu;030 111111\n")
    with closing(open_records(site)) as records:
        records.execute("insert into published_ids values ('public', 'person', 1, 'abc', 'nora-neu')")
    undo(site, run)
    import_text(site, "Mitgliedsnr.;Vorname;Nachname\n2;Olaf;Ohm\n")
    with closing(open_records(site)) as records:
        assert records.execute("select count(*) from published_ids").fetchone()[0] == 0
        assert read_history(records, "Olaf Ohm") == []


NAMES = ("Anna Amsel", "Bernd Buche", "Çelik Can", "Dora Dachs", "Dr. Eva Erle")
TOWNS = ("", "Wien", "Graz", "Linz")
FIRMS = ("", "Alpha GmbH", "Beta KG")
DAYS = ("", "01.01.2020", "05.06.2021", "31.02.2022")
MARKS = ("anwesend", "entschuldigt", "fehlt", "?")


@st.composite
def members_lists(draw: st.DrawFn) -> str:
    lines = ["Mitgliedsnr.;Name;Ort;Firma;Eintritt;E-Mail;Sprachen;Hut"]
    for index in draw(st.lists(st.integers(0, 4), max_size=5)):
        mail = draw(st.sampled_from(("", f"p{index}@verein.example", "q@verein.example")))
        spoken = draw(st.sampled_from(("", "Deutsch", "Deutsch, Englisch")))
        cells = (draw(st.sampled_from(TOWNS)), draw(st.sampled_from(FIRMS)), draw(st.sampled_from(DAYS)))
        lines.append(";".join((str(index), NAMES[index], *cells, mail, spoken, draw(st.sampled_from(("", "56"))))))
    return "\n".join(lines) + "\n"


@st.composite
def attendance_lists(draw: st.DrawFn) -> str:
    lines = ["Name;Datum;Status;Gast"]
    for index in draw(st.lists(st.integers(0, 4), max_size=6)):
        day = draw(st.sampled_from(("01.02.2024", "08.03.2024")))
        guest = draw(st.sampled_from(("", "ja")))
        lines.append(";".join((NAMES[index], day, draw(st.sampled_from(MARKS)), guest)))
    return "\n".join(lines) + "\n"


LISTS = st.lists(
    st.one_of(
        st.tuples(st.just("mitglieder.csv"), members_lists()), st.tuples(st.just("anwesenheit.csv"), attendance_lists())
    ),
    min_size=1,
    max_size=4,
)


def import_generated(site: Site, lists: list[tuple[str, str]]) -> Iterator[tuple[int, dict[str, list[Any]]]]:
    """Import one list after the other; yield each import's number and how everything stood before it."""
    for name, text in lists:
        before = everything(site)
        path = site.folder / name
        path.write_text(text, encoding="utf-8")
        for report in import_group(site, [path], again=True):
            assert report.run_id is not None
            yield report.run_id, before


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lists=LISTS)
def test_undoing_imports_one_after_the_other_restores_every_state_exactly(
    tmp_path_factory: pytest.TempPathFactory, lists: list[tuple[str, str]]
) -> None:
    site = make_site(tmp_path_factory.mktemp("undo"))
    open_records(site, create=True).close()
    for run, before in reversed(list(import_generated(site, lists))):
        undo(site, run)
        assert everything(site) == before

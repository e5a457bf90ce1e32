"""What was entered by hand wins over a list that does not know of it, and somebody is told."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from datasette_netzwerk.site import Site
from tests.group import LISTS, import_group, make_site, write_files
from tests.records.test_undo import edit_by_hand


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = make_site(tmp_path / "site")
    import_group(site, write_files(tmp_path / "lists"))
    return site


def value(site: Site, sql: str) -> Any:
    with closing(sqlite3.connect(site.records)) as records:
        (found,) = records.execute(sql).fetchone()
        return found


class Case(NamedTuple):
    description: str
    edit: str
    question: str
    list_name: str
    kept: Any
    lists: Any


CASES = (
    Case(
        "a town",
        "update people set town = 'Linz' where id = 2",
        "select town from people where id = 2",
        "mitglieder.csv",
        "Linz",
        "Amselfeld",
    ),
    Case(
        "a refusal",
        "update consents set is_refusal = 1, given_on = null where person_id = 1 and audience = 'public' and field = 'phone'",
        "select is_refusal from consents where person_id = 1 and audience = 'public' and field = 'phone'",
        "mitglieder.csv",
        1,
        0,
    ),
    Case(
        "the place of a meeting",
        "update meetings set place = 'Rathaus' where held_on = '2024-03-12'",
        "select place from meetings where held_on = '2024-03-12'",
        "treffen.csv",
        "Rathaus",
        "Gasthof Amsel",
    ),
    Case(
        "a mark",
        "update attendance set status = 'excused' where person_id = 1 and meeting_id = 1",
        "select status from attendance where person_id = 1 and meeting_id = 1",
        "anwesenheit.csv",
        "excused",
        "present",
    ),
)


@pytest.mark.parametrize(Case._fields, CASES, ids=[case.description for case in CASES])
def test_a_list_that_does_not_know_of_an_edit_leaves_it_and_says_so(
    site: Site, description: str, edit: str, question: str, list_name: str, kept: Any, lists: Any
) -> None:
    edit_by_hand(site, edit)
    (report,) = import_group(site, [LISTS / list_name])
    assert value(site, question) == kept
    told = [problem for problem in report.problems if problem.code == "value.edited_by_hand"]
    assert {problem.arguments["actor"] for problem in told} == {"berta"}
    assert not report.is_clean
    import_group(site, [LISTS / list_name], overwrite=True)
    assert value(site, question) == lists


def test_a_list_that_agrees_with_an_edit_says_nothing(tmp_path: Path, site: Site) -> None:
    edit_by_hand(site, "update people set town = 'Linz' where id = 2")
    path = tmp_path / "neu.csv"
    path.write_text("Mitgliedsnr.;Vorname;Nachname;Ort\n2;Bernd;Groß;Linz\n", encoding="utf-8")
    (report,) = import_group(site, [path])
    assert report.is_clean


def test_an_edit_in_any_editor_is_kept_though_nobody_said_who_made_it(site: Site) -> None:
    with closing(sqlite3.connect(site.records)) as records, records:
        records.execute("update people set town = 'Linz' where id = 2")
    (report,) = import_group(site, [LISTS / "mitglieder.csv"])
    assert value(site, "select town from people where id = 2") == "Linz"
    (told,) = [problem for problem in report.problems if problem.code == "value.edited_by_hand"]
    assert told.arguments["actor"] == "?"
    assert told.value == "Amselfeld"

"""The history: every change of a fact, with who and what it was before."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from datasette_netzwerk.commands import netzwerk
from datasette_netzwerk.problems import NotUnderstood
from datasette_netzwerk.records.differences import Difference, Operation
from datasette_netzwerk.records.history import read_history
from datasette_netzwerk.records.store.database import open_records
from datasette_netzwerk.site import Site
from tests.group import import_group, make_site, write_files

PROVENANCE = {"import_run_id", "line"}
WITHOUT_HISTORY = {
    "_sqlite_migrations": "how the tables came about",
    "chapters": "one row that follows the settings",
    "import_runs": "is itself the history of imports",
    "identifiers": "only ever added to",
    "industries": "only ever added to",
    "problems": "carry their own times",
    "changes": "are the history",
    "context": "who is at work",
    "published_ids": "only ever added to",
    "applied_entries": "only ever added to",
    "sightings": "only ever added to",
    "reviews": "carry their own times",
    "merges": "are history, and taken back from what they hold",
    "forgotten_keys": "must not tell when somebody was what",
}


@pytest.fixture
def records(tmp_path: Path) -> sqlite3.Connection:
    return open_records(Site(tmp_path), create=True)


def tables(records: sqlite3.Connection) -> list[str]:
    return [
        row[0]
        for row in records.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    ]


def test_every_table_of_facts_has_its_triggers(records: sqlite3.Connection) -> None:
    triggers = {row[0] for row in records.execute("select name from sqlite_master where type = 'trigger'")}
    for table in set(tables(records)) - WITHOUT_HISTORY.keys():
        columns = [row for row in records.execute(f"pragma table_xinfo({table})") if row["hidden"] == 0]
        changeable = {row["name"] for row in columns if not row["pk"]} - PROVENANCE
        assert f"{table}_deleted" in triggers
        assert (f"{table}_updated" in triggers) == bool(changeable), table


def test_every_column_of_a_fact_is_in_its_history(records: sqlite3.Connection) -> None:
    """Fails when a migration adds a column and forgets the trigger."""
    for table in set(tables(records)) - WITHOUT_HISTORY.keys():
        columns = [row for row in records.execute(f"pragma table_xinfo({table})") if row["hidden"] == 0]
        changeable = {row["name"] for row in columns if not row["pk"]} - PROVENANCE
        if not changeable:
            continue
        (sql,) = records.execute("select sql from sqlite_master where name = ?", [f"{table}_updated"]).fetchone()
        for column in changeable:
            assert sql.count(f"old.{column}") >= 2, f"{table}.{column}"
            assert f"'{column}'" in sql, f"{table}.{column}"


def test_a_change_has_who_which_import_and_the_value_before_and_after(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    import_group(site, write_files(tmp_path / "lists"))
    path = tmp_path / "neu.csv"
    path.write_text("Mitgliedsnr.;Vorname;Nachname;Ort\n2;Bernd;Groß;Wien\n", encoding="utf-8")
    import_group(site, [path])
    with closing(open_records(site)) as records:
        (by_number,) = read_history(records, "2")
        (by_name,) = read_history(records, "Gross, Bernd")
    assert by_number == by_name
    assert (by_number.actor, by_number.import_run_id, by_number.is_undo) == ("test", 5, False)
    assert by_number.difference == Difference(
        Operation.CHANGED, "people", "Bernd Groß", {"town": ("Amselfeld", "Wien")}
    )


def test_the_history_of_nobody_is_told_in_words(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    import_group(site, write_files(tmp_path / "lists"))
    with closing(open_records(site)) as records, pytest.raises(NotUnderstood) as error:
        read_history(records, "Xaver Quast")
    assert error.value.problem.code == "history.nobody"


def test_the_history_in_words_names_the_company_and_both_values(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    import_group(site, write_files(tmp_path / "lists"))
    path = tmp_path / "neu.csv"
    path.write_text("Mitgliedsnr.;Vorname;Nachname;Ort;Firma\n2;Bernd;Groß;Wien;Neubau\n", encoding="utf-8")
    import_group(site, [path])
    arguments = ["history", "2", "--site", str(site.folder), "--lang"]
    english = CliRunner().invoke(netzwerk, [*arguments, "en"], catch_exceptions=False)
    assert [line.split("import 5, ")[1] for line in english.output.splitlines()] == [
        "changed: person Bernd Groß (town: Amselfeld → Wien)",
        "changed: company Bernd Groß, Groß Dachbau (until: empty → 24 Nov 2026)",
    ]
    german = CliRunner().invoke(netzwerk, [*arguments, "de"], catch_exceptions=False)
    assert [line.split("Import 5, ")[1] for line in german.output.splitlines()] == [
        "geändert: Person Bernd Groß (Ort: Amselfeld → Wien)",
        "geändert: Firma Bernd Groß, Groß Dachbau (bis: leer → 24.11.2026)",
    ]

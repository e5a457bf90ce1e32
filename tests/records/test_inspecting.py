"""`inspect`: what an import would make of a file, as data, on a terminal, and as a mapping file; nothing is stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from datasette_netzwerk.commands import netzwerk
from datasette_netzwerk.records.inspecting import Column, Means, inspect_file
from datasette_netzwerk.records.mapping import read_mapping
from datasette_netzwerk.records.pipeline import ImportOptions, understand_file
from datasette_netzwerk.records.rows import understand_rows
from datasette_netzwerk.records.writing_mappings import mapping_text
from datasette_netzwerk.settings import Settings
from datasette_netzwerk.site import Site
from tests.group import LISTS, TODAY

LAYOUTS = sorted((Path(__file__).parents[1] / "layouts" / "files").iterdir())
OURS = sorted(LISTS.glob("*.csv"))

LIST = """\
Mitgliederliste 2026

Nachname;Vorname;Berufung;Lieblingsfarbe;Telefonn;Mitglied seit;geb.
Müller;Anke;Dachdeckermeisterin, Solar;blau;0391 5550101;seit 2019;31.02.1979
Groß;Dr. Petra;Steuerberatung;rot;0171/5550102;März 2020;1.4.1980
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_bytes(LIST.replace("\n", "\r\n").encode("cp1252"))
    return path


def inspect(path: Path, *words: str, language: str = "en") -> Result:
    arguments = ["inspect", str(path), "--site", str(path.parent / "site"), "--lang", language, *words]
    return CliRunner().invoke(netzwerk, arguments)


def as_json(path: Path, *words: str) -> Any:
    return json.loads(inspect(path, "--json", *words).stdout)


def test_encoding_dialect_header_and_kind_are_told(path: Path) -> None:
    (found,) = as_json(path)["lists"]
    facts = {key: found[key] for key in ("encoding", "delimiter", "header_line", "row_count", "kind", "program")}
    assert facts == {
        "encoding": "cp1252", "delimiter": ";", "header_line": 3, "row_count": 2, "kind": "members", "program": None
    }  # fmt: skip


def test_every_column_says_what_it_means_and_how_that_is_known(path: Path) -> None:
    mapping = path.with_name("m.yml")
    mapping.write_text("columns: {Lieblingsfarbe: topics}\n", "utf-8")
    ((found,), _) = inspect_file(Site(path.parent / "site"), path, ImportOptions(mapping=mapping, today=TODAY))
    assert found.columns == (
        Column("Nachname", Means.NAME, "family_name", "Müller"),
        Column("Vorname", Means.NAME, "given_name", "Anke"),
        Column("Berufung", Means.KEPT, None, "Dachdeckermeisterin, Solar"),
        Column("Lieblingsfarbe", Means.SAID, "topics", "blau"),
        Column("Telefonn", Means.PROPOSED, "phone", "0391 5550101"),
        Column("Mitglied seit", Means.NAME, "joined_on", "seit 2019"),
        Column("geb.", Means.NAME, "birth_date", "31.02.1979"),
    )


def test_the_first_rows_are_shown_as_they_would_be_stored_with_what_is_wrong(path: Path) -> None:
    first, second = as_json(path)["lists"][0]["rows"]
    assert [(each["field"], each["text"]) for each in second["values"]] == [
        ("academic_title", "Dr."),
        ("given_name", "Petra"),
        ("family_name", "Groß"),
        ("birth_date", "1980-04-01"),
        ("joined_on", "2020-03"),
        ("(Berufung)", "Steuerberatung"),
        ("(Lieblingsfarbe)", "rot"),
        ("(Telefonn)", "0171/5550102"),
    ]
    assert [(each["code"], each["column"], each["value"]) for each in first["problems"]] == [
        ("date.impossible", "geb.", "31.02.1979")
    ]


ENGLISH = """\
liste.csv
  Encoding      cp1252
  Separated by  ;
  Column names  line 3
  Rows          2
  Program       none that is known; the column names decide
  Kind of list  members

Columns
  Nachname        →  family_name
  Vorname         →  given_name
  Berufung        ·  kept as it stands
  Lieblingsfarbe  ·  kept as it stands
  Telefonn        ?  perhaps phone, so not read
  Mitglied seit   →  joined_on
  geb.            →  birth_date

The first rows, as they would be stored
  line 4
    given_name        Anke
    family_name       Müller
    joined_on         2019
    (Berufung)        Dachdeckermeisterin, Solar
    (Lieblingsfarbe)  blau
    (Telefonn)        0391 5550101
    ! Value left out: There is no day 31.02.1979. Check day, month and year.
  line 5
    academic_title    Dr.
    given_name        Petra
    family_name       Groß
    birth_date        01/04/1980
    joined_on         March 2020
    (Berufung)        Steuerberatung
    (Lieblingsfarbe)  rot
    (Telefonn)        0171/5550102

  - liste.csv, line 1: Above the column names stands: Mitgliederliste 2026
    Nothing to do if it is a title or the day of the list.
Nothing was stored. For a mapping file to edit, add: --mapping OUT.yml
"""


def test_a_terminal_of_80_columns_shows_it_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    result = inspect(path)
    assert result.stdout == ENGLISH.replace("01/04/1980", result.stdout.split("birth_date        ")[1].split("\n")[0])
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_it_speaks_german_with_the_words_that_lists_have(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = inspect(path, language="de").stdout
    for line in (
        "  Zeichensatz    cp1252",
        "  Telefonn        ?  vielleicht phone (Telefon), daher nicht gelesen",
        "    Geburtsdatum      01.04.1980",
        "    Eintritt          März 2020",
    ):
        assert line in shown.splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("path", [*LAYOUTS, *OURS], ids=lambda path: path.name)
def test_no_line_is_wider_than_the_terminal(path: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    result = inspect(path, "--site", "/nowhere", language=language)
    wide = [line for line in result.stdout.splitlines() if len(line) > 84]
    assert wide == []
    assert result.exit_code in (0, 2), result.output


def test_nothing_is_stored(path: Path) -> None:
    before = sorted(path.parent.iterdir())
    inspect(path)
    assert sorted(path.parent.iterdir()) == before


MAPPING = """\
# How liste.csv is read. Change what is wrong; a line that begins with # says nothing.
kind: members
columns:
  Nachname: family_name
  Vorname: given_name
#   Berufung: null   # not known: kept as it stands
#   Lieblingsfarbe: null   # not known: kept as it stands
#   Telefonn: phone   # only similar: take the # away if that is what it means
  Mitglied seit: joined_on
  geb.: birth_date
"""


def test_the_mapping_is_written_to_edit_and_never_over_a_file(path: Path) -> None:
    mapping = path.with_name("zuordnung.yml")
    inspect(path, "--mapping", str(mapping))
    assert mapping.read_text("utf-8") == MAPPING
    mapping.write_text(MAPPING.replace("#   Telefonn", "  Telefonn"), "utf-8")
    (found,) = as_json(path, "--mapping", str(mapping))["lists"]
    assert {"name": "Telefonn", "means": "said", "field": "phone", "example": "0391 5550101"} in found["columns"]
    assert mapping.read_text("utf-8") == MAPPING.replace("#   Telefonn", "  Telefonn")


def understood(path: Path, mapping: Path | None = None) -> list[Any]:
    file = understand_file(path, ImportOptions(today=TODAY, mapping=mapping))
    return [
        (layout.kind, [each.record for each in understand_rows(table, layout, layout.mapping, Settings())])
        for table, layout in file.lists
    ]


@pytest.mark.parametrize("path", [*LAYOUTS, *OURS], ids=lambda path: path.name)
def test_an_import_with_the_written_mapping_says_the_same_as_one_without(path: Path, tmp_path: Path) -> None:
    inspections, _ = inspect_file(Site(tmp_path), path, ImportOptions(today=TODAY))
    if inspections[0].kind is None:
        pytest.skip("a report of counts, which is refused with and without a mapping")
    mapping = tmp_path / "zuordnung.yml"
    mapping.write_text(mapping_text(inspections[0]), "utf-8")
    read_mapping(mapping)
    assert understood(path, mapping) == understood(path)


def test_a_list_that_is_none_still_shows_its_columns_and_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "unklar.csv"
    path.write_text("Wer;Fone;Color\nAnke Müller;0391 5550101;blau\n", "utf-8")
    result = inspect(path, "--mapping", str(tmp_path / "neu.yml"))
    assert result.exit_code == 2
    assert "  Kind of list  not known" in result.stdout.splitlines()
    assert "# kind: members   # members, meetings, attendance, interactions" in (tmp_path / "neu.yml").read_text(
        "utf-8"
    )


def test_letters_that_nobody_can_read_are_offered_in_the_mapping(tmp_path: Path) -> None:
    path = tmp_path / "buchstaben.csv"
    path.write_text("Datum;Name;Anwesenheit\n1.9.2026;Anke Müller;A\n1.9.2026;Jonas Weber;S\n", "utf-8")
    (found,) = as_json(path)["lists"]
    assert "attendance.ambiguous" in [problem["code"] for problem in found["problems"]]
    assert "# attendance_words:\n#   A: absent\n#   S: absent\n" in found["mapping"]


def test_a_file_that_cannot_be_read_says_so_and_nothing_else(tmp_path: Path) -> None:
    result = inspect(tmp_path / "fehlt.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "fehlt.csv" in result.stderr

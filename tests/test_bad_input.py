"""Bad input: a clear message in the organiser's language, the right exit code, nothing stored and nothing lost.

The whole output of each case is kept as text in tests/expected/bad_input. After a change of wording, run
``BLESS=1 pytest tests/test_bad_input.py`` and read what it wrote.
"""

from __future__ import annotations

import os
import re
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.commands import netzwerk
from datasette_netzwerk.site import Site
from tests.group import LISTS, import_group, published_site

EXPECTED = Path(__file__).parent / "expected" / "bad_input"
MEMBER_HEADER = "Mitgliedsnr.;Vorname;Nachname;Eintritt;Tätig in\n"
ATTENDANCE_HEADER = "Datum;Mitglied;Status\n"
FACTS = ("people", "memberships", "member_countries", "meetings", "attendance", "interactions")

Prepare = Callable[[Site, Path], list[str]]
"""Makes the bad thing and returns the arguments of the command that meets it."""


def listed(name: str, text: str) -> Prepare:
    """Return a case that imports a file with this text."""

    def prepare(_site: Site, folder: Path) -> list[str]:
        (folder / name).write_text(text, encoding="utf-8")
        return ["import", name]

    return prepare


def missing_file(_site: Site, _folder: Path) -> list[str]:
    return ["import", "mitglieder-neu.xlsx"]


def a_folder(_site: Site, folder: Path) -> list[str]:
    (folder / "listen").mkdir()
    return ["import", "listen"]


def wrong_kind(_site: Site, folder: Path) -> list[str]:
    (folder / "mitglieder.csv").write_text(MEMBER_HEADER + "1;Anke;Müller;01.02.2020;\n", encoding="utf-8")
    return ["import", "mitglieder.csv", "--kind", "meetings"]


def truncated_workbook(_site: Site, folder: Path) -> list[str]:
    example = Path(__file__).parent.parent / "data" / "example" / "mitglieder.xlsx"
    (folder / "mitglieder.xlsx").write_bytes(example.read_bytes()[:20_000])
    return ["import", "mitglieder.xlsx"]


def nothing_published(site: Site, _folder: Path) -> list[str]:
    for path in sorted(site.published.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    site.published.rmdir()
    return ["serve", "--port", "0"]


def damaged_file(site: Site, _folder: Path) -> list[str]:
    path = site.generation_file(1, Audience.PUBLIC)
    path.chmod(0o640)
    path.write_bytes(path.read_bytes()[:-100])
    return ["serve", "--port", "0"]


def damaged_manifest(site: Site, _folder: Path) -> list[str]:
    site.manifest.write_text('{"generation": 1, ', encoding="utf-8")
    return ["serve", "--port", "0"]


def no_site(_site: Site, _folder: Path) -> list[str]:
    return ["publish", "--site", "nirgends"]


def wrong_setting(site: Site, _folder: Path) -> list[str]:
    site.metadata.write_text("plugins:\n  datasette-netzwerk:\n    sprache: de\n", encoding="utf-8")
    return ["publish"]


def broken_settings(site: Site, _folder: Path) -> list[str]:
    site.metadata.write_text("title: Amsel: Kreis\n", encoding="utf-8")
    return ["publish"]


def damaged_records(site: Site, _folder: Path) -> list[str]:
    for path in site.private.glob("records.db-*"):
        path.unlink()
    site.records.write_bytes(b"no database at all")
    return ["problems"]


CASES: dict[str, tuple[Prepare, int]] = {
    "missing_file": (missing_file, 2),
    "a_folder": (a_folder, 2),
    "empty_file": (listed("leer.csv", ""), 2),
    "no_known_header": (listed("einkauf.csv", "Ware;Menge;Preis\nKaffee;3;12,50\nMilch;5;1,20\n"), 2),
    "wrong_kind": (wrong_kind, 2),
    "truncated_workbook": (truncated_workbook, 2),
    "unreadable_date": (listed("neu.csv", MEMBER_HEADER + "31;Nora;Neumann;31.02.2024;Polen\n"), 1),
    "unknown_country": (listed("neu.csv", MEMBER_HEADER + "31;Nora;Neumann;01.02.2024;Polen, Absurdistan\n"), 1),
    "unknown_person": (listed("neu.csv", ATTENDANCE_HEADER + "12.03.2024;Anke Mülller;da\n12.03.2024;Xaver Quast;da\n"), 1),
    "unknown_meeting": (listed("neu.csv", "Sitzung;Mitglied;Status\nT-99;Ida Petersen;anwesend\n"), 1),
    "ambiguous_marks": (listed("neu.csv", ATTENDANCE_HEADER + "12.03.2024;Ida Petersen;A\n12.03.2024;Jan Wójcik;S\n"), 2),
    "duplicate_key": (listed("neu.csv", MEMBER_HEADER + "31;Nora;Neumann;;\n31;Nora;Neumann;01.02.2024;\n"), 1),
    "nothing_published": (nothing_published, 2),
    "damaged_file": (damaged_file, 2),
    "damaged_manifest": (damaged_manifest, 2),
    "no_site": (no_site, 2),
    "wrong_setting": (wrong_setting, 2),
    "broken_settings": (broken_settings, 2),
    "damaged_records": (damaged_records, 2),
}  # fmt: skip
STORES_THE_REST = {"unreadable_date", "unknown_country", "duplicate_key"}
"""Cases in which the good values of the row, or the good row, are stored."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The tiny group, published; commands run in a folder beside it."""
    site = published_site(tmp_path)
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NETZWERK_SITE", str(site.folder))
    return site


def facts(site: Site) -> dict[str, list[Any]] | None:
    if not site.records.read_bytes().startswith(b"SQLite"):
        return None
    with closing(sqlite3.connect(site.records)) as records:
        return {table: records.execute(f"select * from {table}").fetchall() for table in FACTS}


def told(arguments: list[str], language: str, folder: Path) -> str:
    """Return exit code and output of a command, without the paths of this machine."""
    result = CliRunner().invoke(netzwerk, [*arguments, "--lang", language], catch_exceptions=False)
    text = result.output.replace(str(folder.parent), "FOLDER")
    return f"exit code {result.exit_code}\n{text}"


def compare(name: str, text: str) -> None:
    path = EXPECTED / f"{name}.txt"
    if os.environ.get("BLESS"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_told_clearly(site: Site, case: str, language: str) -> None:
    prepare, code = CASES[case]
    folder = Path.cwd()
    arguments = prepare(site, folder)
    before = facts(site)
    text = told(arguments, language, folder)
    assert text.startswith(f"exit code {code}\n")
    assert "Traceback" not in text
    if case not in STORES_THE_REST:
        assert facts(site) == before
    compare(f"{case}.{language}", text)


def test_the_bad_row_is_kept_whole(site: Site) -> None:
    arguments = CASES["unknown_person"][0](site, Path.cwd())
    told(arguments, "en", Path.cwd())
    with closing(sqlite3.connect(site.records)) as records:
        rows = [row for (row,) in records.execute("select row from problems where resolved_at is null order by id")]
    assert rows == [
        '{"Datum": "12.03.2024", "Mitglied": "Anke Mülller", "Status": "da"}',
        '{"Datum": "12.03.2024", "Mitglied": "Xaver Quast", "Status": "da"}',
    ]


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which somebody else listens."""
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_port_in_use_is_told_clearly(site: Site, taken_port: int, language: str) -> None:
    text = told(["serve", "--port", str(taken_port)], language, Path.cwd())
    assert text.startswith("exit code 3\n")
    text = re.sub(r"--port \d+", "--port 8002", text.replace(str(taken_port), "8001"))
    compare(f"port_in_use.{language}", text)


def test_a_write_that_fails_stores_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk in the middle of a file: SQLite says so, the transaction is rolled back, nobody sees a traceback."""
    before = facts(site)
    real = sqlite3.connect

    def small(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = real(*arguments, **options)
        if str(arguments[0]).endswith("records.db"):
            pages = connection.execute("pragma page_count").fetchone()[0]
            connection.execute(f"pragma max_page_count = {pages}")
        return connection

    monkeypatch.setattr("datasette_netzwerk.records.store.database.sqlite3.connect", small)
    many = MEMBER_HEADER + "".join(f"{number};Vor{number};Nach{number};;\n" for number in range(1000, 3000))
    Path("viele.csv").write_text(many, encoding="utf-8")
    text = told(["import", "viele.csv"], "en", Path.cwd())
    assert text.startswith("exit code 3\n")
    assert "database or disk is full" in text
    monkeypatch.undo()
    assert facts(site) == before
    import_group(site, [LISTS / "mitglieder.csv"])

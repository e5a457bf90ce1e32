"""The lists of known programs: each is recognised by its headers and says what was written out by hand.

The fixtures have exactly the headers of the exports, and people who do not exist. `BLESS=1` writes the expectations anew.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from datasette_netzwerk.problems import NotUnderstood
from datasette_netzwerk.records.known_layouts import known_layout, shipped_layouts
from datasette_netzwerk.records.pipeline import ImportOptions, import_files
from datasette_netzwerk.records.readers import read_tables
from datasette_netzwerk.site import Site
from tests.group import TODAY
from tests.layouts.dump import dump, told

HERE = Path(__file__).parent
FILES = sorted((HERE / "files").iterdir(), key=lambda path: path.name)
NAMES_ONLY = "Vorname;Nachname\nAnke;Müller\nJonas;Weber\nPetra;Groß\n"
"""Lists of what happened speak of people whom a list of members has to name first."""

NEED_MEMBERS = ("bni-slips.csv", "bni-slips.xls", "bni-palms-attendance.csv", "bni-visitors.csv")


def site_with_members(folder: Path) -> Site:
    site = Site(folder / "site")
    members = folder / "mitglieder.csv"
    members.write_text(NAMES_ONLY, "utf-8")
    import_files(site, [members], ImportOptions(today=TODAY))
    return site


def imported(folder: Path, path: Path, mapping: Path | None = None) -> str:
    """Import a fixture into a new site and return what it then holds, and what was said."""
    site = site_with_members(folder) if path.name in NEED_MEMBERS else Site(folder / "site")
    try:
        reports = import_files(site, [path], ImportOptions(today=TODAY, mapping=mapping))
    except NotUnderstood as error:
        return "".join(f"{each.code}: {dict(each.arguments)}\n" for each in error.problems)
    with closing(sqlite3.connect(site.records)) as records:
        return "".join(f"{line}\n" for line in (*dump(records), *told(reports)))


def expected(name: str, found: str) -> str:
    path = HERE / "expected" / f"{name}.txt"
    if os.environ.get("BLESS"):
        path.write_text(found, "utf-8")
    return path.read_text("utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_list_of_a_known_program_says_what_was_written_out(path: Path, tmp_path: Path) -> None:
    found = imported(tmp_path, path)
    assert found == expected(path.name, found)


def test_every_layout_has_a_fixture_and_every_fixture_is_recognised() -> None:
    recognised = {}
    for path in FILES:
        for table in read_tables(path).tables:
            layout = known_layout(table, shipped_layouts())
            assert layout is not None, path.name
            assert layout.layout is not None
            recognised[path.name] = layout.layout.name
    names = [each.layout.name for each in shipped_layouts() if each.layout]
    assert set(recognised.values()) == set(names)

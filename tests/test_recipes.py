"""The recipes in scripts/ are short and work as their first lines say."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.group import LISTS, make_site

SCRIPTS = Path(__file__).parent.parent / "scripts"


def run(recipe: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SCRIPTS / recipe, *arguments], capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.slow
def test_the_recipes_import_a_group_step_by_step(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    shutil.copy(LISTS / "anwesenheit.csv", sheets)

    members = run("import_members.py", site.folder, LISTS / "mitglieder.csv")
    assert (members.returncode, members.stdout) == (0, "Line;Column;Value;What to do\n")

    meetings = run("import_meetings.py", site.folder, LISTS / "treffen.csv", sheets)
    assert (meetings.returncode, meetings.stdout) == (
        0,
        "treffen.csv: 4 new, 0 changed\nanwesenheit.csv: 15 new, 0 changed\nGeneration 1 is published\n",
    )

    interactions = run("import_interactions.py", site.folder, LISTS / "kontakte.csv")
    assert (interactions.returncode, interactions.stdout) == (0, "3 new, 0 changed\n")


@pytest.mark.slow
def test_interactions_with_a_bad_row_are_not_imported_at_all(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    run("import_members.py", site.folder, LISTS / "mitglieder.csv")
    bad = tmp_path / "bad.csv"
    bad.write_text(
        (LISTS / "kontakte.csv").read_text(encoding="utf-8") + "01.02.2024;Dank;Niemand Bekannt;Bernd Groß;;;;\n"
    )
    refused = run("import_interactions.py", site.folder, bad)
    assert refused.returncode == 3
    assert "Niemand Bekannt" in refused.stderr


@pytest.mark.parametrize("recipe", ["import_members.py", "import_meetings.py", "import_interactions.py"])
def test_a_recipe_is_short(recipe: str) -> None:
    assert len((SCRIPTS / recipe).read_text(encoding="utf-8").splitlines()) <= 40

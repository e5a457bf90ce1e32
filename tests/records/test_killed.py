"""An import that is killed leaves the old records or the new ones, never something between."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from datasette_netzwerk.site import Site
from tests.group import import_group, make_site
from tests.records.test_export import canonical

PROGRAM = """
import sys
from pathlib import Path
from datasette_netzwerk.records.pipeline import ImportOptions, import_files
from datasette_netzwerk.site import Site
print("begins", flush=True)
import_files(Site(Path(sys.argv[1])), [Path(sys.argv[2])], ImportOptions())
"""


def members_text(town: str) -> str:
    rows = (f"{n};Anna;Meyer{''.join('abcdefghij'[int(d)] for d in str(n))};{town}" for n in range(1, 251))
    return "\n".join(("Mitgliedsnr.;Vorname;Nachname;Ort", *rows)) + "\n"


def import_process(site: Site, path: Path) -> subprocess.Popen[str]:
    """Begin an import in a process of its own, and return once it has begun."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(site.folder), str(path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout as told:
        assert told.readline() == "begins\n"
    return process


def towns(site: Site) -> set[tuple[str, int]]:
    with closing(sqlite3.connect(site.records)) as records:
        assert records.execute("pragma integrity_check").fetchone() == ("ok",)
        assert records.execute("pragma foreign_key_check").fetchall() == []
        return set(records.execute("select town, count(*) from people group by town").fetchall())


def check_killed_imports(folder: Path, count: int) -> None:
    site = make_site(folder / "site")
    path = folder / "mitglieder.csv"
    path.write_text(members_text("Altstadt"), encoding="utf-8")
    import_group(site, [path])
    path.write_text(members_text("Neustadt"), encoding="utf-8")
    started = time.perf_counter()
    other = make_site(folder / "other")
    assert import_process(other, path).wait() == 0
    usual = time.perf_counter() - started
    chance = random.Random(count)
    for _ in range(count):
        process = import_process(site, path)
        time.sleep(chance.uniform(0, usual))
        process.kill()
        process.wait()
        assert towns(site) in ({("Altstadt", 250)}, {("Neustadt", 250)})
    import_group(site, [path])
    assert towns(site) == {("Neustadt", 250)}
    assert canonical(site) == canonical(other)


@pytest.mark.slow
def test_an_import_killed_at_eight_moments_leaves_the_old_or_the_new_records(tmp_path: Path) -> None:
    check_killed_imports(tmp_path, 8)


@pytest.mark.audit
def test_an_import_killed_at_forty_moments_leaves_the_old_or_the_new_records(tmp_path: Path) -> None:
    check_killed_imports(tmp_path, 40)

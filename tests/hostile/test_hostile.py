"""Every file of the hostile corpus ends as a careful person would want, soon, in little memory, with the process alive.

The manifest says what is expected of each file. After a change of rules, run ``BLESS=1 pytest -m audit tests/hostile`` and
read what it wrote.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.corpus import FILES

MANIFEST = Path(__file__).parent / "manifest.csv"
ROOT = Path(__file__).parents[2]
SECONDS, MEGABYTES = 2.0, 512
"""CPU time and memory that a file may take: waiting for others on the machine is no fault of the file."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each file is imported in a process forked off")

Expected = tuple[str, int, int, tuple[str, ...]]


def manifest() -> list[Expected]:
    """Return file, exit code, stored rows and problem codes of each file of the manifest."""
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [(row["file"], int(row["exit"]), int(row["stored"]), tuple(row["problems"].split())) for row in rows]


def bless(outcomes: Mapping[str, Any]) -> None:
    with MANIFEST.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("file", "exit", "stored", "problems"))
        rows.writerows((name, each["exit"], each["stored"], " ".join(each["codes"])) for name, each in outcomes.items())


def outcomes_of(names: list[str], results: Path) -> Mapping[str, Any]:
    command = [sys.executable, "-m", "tests.hostile.running", str(results), *names]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, timeout=880)
    found: Mapping[str, Any] = json.loads(results.read_text(encoding="utf-8"))
    return found


def test_the_manifest_names_every_file_of_the_corpus_and_no_other() -> None:
    assert [name for name, *_ in manifest()] == list(FILES)
    assert len(FILES) >= 250


def test_every_format_is_in_the_corpus() -> None:
    endings = {Path(name).suffix for name in FILES}
    assert {".csv", ".xlsx", ".xlsm", ".xls", ".ods", ".html", ".vcf", ".ics", ".json", ".ndjson"} <= endings


def check(outcomes: Mapping[str, Any]) -> None:
    """Compare what became of the files with the manifest, and what they took with the limits."""
    differing = {
        name: (each, (exit_code, stored, codes))
        for name, exit_code, stored, codes in manifest()
        if (each := outcomes.get(name))
        and (
            each.get("exit") != exit_code
            or each["stored"] != stored
            or tuple(each["codes"]) != codes
            or "unsound" in each
        )
    }
    assert differing == {}
    too_much = {
        name: each for name, each in outcomes.items() if each["seconds"] > SECONDS or each["megabytes"] > MEGABYTES
    }
    assert too_much == {}


@pytest.mark.slow
def test_a_fifth_of_the_files_ends_as_the_manifest_says_in_time_and_little_memory(tmp_path: Path) -> None:
    check(outcomes_of(list(FILES)[::5], tmp_path / "results.json"))


@pytest.mark.audit
@pytest.mark.timeout(900)
def test_every_file_ends_as_the_manifest_says_in_time_and_little_memory(tmp_path: Path) -> None:
    outcomes = outcomes_of([], tmp_path / "results.json")
    if os.environ.get("BLESS"):
        bless(outcomes)
    check(outcomes)

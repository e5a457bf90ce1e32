"""docs/threats.md names every threat once, and only tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
TABLE = (TESTS.parent / "docs" / "threats.md").read_text(encoding="utf-8")


def test_every_threat_has_one_row() -> None:
    assert re.findall(r"^\| (T-\d\d) ", TABLE, re.MULTILINE) == [f"T-{number:02}" for number in range(1, 56)]


def test_every_row_names_a_test_or_says_what_it_waits_for() -> None:
    rows = re.findall(r"^\| (T-\d\d) \|[^|]*\|(.*)\|$", TABLE, re.MULTILINE)
    assert [id for id, told in rows if "::test_" not in told and not told.startswith(" not yet, waits for ")] == []


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"([\w/]+\.py)::(test_\w+)", TABLE)
    assert len(named) > 60
    assert TABLE.count("::") == len(named)
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not (TESTS / file).exists() or f"def {name}(" not in (TESTS / file).read_text(encoding="utf-8")
    ]
    assert missing == []

"""docs/threats.md names every threat once, and only tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
TABLE = (TESTS.parent / "docs" / "threats.md").read_text(encoding="utf-8")


def test_every_threat_has_one_row() -> None:
    assert re.findall(r"^\| (T-\d\d) ", TABLE, re.MULTILINE) == [f"T-{number:02}" for number in range(1, 56)]


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"([\w/]+\.py)::(test_\w+)", TABLE)
    assert len(named) > 20
    missing = [name for file, name in named if f"def {name}(" not in (TESTS / file).read_text(encoding="utf-8")]
    assert missing == []

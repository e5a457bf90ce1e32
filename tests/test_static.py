"""What the pages load is made from its readable source, and small."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.minify import minified, sources, target_of

LIMITS = {"netzwerk.css": 8192, "directory.js": 4096}


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_what_is_served_is_made_from_its_source_run_scripts_minify(source: Path) -> None:
    assert target_of(source).read_text(encoding="utf-8") == minified(source)


@pytest.mark.parametrize(("name", "limit"), LIMITS.items())
def test_the_directory_loads_little(name: str, limit: int) -> None:
    source = next(source for source in sources() if source.name == name)
    assert target_of(source).stat().st_size <= limit

"""The directory is read once for every generation, and a new one is shown at once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.web.serving import get, serving
from tests.web.small_group import publish_people


@pytest.mark.asyncio
async def test_a_generation_that_comes_into_the_same_file_is_shown(tmp_path: Path) -> None:
    path = publish_people(tmp_path / "public.db")
    served = serving(path, root=True, language="en")
    assert "12 members" in (await get(served, "/directory")).text
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("delete from members where slug = 'tim-bauer'")
        connection.execute("pragma user_version = 2")
    text = (await get(served, "/directory")).text
    assert "11 members" in text
    assert "Tim Bauer" not in text


@pytest.mark.asyncio
async def test_each_language_has_its_names_of_filters(tmp_path: Path) -> None:
    served = serving(publish_people(tmp_path / "public.db"), root=True)
    for _ in range(2):
        assert "<span>Indien</span>" in (await get(served, "/directory?lang=de")).text
        assert "<span>India</span>" in (await get(served, "/directory?lang=en")).text

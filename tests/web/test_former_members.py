"""Whoever has left is in the organisers' file, and nowhere counted, listed or drawn as a member."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.web.instances import Instance, remember
from tests.web.serving import get, serving
from tests.web.small_group import publish_people
from tests.web.test_meetings import words

pytestmark = pytest.mark.asyncio

GONE = "beate-boehm"
"""The only one in film, and the only one with Poland."""


@pytest.fixture
def preview(tmp_path: Path) -> Datasette:
    """What organisers see, after one of twelve has left."""
    path = publish_people(tmp_path / "organisers.db", audience=Audience.ORGANISERS)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("update members set is_current = 0, left_on = '2026-01-31' where slug = ?", (GONE,))
    datasette = serving(path, root=True, language="en")
    remember(datasette, Instance(opened_to=Audience.ORGANISERS))
    return datasette


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/", "members in the directory 11 countries in which somebody knows people 2 trades in the group 4"),
        ("/statistics", "members in the directory 11"),
        ("/statistics", "Trades of 6 listed members"),
        ("/statistics", "Members work or know people in 2 countries"),
        ("/statistics", "Members are from 6 towns"),
        ("/directory", "11 members"),
        ("/directory?q=Imagefilme", "0 members Nobody matches"),
        ("/directory?q=ilmprod", "0 members Nobody matches"),
    ],
)
async def test_only_current_members_are_counted(preview: Datasette, address: str, told: str) -> None:
    assert told in words((await get(preview, address)).text)


@pytest.mark.parametrize(
    "address", ["/", "/directory", "/directory?q=film", "/directory?town=Rheine", "/directory.vcf"]
)
async def test_no_list_shows_who_has_left(preview: Datasette, address: str) -> None:
    assert "Böhm" not in (await get(preview, address)).text


async def test_no_filter_offers_what_only_she_had(preview: Datasette) -> None:
    page = (await get(preview, "/directory")).text
    assert re.search(r'name="trade"[^>]*value="43"|value="43"[^>]*name="trade"', page)
    assert 'value="59"' not in page
    assert 'value="PL"' not in page


async def test_her_own_page_says_that_she_has_left(preview: Datasette) -> None:
    assert "Formerly a member" in (await get(preview, f"/directory/{GONE}")).text
    assert "Formerly a member" not in (await get(preview, "/directory/tim-bauer")).text


@pytest.mark.parametrize("address", ["/", "/directory", "/meetings", "/statistics", "/data"])
async def test_every_page_of_a_preview_says_whose_it_is(preview: Datasette, tmp_path: Path, address: str) -> None:
    assert '<p class="preview">Preview on this computer: the site as organisers see it.</p>' in (
        (await get(preview, address)).text
    )
    public = serving(publish_people(tmp_path / "public.db"), root=True, language="en")
    assert 'class="preview"' not in (await get(public, address)).text

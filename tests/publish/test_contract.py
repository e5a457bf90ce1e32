"""The tables and columns of each published file are a promise: what somebody reads by JSON today is there tomorrow.

After a deliberate change, run ``BLESS=1 pytest tests/publish/test_contract.py``, read the difference, and write it into
the changelog.
"""

from __future__ import annotations

import itertools
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from datasette_netzwerk.audiences import JOINABLE, PUBLISHED, Audience
from datasette_netzwerk.site import Site
from tests.group import published_site

CONTRACT = Path(__file__).parent.parent / "expected" / "contract.txt"
INDEX_PARTS = ("members_search",)
"""The search index is how a promise is kept, not a promise."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The tiny group, published."""
    return published_site(tmp_path_factory.mktemp("contract"))


def columns(site: Site, audience: Audience) -> dict[str, list[str]]:
    with closing(sqlite3.connect(site.generation_file(1, audience))) as connection:
        names = [
            row[0] for row in connection.execute("select name from sqlite_master where type = 'table' order by name")
        ]
        return {
            name: [f"{row[1]} {row[2].lower()}" for row in connection.execute(f"pragma table_info({name})")]
            for name in names
            if not name.startswith((*INDEX_PARTS, "sqlite_"))
        }


def test_every_file_has_the_promised_tables_and_columns(site: Site) -> None:
    lines = [
        f"{audience.word}.{table}: {', '.join(names)}"
        for audience in PUBLISHED
        for table, names in columns(site, audience).items()
    ]
    text = "\n".join(lines) + "\n"
    if os.environ.get("BLESS"):
        CONTRACT.write_text(text, encoding="utf-8")
    assert text == CONTRACT.read_text(encoding="utf-8")


def test_a_wider_audience_finds_every_column_of_the_narrower_one_under_the_same_name(site: Site) -> None:
    files = [columns(site, audience) for audience in JOINABLE]
    for narrower, wider in itertools.pairwise(files):
        for table, names in narrower.items():
            assert set(names) <= set(wider[table]), table


def test_every_table_of_the_public_file_that_others_link_to_has_a_name(site: Site) -> None:
    with closing(sqlite3.connect(site.generation_file(1, Audience.PUBLIC))) as connection:
        targets = {
            key[2]
            for table in columns(site, Audience.PUBLIC)
            for key in connection.execute(f"pragma foreign_key_list({table})")
        }
    assert targets == {"chapters", "companies", "countries", "industries", "languages", "meetings", "members", "topics"}
    for table in targets:
        assert "name text" in columns(site, Audience.PUBLIC)[table]

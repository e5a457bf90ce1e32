"""What a connection to one of our files brings along, and that any other connection is left alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from datasette_netzwerk.audiences import JOINABLE, Audience
from datasette_netzwerk.web.connections import prepare
from tests.web.sample_files import build_canaries
from tests.web.serving import get, serving

QUESTION = "select finds('Müller', 'mueller')"


def connect(path: Path, query: str = "mode=ro") -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?{query}", uri=True)


@pytest.mark.parametrize("query", ["mode=ro", "immutable=1", "mode=rw"])
@pytest.mark.parametrize("audience", JOINABLE)
def test_a_query_can_look_for_words_in_each_of_our_files(sample_folder: Path, audience: Audience, query: str) -> None:
    with closing(connect(sample_folder / f"{audience.word}.db", query)) as connection:
        prepare(connection)
        assert connection.execute(QUESTION).fetchone() == (1,)


@pytest.mark.parametrize("audience", [Audience.PRIVATE, Audience.RECORDS])
def test_a_file_that_nobody_may_open_gets_nothing(tmp_path: Path, audience: Audience) -> None:
    with closing(connect(build_canaries(tmp_path / "a.db", audience))) as connection:
        prepare(connection)
        with pytest.raises(sqlite3.OperationalError, match="no such"):
            connection.execute(QUESTION)


@pytest.mark.asyncio
async def test_nothing_is_attached_that_datasette_would_list_as_one_more_database(sample_folder: Path) -> None:
    datasette = serving(sample_folder / "public.db")
    await datasette.invoke_startup()
    assert await datasette.get_database("public").attached_databases() == []
    assert "attached" not in (await get(datasette, "/public")).text

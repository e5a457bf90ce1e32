"""What a connection to one of our files brings along, and that any other connection is left alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from datasette_netzwerk.audiences import JOINABLE, Audience
from datasette_netzwerk.web.connections import prepare
from tests.web.sample_files import build_canaries

QUESTION = "select group_concat(family_name, ' ') from (select family_name from current_members order by family_name)"


def connect(path: Path, query: str = "mode=ro") -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?{query}", uri=True)


@pytest.mark.parametrize("query", ["mode=ro", "immutable=1", "mode=rw"])
@pytest.mark.parametrize("audience", JOINABLE)
def test_current_members_are_those_who_are_members_now(sample_folder: Path, audience: Audience, query: str) -> None:
    with closing(connect(sample_folder / f"{audience.word}.db", query)) as connection:
        prepare(connection)
        expected = "Berg Groß Müller Sharma" if audience is Audience.ORGANISERS else "Berg Groß Müller Sharma Vahl"
        assert connection.execute(QUESTION).fetchone()[0] == f"{expected} Łuczak"
        assert connection.execute("select finds('Müller', 'mueller')").fetchone() == (1,)


def test_the_view_is_in_the_connection_and_not_in_the_file(sample_folder: Path) -> None:
    with closing(connect(sample_folder / "public.db")) as connection:
        prepare(connection)
        assert connection.execute("select * from main.sqlite_master where name = 'current_members'").fetchall() == []


def test_a_connection_that_only_reads_stays_one(sample_folder: Path) -> None:
    with closing(connect(sample_folder / "public.db", "mode=rw")) as connection:
        connection.execute("pragma query_only = on")
        prepare(connection)
        assert connection.execute(QUESTION).fetchone()[0].startswith("Berg")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("delete from members")


@pytest.mark.parametrize("audience", [Audience.PRIVATE, Audience.RECORDS])
def test_a_file_that_nobody_may_open_gets_nothing(tmp_path: Path, audience: Audience) -> None:
    with closing(connect(build_canaries(tmp_path / "a.db", audience))) as connection:
        prepare(connection)
        with pytest.raises(sqlite3.OperationalError, match="no such"):
            connection.execute(QUESTION)

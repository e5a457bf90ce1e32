"""Our files are known by their mark, whatever they are called, and told from everybody else's."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.database import Database

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.web.files import audience_of, audiences_of, check_attached, left_out
from tests.web.sample_files import build_canaries


@pytest.mark.asyncio
async def test_a_file_is_known_by_its_mark_whatever_it_is_called(sample_folder: Path, tmp_path: Path) -> None:
    shutil.copy(sample_folder / "members.db", tmp_path / "public.db")
    shutil.copy(sample_folder / "public.db", tmp_path / "holiday photos.sqlite")
    with closing(sqlite3.connect(tmp_path / "members.db")) as connection, connection:
        connection.execute("create table members (name text)")
    datasette = Datasette([str(path) for path in sorted(tmp_path.iterdir())])
    assert await audiences_of(datasette) == {"holiday photos": Audience.PUBLIC, "public": Audience.MEMBERS}


@pytest.mark.asyncio
async def test_a_mark_that_is_still_in_the_journal_counts(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "fresh.db")) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.execute("create table members (name text)")
        connection.execute(f"pragma application_id = {Audience.ORGANISERS.application_id}")
        connection.commit()
        datasette = Datasette([str(tmp_path / "fresh.db")])
        assert await audience_of(datasette.get_database("fresh")) is Audience.ORGANISERS


@pytest.mark.asyncio
async def test_a_copy_in_memory_is_known_too(sample_folder: Path) -> None:
    datasette = Datasette([])
    copy = datasette.add_database(Database(datasette, memory_name="a_copy"), name="a_copy")
    with (
        closing(sqlite3.connect(sample_folder / "members.db")) as source,
        closing(sqlite3.connect("file:a_copy?mode=memory&cache=shared", uri=True)) as target,
    ):
        source.backup(target)
        await datasette.invoke_startup()
        assert await audience_of(copy) is Audience.MEMBERS
        assert (await datasette.client.get("/a_copy/members.json")).status_code == 404


def test_what_is_never_served_is_named_and_crossdb_is_refused() -> None:
    attached = [("site/public.db", Audience.PUBLIC), ("site/records.db", Audience.RECORDS)]
    problems = check_attached(attached, is_crossdb=True)
    assert [(problem.code, problem.source) for problem in problems] == [
        ("file.never_served", "site/records.db"),
        ("serve.crossdb", ""),
    ]
    assert check_attached(attached[:1], is_crossdb=False) == ()


def test_a_file_that_is_left_out_is_told_with_its_audience() -> None:
    assert left_out("3/members.db", Audience.MEMBERS).code == "file.left_out"
    assert left_out("3/members.db", Audience.MEMBERS).arguments == {"audience": "members"}
    assert left_out("3/private.db", Audience.PRIVATE).code == "file.private"


@pytest.mark.asyncio
async def test_records_are_known_by_their_mark(tmp_path: Path) -> None:
    records = build_canaries(tmp_path / "backup-2026.db", Audience.RECORDS)
    datasette = Datasette([])
    assert await audience_of(datasette.add_database(Database(datasette, str(records)))) is Audience.RECORDS

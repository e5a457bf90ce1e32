"""What the plugin does at the start of a Datasette: refuse, leave out, present, or nothing at all."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from datasette.app import Datasette
from datasette.cli import cli
from datasette.plugins import pm
from datasette.utils import StartupError

import datasette_netzwerk
from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.publish.site_files import write_site_files
from datasette_netzwerk.site import Site
from tests.web.sample_files import build_canaries

UNRELATED_PAGES = (
    "/",
    "/.json",
    "/birds",
    "/birds.json",
    "/birds?sql=select+name+from+birds",
    "/birds.json?sql=select+name+from+birds&_shape=array",
    "/birds/-/query?sql=select+name+from+birds",
    "/birds/birds",
    "/birds/birds.json?_shape=array",
    "/birds/birds.csv",
    "/birds/birds?_facet=family",
    "/birds/birds/1",
    "/birds/birds/1.json",
    "/birds/owls",
    "/birds/owls.json",
    "/birds.db",
    "/nothing/here",
    "/-/databases.json",
    "/-/metadata.json",
    "/-/settings.json",
    "/-/schema.json",
    "/-/jump.json",
    "/-/queries.json",
    "/-/static-plugins/datasette_vega/main.08f5d3d8.js",
)
"""Pages of a Datasette that has no file of ours, of both versions; a version answers 404 to what only the other has."""

TIMING = re.compile(rb"Queries took [0-9.]+ms|\"query_ms\": [0-9.]+")


def datasette_command(*arguments: str | Path) -> Result:
    """Run ``datasette`` with ``arguments`` in this process."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def birds(tmp_path: Path) -> Path:
    """A database that has nothing to do with us."""
    with closing(sqlite3.connect(tmp_path / "birds.db")) as connection, connection:
        connection.execute("create table families (id integer primary key, name text)")
        connection.execute("create table birds (id integer primary key, name text, family references families (id))")
        connection.execute("insert into families values (1, 'Eulen'), (2, 'Meisen')")
        connection.execute("insert into birds values (1, 'Uhu', 1), (2, 'Kohlmeise', 2), (3, 'Blaumeise', 2)")
    return tmp_path / "birds.db"


@contextmanager
def plugin_unregistered() -> Iterator[None]:
    """Have Datasette without the plugin for a while."""
    name = pm.get_name(datasette_netzwerk)
    pm.unregister(datasette_netzwerk)
    try:
        yield
    finally:
        pm.register(datasette_netzwerk, name)


async def everything_about(birds: Path) -> dict[str, tuple[int, list[tuple[str, str]], bytes]]:
    """Return status, headers and body of every page of a Datasette that serves ``birds``."""
    metadata = {"databases": {"birds": {"queries": {"owls": {"sql": "select * from birds where family = 1"}}}}}
    configuration = {"config": metadata} if hasattr(Datasette, "get_query") else {}
    datasette = Datasette([], immutables=[str(birds)], metadata=metadata, secret="secret", **configuration)
    answers = {}
    for page in UNRELATED_PAGES:
        response = await datasette.client.get(page)
        answers[page] = (response.status_code, list(response.headers.multi_items()), without_timings(response.content))
    return answers


def without_timings(body: bytes) -> bytes:
    """Return ``body`` without the only thing that differs between two runs of one and the same Datasette."""
    return TIMING.sub(b"", body)


@pytest.mark.asyncio
async def test_beside_an_unrelated_database_every_page_is_what_it_is_without_the_plugin(birds: Path) -> None:
    with plugin_unregistered():
        without = await everything_about(birds)
    with_plugin = await everything_about(birds)
    assert with_plugin == without
    assert without["/birds/birds"][0] == without["/birds/owls"][0] == 200
    assert b"datasette_vega/main" in without["/birds/birds"][2]


@pytest.mark.asyncio
async def test_our_sql_function_is_not_there_for_an_unrelated_database(birds: Path) -> None:
    database = Datasette([str(birds)]).get_database("birds")
    with pytest.raises(sqlite3.OperationalError, match="no such function"):
        await database.execute("select finds('a', 'a')")


@pytest.mark.parametrize("arguments", [(), ("--crossdb",)], ids=["alone", "with crossdb"])
def test_datasette_refuses_to_start_with_records_and_names_the_file(
    site: Site, sample_folder: Path, arguments: tuple[str, ...]
) -> None:
    files = (sample_folder / "public.db", site.records)
    result = datasette_command(*arguments, *files, "-m", site.metadata, "--get", "/")
    assert result.exit_code == 1
    assert "records.db" in result.output
    assert "never served" in result.output
    assert "Traceback" not in result.output
    assert not isinstance(result.exception, StartupError)


def test_datasette_refuses_to_start_with_crossdb(sample_folder: Path) -> None:
    result = datasette_command("--crossdb", sample_folder / "public.db", "--get", "/")
    assert result.exit_code == 1
    assert "--crossdb" in result.output


def test_crossdb_is_nobodys_business_beside_an_unrelated_database(birds: Path) -> None:
    assert datasette_command("--crossdb", birds, "--get", "/").exit_code == 0


def test_a_wrong_setting_stops_the_start_with_one_line(sample_folder: Path, tmp_path: Path) -> None:
    metadata = tmp_path / "metadata.yml"
    metadata.write_text("plugins: {datasette-netzwerk: {language: fr}}", encoding="utf-8")
    result = datasette_command(sample_folder / "public.db", "-m", metadata, "--get", "/")
    assert result.exit_code == 1
    assert "language" in result.output
    assert "fr" in result.output


def test_the_files_of_a_generation_can_be_named_and_only_the_public_one_answers(site: Site) -> None:
    files = sorted(site.generation(1).glob("*.db"))
    assert [file.name for file in files] == ["members.db", "organisers.db", "private.db", "public.db"]
    public = datasette_command(*files, "-m", site.metadata, "--get", "/public/members.json?_shape=array")
    assert public.exit_code == 0
    assert "Anna Berg" in public.output
    assert "members.db: The file is for the audience members and was left out." in public.output
    for closed in ("/members/members.json", "/organisers/guests.json", "/private/people.json", "/members.db"):
        result = datasette_command(*files, "--get", closed)
        assert result.exit_code == 1
        assert "kanarie" not in result.output
        assert "Klara Gast" not in result.output


def test_a_site_folder_is_served_as_it_lies_without_sql_and_downloads(site: Site) -> None:
    write_site_files(site)
    assert "Anna Berg" in datasette_command(site.folder, "--get", "/public/members.json?_shape=array").output
    assert "25" in datasette_command(site.folder, "--get", "/public/attendance_per_year.csv").output
    for closed in ("/public.json?sql=select+1", "/public/-/query.json?sql=select+1", "/public.db", "/records.json"):
        assert datasette_command(site.folder, "--get", closed).exit_code == 1


@pytest.mark.asyncio
async def test_pages_about_the_server_are_closed_where_a_file_was_left_out(sample_folder: Path) -> None:
    datasette = Datasette([str(sample_folder / "public.db"), str(sample_folder / "members.db")])
    for page in ("databases.json", "metadata.json", "config.json", "plugins", "versions.json", "%6detadata.json"):
        assert (await datasette.client.get(f"/-/{page}")).status_code == 404
    assert (await datasette.client.get("/-/actor.json")).status_code == 200


@pytest.mark.asyncio
async def test_pages_about_the_server_stay_where_all_is_public_and_nothing_else_was_asked(sample_folder: Path) -> None:
    datasette = Datasette([str(sample_folder / "public.db")])
    assert (await datasette.client.get("/-/versions.json")).status_code == 200


@pytest.mark.asyncio
async def test_pages_about_the_server_are_closed_when_the_settings_ask_for_it(sample_folder: Path) -> None:
    metadata = {"plugins": {"datasette-netzwerk": {"harden": True}}}
    datasette = Datasette([str(sample_folder / "public.db")], metadata=metadata)
    assert (await datasette.client.get("/-/versions.json")).status_code == 404


@pytest.mark.asyncio
async def test_a_datasette_with_nothing_but_closed_files_still_answers(tmp_path: Path) -> None:
    datasette = Datasette([str(build_canaries(tmp_path / "members.db", Audience.MEMBERS))])
    response = await datasette.client.get("/")
    assert response.status_code == 200
    assert "members" not in response.text

"""A Datasette that would show what is not for everybody does not start, and says why (T-02, T-03, T-05, T-55)."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from datasette.app import Datasette
from datasette.cli import cli
from datasette.utils.asgi import Response
from pluggy import HookimplMarker

from datasette_netzwerk import compat
from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.web.self_check import stray_allows
from tests.threats.given import Files, datasette_with, having
from tests.web.sample_files import build_sample

# SystemExit is how a thread ends in silence; pytest hears it all the same.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")

hookimpl = HookimplMarker("datasette")
MEMBERS_AND_UP = {"members": Audience.MEMBERS, "organisers": Audience.ORGANISERS, "public": Audience.PUBLIC}


def run(*arguments: str | Path) -> Result:
    """Run ``datasette`` with ``arguments`` in this process."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.mark.parametrize(
    ("block", "place"),
    [
        ({"allow": True}, "databases.members.allow"),
        ({"allow": {"id": "*"}}, "databases.members.allow"),
        ({"allow": {"unauthenticated": True}}, "databases.members.allow"),
        ({"allow": "yes"}, "databases.members.allow"),
        ({"allow_sql": True}, "databases.members.allow_sql"),
        ({"tables": {"people": {"allow": True}}}, "databases.members.tables.people.allow"),
        ({"queries": {"all": {"sql": "select 1", "allow": True}}}, "databases.members.queries.all.allow"),
        ({"permissions": {"view-table": True}}, "databases.members.permissions.view-table"),
        ({"tables": {"t": {"permissions": {"x": {"id": "*"}}}}}, "databases.members.tables.t.permissions.x"),
        ({"plugins": {"any": {"allow": True}}}, "databases.members.plugins.any.allow"),
    ],
)
def test_a_rule_that_opens_a_closed_file_is_named(block: dict[str, Any], place: str) -> None:
    found = list(stray_allows({"databases": {"members": block}}, MEMBERS_AND_UP))
    assert [(problem.code, problem.column) for problem in found] == [("check.stray_allow", place)]


@pytest.mark.parametrize(
    "written",
    [
        {},
        {"databases": None},
        {"databases": {"members": None}},
        {"databases": {"members": {"allow": {"role": ["member", "organiser"]}}}},
        {"databases": {"members": {"allow": False}}},
        {"databases": {"organisers": {"allow": {"role": "organiser"}}}},
        {"databases": {"public": {"allow": True}, "birds": {"allow": True}}},
        {"allow": True},
    ],
)
def test_a_rule_that_opens_nothing_closed_is_let_be(written: dict[str, Any]) -> None:
    assert list(stray_allows(written, MEMBERS_AND_UP)) == []


def test_a_rule_for_members_opens_the_organisers_file_too_far() -> None:
    written = {"databases": {"organisers": {"allow": {"role": ["member", "organiser"]}}}}
    assert [problem.column for problem in stray_allows(written, MEMBERS_AND_UP)] == ["databases.organisers.allow"]


@pytest.mark.parametrize("has_logins", [True, False], ids=["with logins", "without"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_stray_allow_ends_datasette_and_names_the_table(
    files: Files, tmp_path: Path, language: str, has_logins: bool
) -> None:
    written = tmp_path / "metadata.yml"
    block = f"{{language: {language}, logins: {str(has_logins).lower()}}}"
    text = (
        f"plugins: {{datasette-netzwerk: {block}}}\ndatabases: {{members: {{tables: {{people: {{allow: true}}}}}}}}\n"
    )
    written.write_text(text, encoding="utf-8")
    configured = ("-c", written) if compat.has_stored_metadata(Datasette) else ()
    result = run(files[Audience.PUBLIC], files[Audience.MEMBERS], "-m", written, *configured, "--get", "/")
    assert result.exit_code == 1
    assert "databases.members.tables.people.allow" in result.output
    assert {"de": "würde öffnen", "en": "would open"}[language] in result.output
    assert "Traceback" not in result.output


def test_crossdb_ends_datasette(files: Files) -> None:
    result = run("--crossdb", files[Audience.PUBLIC], files[Audience.MEMBERS], "--get", "/")
    assert (result.exit_code, "--crossdb" in result.output) == (1, True)


def test_records_on_the_command_line_end_datasette_whatever_they_are_called(files: Files, tmp_path: Path) -> None:
    disguised = tmp_path / "birds.db"
    disguised.write_bytes(files[Audience.RECORDS].read_bytes())
    result = run(files[Audience.PUBLIC], disguised, "--get", "/")
    assert (result.exit_code, "birds.db" in result.output) == (1, True)


def memory_name(word: str) -> str:
    """Return a name of its own for each test: 0.65 shares what is in memory among all that ask for it by name."""
    return f"{word}_{secrets.token_hex(4)}"


class Copier:
    """A plugin that copies people out of the organisers' file into one of its own, which bears no mark."""

    __name__ = "copier"

    def __init__(self, path: Path) -> None:
        self.path = path

    @hookimpl
    def startup(self, datasette: Datasette) -> Callable[[], Awaitable[None]]:
        def copy(connection: sqlite3.Connection) -> None:
            with closing(sqlite3.connect(self.path)) as source:
                people = source.execute("select name, email from guests").fetchall()
            connection.execute("create table copied (name text, email text)")
            connection.executemany("insert into copied values (?, ?)", people)
            connection.commit()

        async def inner() -> None:
            await datasette.add_memory_database(memory_name("copy")).execute_write_fn(copy)

        return inner


class Teller:
    """A plugin that reads the organisers' file past Datasette and tells it at an address of its own."""

    __name__ = "teller"

    def __init__(self, path: Path) -> None:
        self.path = path

    @hookimpl
    def register_routes(self) -> list[tuple[str, Callable[[], Response]]]:
        def tell() -> Response:
            with closing(sqlite3.connect(self.path)) as source:
                return Response.json(source.execute("select email from guests").fetchall())

        return [("^/-/tell$", tell)]


class Attacher:
    """A plugin that attaches another file to every connection."""

    __name__ = "attacher"

    def __init__(self, path: Path) -> None:
        self.path = path

    @hookimpl
    def startup(self, datasette: Datasette) -> Callable[[], Awaitable[None]]:
        def view(connection: sqlite3.Connection) -> None:
            connection.execute("attach ? as other", (str(self.path),))
            connection.execute("create temporary view seen as select email from other.guests")
            connection.execute("create table seen_too as select email from seen")
            connection.commit()

        async def inner() -> None:
            await datasette.add_memory_database(memory_name("attached")).execute_write_fn(view)

        return inner


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("plugin", "address"),
    [(Copier, "/copy_[0-9a-f]+/copied.json"), (Teller, "/-/tell"), (Attacher, "/attached_[0-9a-f]+/seen_too.json")],
)
@pytest.mark.parametrize("has_logins", [True, False], ids=["with logins", "without"])
async def test_a_plugin_that_tells_what_is_closed_stops_the_start(
    tmp_path: Path, plugin: type, address: str, has_logins: bool
) -> None:
    files = [build_sample(tmp_path / f"{each.word}.db", each) for each in (Audience.PUBLIC, Audience.ORGANISERS)]
    with having(plugin(files[1])):
        datasette = datasette_with(*files, logins=has_logins)
        with pytest.raises(compat.StartRefused, match=f"^{address} shows everybody"):
            await datasette.invoke_startup()
        await compat.close(datasette)


@pytest.mark.asyncio
async def test_another_file_beside_ours_with_the_same_public_people_is_no_leak(tmp_path: Path) -> None:
    files = [build_sample(tmp_path / f"{each.word}.db", each) for each in (Audience.PUBLIC, Audience.ORGANISERS)]
    with closing(sqlite3.connect(tmp_path / "birds.db")) as birds, birds:
        birds.execute("create table people as select 'anna@amsel.example' as email")
    datasette = datasette_with(*files, tmp_path / "birds.db", logins=True)
    await datasette.invoke_startup()
    assert (await datasette.client.get("/birds/people.json?_shape=array")).json()[0]["email"] == "anna@amsel.example"


class OldGuard:
    """A plugin of the time before 1.0 that allows nobody anything."""

    __name__ = "old_guard"

    @hookimpl
    def permission_allowed(self) -> bool:
        return False


@pytest.mark.asyncio
async def test_a_permission_plugin_that_this_version_never_asks_stops_the_start(files: Files) -> None:
    with having(OldGuard(), "old-guard"):
        datasette = datasette_with(files[Audience.PUBLIC])
        if compat.has_stored_queries(datasette):
            with pytest.raises(compat.StartRefused, match="old-guard guards nothing"):
                await datasette.invoke_startup()
        else:
            assert (await datasette.client.get("/")).status_code == 403

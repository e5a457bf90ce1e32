"""`serve` shows the current generation and nothing else, moves over to a new one, and says in words what is wrong."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.problems import NotUnderstood, Problem, Refused
from datasette_netzwerk.site import Site
from datasette_netzwerk.web.generation_server import GenerationServer, host_of, is_local
from datasette_netzwerk.web.served import build_datasette, sound_manifest
from datasette_netzwerk.web.server import check_audience, listening_socket, serve
from datasette_netzwerk.web.state import cookie_secret
from tests.web.running import Running, running
from tests.web.sample_files import make_current, publish_sample

# SystemExit is how a thread ends in silence; pytest hears it all the same.
pytestmark = [pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"), pytest.mark.slow]


@pytest.fixture
def reported() -> list[Problem]:
    """The problems that the server told of while it was running."""
    return []


@pytest.fixture
def server(site: Site, reported: list[Problem]) -> Iterator[Running]:
    """The site being served to the public."""
    with running(GenerationServer(site, Audience.PUBLIC, reported.append)) as server:
        yield server


def publish(site: Site, number: int, town: str) -> None:
    """Publish a generation in which every member lives in ``town``."""
    publish_sample(site, number)
    path = site.generation_file(number, Audience.PUBLIC)
    path.chmod(0o640)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("update members set town = ?", (town,))
    path.chmod(0o440)
    make_current(site, number)


def towns(server: Running) -> set[str]:
    """Return the towns that the public file names."""
    return {row["town"] for row in server.get("/public/members.json?_shape=array").json}


def test_the_public_sees_the_public_file_and_its_pages_at_the_root(server: Running) -> None:
    assert server.get("/public/members.json?_shape=array").json[0]["name"] == "Anna Berg"
    assert server.get("/public/attendance_per_year.csv").status == 200
    assert server.get("/").status == 200
    assert server.get("/directory").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/members/members.json",
        "/organisers/guests.json",
        "/private/people.json",
        "/records.json",
        "/public.db",
        "/public.json?sql=select+1",
        "/public/-/query.json?sql=select+1",
        "/-/databases.json",
        "/-/metadata.json",
        "/-/config.json",
        "/-/plugins.json",
        "/-/versions.json",
    ],
)
def test_what_is_not_for_the_public_is_refused(server: Running, path: str) -> None:
    answer = server.get(path)
    assert answer.status in {302, 400, 403, 404}  # 302: from an address of 0.65 to one that is refused
    assert "private/published" not in answer.text


def test_a_new_generation_is_there_for_the_first_request_after_it(site: Site, server: Running) -> None:
    assert towns(server) == {"Amselfeld", "Drosselstadt", "Finkenau", None}
    publish(site, 2, "Neustadt")
    assert towns(server) == {"Neustadt"}
    publish(site, 3, "Altstadt")
    assert towns(server) == {"Altstadt"}


def test_a_damaged_generation_is_told_once_and_the_one_before_it_goes_on(
    site: Site, server: Running, reported: list[Problem]
) -> None:
    publish(site, 2, "Neustadt")
    assert towns(server) == {"Neustadt"}
    publish(site, 3, "Altstadt")
    damage(site.generation_file(3, Audience.MEMBERS))
    assert towns(server) == {"Neustadt"}
    assert towns(server) == {"Neustadt"}
    assert [problem.code for problem in reported] == ["generation.damaged", "serve.kept_old"]
    publish(site, 4, "Endstadt")
    assert towns(server) == {"Endstadt"}


def damage(path: Path) -> None:
    """Turn one bit over in the middle of a file."""
    path.chmod(0o640)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("fault", ["unreadable", "gone", "metadata"])
def test_a_broken_manifest_or_metadata_keeps_what_is_served(
    site: Site, server: Running, reported: list[Problem], fault: str
) -> None:
    assert server.get("/public/members.json").status == 200
    if fault == "unreadable":
        site.manifest.write_text("{", encoding="utf-8")
    elif fault == "gone":
        site.manifest.unlink()
    else:
        site.metadata.write_text("title: [", encoding="utf-8")
        publish(site, 2, "Neustadt")
    assert "Amselfeld" in towns(server)
    expected = {"unreadable": "manifest.unreadable", "gone": "site.nothing_published", "metadata": "yaml.unreadable"}
    assert [problem.code for problem in reported] == [expected[fault], "serve.kept_old"]


def test_a_journal_left_beside_a_generation_changes_nothing(site: Site) -> None:
    public = site.generation_file(1, Audience.PUBLIC)
    public.with_name("public.db-wal").write_bytes(b"left behind")
    public.with_name("public.db-journal").write_bytes(b"left behind")
    with running(GenerationServer(site, Audience.PUBLIC)) as server:
        assert "Amselfeld" in towns(server)


def test_an_audience_shown_on_this_computer_sees_its_file_and_the_smaller_ones(site: Site) -> None:
    with running(GenerationServer(site, Audience.MEMBERS)) as server:
        assert server.get("/members/members.json").status == 200
        assert server.get("/members/newest_members.json").status == 200
        assert server.get("/public/members.json").status == 200
        assert server.get("/organisers/guests.json").status == 404
        assert server.get("/private/people.json").status == 404


def test_a_page_from_elsewhere_cannot_read_what_is_shown_on_this_computer(site: Site) -> None:
    with running(GenerationServer(site, Audience.MEMBERS)) as server:
        assert server.get("/members/members.json", {"Host": "evil.example"}).status == 404
        assert server.get("/members/members.json", {"Host": f"localhost:{server.port}"}).status == 200


def test_two_servers_after_each_other_sign_with_the_same_secret(site: Site, reported: list[Problem]) -> None:
    first = cookie_secret(site, reported.append)
    assert len(first) == 64
    assert cookie_secret(site, reported.append) == first
    assert site.state.stat().st_mode & 0o777 == 0o600
    manifest = sound_manifest(site)
    signed = build_datasette(site, manifest, Audience.PUBLIC, first).sign("anna")
    assert build_datasette(site, manifest, Audience.PUBLIC, first).unsign(signed) == "anna"
    assert reported == []


def test_a_damaged_memory_of_the_server_is_told(site: Site) -> None:
    site.state.write_text("this is no database, and long enough to be taken for one" * 20, encoding="utf-8")
    with pytest.raises(NotUnderstood) as caught:
        cookie_secret(site, print)
    assert caught.value.problem.code == "state.unusable"


def test_what_the_group_wrote_into_metadata_is_honoured(site: Site) -> None:
    site.metadata.write_text(
        "title: Unser Netz\n"
        "license: CC BY 4.0\n"
        "databases: {public: {tables: {members: {title: Wir alle}}, queries: {towns: {sql: select town from members}}}}\n"
        "plugins: {datasette-netzwerk: {name: Netzwerk Amsel, language: de}}\n",
        encoding="utf-8",
    )
    (site.folder / "static").mkdir()
    (site.folder / "static" / "ours.css").write_text("body { color: navy }", encoding="utf-8")
    (site.folder / "templates").mkdir()
    (site.folder / "templates" / "query.html").write_text("our own query page", encoding="utf-8")
    with running(GenerationServer(site, Audience.PUBLIC)) as server:
        assert "CC BY 4.0" in server.get("/public").text
        assert "CC BY 4.0" in server.get("/public/members").text
        assert "Wir alle" in server.get("/public/members").text
        assert server.get("/public/towns.json?_shape=array").json[0] == {"town": "Amselfeld"}
        assert server.get("/public/towns").text == "our own query page"
        assert server.get("/static/ours.css").text == "body { color: navy }"


def test_a_plugin_of_the_site_is_there_in_every_generation(site: Site) -> None:
    (site.folder / "plugins").mkdir()
    (site.folder / "plugins" / "greeting_of_amsel.py").write_text(
        "from datasette import hookimpl, Response\n\n\n"
        "@hookimpl\n"
        "def register_routes():\n"
        "    return [('^/greeting$', lambda: Response.text('Servus'))]\n",
        encoding="utf-8",
    )
    with running(GenerationServer(site, Audience.PUBLIC)) as server:
        assert server.get("/greeting").text == "Servus"
        publish(site, 2, "Neustadt")
        assert server.get("/greeting").text == "Servus"


class Fault(NamedTuple):
    """What is wrong with a site before it is served, and the code of the problem."""

    description: str
    code: str


FAULTS = (
    Fault("nothing published", "site.nothing_published"),
    Fault("unreadable manifest", "manifest.unreadable"),
    Fault("missing file", "generation.missing"),
    Fault("damaged file", "generation.damaged"),
    Fault("wrong setting", "settings.value"),
    Fault("unreadable metadata", "yaml.unreadable"),
)


def break_site(site: Site, description: str) -> None:
    """Do to ``site`` what ``description`` says."""
    if description == "nothing published":
        site.manifest.unlink()
    elif description == "unreadable manifest":
        site.manifest.write_text("[]", encoding="utf-8")
    elif description == "missing file":
        site.generation_file(1, Audience.PUBLIC).unlink()
    elif description == "damaged file":
        damage(site.generation_file(1, Audience.PUBLIC))
    elif description == "wrong setting":
        site.metadata.write_text("plugins: {datasette-netzwerk: {language: fr}}", encoding="utf-8")
    else:
        site.metadata.write_text("title: [", encoding="utf-8")


@pytest.mark.parametrize(Fault._fields, FAULTS, ids=[fault.description for fault in FAULTS])
def test_what_cannot_be_served_is_told_as_a_problem(site: Site, description: str, code: str) -> None:
    break_site(site, description)
    with pytest.raises(NotUnderstood) as caught:
        serve(site, port=0)
    assert caught.value.problem.code == code


def test_a_plugin_that_refuses_to_start_is_told_as_a_problem(site: Site) -> None:
    (site.folder / "plugins").mkdir()
    (site.folder / "plugins" / "refusing_of_amsel.py").write_text(
        "from datasette import hookimpl\nfrom datasette.utils import StartupError\n\n\n"
        "@hookimpl\n"
        "def startup(datasette):\n"
        "    if datasette.plugin_config('refusing'):\n"
        "        raise StartupError('the moon is full')\n",
        encoding="utf-8",
    )
    site.metadata.write_text("plugins: {refusing: {today: true}}", encoding="utf-8")
    with pytest.raises(Refused) as caught:
        serve(site, port=0)
    assert caught.value.problem.code == "serve.refused"
    assert caught.value.problem.arguments["reason"] == "the moon is full"


def test_a_port_in_use_is_told_with_another_one(site: Site) -> None:
    with listening_socket("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refused) as caught:
            serve(site, port=port)
    problem = caught.value.problem
    assert (problem.code, problem.value) == ("serve.port_in_use", "127.0.0.1")
    assert problem.arguments["other"] == str(port + 1)


def test_a_host_that_is_not_this_computer_is_told(site: Site) -> None:
    with pytest.raises(Refused) as caught:
        serve(site, host="192.0.2.1", port=0)
    assert caught.value.problem.code == "serve.host_unusable"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "netzwerk.example", "::"])
@pytest.mark.parametrize("audience", [Audience.MEMBERS, Audience.ORGANISERS])
def test_only_the_public_file_may_be_shown_to_other_computers(host: str, audience: Audience) -> None:
    with pytest.raises(Refused) as caught:
        check_audience(host, audience)
    assert caught.value.problem.code == "serve.not_local"
    check_audience(host, Audience.PUBLIC)


@pytest.mark.parametrize("audience", [Audience.PRIVATE, Audience.RECORDS])
def test_nobody_is_shown_what_no_audience_may_see(audience: Audience) -> None:
    with pytest.raises(Refused):
        check_audience("127.0.0.1", audience)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (b"localhost:8001", "localhost"),
        (b"LOCALHOST", "localhost"),
        (b"127.0.0.1", "127.0.0.1"),
        (b"[::1]:8001", "::1"),
        (b"[::1]", "::1"),
        (b"127.0.0.1.evil.example:80", "127.0.0.1.evil.example"),
        (b"", ""),
    ],
)
def test_the_name_that_a_request_calls_the_server_by(header: bytes, expected: str) -> None:
    assert host_of({"headers": [(b"host", header)]}) == expected
    assert is_local(expected) == (expected in {"localhost", "127.0.0.1", "::1"})


@pytest.mark.asyncio
async def test_an_old_generation_is_closed_after_its_last_request(site: Site) -> None:
    server = GenerationServer(site, Audience.PUBLIC)
    await server.load()
    old = server.current
    assert old is not None
    old.request_count += 1
    publish(site, 2, "Neustadt")
    await server.load()
    assert old.is_retired
    rows = await old.datasette.get_database("public").execute("select count(*) from members")
    assert rows.rows[0][0] == 6
    old.request_count -= 1
    server._close_if_done(old)
    await asyncio.gather(*server._closing)
    await server.close()
    with pytest.raises((RuntimeError, sqlite3.ProgrammingError)):
        await old.datasette.get_database("public").execute("select 1")


@pytest.mark.slow
def test_no_request_fails_or_mixes_generations_while_they_change(site: Site) -> None:
    results: Counter[str] = Counter()
    statuses: set[int] = set()
    is_done = threading.Event()
    numbers = {f"town-{number}" for number in range(1, 200)}
    publish(site, 2, "town-2")

    def visit(server: Running) -> None:
        paths = ("/public/members.json?_shape=array", "/public/members.csv?_stream=on", "/public/members")
        while not is_done.is_set():
            for path in paths:
                before = current[0]
                answer = server.get(path)
                found = {town for town in numbers if f'"{town}"' in answer.text or f",{town}," in answer.text}
                statuses.add(answer.status)
                if path != "/public/members":
                    results["mixed"] += len(found) != 1
                    results["stale"] += not any(int(town[5:]) >= before for town in found)

    current = [2]
    with running(GenerationServer(site, Audience.PUBLIC)) as server:
        visitors = [threading.Thread(target=visit, args=(server,)) for _ in range(4)]
        for visitor in visitors:
            visitor.start()
        figures: list[tuple[int, int]] = []
        for number in range(3, 23):
            publish(site, number, f"town-{number}")
            current[0] = number
            time.sleep(0.2)
            figures.append((threading.active_count(), open_files()))
        is_done.set()
        for visitor in visitors:
            visitor.join()
    assert results["mixed"] == results["stale"] == 0
    assert statuses == {200}
    assert max(threads for threads, _ in figures[10:]) <= max(threads for threads, _ in figures[:10]) + 4
    assert max(files for _, files in figures[10:]) <= max(files for _, files in figures[:10]) + 12


def open_files() -> int:
    """Return how many files this process has open, where the system tells."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0


def test_the_settings_of_the_server_are_those_of_a_site(site: Site) -> None:
    datasette = build_datasette(site, sound_manifest(site), Audience.PUBLIC, "secret")
    expected: dict[str, Any] = {
        "suggest_facets": False,
        "allow_download": False,
        "default_allow_sql": False,
        "max_returned_rows": 1000,
    }
    assert {name: datasette.setting(name) for name in expected} == expected

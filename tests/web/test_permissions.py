"""Nothing that a members', organisers', private or records file holds comes out, whoever asks and whatever is configured."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm
from pluggy import HookimplMarker

from datasette_netzwerk import compat
from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.web.instances import Instance, remember
from datasette_netzwerk.web.permissions import is_open
from tests.web.datasette_addresses import OF_ANOTHER_SPELLING, OF_THE_INSTANCE, addresses
from tests.web.sample_files import CANARY_NUMBER, build_canaries, build_sample, canary

# SystemExit is how a thread ends in silence; pytest hears it all the same.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")

CLOSED = (Audience.MEMBERS, Audience.ORGANISERS, Audience.PRIVATE)
CANARIES = ("kanarie-members", "kanarie-organisers", "kanarie-private", "kanarie-records", str(CANARY_NUMBER))
ROOT = {"id": "root"}
ORGANISER = {"id": "anna", "role": "organiser", "roles": ["organiser"]}
TOLD_TO_ROOT = ("get /-/databases", "get /-/databases.json")
"""Where whoever started the server may read which files it was started with."""

hookimpl = HookimplMarker("datasette")


class Hazard(NamedTuple):
    """Something that could open a closed file: what a site's metadata say, which plugin is there, who asks."""

    description: str
    metadata: dict[str, Any]
    has_generous_plugin: bool = False
    actor: dict[str, Any] | None = None


def stray(**levels: Any) -> dict[str, Any]:
    """Return metadata that say something about the database ``members`` that they never should."""
    return {"databases": dict.fromkeys(("members", "organisers", "private"), levels)}


EVERYBODY = {"everybody": {"sql": "select * from members", "allow": True}}
HAZARDS = (
    Hazard("no metadata at all", {}),
    Hazard("allow at the instance", {"allow": True, "allow_sql": True}),
    Hazard("allow at the database", stray(allow=True, allow_sql=True)),
    Hazard("allow at the table", stray(tables={"members": {"allow": True}, "people": {"allow": True}})),
    Hazard("allow at the query", stray(queries=EVERYBODY)),
    Hazard("root", {}, actor=ROOT),
    Hazard("somebody who says she is an organiser", stray(allow={"role": "organiser"}), actor=ORGANISER),
    Hazard("another plugin that allows everything", {}, has_generous_plugin=True),
    Hazard(
        "all of them together",
        {"allow": True, **stray(allow=True, allow_sql=True, tables={"members": {"allow": True}}, queries=EVERYBODY)},
        has_generous_plugin=True,
        actor=ROOT,
    ),
)
each_hazard = pytest.mark.parametrize("hazard", HAZARDS, ids=[hazard.description for hazard in HAZARDS])


class Generous:
    """A plugin that allows everything to everybody, at every level, and comes last."""

    __name__ = "generous"  # Datasette asks every plugin for its name as if it were a module

    @hookimpl(trylast=True)
    def permission_allowed(self) -> bool:
        return True

    @hookimpl(trylast=True)
    def permission_resources_sql(self, datasette: Datasette) -> Any:
        from datasette.permissions import PermissionSQL

        rules = ["select null as parent, null as child, 1 as allow, 'generous' as reason"]
        for name in datasette.databases:
            rules.append(f"select '{name}', null, 1, 'generous'")
            rules.extend(f"select '{name}', '{child}', 1, 'generous'" for child in ("members", "people", "everybody"))
        return PermissionSQL(sql=" union all ".join(rules))


@contextmanager
def plugin_registered(plugin: object | None) -> Iterator[None]:
    """Have ``plugin`` in Datasette's hands for a while."""
    if plugin is None:
        yield
        return
    pm.register(plugin)
    try:
        yield
    finally:
        pm.unregister(plugin)


def build_datasette(files: list[Path], hazard: Hazard) -> Datasette:
    """Return a Datasette with ``files`` and whatever the hazard's site says, where each version looks for it."""
    configuration = {"config": hazard.metadata} if compat.has_stored_metadata(Datasette) else {}
    datasette = Datasette([str(file) for file in files], metadata=hazard.metadata, memory=True, **configuration)
    if hazard.actor is ROOT:
        datasette.root_enabled = True
    return datasette


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[Audience, Path]:
    """The public file as it is, and one full of canaries for each audience that nobody belongs to."""
    folder = tmp_path_factory.mktemp("files")
    public = build_sample(folder / "public.db", Audience.PUBLIC)
    closed = {audience: build_canaries(folder / f"{audience.word}.db", audience) for audience in CLOSED}
    return {Audience.PUBLIC: public, **closed}


async def answers(datasette: Datasette, actor: dict[str, Any] | None) -> AsyncIterator[tuple[str, int, str]]:
    """Yield every address, asked by GET and by POST, with the status and with headers and body in one text."""
    cookies = {"ds_actor": datasette.sign({"a": actor}, "actor")} if actor else {}
    for address in every_address():
        for method in ("get", "post"):
            response = await getattr(datasette.client, method)(address, cookies=cookies)
            headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
            yield f"{method} {address}", response.status_code, f"{headers}\n{response.text}"


def every_address() -> list[str]:
    """Return the addresses of the instance and of everything that a closed file holds, however it is spelled."""
    tables = {"members": canary(Audience.MEMBERS, "members", "id"), "people": canary(Audience.PRIVATE, "people", "id")}
    names = ("members", "organisers", "private")
    spellings = ("mem~62ers", "mem%62ers", "Members", "members_2", "members~2e")
    return [
        *OF_THE_INSTANCE,
        *(address for name in names for address in addresses(name, tables)),
        *(pattern.format(database=spelling) for spelling in spellings for pattern in OF_ANOTHER_SPELLING),
    ]


def leaks(text: str, folder: Path) -> list[str]:
    """Return what a text betrays: a canary, or where a closed file lies."""
    paths = [str(folder / f"{audience.word}.db") for audience in CLOSED]
    # The address itself may come back in the answer: the key of a row is one that was asked for.
    asked = (canary(Audience.MEMBERS, "members", "id"), canary(Audience.PRIVATE, "people", "id"))
    for text_asked in asked:
        text = text.replace(text_asked, "")
    return [sign for sign in (*CANARIES, *paths) if sign in text]


@pytest.mark.slow
@pytest.mark.asyncio
@each_hazard
async def test_no_address_betrays_what_a_closed_file_holds(files: dict[Audience, Path], hazard: Hazard) -> None:
    with plugin_registered(Generous() if hazard.has_generous_plugin else None):
        datasette = build_datasette(list(files.values()), hazard)
        if "databases" in hazard.metadata:
            with pytest.raises(compat.StartRefused, match=r"databases\.(members|private)"):
                await datasette.invoke_startup()
            return
        await datasette.invoke_startup()
        found = {
            address: leaks(text, files[Audience.PUBLIC].parent)
            async for address, _, text in answers(datasette, hazard.actor)
            if not (hazard.actor is ROOT and address in TOLD_TO_ROOT)
        }
        await compat.close(datasette)
    assert {address: signs for address, signs in found.items() if signs} == {}


@pytest.mark.slow
@pytest.mark.asyncio
@each_hazard
async def test_a_closed_file_that_is_attached_later_is_refused_too(files: dict[Audience, Path], hazard: Hazard) -> None:
    with plugin_registered(Generous() if hazard.has_generous_plugin else None):
        datasette = build_datasette([files[Audience.PUBLIC]], hazard)
        await datasette.invoke_startup()
        remember(datasette, Instance(is_site=True, is_hardened=True))
        for audience in CLOSED:
            datasette.add_database(Database(datasette, str(files[audience])), name=audience.word)
        found = {
            address: (status, leaks(text, files[Audience.PUBLIC].parent))
            async for address, status, text in answers(datasette, hazard.actor)
            if not (hazard.actor is ROOT and address in TOLD_TO_ROOT)
        }
        await compat.close(datasette)
    assert {address: signs for address, (_, signs) in found.items() if signs} == {}
    assert found["get /members/members.json"][0] == 404
    assert found["get /private/people"][0] == 404
    assert found["get /organisers"][0] == 404


@pytest.mark.asyncio
async def test_every_route_of_this_version_is_among_the_addresses_asked(files: dict[Audience, Path]) -> None:
    datasette = Datasette([str(files[Audience.PUBLIC])])
    paths = [address.partition("?")[0] for address in every_address()]
    # Datasette does not publish its routes; when it gets a new one, this test has to hear of it.
    ours = "/-/netzwerk"
    unasked = [
        pattern.pattern
        for pattern, _ in datasette._routes()
        if ours not in pattern.pattern
        and not pattern.pattern.startswith("^")
        and "static-plugins" not in pattern.pattern
        and not any(pattern.match(path) for path in paths)
    ]
    assert unasked == []


@pytest.mark.asyncio
async def test_the_public_file_is_open_beside_the_closed_ones(files: dict[Audience, Path]) -> None:
    datasette = Datasette([str(file) for file in files.values()])
    assert (await datasette.client.get("/public/members.json?_shape=array")).json()[0]["name"] == "Anna Berg"
    assert [link for link in ("members", "organisers", "private") if link in datasette.databases] == []


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "address",
    [
        "/public?sql=select+1",
        "/public.json?sql=select+1",
        "/public/-/query.json?sql=select+1",
        "/public/members.json?_where=1%3D1",
        "/_memory?sql=select+1",
        "/_memory.json?sql=select+1",
        "/_memory/-/query.json?sql=select+1",
    ],
)
@pytest.mark.parametrize("actor", [None, ROOT], ids=["stranger", "root"])
async def test_free_sql_is_for_nobody(files: dict[Audience, Path], address: str, actor: dict[str, Any] | None) -> None:
    datasette = build_datasette([files[Audience.PUBLIC]], Hazard("", {"allow_sql": True}, actor=actor))
    cookies = {"ds_actor": datasette.sign({"a": actor}, "actor")} if actor else {}
    response = await datasette.client.get(address, cookies=cookies, follow_redirects=True)
    assert response.status_code in {400, 403, 404}  # 400: the address of the other version


@pytest.mark.asyncio
@pytest.mark.parametrize("actor", [None, ROOT], ids=["stranger", "root"])
async def test_the_whole_file_can_be_downloaded_by_nobody(
    files: dict[Audience, Path], actor: dict[str, Any] | None
) -> None:
    datasette = Datasette([], immutables=[str(files[Audience.PUBLIC])])
    datasette.root_enabled = True
    cookies = {"ds_actor": datasette.sign({"a": actor}, "actor")} if actor else {}
    assert (await datasette.client.get("/public.db", cookies=cookies)).status_code == 403


@pytest.mark.asyncio
async def test_root_can_write_nothing_into_a_published_file(files: dict[Audience, Path], tmp_path: Path) -> None:
    copy = shutil.copy(files[Audience.PUBLIC], tmp_path)
    datasette = Datasette([str(copy)])
    datasette.root_enabled = True
    await datasette.invoke_startup()
    cookies = {"ds_actor": datasette.sign({"a": ROOT}, "actor")}
    for address in ("/public/chapters/-/insert", "/public/-/create", "/public/chapters/-/drop"):
        response = await datasette.client.post(address, json={"row": {"id": "x", "name": "x"}}, cookies=cookies)
        assert response.status_code in {403, 404, 405}
    assert len((await datasette.client.get("/public/chapters.json?_shape=array")).json()) == 1


@pytest.mark.asyncio
async def test_an_audience_opened_on_this_computer_sees_its_file_and_the_smaller_ones(
    files: dict[Audience, Path], sample_folder: Path
) -> None:
    paths = [sample_folder / "public.db", sample_folder / "members.db", sample_folder / "organisers.db"]
    datasette = Datasette([str(path) for path in (*paths, files[Audience.PRIVATE])])
    remember(datasette, Instance(opened_to=Audience.MEMBERS))
    await datasette.invoke_startup()
    assert (await datasette.client.get("/public/members.json")).status_code == 200
    assert (await datasette.client.get("/members/members.json")).status_code == 200
    assert (await datasette.client.get("/members/newest_members.json")).status_code == 200
    assert (await datasette.client.get("/members.json?sql=select+1", follow_redirects=True)).status_code == 403
    assert (await datasette.client.get("/organisers/members.json")).status_code == 404
    assert (await datasette.client.get("/private/people.json")).status_code == 404


class Admission(NamedTuple):
    """Whether the file of ``audience`` is open where everybody belongs to ``opened_to``."""

    audience: Audience
    opened_to: Audience
    expected: bool


ADMISSIONS = (
    Admission(Audience.PUBLIC, Audience.PUBLIC, True),
    Admission(Audience.MEMBERS, Audience.PUBLIC, False),
    Admission(Audience.ORGANISERS, Audience.PUBLIC, False),
    Admission(Audience.PUBLIC, Audience.MEMBERS, True),
    Admission(Audience.MEMBERS, Audience.MEMBERS, True),
    Admission(Audience.ORGANISERS, Audience.MEMBERS, False),
    Admission(Audience.ORGANISERS, Audience.ORGANISERS, True),
    Admission(Audience.PRIVATE, Audience.ORGANISERS, False),
    Admission(Audience.PRIVATE, Audience.RECORDS, False),
    Admission(Audience.RECORDS, Audience.RECORDS, False),
)


@pytest.mark.parametrize("actor", [None, ROOT, ORGANISER], ids=["stranger", "root", "organiser"])
@pytest.mark.parametrize(Admission._fields, ADMISSIONS)
def test_a_file_is_open_to_its_audience_and_the_larger_ones_whoever_asks(
    audience: Audience, opened_to: Audience, expected: bool, actor: dict[str, Any] | None
) -> None:
    assert is_open(actor, audience, opened_to) is expected

"""Each file opens to its audience and to nobody else, and a closed one is as if it did not exist (T-01, T-06 to T-08)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from datasette_netzwerk import compat
from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.web.permissions import audience_of_actor
from tests.threats.given import JOINED, MEMBER, NOT_QUITE, ORGANISER, ROOT, Actor, Files, ask, datasette_with
from tests.web.datasette_addresses import OF_ANOTHER_SPELLING, OF_THE_INSTANCE, addresses
from tests.web.sample_files import build_sample, canary

# SystemExit is how a thread ends in silence; pytest hears it all the same.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")

FAULT_OF_DATASETTE = ("/members.csv", "/organisers.csv")
"""What 0.65 answers with 500 for any file that somebody may open: a file's overview as CSV."""

WHO: dict[str, tuple[Actor, Audience]] = {
    "stranger": (None, Audience.PUBLIC),
    "member": (MEMBER, Audience.MEMBERS),
    "organiser": (ORGANISER, Audience.ORGANISERS),
    "root": (ROOT, Audience.PUBLIC),
    **{name: (actor, Audience.PUBLIC) for name, actor in NOT_QUITE.items()},
}
each_actor = pytest.mark.parametrize(("actor", "audience"), WHO.values(), ids=WHO.keys())
CLOSED = (Audience.MEMBERS, Audience.ORGANISERS, Audience.PRIVATE)

TRICKS = (
    "/public/..%2fmembers/members", "/public/../members/members", "/public/%2e%2e/members/members.json",
    "/mem~62ers/members", "/mem%62ers/members", "/mem%2562ers/members.json", "//members/members", "/members//members",
    "/members;x/members", "/members/members;x.json", "/MEMBERS/members", "/members.db-wal", "/members.db-journal",
    "/-/static/../../members.db", "/-/static/..%2f..%2fmembers.db", "/members/", "/members/members/", "/members%00/x",
    "/./members/members", "/members.json.json", "/members/members.json%20", "/%6d%65%6d%62%65%72%73.json",
)  # fmt: skip


def served(files: Files) -> Datasette:
    """Return a Datasette where people log in, with every file that is ever given to one."""
    return datasette_with(*[path for audience, path in files.items() if audience is not Audience.RECORDS], logins=True)


def every_address() -> list[str]:
    """Return all addresses of both versions, about every file, by every way of writing it."""
    tables = {"members": canary(Audience.MEMBERS, "members", "id"), "people": canary(Audience.PRIVATE, "people", "id")}
    names = ("members", "organisers", "private")
    return [
        *OF_THE_INSTANCE,
        *(address for name in names for address in addresses(name, tables)),
        *(pattern.format(database="mem~62ers") for pattern in OF_ANOTHER_SPELLING),
        *TRICKS,
    ]


def signs_of(audience: Audience) -> re.Pattern[str]:
    """Return what stands in everything that tells of a file; the key of a row is one that was asked for."""
    return re.compile(rf"kanarie-{audience.word}-(?!members-id|people-id)")


@pytest.mark.slow
@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("actor", "audience"),
    [pytest.param(*who, id=name, marks=[pytest.mark.audit] if name in NOT_QUITE else []) for name, who in WHO.items()],
)
async def test_nothing_of_a_closed_file_comes_out_at_any_address(
    files: Files, actor: Actor, audience: Audience
) -> None:
    datasette = served(files)
    closed = [signs_of(each) for each in CLOSED if each > audience]
    found: dict[str, object] = {}
    for address in every_address():
        response = await ask(datasette, address, actor)
        text = f"{response.headers}\n{response.text}"
        signs = [each.pattern for each in closed if each.search(text)]
        if signs or (response.status_code >= 500 and address not in FAULT_OF_DATASETTE):
            found[address] = (response.status_code, signs)
    await compat.close(datasette)
    assert found == {}


@pytest.mark.asyncio
@each_actor
async def test_each_file_opens_to_its_audience_and_no_other(files: Files, actor: Actor, audience: Audience) -> None:
    datasette = served(files)
    opened = [each for each in JOINED if (await ask(datasette, f"/{each.word}/members.json", actor)).status_code == 200]
    assert opened == [each for each in JOINED if each <= audience]
    assert audience_of_actor(actor) is audience


@pytest.mark.slow
@pytest.mark.asyncio
@pytest.mark.parametrize("actor", [None, MEMBER, ROOT], ids=["stranger", "member", "root"])
@pytest.mark.parametrize(
    "rest",
    ["", ".json", ".db", "/", "/members", "/members.json", "/nothing", "/nothing.json", "/members/m1", "/newest_members",
     "/-/query?sql=select+1", "/-/schema.json", "/-/queries.json", "/members/-/autocomplete?q=a", "?sql=select+1"],
)  # fmt: skip
async def test_a_closed_file_answers_as_one_that_does_not_exist(files: Files, actor: Actor, rest: str) -> None:
    datasette = served(files)
    closed = await ask(datasette, f"/organisers{rest}", actor)
    missing = await ask(datasette, f"/organisirs{rest}", actor)
    assert closed.status_code == missing.status_code
    assert closed.text.replace("organisers", "organisirs") == missing.text
    told = {name: text.replace("organisers", "organisirs") for name, text in closed.headers.items()}
    assert told == dict(missing.headers)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "address", ["/.json", "/-/jump.json?q=mem", "/-/schema.json", "/-/queries.json", "/-/databases.json"]
)
async def test_lists_name_only_what_the_visitor_may_open(files: Files, address: str) -> None:
    datasette = served(files)
    for actor, audience in ((None, Audience.PUBLIC), (MEMBER, Audience.MEMBERS)):
        text = (await ask(datasette, address, actor)).text
        assert [each.word for each in CLOSED if each > audience and f'"/{each.word}' in text] == []


@pytest.mark.asyncio
@pytest.mark.parametrize("actor", [None, MEMBER, ORGANISER], ids=["stranger", "member", "organiser"])
@pytest.mark.parametrize(
    "address",
    ["/{}?sql=select+1", "/{}.json?sql=select+1", "/{}/-/query.json?sql=select+1", "/{}/members.json?_where=1%3D1",
     "/{}/-/query/parameters?sql=select+:a", "/{}.db"],
)  # fmt: skip
async def test_free_sql_and_downloads_are_refused_on_every_file(files: Files, address: str, actor: Actor) -> None:
    datasette = served(files)
    for file in ("public", "members", "organisers"):
        response = await ask(datasette, address.format(file), actor)
        followed = await datasette.client.get(address.format(file), follow_redirects=True)
        assert response.status_code in {302, 400, 403, 404}
        assert followed.status_code in {400, 403, 404}


# 0.65 forgets coroutines of its own where there is no such column to count by.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::RuntimeWarning")
@pytest.mark.asyncio
@pytest.mark.parametrize(
    "query",
    ["_search=x&_fts_table=people_fts&_fts_pk=rowid", "_labels=on", "_facet=industry", "_facet=email", "_sort=email"],
)
async def test_no_parameter_brings_a_column_into_the_public_file(files: Files, query: str) -> None:
    datasette = served(files)
    response = await ask(datasette, f"/public/members.json?{query}")
    assert "kanarie" not in response.text
    assert response.status_code in {200, 400, 500}  # 1.0 answers 500 where there is no such column to count by


class Sql:
    """A site on which organisers may ask in SQL."""

    def __init__(self, folder: Path) -> None:
        files = [build_sample(folder / f"{each.word}.db", each) for each in JOINED]
        self.datasette = datasette_with(*files, logins=True, sql="organisers")

    async def ask(self, file: str, sql: str, actor: Actor) -> Any:
        """Ask as whichever version is here wants to be asked."""
        path = f"/{file}/-/query.json" if compat.has_stored_queries(self.datasette) else f"/{file}.json"
        return await self.datasette.client.get(
            path,
            params={"sql": sql, "_shape": "array"},
            cookies={"ds_actor": self.datasette.sign({"a": actor}, "actor")},
        )


@pytest.mark.asyncio
async def test_organisers_may_ask_in_sql_on_their_own_file_where_the_site_says_so(tmp_path: Path) -> None:
    site = Sql(tmp_path)
    answer = await site.ask("organisers", "select count(*) as n from guests", ORGANISER)
    assert (answer.status_code, answer.json()) == (200, [{"n": 2}])
    for file, actor in (("organisers", MEMBER), ("members", ORGANISER), ("public", ORGANISER), ("members", MEMBER)):
        assert (await site.ask(file, "select 1", actor)).status_code in {403, 404}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "sql",
    ["delete from guests", "update guests set name = 'x'", "drop table guests", "attach '/tmp/x' as x", "pragma query_only = 0",
     "vacuum into '/tmp/x'", "select load_extension('x')", "select file from pragma_database_list", "select * from dbstat",
     "select hex(fts3_tokenizer('simple'))", "select hex(zeroblob(30000000))", "select * from PRAGMA_database_list",
     'select * from "pragma_database_list"', "with x as (select file from pragma_database_list()) select * from x"],
)  # fmt: skip
async def test_sql_of_organisers_neither_writes_nor_tells_of_the_computer(tmp_path: Path, sql: str) -> None:
    answer = await Sql(tmp_path).ask("organisers", sql, ORGANISER)
    assert answer.status_code in {400, 403}
    assert str(tmp_path) not in answer.text
    assert len(answer.content) < 5_000


@pytest.mark.asyncio
@pytest.mark.slow
async def test_sql_that_never_ends_is_ended(tmp_path: Path) -> None:
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    assert (await Sql(tmp_path).ask("organisers", endless, ORGANISER)).status_code == 400

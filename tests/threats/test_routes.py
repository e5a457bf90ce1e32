"""Every route of the installed Datasette is known to be open, guarded by permissions, or closed (T-01, T-04)."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from datasette.app import Datasette

from datasette_netzwerk import compat
from datasette_netzwerk.web.server_pages import is_about_server
from tests.threats.given import MEMBER, ORGANISER, ROOT, Actor, Files, ask, datasette_with

OPEN = frozenset(
    {
        "", "/", "/-", "/-/", "/favicon.ico", "/-/static/x", "/-/actor", "/-/logout",
        "/-/jump", "/-/queries", "/-/schema",
        "/-/static-plugins/datasette-vega/x", "/-/static-plugins/datasette_vega/x",
        "/-/static-plugins/datasette-netzwerk/x", "/-/static-plugins/datasette_netzwerk/x",
        ":memory:",
    }
)  # fmt: skip
"""Routes of the instance that tell nothing but what the visitor may open anyway."""

LIVES_BELOW_A_FILE = re.compile(r"/d(/.*|\.x)?|/d\.db")
"""Routes that name a file: whoever may not open it is answered as if it did not exist."""

SPELLINGS = (
    "/-/{}", "/-/{}.json", "/-/{}/", "/-/{}.json?all=1", "//-/{}", "/-//{}", "/-/{upper}", "/-/{percent}", "/-/{tilde}",
    "/-/{double}", "/%2d/{}", "/~2D/{}.json", "/-%2F{}",
)  # fmt: skip


def example_of(pattern: str) -> str:
    """Return an address that a route's pattern matches."""
    text = pattern.removeprefix("^").removesuffix("$")
    text = re.sub(r"\(\\\.\(\?P<format>[^)]*\)\)\?", "", text)
    text = re.sub(r"\(\?P<database>\[[^\]]*\]\+\)", "d", text)
    text = re.sub(r"\(\?P<\w+>(?:\[[^\]]*\]|\.)[+*]\??\)", "x", text)
    return text.replace("\\", "").removesuffix("?")


def routes(datasette: Datasette) -> list[str]:
    """Return the patterns of all routes that are not ours."""
    patterns = [each.pattern if isinstance(each, re.Pattern) else each for each, _ in datasette._routes()]
    return [pattern for pattern in patterns if "netzwerk/" not in pattern and "/-/netzwerk" not in pattern]


def class_of(example: str) -> str | None:
    """Return what is known about a route: ``open``, ``server`` or ``file``."""
    if is_about_server(example):
        return "server"
    if example in OPEN or example.startswith("/:memory:"):
        return "open"
    return "file" if LIVES_BELOW_A_FILE.fullmatch(example) else None


def test_every_route_of_this_version_is_classified(files: Files) -> None:
    found = {pattern: class_of(example_of(pattern)) for pattern in routes(datasette_with(*files.values()))}
    assert len(found) >= 25
    assert [pattern for pattern, known in found.items() if known is None] == []


def server_pages(datasette: Datasette) -> list[str]:
    """Return the names behind ``/-/`` of the routes about the server."""
    examples = [example_of(pattern) for pattern in routes(datasette)]
    return [example.removeprefix("/-/") for example in examples if class_of(example) == "server"]


def spelled(name: str) -> Mapping[str, str]:
    """Return ways of writing a name in an address."""
    code = format(ord(name[1]), "02x")
    rest = name[2:]
    return {
        "upper": name.upper(),
        "percent": f"{name[0]}%{code}{rest}",
        "tilde": f"{name[0]}~{code}{rest}",
        "double": f"{name[0]}%25{code}{rest}",
    }


@pytest.mark.asyncio
@pytest.mark.parametrize("actor", [None, MEMBER, ORGANISER], ids=["stranger", "member", "organiser"])
async def test_pages_about_the_server_are_not_there_however_they_are_spelled(files: Files, actor: Actor) -> None:
    datasette = datasette_with(*[path for audience, path in files.items() if audience < 4], logins=True)
    await datasette.invoke_startup()
    pages = server_pages(datasette)
    assert "plugins" in pages
    answered = {
        address: response.status_code
        for page in pages
        for pattern in SPELLINGS
        if (response := await ask(datasette, address := pattern.format(page, **spelled(page)), actor)).status_code
        == 200
    }
    assert answered == {}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "page", ["metadata.json", "config.json", "databases.json", "plugins.json?all=1", "settings.json"]
)
async def test_a_closed_page_says_nothing_about_the_site(files: Files, page: str) -> None:
    written = {"plugins": {"other": {"passphrase": "geheim-geheim", "client_secret": "auch-geheim"}}}
    datasette = datasette_with(*[path for audience, path in files.items() if audience < 4], config=written, logins=True)
    response = await ask(datasette, f"/-/{page}")
    assert response.status_code == 404
    for word in ("geheim", "members", "organisers", "hash", str(files)):
        assert word not in response.text


@pytest.mark.asyncio
async def test_whoever_started_1_0_with_root_may_look_at_its_server_and_nobody_on_0_65(files: Files) -> None:
    datasette = datasette_with(*[path for audience, path in files.items() if audience < 4])
    assert (await ask(datasette, "/-/versions.json", ROOT)).status_code == 404
    datasette.root_enabled = True
    assert (await ask(datasette, "/-/versions.json", ROOT)).status_code == 200
    assert compat.is_root(datasette, {"id": "Root"}) is False

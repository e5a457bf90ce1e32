"""The pages that other sites may show inside their own: there for named hosts alone, the same for whoever asks."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
from datasette.app import Datasette

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.web.visit import Visit
from tests.threats.given import MEMBER, cookies_of
from tests.web.lively_group import TODAY, publish_lively
from tests.web.serving import get, serving
from tests.web.small_group import publish_people

pytestmark = pytest.mark.asyncio

HOST = "https://www.amsel.example"
PAGES = ("meetings", "numbers", "attendance", "industries", "countries", "moves", "guests", "towns", "interactions")


@pytest.fixture(autouse=True)
def in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which three of the group's meetings are still to come."""
    monkeypatch.setattr(Visit, "today", property(lambda visit: TODAY))


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lively group's public file; not to be changed."""
    return publish_lively(tmp_path_factory.mktemp("embed") / "public.db")


@pytest.fixture
def opened(public: Path) -> Datasette:
    """The lively group's site, which one host may show."""
    return serving(public, root=True, embed=[HOST])


def ancestors(policy: str) -> str:
    """Return whom a policy lets show the page."""
    return str(re.findall(r"frame-ancestors ([^;]+)", policy)[0])


@pytest.mark.parametrize("page", PAGES)
async def test_without_the_setting_there_is_no_such_page_and_nothing_can_be_framed(public: Path, page: str) -> None:
    closed = serving(public, root=True)
    for place in (f"/embed/{page}", f"/-/netzwerk/embed/{page}", "/embed/charts.json"):
        answer = await get(closed, place)
        assert answer.status_code == 404
        assert ancestors(answer.headers["content-security-policy"]) == "'none'"
        assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("page", PAGES)
async def test_with_it_the_named_hosts_may_frame_each_of_them(opened: Datasette, page: str) -> None:
    for place in (f"/embed/{page}", f"/-/netzwerk/embed/{page}"):
        answer = await get(opened, place)
        assert answer.status_code == 200
        assert ancestors(answer.headers["content-security-policy"]) == HOST
        assert "x-frame-options" not in answer.headers
        assert "noindex" in answer.headers["x-robots-tag"]
        assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "place",
    ["/", "/directory", "/statistics", "/data", "/embed/", "/embed/nobody", "/embed/meetings/x", "/embed/charts.json",
     "/public/members", "/public/members.json", "/robots.txt", "/-/netzwerk/assets/netzwerk.min.css", "/-/logout"],
)  # fmt: skip
async def test_no_other_page_can_be_framed(opened: Datasette, place: str) -> None:
    answer = await get(opened, place)
    assert ancestors(answer.headers["content-security-policy"]) == "'none'"
    assert answer.headers["x-frame-options"] == "DENY"


async def test_a_database_that_happens_to_be_called_embed_cannot_be_framed(tmp_path: Path, public: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "embed.db")) as connection:
        connection.execute("create table secrets (id integer primary key)")
    served = serving(public, tmp_path / "embed.db", embed=[HOST])
    answer = await get(served, "/embed/secrets")
    assert answer.status_code == 200
    assert ancestors(answer.headers["content-security-policy"]) == "'none'"


async def test_whoever_asks_sees_the_public_file_and_gets_no_cookie(tmp_path: Path, public: Path) -> None:
    everybody = publish_people(tmp_path / "members.db", audience=Audience.MEMBERS)
    served = serving(public, everybody, root=True, logins=True, embed=[HOST])
    for place in (*(f"/embed/{page}?lang=en" for page in PAGES), "/embed/charts.json?lang=en"):
        stranger = await served.client.get(place)
        member = await served.client.get(place, cookies=cookies_of(served, MEMBER))
        assert stranger.text == member.text
        assert "set-cookie" not in stranger.headers
        assert "set-cookie" not in member.headers


async def test_the_language_is_the_addresss_else_the_sites_whatever_the_browser_wants(opened: Datasette) -> None:
    for query, headers, language in (
        ("", {"accept_language": "en", "cookie": "netzwerk_lang=en"}, "de"),
        ("?lang=en", {"accept_language": "de"}, "en"),
        ("?lang=xx", {}, "de"),
    ):
        answer = await get(opened, f"/embed/attendance{query}", **headers)
        assert f'<html lang="{language}">' in answer.text
        assert f"/embed/charts.json?lang={language}" in answer.text
        assert answer.headers["content-language"] == language


async def test_it_is_bare_and_its_links_leave_the_frame(opened: Datasette) -> None:
    for page in PAGES:
        text = (await get(opened, f"/embed/{page}")).text
        assert "<nav" not in text
        assert "<form" not in text
        assert '<base target="_blank">' in text
        assert text.count("<h1") == 1


async def test_the_next_meetings_with_when_and_where(opened: Datasette) -> None:
    text = (await get(opened, "/embed/meetings")).text
    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", text.partition("<main>")[2])).split())
    assert words.startswith("Nächste Treffen Netzwerkabend Donnerstag, 9. April 2026, 19:00–22:00 Uhr, Alte Weberei")
    assert '<a href="/meetings/2026-04-09-netzwerkabend?lang=de">' in text


async def test_a_drawn_figure_has_its_drawing_and_its_table(opened: Datasette) -> None:
    text = (await get(opened, "/embed/attendance")).text
    assert 'data-chart="attendance"' in text
    assert "<table" in text
    assert "attendance" in (await get(opened, "/embed/charts.json")).json()


async def test_the_data_page_hands_out_the_element_for_each_and_keeps_its_own_language(
    opened: Datasette, public: Path
) -> None:
    answer = await get(opened, "/data", accept_language="en")
    snippets = re.findall(r"<code>(<iframe .*?></iframe>)</code>", unescape(answer.text))
    assert len(snippets) == len(PAGES)
    assert snippets[0] == (
        '<iframe src="http://localhost/embed/meetings?lang=en" title="Netzwerk Rheine: Next meetings" width="100%" '
        'height="420" style="border: 0" loading="lazy"></iframe>'
    )
    assert "What you can rely on" in answer.text
    for snippet in snippets:
        address = re.findall(r'src="http://localhost([^"]+)"', snippet)[0]
        assert (await get(opened, address)).status_code == 200
    assert "iframe" not in (await get(serving(public, root=True), "/data")).text

"""robots.txt and the sitemap: programs are kept from whole tables, and no page of a person is named to them."""

from __future__ import annotations

from pathlib import Path
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as xml

import pytest
from datasette.app import Datasette

from tests.web.serving import get, serving
from tests.web.small_group import publish_people

pytestmark = pytest.mark.asyncio


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """The small group's public file."""
    return publish_people(tmp_path / "public.db")


READ = ("/", "/directory", "/directory/beate-boehm", "/directory/beate-boehm.vcf", "/meetings", "/statistics", "/data")
NOT_READ = (
    "/public/members", "/public/members.csv", "/public/members.json", "/members/members", "/organisers/people",
    "/excel/public/members.csv", "/-/login", "/-/logout", "/directory.vcf", "/-/netzwerk/excel/public/members.csv",
)  # fmt: skip


@pytest.mark.parametrize("search_engines", [False, True])
async def test_what_may_hold_a_name_in_its_address_is_read_so_that_it_can_say_noindex(
    public: Path, search_engines: bool
) -> None:
    served = serving(public, root=True, search_engines=search_engines)
    answer = await get(served, "/robots.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    # Python reads the first line that fits, search engines the longest: the test asks as they do.
    lines = answer.text.splitlines()
    head, places = lines[:1], sorted(lines[1:], key=len, reverse=True)
    rules.parse([*head, *(line for line in places if not line.startswith("Sitemap"))])
    assert [place for place in READ if not rules.can_fetch("x", place)] == []
    assert [place for place in NOT_READ if rules.can_fetch("x", place)] == []
    assert rules.can_fetch("x", "/-/netzwerk/directory/beate-boehm")
    for place in ("/directory/beate-boehm", "/directory/beate-boehm.vcf", "/-/netzwerk/directory/beate-boehm"):
        assert "noindex" in (await get(served, place)).headers["x-robots-tag"]


async def test_the_sitemap_names_the_pages_without_people_in_each_language(public: Path) -> None:
    served = serving(public, root=True, search_engines=True)
    assert "Sitemap: http://localhost/sitemap.xml\n" in (await get(served, "/robots.txt")).text
    answer = await get(served, "/sitemap.xml")
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    places = [
        str(each.text).removeprefix("http://localhost")
        for each in xml.fromstring(answer.text).iterfind("*/s:loc", names)
    ]
    assert places == [
        "/?lang=de", "/?lang=en", "/meetings?lang=de", "/meetings?lang=en", "/statistics?lang=de", "/statistics?lang=en"
    ]  # fmt: skip
    for place in places:
        page = await get(served, place)
        assert "x-robots-tag" not in page.headers
        assert "beate-boehm" not in page.text
        assert 'class="people"' not in page.text


async def test_where_search_engines_may_keep_nothing_there_is_no_sitemap_and_home_names_who_is_new(
    public: Path,
) -> None:
    served = serving(public, root=True)
    assert (await get(served, "/sitemap.xml")).status_code == 404
    assert "Sitemap" not in (await get(served, "/robots.txt")).text
    assert 'class="people"' in (await get(served, "/")).text


async def test_neither_is_there_where_the_root_is_not_ours(public: Path) -> None:
    for served in (serving(public, search_engines=True), Datasette(memory=True)):
        for place in ("/robots.txt", "/sitemap.xml", "/-/netzwerk/robots.txt"):
            assert (await get(served, place)).status_code == 404

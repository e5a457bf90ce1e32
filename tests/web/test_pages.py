"""Where our pages are, with which headers, and what is there when there is nothing."""

from __future__ import annotations

import re
from pathlib import Path

import datasette
import pluggy
import pytest
from datasette.app import Datasette
from datasette.plugins import pm

import datasette_netzwerk
from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.web.instances import Instance, remember
from tests.web.serving import NAME, get, serving
from tests.web.small_group import publish_people

hookimpl = pluggy.HookimplMarker("datasette")

PAGES = ("", "/directory", "/directory/beate-boehm", "/meetings", "/statistics", "/data")


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """The small group's public file."""
    return publish_people(tmp_path / "public.db")


@pytest.mark.asyncio
@pytest.mark.parametrize("page", PAGES)
async def test_every_page_is_below_netzwerk_and_at_the_root_only_when_told_so(public: Path, page: str) -> None:
    beside, alone = serving(public), serving(public, root=True)
    assert (await get(beside, f"/-/netzwerk{page}")).status_code == 200
    assert (await get(alone, f"/-/netzwerk{page}")).status_code == 200
    at_root = await get(alone, page or "/")
    assert at_root.status_code == 200
    assert f'<link rel="canonical" href="http://localhost{page or "/"}">' in at_root.text


@pytest.mark.asyncio
async def test_without_root_the_home_page_stays_datasettes(public: Path) -> None:
    answer = await get(serving(public), "/")
    assert 'href="/public"' in answer.text
    assert "netzwerk.min.css" not in answer.text


@pytest.mark.asyncio
async def test_at_the_root_datasettes_own_pages_and_json_stay_where_they_are(public: Path) -> None:
    served = serving(public, root=True)
    assert (await get(served, "/public")).status_code == 200
    assert (await get(served, "/public/members")).status_code == 200
    rows = (await get(served, "/public/members.json?_shape=array")).json()
    assert len(rows) == 12


@pytest.mark.asyncio
@pytest.mark.parametrize("base", ("/", "/netz/"))
async def test_every_link_of_a_page_leads_somewhere(public: Path, base: str) -> None:
    served = serving(public, root=True, datasette_settings={"base_url": base})
    seen: set[str] = set()
    for page in PAGES:
        text = (await get(served, page or "/")).text
        seen |= set(re.findall(r'(?:href|src|action)="(/[^"#]*)', text))
    assert seen
    for address in sorted(seen):
        assert address.startswith(base)
        # Datasette's client puts the base before what it is asked for.
        answer = await get(served, "/" + address.removeprefix(base).replace("&amp;", "&"))
        assert answer.status_code == 200, address


@pytest.mark.asyncio
async def test_pages_are_closed_to_foreign_and_inline_programs(public: Path) -> None:
    answer = await get(serving(public), "/-/netzwerk/directory")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert not re.search(r"<style|<script(?![^>]* src=)| style=| on[a-z]+=", answer.text)


@pytest.mark.asyncio
async def test_a_visitor_reads_the_widest_file_that_is_open_to_her(tmp_path: Path, public: Path) -> None:
    everybody = publish_people(tmp_path / "members.db", audience=Audience.MEMBERS)
    listed = publish_people(tmp_path / "few.db", people=())
    closed = serving(listed, everybody)
    assert "beate-boehm" not in (await get(closed, "/-/netzwerk/directory")).text
    opened = serving(listed, everybody)
    remember(opened, Instance(opened_to=Audience.MEMBERS))
    answer = await get(opened, "/-/netzwerk/directory")
    assert "beate-boehm" in answer.text
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.asyncio
@pytest.mark.parametrize(("search_engines", "expected"), [(False, []), (True, ["", "/meetings", "/statistics"])])
async def test_search_engines_may_keep_what_the_settings_say_but_no_member_s_page(
    public: Path, search_engines: bool, expected: list[str]
) -> None:
    served = serving(public, search_engines=search_engines)
    kept = [page for page in PAGES if 'content="noindex"' not in (await get(served, f"/-/netzwerk{page}")).text]
    assert kept == expected


@pytest.mark.asyncio
async def test_a_member_s_page_that_is_gone_is_one_click_from_a_search_for_her(public: Path) -> None:
    text = (await get(serving(public, root=True), "/directory/beate-bohm")).text
    assert 'name="q" value="beate bohm"' in text


@pytest.mark.asyncio
async def test_beside_an_unrelated_database_there_are_no_pages(tmp_path: Path) -> None:
    answer = await get(Datasette(memory=True), "/-/netzwerk")
    assert answer.status_code == 404
    assert "netzwerk.min.css" not in answer.text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path", ("/-/netzwerk/nothing", "/-/netzwerk/directory/nobody", "/directory/nobody", "/nothing", "/public/nothing")
)
async def test_what_is_missing_is_explained_with_the_ways_on(public: Path, path: str) -> None:
    answer = await get(serving(public, root=True), path)
    assert answer.status_code == 404
    assert "Diese Seite gibt es nicht" in answer.text
    assert '<a href="/directory">Alle Mitglieder</a>' in answer.text


@pytest.mark.asyncio
async def test_programs_get_datasettes_own_answer_when_something_is_missing(public: Path) -> None:
    answer = await get(serving(public, root=True), "/public/nothing.json")
    assert answer.status_code == 404
    assert answer.json()["ok"] is False


@pytest.mark.asyncio
async def test_other_plugins_links_are_in_our_menu_and_ours_in_datasettes_once(public: Path) -> None:
    class Other:
        __name__ = "other"

        @hookimpl
        def menu_links(self) -> list[dict[str, str]]:
            return [{"href": "/-/other", "label": "Anderes"}]

    other = Other()
    pm.register(other)
    try:
        served = serving(public, root=True)
        ours = (await get(served, "/directory")).text
        theirs = (await get(served, "/public/members")).text
    finally:
        pm.unregister(other)
    assert '<a href="/-/other">Anderes</a>' in ours
    menu = ours[ours.index("<nav") : ours.index("</nav>")]
    assert menu.count('href="/meetings"') == 1
    assert '<a href="/directory">Mitglieder</a>' in theirs


@pytest.mark.asyncio
async def test_datasettes_table_and_row_link_to_our_pages(public: Path) -> None:
    served = serving(public, root=True)
    table = (await get(served, "/public/members")).text
    row = (await get(served, "/public/members/m0000000000000000000000000000002")).text
    assert '<a href="/directory/beate-boehm">beate-boehm</a>' in table
    assert "Zum Verzeichnis" in table
    assert '<a href="/directory/beate-boehm">' in row


@pytest.mark.asyncio
async def test_the_group_s_own_name_words_links_logo_and_colours_show(public: Path) -> None:
    served = serving(
        public,
        root=True,
        logo="/static/logo.svg",
        colours={"blue": "#aa3300"},
        texts={"welcome": {"de": "Willkommen in Rheine", "en": "Welcome to Rheine"}},
        links={"imprint": "https://netzwerk.example/impressum"},
    )
    home = (await get(served, "/")).text
    english = (await get(served, "/?lang=en")).text
    assert f"<h1>{NAME}</h1>" in home
    assert "Willkommen in Rheine" in home
    assert "Welcome to Rheine" in english
    assert '<a href="https://netzwerk.example/impressum">Impressum</a>' in home
    assert '<img src="/static/logo.svg" alt="">' in home
    stylesheet = re.findall(r'<link rel="stylesheet" href="([^"]+)"', home)[0]
    css = (await get(served, stylesheet)).text
    assert css.endswith("@media(prefers-color-scheme:light),print{:root{--bar:#aa3300;--blue:#aa3300;--deep:#aa3300}}")


@pytest.mark.asyncio
async def test_a_group_overrides_a_page_with_a_template_of_its_own(public: Path, tmp_path: Path) -> None:
    (tmp_path / "templates" / "netzwerk").mkdir(parents=True)
    template = '{% extends "netzwerk/_layout.html" %}{% block title %}Eigenes{% endblock %}{% block content %}Wir{% endblock %}'
    (tmp_path / "templates" / "netzwerk" / "home.html").write_text(template)
    answer = await get(Datasette([str(public)], template_dir=str(tmp_path / "templates")), "/-/netzwerk")
    assert "<title>Eigenes – Netzwerk</title>" in answer.text
    assert 'aria-label="Hauptmenü"' in answer.text


@pytest.mark.asyncio
async def test_a_group_overrides_one_block_of_a_page_and_keeps_the_rest(public: Path, tmp_path: Path) -> None:
    (tmp_path / "templates" / "netzwerk").mkdir(parents=True)
    template = '{% extends "default:netzwerk/home.html" %}{% block footer %}<p>Unser Fuß</p>{% endblock %}'
    (tmp_path / "templates" / "netzwerk" / "home.html").write_text(template)
    datasette = Datasette([str(public)], template_dir=str(tmp_path / "templates"))
    answer = await get(datasette, "/-/netzwerk", accept_language="de")
    assert "<p>Unser Fuß</p>" in answer.text
    assert "Nächstes Treffen" in answer.text
    assert "Unser Fuß" not in (await get(datasette, "/-/netzwerk/directory")).text


def test_the_shell_has_the_blocks_of_datasettes_base_template() -> None:
    theirs = (Path(datasette.__file__).parent / "templates" / "base.html").read_text()
    ours = (Path(datasette_netzwerk.__file__).parent / "templates" / "netzwerk" / "_layout.html").read_text()
    blocks = re.compile(r"{%-? block (\w+)")
    assert set(blocks.findall(theirs)) <= set(blocks.findall(ours))


@pytest.mark.asyncio
async def test_files_are_kept_by_the_browser_until_they_change(public: Path) -> None:
    served = serving(public)
    home = (await get(served, "/-/netzwerk")).text
    address = re.findall(r'<link rel="stylesheet" href="([^"]+)"', home)[0]
    current = await get(served, address, accept_encoding="gzip")
    assert current.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert current.headers["content-encoding"] == "gzip"
    assert current.headers["content-type"] == "text/css; charset=utf-8"
    outdated = await get(served, address.partition("?")[0] + "?v=old", accept_encoding="identity")
    assert outdated.headers["cache-control"] == "no-cache"
    assert "content-encoding" not in outdated.headers


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ("../web/pages.py", "..%2f..%2fsetup.cfg", "nothing.css", "netzwerk.min.css/", "."))
async def test_nothing_but_our_files_is_served_as_one(public: Path, name: str) -> None:
    assert (await get(serving(public), f"/-/netzwerk/assets/{name}")).status_code in {302, 404}

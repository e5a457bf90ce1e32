"""Datasette's own pages lead back to ours, in the visitor's language, and name members and meetings as links."""

from __future__ import annotations

from pathlib import Path

import pytest

from datasette_netzwerk.compat import has_stored_queries
from datasette_netzwerk.web.stock_pages import link_away, page_link
from tests.web.serving import get, serving
from tests.web.small_group import publish_people


@pytest.fixture
def public(tmp_path: Path) -> Path:
    return publish_people(tmp_path / "public.db")


@pytest.mark.asyncio
async def test_a_query_names_members_as_links_to_their_pages(public: Path) -> None:
    page = (await get(serving(public, root=True), "/public/members_in_country?country=IN")).text
    assert '<a href="/directory/ravi-sharma">Ravi Sharma</a>' in page
    assert '<a href="/directory/ravi-sharma">ravi-sharma</a>' in page


@pytest.mark.asyncio
async def test_a_query_names_meetings_as_links_to_their_pages(public: Path) -> None:
    page = (await get(serving(public), "/public/attendance_per_meeting")).text
    assert '<a href="/-/netzwerk/meetings/2026-02-05-netzwerkabend">Netzwerkabend</a>' in page
    assert '<a href="/-/netzwerk/meetings/2026-02-05-netzwerkabend">2026-02-05-netzwerkabend</a>' in page


@pytest.mark.asyncio
async def test_json_and_csv_of_a_query_stay_plain(public: Path) -> None:
    datasette = serving(public, root=True)
    rows = (await get(datasette, "/public/members_in_country.json?country=IN&_shape=array")).json()
    assert (rows[0]["member"], rows[0]["slug"]) == ("Ravi Sharma", "ravi-sharma")
    assert "<a " not in (await get(datasette, "/public/members_in_country.csv?country=IN")).text


@pytest.mark.asyncio
async def test_names_in_an_unrelated_database_stay_plain(public: Path) -> None:
    datasette = serving(public)
    await datasette.invoke_startup()
    datasette.add_memory_database("other")
    row = {"member": "Anna", "slug": "anna"}
    assert await page_link(datasette, "other", None, "member", "Anna", row) is None
    assert await page_link(datasette, "public", None, "member", "Anna", row) is not None


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("header", "words"),
    [("en-GB,en", ("To the directory", ">Statistics<")), ("de", ("Zum Verzeichnis", ">Statistik<"))],
)
async def test_links_on_a_table_speak_the_visitors_language(public: Path, header: str, words: tuple[str, ...]) -> None:
    page = (await get(serving(public, root=True, language="de"), "/public/members", accept_language=header)).text
    for word in words:
        assert word in page


@pytest.mark.asyncio
async def test_a_query_leads_back_to_our_pages_once(public: Path) -> None:
    page = (await get(serving(public, root=True), "/public/members_per_town", accept_language="de")).text
    assert page.count('<p><a href="/data">Alle Tabellen und Abfragen, erklärt</a></p>') == 1
    assert "<p>Wie viele der gezeigten Mitglieder" in page


@pytest.mark.asyncio
async def test_titles_are_in_the_sites_language_whoever_asks(public: Path) -> None:
    """Documented: each version keeps one title, so the words of tables and queries do not change with the visitor."""
    page = (await get(serving(public, language="de"), "/public/members_per_town", accept_language="en")).text
    assert "Mitglieder je Ort" in page
    way_back = "All tables and queries, explained" if has_stored_queries(serving()) else "Alle Tabellen und Abfragen"
    assert way_back in page


@pytest.mark.asyncio
async def test_a_members_web_address_is_linked_without_vouching_for_it(public: Path) -> None:
    datasette = serving(public, root=True)
    page = (await get(datasette, "/public/members?slug=beate-boehm")).text
    assert '<a href="https://boehm-film.example" rel="noopener nofollow">https://boehm-film.example</a>' in page
    assert await link_away(datasette, "public", "javascript:alert(1)") is None
    assert await link_away(datasette, "public", None) is None

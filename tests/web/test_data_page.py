"""The page with every table and query of the visitor's file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from datasette.app import Datasette

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.web.descriptions import published_tables
from datasette_netzwerk.web.instances import Instance, remember
from datasette_netzwerk.web.queries import queries_for
from tests.web.serving import get, serving
from tests.web.small_group import publish_people
from tests.web.test_meetings import words

pytestmark = pytest.mark.asyncio


@pytest.fixture
def public(tmp_path: Path) -> Datasette:
    """The small group's public file, its pages at the root, in English."""
    return serving(publish_people(tmp_path / "public.db"), root=True, language="en")


async def test_every_table_and_query_stands_there_with_its_sentence(public: Datasette) -> None:
    text = words((await get(public, "/data")).text)
    for table in published_tables(Audience.PUBLIC):
        assert f"{table.title} {table.description}" in text
    for query in queries_for(Audience.PUBLIC):
        assert f"{query.title} {query.description}" in text


async def test_every_address_on_the_page_answers(public: Datasette) -> None:
    page = (await get(public, "/data")).text
    addresses = [address.replace("&amp;", "&") for address in re.findall(r'href="(/public/[^"]+)"', page)]
    count = len(published_tables(Audience.PUBLIC)) + len(list(queries_for(Audience.PUBLIC)))
    assert len(addresses) == 3 * count + len(["town", "held_on"])
    for address in addresses:
        assert (await get(public, address)).status_code == 200, address


async def test_the_example_can_be_typed_as_it_stands(public: Datasette) -> None:
    page = (await get(public, "/data")).text
    example = re.search(r"curl &#39;(.+?)&#39;|curl '(.+?)'", page)
    assert example is not None
    address = (example[1] or example[2]).removeprefix("http://localhost")
    assert address == "/public/members.json?_shape=array"
    assert len((await get(public, address)).json()) == 12


async def test_columns_and_parameters_are_explained(public: Datasette) -> None:
    page = (await get(public, "/data")).text
    assert "<dt><code>attendance_count</code></dt><dd>People who were there</dd>" in page
    assert "<summary>17 columns</summary>" in page
    assert "<summary>2 parameters</summary>" in page


async def test_a_member_finds_what_members_may_see(tmp_path: Path, public: Datasette) -> None:
    served = serving(publish_people(tmp_path / "members.db", audience=Audience.MEMBERS), root=True, language="en")
    remember(served, Instance(opened_to=Audience.MEMBERS))
    text = words((await get(served, "/data")).text)
    assert "Everything that you may see here, as JSON and CSV" in text
    assert "empty is not zero" not in text
    assert "empty is not zero" in words((await get(public, "/data")).text)


async def test_empty_tables_are_called_empty_and_full_ones_are_not(tmp_path: Path, public: Datasette) -> None:
    empty = serving(publish_people(tmp_path / "empty.db", (), meetings=()), root=True, language="en")
    assert "All tables are still empty" in (await get(empty, "/data")).text
    assert "All tables are still empty" not in (await get(public, "/data")).text


async def test_each_filter_shown_as_an_example_finds_rows_of_the_published_data(public: Datasette) -> None:
    page = (await get(public, "/data")).text
    examples = dict(re.findall(r'<a href="([^"]+)"><code>([a-z_]+=[^<]+)</code>', page))
    assert list(examples.values()) == ["town=Rheine", "held_on__gte=2099-01-01"]
    counts = [len((await get(public, address.replace("&amp;", "&"))).json()) for address in examples]
    assert counts == [4, 2]

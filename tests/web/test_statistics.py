"""The statistics page and its charts as files, as a browser and other programs get them."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.web.instances import Instance, remember
from datasette_netzwerk.web.statistics import VEGA
from datasette_netzwerk.web.visit import Visit
from tests.web.lively_group import TODAY, publish_lively
from tests.web.serving import get, serving
from tests.web.small_group import publish_people
from tests.web.test_meetings import words

pytestmark = pytest.mark.asyncio

FIGURES = ("attendance", "industries", "countries", "moves", "guests", "towns", "interactions")
DRAWN = FIGURES[:-1]
LARGEST_PAGE = 60 * 1024


@pytest.fixture(autouse=True)
def in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which the year has only begun."""
    monkeypatch.setattr(Visit, "today", property(lambda visit: TODAY))


@pytest.fixture
def lively(tmp_path: Path) -> Datasette:
    """The lively group's public file, its pages at the root, in English."""
    return serving(publish_lively(tmp_path / "public.db"), root=True, language="en")


def titles(html: str) -> list[str]:
    """Return the findings above the figures."""
    return re.findall(r"<h2 id=\"[a-z]+\">(.*?)</h2>", html)


async def test_every_figure_begins_with_its_finding(lively: Datasette) -> None:
    page = (await get(lively, "/statistics")).text
    assert titles(page) == [
        "In 2025, 35 people came on average, 25% more than the year before",
        "Most frequent: Head offices and management consultancy, 18 of 47 members",
        "Members work or know people in 3 countries, most often India",
        "In 2024, 11 members joined and 5 left",
        "11 of 34 guests of 2025 became members",
        "Members are from 6 towns, most often Rheine",
        "In 2025, members made 65 introductions",
    ]
    assert words(page).startswith("Statistics 33 meetings since January 2023 people at a meeting in 2025, on average;")


async def test_without_scripts_the_tables_stand_open(lively: Datasette) -> None:
    page = (await get(lively, "/statistics")).text
    assert page.count('<details class="more" open data-closes>') == len(DRAWN)
    assert page.count("<table") == len(FIGURES)
    assert '<th scope="row">5 Mar 2026</th>' in page


async def test_the_page_is_small_and_asks_for_vega_only_by_name(lively: Datasette) -> None:
    page = (await get(lively, "/statistics")).text
    assert len(page.encode("utf-8")) <= LARGEST_PAGE
    assert re.findall(r'<script src="([^"?]+)', page) == ["/-/netzwerk/assets/chart.min.js"]
    vega = re.findall(r'data-vega="([^"]+)"', page)[0]
    assert (await get(lively, vega)).headers["content-type"].startswith("text/javascript")


async def test_vega_is_the_version_that_its_name_says(lively: Datasette) -> None:
    bundle = (await get(lively, f"/-/netzwerk/assets/{VEGA}")).text
    for version in re.findall(r"-(\d+\.\d+\.\d+)", VEGA):
        assert f'"{version}"' in bundle, version
    assert "sourceMappingURL" not in bundle


@pytest.mark.parametrize("name", FIGURES)
async def test_a_chart_is_a_file_that_needs_nothing_else(lively: Datasette, name: str) -> None:
    answer = await get(lively, f"/statistics/{name}.vl.json")
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.headers["content-language"] == "en"
    chart = answer.json()
    assert chart["$schema"] == "https://vega.github.io/schema/vega-lite/v6.json"
    assert chart["title"]["text"]
    assert chart["description"].endswith(".")
    assert "var(--" not in answer.text
    assert all(layer.get("data", chart.get("data"))["name"] in chart["datasets"] for layer in chart["layer"])


async def test_a_chart_comes_dark_and_for_phones_too(lively: Datasette) -> None:
    wide = (await get(lively, "/statistics/attendance.vl.json")).json()
    phone = (await get(lively, "/statistics/attendance.vl.json?drawing=phone&scheme=dark")).json()
    assert (wide["width"], wide["config"]["background"]) == (820, "#ffffff")
    assert (phone["width"], phone["config"]["background"]) == (330, "#16202f")
    assert len({bar["meeting"] for bar in phone["datasets"]["bars"]}) == 12
    assert max(map(len, phone["title"]["text"])) <= 36


async def test_a_groups_own_blue_is_in_its_charts(tmp_path: Path) -> None:
    served = serving(publish_lively(tmp_path / "public.db"), root=True, colours={"blue": "#006633"})
    chart = (await get(served, "/statistics/towns.vl.json")).json()
    assert chart["layer"][0]["encoding"]["fill"]["scale"]["range"] == ["#006633"]


async def test_a_chart_that_does_not_exist_is_not_found(lively: Datasette) -> None:
    assert (await get(lively, "/statistics/nonsense.vl.json")).status_code == 404


async def test_the_page_gets_all_its_drawings_at_once_in_its_own_colours(lively: Datasette) -> None:
    answer = await get(lively, "/statistics/charts.json")
    charts: dict[str, Any] = answer.json()
    assert tuple(charts) == DRAWN
    assert all(chart["width"] == "container" and "title" not in chart for chart in charts.values())
    assert "var(--blue)" in answer.text
    assert not re.search(r'"#[0-9a-f]{3,6}"', answer.text)


async def test_each_figure_links_to_its_rows_and_to_a_drawing_to_play_with(lively: Datasette) -> None:
    page = (await get(lively, "/statistics")).text
    addresses = re.findall(r'<p class="files">\n(.*?)\n', page)
    assert len(addresses) == len(FIGURES)
    first = re.findall(r'href="([^"]+)"', addresses[0])
    assert first == [
        "/public/attendance_per_meeting.csv?_size=max",
        "/public/attendance_per_meeting.json?_shape=array",
        "/statistics/attendance.vl.json?lang=en",
        "/public/attendance_per_meeting#g.mark=line&amp;g.x_column=held_on&amp;g.x_type=temporal"
        "&amp;g.y_column=attendance_count&amp;g.y_type=quantitative",
    ]
    # Nobody but members may ask this query; the public has the table behind it.
    assert "/public/interactions_by_year.csv?_size=max" in addresses[-1]
    assert "Explore" not in addresses[-1]


async def test_the_rows_of_a_figure_are_the_rows_of_its_query(lively: Datasette) -> None:
    rows = (await get(lively, "/public/attendance_per_meeting.json?_shape=array")).json()
    page = (await get(lively, "/statistics")).text
    table = page.partition('id="figure-attendance"')[2].partition("</table>")[0]
    totals = [
        int(row[-2]) for row in (re.findall(r'<td class="number">(\d*)</td>', part) for part in table.split("<tr>")[2:])
    ]
    assert totals == [row["attendance_count"] for row in reversed(rows)]


async def test_members_see_what_the_public_does_not(tmp_path: Path) -> None:
    served = serving(publish_lively(tmp_path / "members.db", Audience.MEMBERS), root=True, language="en")
    remember(served, Instance(opened_to=Audience.MEMBERS))
    page = (await get(served, "/statistics")).text
    assert "In 2025, 9 members joined and 3 left" in titles(page)
    assert "is not shown" not in page
    assert "/members/interactions_per_year#g.mark=" in page


async def test_how_to_read_the_drawing_is_said_only_where_something_is_drawn(tmp_path: Path) -> None:
    served = serving(publish_lively(tmp_path / "public.db"), root=True, language="en")
    page = (await get(served, "/statistics")).text
    assert '<span class="drawn">Short stroke: number of places. Long line: mean of the year.</span>' in page
    assert page.count("A dash stands for a number that is not shown.") >= 1
    assert "<td>not shown</td>" not in page


async def test_without_meetings_each_figure_says_what_is_missing(tmp_path: Path) -> None:
    served = serving(publish_people(tmp_path / "public.db", meetings=()), root=True, language="en")
    page = (await get(served, "/statistics")).text
    assert titles(page)[0] == "Attendance at each meeting"
    assert "No attendance list has been imported yet." in page


async def test_without_anything_the_page_says_once_what_will_be_here(tmp_path: Path) -> None:
    served = serving(publish_people(tmp_path / "public.db", (), meetings=()), root=True, language="en")
    page = (await get(served, "/statistics")).text
    assert "There is nothing to count yet" in page
    assert "Attendance lists: how many people come to a meeting" in page
    assert "<figure" not in page
    assert "<table" not in page
    assert "data-chart=" not in page
    assert (await get(served, "/statistics/charts.json")).json() == {}
    assert (await get(served, "/statistics/attendance.vl.json")).status_code == 404


async def test_each_chapter_has_its_own_numbers(tmp_path: Path) -> None:
    path = publish_lively(tmp_path / "public.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("insert into chapters (id, name) values ('zoo', 'Netzwerk Zoo')")
    served = serving(path, root=True, language="en")
    page = (await get(served, "/statistics")).text
    assert "33 meetings since January 2023" in page
    assert '<a href="/statistics?chapter=zoo">Netzwerk Zoo</a>' in page
    assert "charts.json?lang=en&amp;chapter=rheine" in page
    assert "There is nothing to count yet" in (await get(served, "/statistics?chapter=zoo")).text
    assert "33 meetings" in (await get(served, "/statistics?chapter=nonsense")).text

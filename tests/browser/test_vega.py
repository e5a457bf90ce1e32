"""Charts by datasette-vega, looked at in Chromium: its bundle comes when somebody asks for a chart, and then it draws one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from datasette.app import Datasette
from playwright.sync_api import Browser, Page

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.web.instances import Instance, remember
from datasette_netzwerk.web.queries import Query, queries_for
from datasette_netzwerk.web.vega import TABLE_CHARTS
from tests.browser.conftest import listening
from tests.web.sample_files import IN_ENGLISH, build_sample

pytestmark = pytest.mark.slow

CHARTED = [query for query in queries_for(Audience.MEMBERS) if query.chart]
SVG_OF_THE_CHART = """
async () => {
  const link = [...document.querySelectorAll(".vega-actions a")].find((each) => each.download?.endsWith("svg"));
  link.dispatchEvent(new MouseEvent("mousedown"));
  while (!link.href.startsWith("blob:") && !link.href.startsWith("data:")) await new Promise((go) => setTimeout(go, 20));
  return (await fetch(link.href)).text();
}
"""
BUNDLE = re.compile(r"http://[^/]+/-/static-plugins/datasette_vega/")
POINT = re.compile(r"[ML]-?[\d.]+,-?[\d.]+")


@pytest.fixture(scope="module")
def server(plugin: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Datasette that shows the public and the members' file of the group."""
    folder = tmp_path_factory.mktemp("charts")
    audiences = (Audience.PUBLIC, Audience.MEMBERS)
    files = [str(build_sample(folder / f"{each.word}.db", each)) for each in audiences]
    datasette = Datasette(files, metadata=IN_ENGLISH)
    remember(datasette, Instance(opened_to=Audience.MEMBERS))
    with listening(datasette) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A new window; an error on the page fails the test."""
    page = chromium.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    assert errors == []


def bundle_requests(page: Page) -> list[str]:
    """Have noted what of datasette-vega ``page`` asks for."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url) if BUNDLE.match(request.url) else None)
    return seen


def marks_of(page: Page) -> int:
    """Return how many bars, points or corners of a line the chart on ``page`` has, from the picture it saves itself as."""
    page.wait_for_selector(".vega-actions a", state="attached", timeout=20_000)
    svg = str(page.evaluate(SVG_OF_THE_CHART))
    groups = re.findall(r'<g class="mark-(?:rect|symbol|line) role-mark[^>]*>(.*?)</g>', svg, re.DOTALL)
    bars = sum(group.count("<path") for group in groups)
    corners = max((len(POINT.findall(group)) for group in groups if group.count("<path") == 1), default=0)
    return int(max(bars, corners))


@pytest.mark.browser
@pytest.mark.parametrize(
    "path", ["/public", "/public/members", "/public/members_per_town", "/public/members_in_country"]
)
def test_the_bundle_is_not_fetched_unless_a_chart_is_asked_for(server: str, page: Page, path: str) -> None:
    seen = bundle_requests(page)
    page.goto(server + path, wait_until="networkidle")
    assert seen == []


@pytest.mark.browser
@pytest.mark.parametrize("query", CHARTED, ids=lambda query: query.name)
def test_the_deep_link_of_a_query_draws_a_chart(server: str, page: Page, query: Query) -> None:
    assert query.chart is not None
    page.goto(f"{server}/members/{query.name}#{query.chart.fragment}")
    assert marks_of(page) > 1


@pytest.mark.browser
@pytest.mark.parametrize("table", sorted(TABLE_CHARTS))
def test_the_button_of_a_table_draws_its_chart(server: str, page: Page, table: str) -> None:
    seen = bundle_requests(page)
    page.goto(f"{server}/members/{table}", wait_until="networkidle")
    assert seen == []
    page.get_by_role("button", name="Show as a chart").click()
    assert marks_of(page) > 1
    assert page.url.endswith(TABLE_CHARTS[table].fragment)
    assert page.get_by_role("button", name="Show as a chart").count() == 0


@pytest.mark.browser
def test_the_link_on_the_page_of_a_query_draws_its_chart(server: str, page: Page) -> None:
    page.goto(f"{server}/public/members_per_town", wait_until="networkidle")
    assert page.get_by_role("button", name="Show as a chart").count() == 0
    page.get_by_role("link", name="Show as a chart").click()
    assert marks_of(page) == 3


@pytest.mark.browser
def test_on_any_other_table_the_first_numbers_are_drawn(server: str, page: Page) -> None:
    page.goto(f"{server}/public/meetings", wait_until="networkidle")
    page.get_by_role("button", name="Show as a chart").click()
    assert marks_of(page) > 1
    assert "g.y_column=capacity" in page.url


@pytest.mark.browser
def test_a_table_without_numbers_offers_no_chart(server: str, page: Page) -> None:
    page.goto(f"{server}/public/chapters", wait_until="networkidle")
    assert page.get_by_role("button", name="Show as a chart").count() == 0


@pytest.mark.browser
def test_fetching_the_bundle_late_starts_nothing_else_a_second_time(server: str, page: Page) -> None:
    page.goto(f"{server}/public/attendance_by_meeting", wait_until="networkidle")
    before = page.locator("svg.dropdown-menu-icon").count()
    page.get_by_role("button", name="Show as a chart").click()
    assert marks_of(page) > 1
    assert page.locator("svg.dropdown-menu-icon").count() == before
    page.evaluate("document.addEventListener('DOMContentLoaded', () => { window.isCalled = true; })")
    assert page.evaluate("window.isCalled") is None

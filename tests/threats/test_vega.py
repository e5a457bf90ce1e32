"""What stands behind the # of an address, and what stands in a cell, runs nothing in datasette-vega (T-23, in Chromium)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from datasette.app import Datasette
from datasette.plugins import pm
from playwright.sync_api import Browser, Dialog, Page, Request, sync_playwright

import datasette_netzwerk
from datasette_netzwerk.audiences import Audience
from tests.browser.conftest import listening
from tests.threats.given import datasette_with
from tests.web.sample_files import build_sample

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CODES = (
    "alert(1)",
    "window.pwned=1",
    "event.view.alert(1)",
    "event.view.setTimeout('window.pwned=1')",
    "constructor.constructor('window.pwned=1')()",
    "[].constructor.constructor('window.pwned=1')()",
    "replace('x', {toString: constructor})",
    "splice([1],0,1)",
    "toString(event.view)",
    "vega_event.view.alert(1)",
    "(datum.__proto__.constructor.constructor)('window.pwned=1')()",
    "pluck({length:1},'constructor')",
    "lassoAppend([1],1,event.view.alert(1))",
    "setdata('x',event.view.alert(1))",
)
"""What the published faults of Vega's expressions made run: CVE-2020-26296, CVE-2025-25304, -26619, -27793, -65110, -66648."""

BREAKS = (
    "{}",
    "'];{};//",
    '"];{};//',
    "\\'];{};//",
    '\\"]+{}+datum["',
    "\\",
    "x\\u0027]+{}+datum[\\u0027x",
    "\n{}\n",
    "${{{}}}",
    "x'] + {} + datum['x",
)
"""How somebody would try to leave the text in which a column's name stands."""

MARKUP = (
    "<img src=x onerror=window.pwned=1>",
    "<svg onload=window.pwned=1>",
    "javascript:window.pwned=1",
    "</script><script>window.pwned=1</script>",
    "data:text/html,<script>parent.pwned=1</script>",
    "https://evil.example/x.json",
    "//evil.example/x.json",
    '{"content":"<img src=x onerror=window.pwned=1>"}',
)


def fragments() -> list[str]:
    """Return what a hostile link carries behind its #."""
    good = "g.mark=bar&g.x_column=name&g.x_type=ordinal&g.y_column=capacity&g.y_type=quantitative"
    columns = [break_out.format(code) for break_out in BREAKS for code in CODES[:5]] + [*CODES, *MARKUP]
    named = [f"{good.replace('x_column=name', 'x_column=' + quote(column))}" for column in columns]
    others = [
        f"{good}&g.{key}={quote(text)}"
        for key in (
            "color_column",
            "size_column",
            "y_column",
            "mark",
            "x_type",
            "data",
            "url",
            "href",
            "show",
            "columns",
            "spec",
        )
        for text in MARKUP
    ]
    marks = [
        good.replace("mark=bar", f"mark={quote(mark)}")
        for mark in ("image", "text", "geoshape", "{}", "constructor", "__proto__")
    ]
    return [*named, *others, *marks, "g.__proto__=x", "g.constructor.prototype.pwned=1", "g.x_column=__proto__"]


FRAGMENTS = fragments()
HOSTILE = "<img src=x onerror=window.pwned=1>\"';alert(1)//"

CELLS = (HOSTILE, "javascript:alert(1)", "https://evil.example/x.png", "</script><script>window.pwned=1</script>")


@pytest.fixture(scope="module")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """A running Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public file with markup and code in every text of its meetings that a chart shows."""
    path = build_sample(tmp_path_factory.mktemp("vega") / "public.db", Audience.PUBLIC)
    with closing(sqlite3.connect(path)) as connection, connection:
        ids = connection.execute("select id from meetings order by id").fetchall()
        for (key,), text in zip(ids, CELLS, strict=True):
            connection.execute("update meetings set name = ?, place = ? where id = ?", (text, text, key))
    return path


class Watched:
    """A page, and what happened on it that should not."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.signs: list[str] = []
        page.on("dialog", self._asked)
        page.on("request", self._requested)

    def _asked(self, dialog: Dialog) -> None:
        self.signs.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.signs.append(f"request {request.url}")

    def happened(self) -> list[str]:
        """Return it, and forget it."""
        if self.page.evaluate("window.pwned === undefined ? '' : 'ran'"):
            self.signs.append("ran")
        found, self.signs = self.signs, []
        return found


@contextmanager
def watching(chromium: Browser, datasette: Datasette) -> Iterator[Watched]:
    """Open a window on a running Datasette."""
    with listening(datasette) as address:
        page = chromium.new_page()
        yield Watched(page, address)
        page.close()


def test_there_are_more_than_fifty_payloads() -> None:
    assert len(set(FRAGMENTS)) > 150


@pytest.mark.parametrize(
    "chosen", [pytest.param(FRAGMENTS[::3], id="a third"), pytest.param(FRAGMENTS, id="all", marks=pytest.mark.audit)]
)
def test_no_fragment_runs_anything_or_reaches_anybody(chromium: Browser, public: Path, chosen: list[str]) -> None:
    found = {}
    with watching(chromium, datasette_with(public)) as watched:
        for fragment in chosen:
            watched.page.goto("about:blank")
            watched.page.goto(f"{watched.address}/public/meetings#{fragment}", wait_until="load")
            watched.page.wait_for_timeout(30)
            if signs := watched.happened():
                found[fragment] = signs
    assert found == {}


def test_a_hostile_fragment_is_taken_away_before_the_bundle_is_fetched(chromium: Browser, public: Path) -> None:
    with watching(chromium, datasette_with(public)) as watched:
        fetched: list[Request] = []
        watched.page.on("request", lambda request: fetched.append(request))
        watched.page.goto(
            f"{watched.address}/public/meetings#g.mark=bar&g.x_column=a'];alert(1)//", wait_until="networkidle"
        )
        assert watched.page.url == f"{watched.address}/public/meetings"
        assert [each.url for each in fetched if "/static-plugins/datasette_vega/" in each.url.partition("?")[0]] == []


def test_a_fragment_that_changes_later_is_taken_away_too(chromium: Browser, public: Path) -> None:
    with watching(chromium, datasette_with(public)) as watched:
        watched.page.goto(f"{watched.address}/public/meetings#g.mark=bar&g.x_column=name&g.y_column=capacity")
        watched.page.wait_for_selector(".vega-actions a", state="attached")
        for fragment in FRAGMENTS[:60]:
            watched.page.evaluate("(fragment) => { location.hash = fragment }", fragment)
            watched.page.wait_for_timeout(20)
        assert watched.happened() == []
        assert "alert" not in watched.page.url


@pytest.mark.parametrize("mark", ["bar", "line", "circle"])
def test_what_stands_in_a_cell_is_text_in_the_chart_and_in_its_tooltip(
    chromium: Browser, public: Path, mark: str
) -> None:
    with watching(chromium, datasette_with(public)) as watched:
        axes = "g.x_column=name&g.x_type=nominal&g.y_column=capacity&g.y_type=quantitative"
        fragment = f"g.mark={mark}&{axes}&g.color_column=place"
        watched.page.goto(f"{watched.address}/public/meetings#{fragment}")
        drawn = watched.page.wait_for_selector(".vega-embed canvas, .vega-embed svg", timeout=20_000)
        box = drawn.bounding_box() if drawn else None
        assert box is not None
        for step in range(12):
            watched.page.mouse.move(box["x"] + box["width"] * step / 12, box["y"] + box["height"] * 0.6)
            watched.page.mouse.click(box["x"] + box["width"] * step / 12, box["y"] + box["height"] * 0.6)
        assert watched.happened() == []


def test_the_same_text_runs_where_a_page_has_neither_escaping_nor_policy(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(f"<p>{HOSTILE}</p>")
    page.wait_for_timeout(100)
    assert page.evaluate("window.pwned") == 1
    page.close()


def test_without_our_guard_the_bundle_takes_whatever_the_fragment_says(chromium: Browser, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "birds.db")) as connection, connection:
        connection.execute("create table birds (name text, size integer)")
        connection.executemany("insert into birds values (?, ?)", [("Uhu", 70), ("Zaunkönig", 10)])
    is_here = pm.is_registered(datasette_netzwerk)
    pm.unregister(datasette_netzwerk)
    try:
        with watching(chromium, Datasette([str(tmp_path / "birds.db")])) as watched:
            hostile = "g.mark=bar&g.x_column=" + quote("x'] + alert(1) + datum['x") + "&g.y_column=size"
            watched.page.goto(f"{watched.address}/birds/birds#{hostile}", wait_until="networkidle")
            assert "alert(1)" in watched.page.url
    finally:
        if is_here:
            pm.register(datasette_netzwerk, name="netzwerk")

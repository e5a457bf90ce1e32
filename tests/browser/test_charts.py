"""The charts in Chromium: as many marks as the table has rows, under the strict policy, in every guise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import connect
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import listening
from tests.browser.windows import Browsing, Scheme, Window
from tests.web.lively_group import publish_lively
from tests.web.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DRAWN = ("attendance", "industries", "countries", "towns", "moves", "guests")
MOST_REQUESTS = 8
BARS = ".chart g.mark-rect.role-mark path"
TEXTS = ".chart g.mark-text.role-mark text"


@contextmanager
def statistics(
    browsing: Browsing, *, width: int = 1280, scheme: Scheme = "light", language: str = "en"
) -> Iterator[Window]:
    """Open the statistics page and scroll until its charts are drawn."""
    with browsing.window("/statistics", width=width, scheme=scheme, language=language) as window:
        window.page.locator("[data-chart]").first.scroll_into_view_if_needed()
        wait_until_drawn(window.page, "phone" if width < 736 else "wide")
        yield window


def wait_until_drawn(page: Page, drawing: str) -> None:
    """Wait until every chart of the page is drawn for that width."""
    page.wait_for_function(
        "drawing => [...document.querySelectorAll('[data-chart]')].every(place => place.dataset.drawn === drawing)",
        arg=drawing,
    )


def numbers(page: Page, figure: str) -> list[list[int]]:
    """Return the numbers in the table of a figure, row by row; what is no number counts as none."""
    rows = page.locator(f"#figure-{figure} tbody tr")
    cells = [row.locator("td.number").all_text_contents() for row in rows.all()]
    return [[int(text) if text.isdecimal() else 0 for text in row] for row in cells]


def count(page: Page, figure: str, what: str) -> int:
    """Return how many marks of a kind a figure's chart has."""
    return page.locator(f"#figure-{figure} {what}").count()


def test_every_number_in_a_table_is_a_mark_of_its_chart(lively: Browsing) -> None:
    with statistics(lively) as window:
        page = window.page
        attendance = numbers(page, "attendance")
        assert len(attendance) == 33
        parts = [(members - newcomers, newcomers, guests) for members, newcomers, guests, _, _ in attendance]
        assert count(page, "attendance", BARS) == sum(part > 0 for row in parts for part in row)
        for figure in ("industries", "towns"):
            assert count(page, figure, BARS) == len(numbers(page, figure)) > 1
        countries = [row[:2] for row in numbers(page, "countries")]
        assert count(page, "countries", BARS) == sum(part > 0 for row in countries for part in row)
        moves = [row[:2] for row in numbers(page, "moves")]
        assert count(page, "moves", BARS) == sum(part > 0 for row in moves for part in row)
        guests = numbers(page, "guests")
        # A bar of a year without the joiners is one piece; one of a year with both is two.
        assert count(page, "guests", BARS) == sum((came > 0) + (joined > 0) for came, joined in guests)
        assert "<5" in page.locator(f"#figure-guests {TEXTS}").all_text_contents()


def test_bars_are_as_long_as_their_numbers(lively: Browsing) -> None:
    with statistics(lively) as window:
        towns = [row[0] for row in numbers(window.page, "towns")]
        assert in_people(window.page, "towns", "width", towns[0]) == towns
        moves = [count for row in reversed(numbers(window.page, "moves")) for count in row[:2] if count]
        assert in_people(window.page, "moves", "height", moves[0]) == moves


def in_people(page: Page, figure: str, side: Literal["width", "height"], first: int) -> list[int]:
    """Return how many people each bar of a figure stands for, when the first one stands for ``first``."""
    boxes = [bar.bounding_box() for bar in page.locator(f"#figure-{figure} {BARS}").all()]
    # The stroke around each bar adds the same pixel and a half to all of them.
    lengths = [box[side] - 1.4 for box in boxes if box]
    return [round(length / lengths[0] * first) for length in lengths]


def test_a_phone_draws_the_last_twelve_meetings(lively: Browsing) -> None:
    with statistics(lively, width=390) as window:
        latest = numbers(window.page, "attendance")[:12]
        parts = [(members - newcomers, newcomers, guests) for members, newcomers, guests, _, _ in latest]
        assert count(window.page, "attendance", BARS) == sum(part > 0 for row in parts for part in row)
        assert window.page.get_by_text("Drawn are the last 12 meetings").is_visible()
        assert window.sideways() <= 0


def test_a_window_that_grows_gets_the_other_drawing(lively: Browsing) -> None:
    with statistics(lively, width=390) as window:
        before = count(window.page, "attendance", BARS)
        window.page.set_viewport_size({"width": 1280, "height": 900})
        wait_until_drawn(window.page, "wide")
        assert count(window.page, "attendance", BARS) > before
        assert window.page.locator("#figure-attendance .chart > svg").count() == 1
        assert window.errors == []


def test_vega_is_asked_for_when_a_chart_comes_into_view(lively: Browsing) -> None:
    with lively.window("/statistics", width=320) as window:
        window.page.wait_for_load_state("networkidle")
        assert not [url for url in window.requests if "vega" in url or "charts.json" in url]
        window.page.locator("[data-chart]").first.scroll_into_view_if_needed()
        wait_until_drawn(window.page, "phone")
        assert len([url for url in window.requests if "vega" in url]) == 1
        assert len(window.requests) <= MOST_REQUESTS
        assert not [url for url in window.requests if not url.startswith(lively.address)]


@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [(1280, "light", "de"), (1280, "dark", "en"), (390, "dark", "de"), (320, "light", "en")],
)
def test_drawn_charts_are_for_everyone(lively: Browsing, width: int, scheme: Scheme, language: str) -> None:
    with statistics(lively, width=width, scheme=scheme, language=language) as window:
        window.page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
        assert window.faults() == []
        assert window.errors == []
        assert window.sideways() <= 0


def test_charts_follow_the_dark_without_being_drawn_again(lively: Browsing) -> None:
    with statistics(lively) as window:
        bar = window.page.locator(f"#figure-towns {BARS}").first
        fill = "bar => getComputedStyle(bar).fill"
        assert bar.evaluate(fill) == "rgb(39, 104, 144)"
        window.page.emulate_media(color_scheme="dark")
        assert bar.evaluate(fill) == "rgb(111, 177, 214)"


def test_months_on_the_axis_are_in_the_visitors_language(lively: Browsing) -> None:
    with statistics(lively, language="de") as window:
        labels = window.page.locator("#figure-attendance .role-axis-label text").all_text_contents()
        assert {"Mär", "Mai", "Okt"} <= set(labels)


def test_nothing_jumps_while_charts_are_drawn(lively: Browsing) -> None:
    with statistics(lively, width=390) as window:
        shift = window.page.evaluate(
            """new Promise(resolve => {
                 let sum = 0;
                 const add = list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value; };
                 new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
                 setTimeout(() => resolve(sum), 300);
               })"""
        )
        assert shift < 0.05


def test_without_scripts_the_tables_stand_open_and_no_chart_is_promised(lively: Browsing) -> None:
    with lively.window("/statistics", script=False) as window:
        assert window.page.locator("#figure-attendance tbody tr").first.is_visible()
        assert not window.page.locator(".chart").first.is_visible()
        assert not window.page.locator(".key").first.is_visible()


def test_where_vega_does_not_come_the_tables_open(lively: Browsing) -> None:
    context = lively.browser.new_context()
    page = context.new_page()
    page.route("**/vendor/**", lambda route: route.abort())
    page.goto(lively.address + "/statistics")
    page.wait_for_selector("#figure-attendance tbody tr", state="visible")
    assert not page.locator(".chart").first.is_visible()
    context.close()


def test_a_printed_page_has_its_charts_and_no_controls(lively: Browsing) -> None:
    with statistics(lively) as window:
        window.page.emulate_media(media="print")
        for name in DRAWN:
            assert window.page.locator(f"#figure-{name} .chart svg").is_visible()
        assert not window.page.locator("summary").first.is_visible()
        assert window.sideways() <= 0


def test_the_deep_link_draws_the_figures_query(lively: Browsing) -> None:
    with statistics(lively) as window:
        href = window.page.locator("#figure-industries .files a").last.get_attribute("href")
        assert href is not None
        assert re.search(r"#g\.mark=bar&g\.x_column=industry", href)
        window.page.goto(lively.address + href)
        window.page.wait_for_selector("canvas", state="visible", timeout=20_000)


def test_one_meeting_no_places_and_small_numbers_are_drawn_without_a_murmur(lively: Browsing, tmp_path: Path) -> None:
    path = publish_lively(tmp_path / "public.db")
    with closing(connect(path)) as connection, connection:
        connection.execute("delete from attendance_by_meeting where held_on < '2026-02-10'")
        connection.execute(
            "update attendance_by_meeting set capacity = null, attendance_count = null, member_count = null"
        )
        connection.execute("update meetings set capacity = null")
        connection.execute("delete from attendance_by_year")
    with listening(serving(path, root=True)) as address:
        murmurs: list[str] = []
        page = lively.browser.new_page()
        page.on("console", lambda message: murmurs.append(message.text))
        page.goto(f"{address}/statistics")
        wait_until_drawn(page, "wide")
        assert page.locator(f"#figure-attendance {TEXTS}").all_text_contents() == ["<5", "2026"]
        assert murmurs == []
        page.close()


@pytest.mark.parametrize("drawing", ("wide", "phone"))
def test_each_chart_file_draws_anywhere_without_a_warning(lively: Browsing, drawing: str) -> None:
    with statistics(lively) as window:
        murmurs: list[str] = []
        window.page.on("console", lambda message: murmurs.append(message.text))
        for name in (*DRAWN, "interactions"):
            marks = window.page.evaluate(
                """async ([name, drawing]) => {
                     const chart = await (await fetch(`/statistics/${name}.vl.json?drawing=${drawing}`)).json();
                     const place = document.body.appendChild(document.createElement("div"));
                     const calm = { actions: false, defaultStyle: false, tooltip: false };
                     await vegaEmbed(place, chart, { ast: true, renderer: "svg", ...calm });
                     return place.querySelectorAll(".role-mark.mark-rect path, .role-title text").length;
                   }""",
                [name, drawing],
            )
            assert marks > 2, name
        assert murmurs == []

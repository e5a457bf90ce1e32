"""Another site's page shows ours inside its own where the settings name it, and nowhere else, in a real browser."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import listening
from tests.browser.windows import Browsing, Window
from tests.web.lively_group import publish_lively
from tests.web.running import Running, running
from tests.web.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Send = Callable[[dict[str, Any]], Awaitable[None]]


async def another_site(scope: dict[str, Any], receive: object, send: Send) -> None:
    """A web server whose every page has one frame: of the address that its own names."""
    if scope["type"] != "http":
        return
    shown = parse_qs(scope["query_string"].decode()).get("shown", [""])[0]
    frame = (
        f'<!DOCTYPE html><title>Another site</title><iframe src="{escape(shown)}" width="100%" height="700"></iframe>'
    )
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": frame.encode()})


@dataclass(frozen=True, slots=True)
class Sites:
    """The group's own site, one that it names, and one that it does not."""

    group: str
    named: Browsing
    stranger: Browsing


@pytest.fixture(scope="module")
def sites(chromium: Browser, plugin: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """All three, on ports of this computer: each is another origin."""
    file: Path = publish_lively(tmp_path_factory.mktemp("framed") / "public.db")
    with ExitStack() as stack:
        named, stranger = stack.enter_context(running(another_site)), stack.enter_context(running(another_site))
        group = stack.enter_context(listening(serving(file, root=True, embed=[named.address])))
        yield Sites(group, _browsing(chromium, named), _browsing(chromium, stranger))


def _browsing(chromium: Browser, site: Running) -> Browsing:
    return Browsing(chromium, site.address)


def refused(window: Window) -> bool:
    """Return whether the browser showed nothing in the frame, and said that it must not."""
    return window.page.frames[1].url.startswith("chrome-error:") and any("frame-ancestors" in e for e in window.errors)


PAGES = ("meetings", "numbers", "attendance", "guests")


@pytest.mark.parametrize("page", PAGES)
def test_a_site_that_is_named_shows_the_page(sites: Sites, page: str) -> None:
    with sites.named.window(f"/?shown={sites.group}/embed/{page}?lang=en") as window:
        frame = window.page.frames[1]
        assert frame.locator("h1").count() == 1
        assert frame.evaluate("document.documentElement.lang") == "en"
        if page == "attendance":
            frame.wait_for_selector("[data-chart][data-drawn] svg")
            frame.locator("summary").click()
            assert frame.locator("tbody tr").first.is_visible()
        assert window.errors == []
        assert window.page.context.cookies() == []


@pytest.mark.parametrize("page", PAGES)
def test_a_site_that_is_not_named_shows_nothing(sites: Sites, page: str) -> None:
    with sites.stranger.window(f"/?shown={sites.group}/embed/{page}") as window:
        assert refused(window)


@pytest.mark.parametrize("place", ["/", "/directory", "/statistics", "/embed/nothing", "/public/members", "/-/logout"])
def test_no_other_page_is_shown_even_by_a_site_that_is_named(sites: Sites, place: str) -> None:
    with sites.named.window(f"/?shown={sites.group}{place}") as window:
        assert refused(window)


def test_a_link_opens_the_groups_site_in_a_window_of_its_own(sites: Sites) -> None:
    with sites.named.window(f"/?shown={sites.group}/embed/numbers") as window:
        with window.page.context.expect_page() as opened:
            window.page.frames[1].locator("footer a").click()
        opened.value.wait_for_load_state()
        assert opened.value.url == f"{sites.group}/?lang=de"
        assert opened.value.evaluate("[top === window, opener]") == [True, None]
        assert window.page.url.startswith(sites.named.address)

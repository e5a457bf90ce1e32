"""Pages on paper: as many sheets as there is something to read on, and dark letters whatever the screen's colours."""

from __future__ import annotations

import re
import zlib

import pytest
from playwright.sync_api import Page, PdfMargins

from tests.browser.windows import Browsing, Scheme

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE = re.compile(rb"/Type\s*/Page\b")
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
MARGIN: PdfMargins = {"top": "12mm", "bottom": "12mm", "left": "12mm", "right": "12mm"}


def sheets(page: Page) -> int:
    """Return on how many sheets of A4 the page is printed."""
    pdf = page.pdf(format="A4", margin=MARGIN)
    return sum(len(PAGE.findall(part)) for part in (pdf, *map(_opened, STREAM.findall(pdf))))


def _opened(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("address", "most"),
    [("/directory/anke-ahlers", 1), ("/meetings/2026-03-05-netzwerkabend", 1), ("/statistics", 2)],
)
def test_a_page_takes_no_more_sheets_than_it_fills(lively: Browsing, scheme: Scheme, address: str, most: int) -> None:
    with lively.window(address, scheme=scheme) as window:
        page = window.page
        if address == "/statistics":
            page.wait_for_selector("[data-drawn] svg.marks")
        assert sheets(page) <= most
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink')") == "#111a35"

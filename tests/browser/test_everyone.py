"""Every page for everyone: no fault that axe can find, nothing wider than its window, no error, in every guise."""

from __future__ import annotations

import itertools

import pytest

from tests.browser.windows import Browsing, Scheme, Window

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = (
    "/",
    "/directory",
    "/directory?q=nachfolge&speaks=de",
    "/directory?q=Schroedr",
    "/directory?q=film&town=Salzbergen",
    "/directory?trade=nonsense&country=XX",
    "/directory/beate-boehm",
    "/directory/tim-bauer",
    "/meetings",
    "/meetings/2026-04-09-netzwerkabend",
    "/statistics",
    "/data",
    "/nothing",
)
EMPTY_PAGES = ("/", "/directory", "/meetings", "/statistics", "/data")
EMBEDDED_PAGES = ("/embed/meetings", "/embed/numbers", "/embed/attendance", "/embed/industries", "/embed/guests")
"""These speak the language that their address names: the site around them has one of its own."""

GUISES: tuple[tuple[int, Scheme, str], ...] = ((1280, "light", "de"), (390, "dark", "en"), (320, "light", "de"))
"""What every run looks at; `make audit` looks at all twelve."""

EVERY_GUISE = tuple(itertools.product((1280, 390, 320), ("light", "dark"), ("de", "en")))


def look(browsing: Browsing, path: str, width: int, scheme: Scheme, language: str) -> list[str]:
    """Return all that is wrong with a page in one guise."""
    with browsing.window(path, width=width, scheme=scheme, language=language) as window:
        assert window.page.evaluate("document.documentElement.lang") == language
        window.page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
        missing = ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
        errors = [error for error in window.errors if path != "/nothing" or error not in missing]
        strangers = [url for url in window.requests if not url.startswith(browsing.address)]
        wide = [f"{window.sideways()} px too wide"] if window.sideways() > 0 else []
        return window.faults() + wide + errors + strangers


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme", "language"), GUISES)
def test_a_page_is_for_everyone(lively: Browsing, path: str, width: int, scheme: Scheme, language: str) -> None:
    assert look(lively, path, width, scheme, language) == []


@pytest.mark.parametrize("path", EMPTY_PAGES)
def test_an_empty_page_is_for_everyone_too(empty: Browsing, path: str) -> None:
    assert look(empty, path, 390, "light", "de") == []


@pytest.mark.parametrize("path", EMBEDDED_PAGES)
@pytest.mark.parametrize(("width", "scheme", "language"), GUISES)
def test_a_page_for_other_sites_is_for_everyone(
    lively: Browsing, path: str, width: int, scheme: Scheme, language: str
) -> None:
    assert look(lively, f"{path}?lang={language}", width, scheme, language) == []


@pytest.mark.parametrize("path", EMBEDDED_PAGES)
def test_an_empty_page_for_other_sites_is_for_everyone_too(empty: Browsing, path: str) -> None:
    assert look(empty, f"{path}?lang=de", 390, "light", "de") == []


@pytest.mark.audit
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme", "language"), EVERY_GUISE)
def test_a_page_is_for_everyone_in_every_guise(
    lively: Browsing, path: str, width: int, scheme: Scheme, language: str
) -> None:
    assert look(lively, path, width, scheme, language) == []


def test_a_fault_that_is_planted_is_found(lively: Browsing) -> None:
    with lively.window("/directory") as window:
        window.page.evaluate("document.querySelector('label[for=q]').remove()")
        window.page.evaluate("document.querySelector('.title p').style.color = '#ccc'")
        rules = {fault.partition(":")[0] for fault in window.faults()}
        assert {"label", "color-contrast"} <= rules


STOP = """() => {
  const at = document.activeElement;
  if (at == document.body) return null;
  const style = getComputedStyle(at), box = at.getBoundingClientRect();
  const isSeen = box.bottom > 0 && box.top < innerHeight && parseFloat(style.outlineWidth) >= 2;
  return [at.textContent.trim() || at.id, isSeen && style.outlineStyle != "none"];
}"""
MOST_STOPS = 300


def walk(window: Window) -> list[tuple[str, bool]]:
    """Go through a page by keyboard, from its top until it is left, and return every stop and whether it is seen."""
    stops: list[tuple[str, bool]] = []
    while len(stops) < MOST_STOPS:
        window.page.keyboard.press("Tab")
        stop = window.page.evaluate(STOP)
        if stop is None:
            break
        stops.append((stop[0], stop[1]))
    return stops


@pytest.mark.parametrize("path", ["/", "/directory", "/directory/beate-boehm", "/meetings", "/statistics", "/data"])
def test_the_whole_way_through_a_page_by_keyboard_is_visible(lively: Browsing, path: str) -> None:
    with lively.window(path) as window:
        stops = walk(window)
        assert stops[0][0] == "Zum Inhalt springen"
        assert "Alle Daten als JSON und CSV" in [text for text, _ in stops]
        assert [text for text, is_seen in stops if not is_seen] == []

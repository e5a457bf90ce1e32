"""The directory in Chromium: instant, by keyboard, on paper, without JavaScript, and for everyone."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.windows import Browsing

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = "[...document.querySelectorAll('.person h3 a')].map(link => link.getAttribute('href'))"


def shown(page: Page) -> list[str]:
    """Return whom the page shows, in its order."""
    found: list[str] = page.evaluate(SHOWN)
    return found


def type_and_wait(page: Page, text: str) -> None:
    """Type into the search box and wait until the page has answered."""
    page.fill("#q", text)
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("q") == [text], wait_until="commit")


def test_answers_appear_while_typing_and_stand_in_the_address(lively: Browsing) -> None:
    with lively.window("/directory") as window:
        everybody = len(shown(window.page))
        type_and_wait(window.page, "mueller")
        assert shown(window.page) == ["/directory/juergen-mueller"]
        assert window.page.text_content("#results mark") == "Müller"
        window.page.keyboard.press("Escape")
        window.page.wait_for_url(lambda url: "?" not in url, wait_until="commit")
        assert len(shown(window.page)) == everybody
        assert window.errors == []


@pytest.mark.parametrize("query", ("film", "schutz", "Rheine", "Rheine film", "zz", "Schroedr", "ö", "nachfolge berat"))
def test_the_instant_answer_is_the_forms_answer(lively: Browsing, query: str) -> None:
    with lively.window("/directory") as window:
        type_and_wait(window.page, query)
        instant = shown(window.page), window.page.inner_text("#results")
    with lively.window(f"/directory?q={quote(query)}", script=False) as window:
        assert (shown(window.page), window.page.inner_text("#results")) == instant


def test_a_tick_filters_at_once_and_a_chip_takes_it_back(lively: Browsing) -> None:
    with lively.window("/directory") as window:
        page = window.page
        everybody = len(shown(page))
        page.check('input[name="town"][value="Rheine"]')
        expect(page.locator(".chips a")).to_have_text("Rheine ×")
        assert 0 < len(shown(page)) < everybody
        assert "town=Rheine" in page.url
        page.click(".chips a")
        expect(page.locator(".chips a")).to_have_count(0)
        assert not page.is_checked('input[name="town"][value="Rheine"]')
        assert len(shown(page)) == everybody


def test_a_screen_reader_hears_the_count_late_and_nothing_found_at_once(lively: Browsing) -> None:
    with lively.window("/directory") as window:
        type_and_wait(window.page, "mueller")
        assert window.page.text_content("#status") == ""
        expect(window.page.locator("#status")).to_have_text("1 Mitglied")
        type_and_wait(window.page, "zzzz")
        expect(window.page.locator("#status")).to_have_text("Niemand passt zu „zzzz“", timeout=500)


def test_a_slash_leads_into_the_search_box_but_not_while_typing(lively: Browsing) -> None:
    with lively.window("/directory") as window:
        window.page.keyboard.press("/")
        assert window.page.evaluate("document.activeElement.id") == "q"
        window.page.keyboard.type("a/b")
        assert window.page.input_value("#q") == "a/b"


def test_without_javascript_the_form_finds_and_filters(lively: Browsing) -> None:
    with lively.window("/directory", script=False) as window:
        page = window.page
        page.fill("#q", "film")
        page.click(".ask button")
        assert shown(page) != []
        page.click(".filters summary")
        page.check('input[name="speaks"][value="pl"]')
        page.click(".filters .button")
        assert shown(page) == ["/directory/beate-boehm"]


def test_on_a_phone_nothing_jumps_and_the_filters_are_folded(lively: Browsing) -> None:
    with lively.window("/directory", width=390) as window:
        assert not window.page.evaluate("document.querySelector('.filters details').open")
        box = window.page.locator(".call").first.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    with lively.window("/directory") as window:
        assert window.page.evaluate("document.querySelector('.filters details').open")


def test_a_page_needs_few_requests_and_none_to_strangers(lively: Browsing) -> None:
    with lively.window("/directory") as window:
        window.page.wait_for_load_state("networkidle")
        assert len(window.requests) <= 4
        assert [url for url in window.requests if not url.startswith(lively.address)] == []


def test_on_paper_there_are_people_and_no_controls(lively: Browsing) -> None:
    with lively.window("/directory") as window:
        window.page.emulate_media(media="print")
        for control in (".bar", ".ask", ".filters", ".letters", ".call", ".ft"):
            assert not window.page.locator(control).first.is_visible()
        assert window.page.locator(".paper").first.is_visible()


def test_wider_text_spacing_cuts_nothing_off(lively: Browsing) -> None:
    spaced = """
      * {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}
      p {margin-bottom: 2em !important}
    """
    with lively.window("/directory", width=390) as window:
        window.page.evaluate(
            "css => {const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]}",
            spaced,
        )
        assert window.sideways() <= 0

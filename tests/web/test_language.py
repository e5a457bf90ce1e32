"""In which language a page answers."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from datasette_netzwerk.web.language import preferred_language
from tests.web.serving import get, serving
from tests.web.small_group import publish_people


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", None),
        ("de", "de"),
        ("de-AT,en;q=0.5", "de"),
        ("en;q=0.5, de;q=0.9", "de"),
        ("fr-FR, fr;q=0.9, en;q=0.1", "en"),
        ("fr, *;q=0.5", None),
        ("en;q=0", None),
        ("en;q=0, de;q=0.1", "de"),
        ("en;q=much", None),
        ("DE", "de"),
    ],
)
def test_the_browser_says_which_language_its_reader_prefers(header: str, language: str | None) -> None:
    assert preferred_language(header) == language


@pytest.mark.asyncio
async def test_the_address_comes_before_the_cookie_the_cookie_before_the_browser_and_the_browser_before_the_site(
    tmp_path: Path,
) -> None:
    datasette = serving(publish_people(tmp_path / "public.db"), language="de")
    answers = [
        await get(datasette, "/-/netzwerk/directory"),
        await get(datasette, "/-/netzwerk/directory", accept_language="en"),
        await get(datasette, "/-/netzwerk/directory", accept_language="en", cookie="netzwerk_lang=de"),
        await get(datasette, "/-/netzwerk/directory?lang=en", accept_language="de", cookie="netzwerk_lang=de"),
        await get(datasette, "/-/netzwerk/directory?lang=fr", accept_language="en"),
    ]
    assert [answer.headers["content-language"] for answer in answers] == ["de", "en", "de", "en", "en"]


@pytest.mark.asyncio
async def test_a_page_says_its_language_to_browsers_screen_readers_and_caches(tmp_path: Path) -> None:
    datasette = serving(publish_people(tmp_path / "public.db"))
    answer = await get(datasette, "/-/netzwerk/directory?lang=en&q=film")
    assert '<html lang="en">' in answer.text
    assert {"Accept-Language", "Cookie"} <= set(answer.headers["vary"].replace(" ", "").split(","))
    assert (
        '<link rel="alternate" hreflang="de" href="http://localhost/-/netzwerk/directory?q=film&amp;lang=de">'
        in answer.text
    )


@pytest.mark.asyncio
async def test_a_language_that_was_chosen_is_kept_in_a_cookie(tmp_path: Path) -> None:
    datasette = serving(publish_people(tmp_path / "public.db"))
    chosen = await get(datasette, "/-/netzwerk?lang=en")
    assert "netzwerk_lang=en" in chosen.headers["set-cookie"]
    assert "set-cookie" not in (await get(datasette, "/-/netzwerk")).headers


@pytest.mark.asyncio
async def test_what_members_wrote_is_marked_as_german_on_an_english_page(tmp_path: Path) -> None:
    datasette = serving(publish_people(tmp_path / "public.db"))
    english = await get(datasette, "/-/netzwerk/directory/beate-boehm?lang=en")
    german = await get(datasette, "/-/netzwerk/directory/beate-boehm?lang=de")
    assert '<ul class="bullets" lang="de">' in english.text
    assert '<ul class="bullets">' in german.text


@pytest.mark.asyncio
async def test_requests_in_two_languages_at_the_same_time_do_not_mix(tmp_path: Path) -> None:
    datasette = serving(publish_people(tmp_path / "public.db"))
    await datasette.invoke_startup()
    languages = ["de", "en"] * 20
    answers = await asyncio.gather(
        *(get(datasette, f"/-/netzwerk/directory?lang={language}") for language in languages)
    )
    headings = ["12 Mitglieder" in answer.text for answer in answers]
    assert headings == [language == "de" for language in languages]

"""The catalogue is complete, current and consistent, and each language's pages hold no words of the other."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from scripts.update_catalogue import GERMAN, TEMPLATE, build_template, is_translated, updated_german, written
from tests.web.lively_group import publish_lively
from tests.web.serving import get, serving
from tests.web.small_group import publish_people

PLACEHOLDER = re.compile(r"\{\w+\}|%\(\w+\)s")
PAGES = (
    "/",
    "/directory",
    "/directory?q=Schroedr",
    "/directory?q=film&town=Salzbergen",
    "/directory/beate-boehm",
    "/directory/tim-bauer",
    "/meetings",
    "/meetings/2026-04-09-netzwerkabend",
    "/statistics",
    "/data",
    "/nothing",
)
WRITTEN_BY_MEMBERS = {"Datenschutz", "Kontakt"}


def forms(text: object) -> tuple[str, ...]:
    """Return a text's singular and plural, or the one form it has."""
    return tuple(text) if isinstance(text, tuple | list) else (str(text),)


@pytest.fixture(scope="module")
def german() -> Catalog:
    """The German catalogue as it is in the repository."""
    with GERMAN.open("rb") as file:
        return read_po(file, locale="de")


@pytest.fixture(scope="module")
def messages(german: Catalog) -> list[Message]:
    """Its messages, without the header."""
    return [message for message in german if message.id]


def test_the_catalogues_hold_exactly_the_texts_of_the_code_run_scripts_update_catalogue() -> None:
    template = build_template()
    assert TEMPLATE.read_text(encoding="utf-8") == written(template)
    assert GERMAN.read_text(encoding="utf-8") == written(updated_german(template))


def test_every_text_has_its_german(messages: list[Message]) -> None:
    assert [message.id for message in messages if not is_translated(message)] == []


def test_german_fills_in_what_english_fills_in(messages: list[Message]) -> None:
    for message in messages:
        english = {name for form in forms(message.id) for name in PLACEHOLDER.findall(form)}
        for form in forms(message.string):
            assert set(PLACEHOLDER.findall(form)) <= english, message.id
        assert {name for form in forms(message.string) for name in PLACEHOLDER.findall(form)} == english, message.id


def test_german_is_written_as_the_style_says(messages: list[Message]) -> None:
    for message in messages:
        for form in forms(message.string):
            assert "!" not in form
            assert '"' not in form
            assert not re.search(r"\b([Dd]u|[Dd]ein\w*|[Dd]ich|[Dd]ir|[Ee]uch|[Ee]uer)\b", form)
            assert "  " not in form
            assert form == form.strip()


def test_a_sentence_in_english_is_a_sentence_in_german(messages: list[Message]) -> None:
    for message in messages:
        for english, translated in zip(forms(message.id), forms(message.string), strict=False):
            assert english.endswith((".", "?", ":")) == translated.endswith((".", "?", ":")), english


def visible(html: str) -> str:
    """Return what a reader sees or hears of a page, without names of tables and columns (``code``)."""
    attributes = re.findall(r'(?:aria-label|title|alt|content|placeholder)="([^"]*)"', html)
    without_programs = re.sub(r"<(script|style|svg|code)\b.*?</\1>", " ", html, flags=re.DOTALL)
    texts = re.sub(r"<[^>]+>", "\n", without_programs)
    return unescape("\n".join([texts, *attributes]))


def foreign_texts(messages: list[Message], language: str) -> list[tuple[str, str]]:
    """Return each text of the other language with its translation; not those that this language has as well."""
    pairs = [
        (english, translated) if language == "de" else (translated, english)
        for message in messages
        for english, translated in zip(forms(message.id), forms(message.string), strict=False)
    ]
    own = {text for _, text in pairs} | WRITTEN_BY_MEMBERS
    return [(foreign, translated) for foreign, translated in pairs if foreign not in own]


def appears(text: str, words: str) -> bool:
    """Whether ``text``, with anything in its gaps, is a line or part of a line of ``words``."""
    parts = [re.escape(part.strip()) for part in PLACEHOLDER.split(text)]
    if max(map(len, parts)) < 6:
        return False
    return re.search(rf"(?<!\w){'.{0,80}?'.join(part for part in parts if part)}(?!\w)", words) is not None


@pytest.mark.slow
@pytest.mark.asyncio
@pytest.mark.parametrize("language", ("de", "en"))
async def test_a_page_in_one_language_holds_no_text_of_the_other(
    tmp_path: Path, messages: list[Message], language: str
) -> None:
    lively = serving(publish_lively(tmp_path / "public.db"), root=True)
    empty = serving(publish_people(tmp_path / "empty.db", (), meetings=()), root=True)
    found: Counter[str] = Counter()
    for datasette, pages in ((lively, PAGES), (empty, ("/", "/directory", "/meetings", "/statistics", "/data"))):
        for page in pages:
            address = f"{page}{'&' if '?' in page else '?'}lang={language}"
            words = visible((await get(datasette, address)).text)
            for foreign, translated in foreign_texts(messages, language):
                if appears(foreign, words) and not appears(foreign, translated):
                    found[f"{page}: {foreign}"] += 1
    assert not found

"""A group's own colours, texts and links: what works is taken, what does not is refused with a way out."""

from __future__ import annotations

from typing import Any

import pytest

from datasette_netzwerk.own_look import contrast_with_white, darkened
from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.settings import settings_from


def refused(**settings: Any) -> Problem:
    """Return why ``settings`` are refused."""
    with pytest.raises(NotUnderstood) as caught:
        settings_from(settings)
    return caught.value.problems[0]


@pytest.mark.parametrize("name", ["blue", "bar", "deep", "orange"])
def test_a_colour_too_pale_for_white_letters_is_refused_with_the_nearest_darker_one(name: str) -> None:
    problem = refused(colours={name: "#ffcc00"})
    assert (problem.code, problem.column, problem.value) == ("settings.pale_colour", f"colours.{name}", "#ffcc00")
    assert problem.arguments["expected"] == darkened("#ffcc00") == "#8e7200"


def test_the_proposed_colour_works_and_the_next_lighter_one_does_not() -> None:
    assert contrast_with_white("#8e7200") >= 4.5 > contrast_with_white("#917400")
    assert settings_from({"colours": {"blue": "#8e7200"}}).colours == {"blue": "#8e7200"}
    assert round(contrast_with_white("#000"), 2) == 21.0
    assert round(contrast_with_white("#fff"), 2) == 1.0


def test_pale_colours_are_taken_where_nothing_white_stands_on_them() -> None:
    assert settings_from({"colours": {"tint": "#fffbe0", "blue": "#276890"}})


@pytest.mark.parametrize("colour", ["yellow", "url(//evil.example)", "#12", "#1234567", "red;}"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    assert refused(colours={"blue": colour}).code == "settings.value"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "https://[",
    ],
)
def test_a_link_to_a_program_is_refused(address: str) -> None:
    problem = refused(links={"imprint": address})
    assert (problem.code, problem.column) == ("settings.value", "links.imprint")


@pytest.mark.parametrize(
    "address", ["https://amsel.example/impressum", "http://amsel.example", "mailto:post@amsel.example", "/impressum"]
)
def test_a_link_to_a_page_or_a_letter_is_taken(address: str) -> None:
    assert settings_from({"links": {"imprint": address}}).links == {"imprint": address}


@pytest.mark.parametrize("setting", ["colours", "texts", "links"])
def test_a_word_that_nobody_knows_is_refused_like_an_unknown_setting(setting: str) -> None:
    problem = refused(**{setting: {"impresum": "#123456"}})
    assert (problem.code, problem.column) == ("settings.unknown", f"{setting}.impresum")


@pytest.mark.parametrize("setting", ["colours", "texts", "links"])
def test_what_is_no_list_of_names_and_values_is_refused(setting: str) -> None:
    assert refused(**{setting: "#123456"}).code == "settings.value"


def test_a_text_has_its_languages() -> None:
    assert refused(texts={"welcome": "Willkommen"}).column == "texts.welcome"
    assert settings_from({"texts": {"welcome": {"de": "Willkommen"}}})

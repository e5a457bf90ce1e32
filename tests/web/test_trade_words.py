"""Trades are found by what they are called in German and in English, and a surname stays a surname."""

from __future__ import annotations

from pathlib import Path

import pytest

from datasette_netzwerk.web.search import similar_queries
from datasette_netzwerk.web.trade_words import meanings, other_names, trades
from tests.web.small_group import member, publish_people
from tests.web.test_search import found

PEOPLE = (
    member("Anna Berg", trades=[("66", "Rechtsanwältin für Familienrecht")]),
    member("Bernd Cordes", trades=[("66", "Steuerberater")]),
    member("Carla Dirks", trades=[("43", "Bau- und Möbeltischlerei")]),
    member("Deniz Eren", trades=[("62", "Webentwicklung")]),
    member("Erik Falk", trades=[("62", "Web design")]),
    member("Fritz Koch", trades=[("70", "Unternehmensberatung")]),
    member("Greta Hansen", trades=[("59", "Fotografin für Menschen bei der Arbeit")]),
    member("Hans Ihle", trades=[("43", "Zimmerei und Holzbau")]),
)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_people(tmp_path_factory.mktemp("trades") / "public.db", PEOPLE)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("lawyer", ["anna-berg"]),
        ("Lawyers", ["anna-berg"]),
        ("lawye", ["anna-berg"]),
        ("lawx", []),
        ("attorney", ["anna-berg"]),
        ("tax advisor", ["bernd-cordes"]),
        ("tax adviser Berg", []),
        ("carpenter", ["carla-dirks", "hans-ihle"]),
        ("joiner", ["carla-dirks"]),
        ("Schreiner", ["carla-dirks"]),
        ("web design", ["erik-falk", "deniz-eren"]),
        ("Webseite", ["deniz-eren", "erik-falk"]),
        ("Steuerkanzlei", ["bernd-cordes"]),
        ("photographer", ["greta-hansen"]),
        ("Koch", ["fritz-koch"]),
        ("consultant", ["fritz-koch"]),
    ],
)
async def test_a_trade_is_found_by_each_of_its_names(public: Path, query: str, slugs: list[str]) -> None:
    assert sorted(await found(public, query)) == sorted(slugs)


@pytest.mark.asyncio
async def test_who_uses_the_very_word_comes_first(public: Path) -> None:
    assert (await found(public, "web design"))[0] == "erik-falk"


def test_the_longest_name_of_a_trade_counts() -> None:
    ((first, *others), (place,)) = meanings(("tax", "advisor", "rheine"))
    assert first == ("tax", "advisor")
    assert ("steuerberat",) in others
    assert place == ("rheine",)


def test_a_word_that_names_no_trade_means_itself() -> None:
    assert meanings(("rheine", "muller")) == ((("rheine",),), (("muller",),))


def test_the_word_for_a_trade_that_nobody_has_is_not_taken_for_a_slip() -> None:
    vocabulary = {"lager": "Lager", "farben": "Farben", "backhaus": "Backhaus"}
    assert similar_queries(("lawyer",), vocabulary) == []
    assert similar_queries(("farmer",), vocabulary) == []
    assert similar_queries(("farbn",), vocabulary) == ["Farben"]


def test_a_word_inside_another_is_known() -> None:
    assert similar_queries(("schutz", "flim"), {"datenschutz": "Datenschutz", "film": "Film"}) == ["schutz Film"]


def test_every_trade_has_names_in_both_languages_and_none_is_written_twice() -> None:
    for trade in trades():
        assert all(trade.german), trade
        assert all(trade.english), trade
    rows = [trade.german for trade in trades()]
    assert len(rows) == len(set(rows))


def test_the_names_of_one_trade_lead_to_each_other() -> None:
    assert ("lawyer",) in other_names(("rechtsanwaltin",))
    assert ("rechtsanwalt",) in other_names(("lawyer",))

"""Whom the search finds, in whatever spelling, and what it proposes when it finds nobody."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from datasette_netzwerk.web.search import (
    inside_words,
    mark_words,
    match_expression,
    query_words,
    similar_queries,
    similar_words,
)
from tests.web.serving import get, serving
from tests.web.small_group import member, publish_people

VOCABULARY = {
    "schroder": "Schröder",
    "muller": "Müller",
    "film": "Film",
    "nachfolge": "Nachfolge",
    "bau": "Bau",
    "datenschutz": "Datenschutz",
}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ()),
        ("  ", ()),
        ("Müller", ("muller",)),
        ("MUELLER", ("muller",)),
        ("Schulte-Althoff", ("schulte", "althoff")),
        ("film FILM Film", ("film",)),
        ('" OR name:* --', ("name",)),
        ("NEAR(x y) AND z", ("near", "x", "y", "z")),
        ("Wer kennt jemanden in Indien?", ("indien",)),
        ("kontakte in indien", ("indien",)),
        ("Contacts in India", ("india",)),
        ("Who knows somebody in India", ("india",)),
        ("wer", ("wer",)),
        ("von der Heide", ("von", "heide")),
        ("x" * 500, ("x" * 40,)),
        ("b c d e f g h j k l", ("b", "c", "d", "e", "f", "g", "h", "j")),
    ],
)
def test_what_is_typed_becomes_plain_folded_words(typed: str, words: tuple[str, ...]) -> None:
    assert query_words(typed) == words


def test_every_word_must_match_whole_or_at_its_beginning() -> None:
    assert match_expression(((("film",),), (("rhei",),))) == '"film"* AND "rhei"*'


def test_of_several_names_one_is_enough_and_of_a_name_all_words_count() -> None:
    wanted = ((("tax", "advisor"), ("steuerberat",)), (("rheine",),))
    assert match_expression(wanted) == '(("tax"* AND "advisor"*) OR "steuerberat"*) AND "rheine"*'


def test_a_short_word_is_not_looked_for_inside_others() -> None:
    assert inside_words(((("bau",),), (("schutz",),))) == [[[" bau"]], [["schutz"]]]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("schroedr", ["Schröder"]),
        ("shroder", ["Schröder"]),
        ("scrhoder", ["Schröder"]),
        ("nachvolge", ["Nachfolge"]),
        ("flim", ["Film"]),
        ("bua", ["Bau"]),
        ("dtenschtz", ["Datenschutz"]),
        ("natchfol", ["Nachfolge"]),
        ("zz", []),
        ("mller", ["Müller"]),
        ("fuller", ["Müller"]),
        ("muldr", []),
        ("zeppelin", []),
    ],
)
def test_a_slip_or_two_is_understood(typed: str, meant: list[str]) -> None:
    assert similar_words(typed, VOCABULARY) == meant


def test_where_one_slip_explains_it_words_two_slips_away_are_not_proposed() -> None:
    assert similar_words("bachleute", {"fachleute": "Fachleute", "fachleiter": "Fachleiter"}) == ["Fachleute"]


def test_only_the_word_that_nobody_wrote_is_replaced() -> None:
    assert similar_queries(("film", "schroedr"), VOCABULARY) == ["Film Schröder"]


def test_words_that_match_nobody_together_are_proposed_one_by_one() -> None:
    assert similar_queries(("film", "datenschutz"), VOCABULARY) == ["Film", "Datenschutz"]


def test_found_words_are_marked_however_they_are_spelt_and_everything_is_escaped() -> None:
    assert mark_words("Beate Böhm", ("bohm",)) == "Beate <mark>Böhm</mark>"
    assert mark_words("<b>Böhm</b> & Söhne", ("bohm",)) == "&lt;b&gt;<mark>Böhm</mark>&lt;/b&gt; &amp; Söhne"
    assert mark_words("Unternehmensnachfolge", ("nachfolge",)) == "<mark>Unternehmensnachfolge</mark>"
    assert mark_words("Tiefbau und Bau", ("bau",)) == "Tiefbau und <mark>Bau</mark>"
    assert mark_words("Beate <Böhm>", ()) == "Beate &lt;Böhm&gt;"


async def found(path: Path, query: str) -> list[str]:
    """Return the slugs of the members whom the directory shows for ``query``, in its order."""
    text = (await get(serving(path), f"/-/netzwerk/directory?q={quote(query)}")).text
    return re.findall(r'<h3><a href="/-/netzwerk/directory/([^"]+)"', text)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small group's public file; not to be changed."""
    return publish_people(tmp_path_factory.mktemp("search") / "public.db")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("Müller", ["juergen-mueller"]),
        ("mueller", ["juergen-mueller"]),
        ("Muller", ["juergen-mueller"]),
        ("MÜL", ["juergen-mueller"]),
        ("gross", ["katharina-gross"]),
        ("Groß", ["katharina-gross"]),
        ("celik", ["aylin-celik"]),
        ("luczak", ["wojciech-luczak"]),
        ("soerensen", ["ole-soerensen"]),
        ("Sörensen", ["ole-soerensen"]),
        ("schultealthoff", ["petra-schulte-althoff"]),
        ("filmproduktion", ["beate-boehm"]),
        ("makler", ["juergen-mueller"]),
        ("schutz", ["dr-anke-ahlers", "ravi-sharma"]),
        ("Indien", ["ravi-sharma"]),
        ("India", ["ravi-sharma"]),
        ("Contacts in India", ["ravi-sharma"]),
        ("wer kennt jemanden in Indien", ["ravi-sharma"]),
        ("Rheine Film", ["beate-boehm"]),
        ("Vorsitz", ["juergen-mueller"]),
        ("O'Brien*", []),
    ],
)
async def test_everybody_is_found_by_any_word_of_hers(public: Path, query: str, slugs: list[str]) -> None:
    assert await found(public, query) == slugs


@pytest.mark.asyncio
async def test_a_mere_sign_is_no_question_so_everybody_is_shown(public: Path) -> None:
    assert len(await found(public, '"')) == 12


@pytest.mark.asyncio
async def test_a_name_comes_before_a_mere_mention(tmp_path: Path) -> None:
    people = [
        member("Anna Berg", offers=["Wanderungen mit Film und Vortrag"]),
        member("Paul Film"),
        member("Zoe Adler", company="Film und Foto Adler"),
    ]
    assert await found(publish_people(tmp_path / "public.db", people), "film") == [
        "paul-film",
        "zoe-adler",
        "anna-berg",
    ]


@pytest.mark.asyncio
async def test_a_slip_gets_a_proposal_that_finds_somebody(public: Path) -> None:
    text = (await get(serving(public), "/-/netzwerk/directory?q=Schroedr")).text
    assert "Niemand passt zu „Schroedr“" in text
    assert 'Meinten Sie <a href="/-/netzwerk/directory?q=Schr%C3%B6der">Schröder</a>?' in text


@pytest.mark.asyncio
@pytest.mark.parametrize("spelling", ("Mueller", "Müller", "Muller"))
async def test_datasettes_own_search_finds_every_spelling_too(public: Path, spelling: str) -> None:
    answer = await get(serving(public), f"/public/members.json?_search={spelling}&_shape=array")
    assert [row["slug"] for row in answer.json()] == ["juergen-mueller"]


@pytest.mark.asyncio
async def test_the_index_is_not_among_the_tables_that_datasette_lists(public: Path) -> None:
    tables = (await get(serving(public), "/public.json?_extra=tables")).json()["tables"]
    shown = {table["name"] for table in tables if not table["hidden"]}
    assert "members" in shown
    assert not {name for name in shown if name.startswith("members_search")}

"""Folding: which spellings meet, and in what order names stand."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_netzwerk.folding import (
    base,
    canon,
    expand,
    forms,
    identity_key,
    index_text,
    search_key,
    slug,
    sort_key,
)


@pytest.mark.parametrize("spelling", ["Müller", "Mueller", "Muller", "MÜLLER", "Mu\u0308ller", "müller"])
def test_every_spelling_of_a_name_is_found_by_every_other(spelling: str) -> None:
    assert search_key(spelling) == "muller"


@pytest.mark.parametrize(
    "text, key",
    [
        ("Groß-Gerau", "gross gerau"),
        ("Çiğdem Yılmaz", "cigdem yilmaz"),
        ("İbrahim", "ibrahim"),
        ("Wójcik, Paweł", "wojcik pawel"),
        ("Sørensen", "sorensen"),
        ("Ålesund", "alesund"),
    ],
)
def test_search_ignores_marks_and_signs(text: str, key: str) -> None:
    assert search_key(text) == key


@pytest.mark.parametrize("word", ["bauer", "neuer", "steuer", "quelle"])
def test_a_u_before_an_e_stays_after_a_e_and_q(word: str) -> None:
    assert canon(word) == word


def test_identity_tells_muller_from_mueller() -> None:
    assert identity_key("Müller-Lüdenscheidt") == identity_key("Mueller Luedenscheidt") == "mueller luedenscheidt"
    assert identity_key("Muller") == "muller"


def test_base_and_expand_are_the_plain_and_the_passport_spelling() -> None:
    assert (base("Größe Sørensen"), expand("Größe Sørensen")) == ("grosse sorensen", "groesse soerensen")


def test_forms_are_all_spellings_of_a_word_each_once() -> None:
    assert forms("Groß") == ("groß", "gross")
    assert forms("Müller") == ("müller", "muller", "mueller")


def test_a_double_name_is_indexed_in_parts_and_joined() -> None:
    assert index_text("Schulte-Althoff") == "schulte althoff schultealthoff"


def test_names_stand_in_the_order_of_german_lists() -> None:
    names = ["Mutter", "Müller", "Mueller", "Muller", "Møller", "Münch", "Ångström", "Zorn", "Özil", "Ott"]
    assert sorted(names, key=sort_key) == [
        "Ångström", "Møller", "Mueller", "Müller", "Münch", "Muller", "Mutter", "Özil", "Ott", "Zorn",
    ]  # fmt: skip


def test_von_is_ignored_and_a_shorter_name_comes_first() -> None:
    assert sort_key("von der Heide", "Eva") == "heide eva\tvon der Heide Eva"
    assert sort_key("Heide") < sort_key("Heide", "Eva") < sort_key("Heidemann")
    assert sort_key("van den Berg").startswith("van den berg")


@pytest.mark.parametrize(
    "text, address",
    [("Jürgen Müller-Lüdenscheidt", "juergen-mueller-luedenscheidt"), ("  A & B / C ", "a-b-c"), ("!?", "")],
)
def test_a_slug_is_spelt_as_in_a_passport(text: str, address: str) -> None:
    assert slug(text) == address


@pytest.mark.parametrize("fold", [base, expand, canon, search_key, identity_key, slug])
@given(text=st.text())
def test_folding_twice_equals_once(fold: Callable[[str], str], text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(text=st.text(alphabet="aeouäöüßqsn ", max_size=12))
def test_every_form_of_a_word_is_found_by_its_search_key(text: str) -> None:
    for word in search_key(text).split():
        assert search_key(word) == word

"""Finding the division of a trade told in a member's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_netzwerk.model import Industry
from datasette_netzwerk.records.normalise.industries import (
    industry_aliases,
    industry_name,
    industry_title,
    normalise_industries,
    normalise_industry,
    section_of,
)
from datasette_netzwerk.records.normalise.tables import read_table
from datasette_netzwerk.records.normalise.values import Cell


def division(text: str) -> str | None:
    industry, _ = normalise_industry(text)
    return industry.code if industry else None


@pytest.mark.parametrize(
    "words, code",
    [
        ("Steuerberaterin", "69"), ("Tischlerei / Schreinermeister", "43"), ("Heizung Sanitär Klima", "43"),
        ("Kfz-Werkstatt", "95"), ("Friseursalon", "96"), ("IT-Systemhaus", "62"), ("Immobillienmakler", "68"),
        ("Ihr Partner für Steuern und Finanzen", "66"), ("Steurberatung", "69"), ("Virtuelle Assistenz", "82"),
        ("Catering & Partyservice", "56"), ("Hundeschule", "96"), ("Bestattungsinstitut", "96"), ("Goldschmied", "32"),
        ("Family law attorney", "69"), ("Wedding photographer", "74"), ("Electrical contractor", "43"),
    ],
)  # fmt: skip
def test_a_trade_is_recognised_by_its_longest_stem(words: str, code: str) -> None:
    assert normalise_industry(words) == (Industry(words, code, "stem"), ())


@pytest.mark.parametrize(
    "words, code",
    [
        ("Kunststoffspritzguss", "22"), ("Kunstmalerin", "90"),
        ("Kopierer und Drucker", "47"), ("Druckerei", "18"),
        ("Personal Trainer", "93"), ("Personalberatung", "78"),
        ("Reisebüro", "79"), ("Schreibbüro", "82"),
        ("Eventagentur", "82"), ("Werbeagentur", "73"),
        ("Gewerbeversicherungen", "66"), ("Bewerbungsfotos", "74"), ("Kindergarten", "85"), ("Gartengestaltung", "81"),
        ("Steuerungstechnik", "27"), ("Solarkollektoren", "43"), ("Autoradio-Einbau", "95"), ("Schuldnerberatung", "88"),
        ("Anwaltspraxis", "69"), ("Tierarztpraxis", "75"), ("Praxisreinigung", "81"), ("Kammerjäger", "81"),
        ("Großhandel mit Fenstern", "46"), ("Herstellung von Möbeln und Küchen", "31"),
    ],
)  # fmt: skip
def test_a_stem_does_not_catch_a_word_that_only_sounds_alike(words: str, code: str) -> None:
    assert division(words) == code


@pytest.mark.parametrize(
    "words",
    [
        "Gartenpartei", "Tierschutzpartei", "Tierschutzallianz", "CDU", "DIE LINKE", "Bündnis 90/Die Grünen", "Volt",
        "Studentin der Architektur", "Rentnerin", "Oberbürgermeisterin", "Vereinfachung", "Privatier (früher Makler)",
    ],
)  # fmt: skip
def test_what_is_no_trade_gets_no_division_and_keeps_its_words(words: str) -> None:
    assert normalise_industry(words) == (Industry(words, None, "none"), ())


@pytest.mark.parametrize(
    "cell, code",
    [
        ("62.01", "62"),
        (62.01, "62"),
        ("43", "43"),
        (43, "43"),
        ("WZ 2025: 43.21.0 Elektroinstallation", "43"),
        ("95.31 Kfz", "95"),
    ],
)
def test_a_number_of_the_classification_is_taken_as_it_is(cell: Cell, code: str) -> None:
    industry, findings = normalise_industry(cell)
    assert industry is not None
    assert (industry.code, industry.method, findings) == (code, "code", ())


def test_a_number_that_is_no_longer_there_is_told() -> None:
    industry, findings = normalise_industry("45.20")
    assert industry == Industry("45.20")
    assert [(each.code, dict(each.arguments)) for each in findings] == [("industry.code_unknown", {"part": "45.20"})]


def test_a_number_in_a_sentence_is_no_code() -> None:
    assert normalise_industry("24 Stunden Pflege")[0] == Industry("24 Stunden Pflege", "88", "stem")


def test_the_groups_own_words_win() -> None:
    aliases = industry_aliases({"Steuerberatung & Coaching": "70", "Melkroboter": "28"})
    assert normalise_industry("steuerberatung + coaching", aliases)[0] == Industry(
        "steuerberatung + coaching", "70", "alias"
    )
    assert normalise_industries("Melkroboter; Druckerei", aliases)[0] == (
        Industry("Melkroboter", "28", "alias"),
        Industry("Druckerei", "18", "stem"),
    )


def test_several_trades_in_a_cell_are_several_and_one_told_in_three_words_is_one() -> None:
    assert normalise_industries("Webdesign; Heizung, Sanitär, Klima") == (
        (Industry("Webdesign", "62", "stem"), Industry("Heizung, Sanitär, Klima", "43", "stem")),
        (),
    )
    assert normalise_industries("Steuerberater, Coach, CDU, FDP")[0] == (
        Industry("Steuerberater", "69", "stem"),
        Industry("Coach", "70", "stem"),
        Industry("CDU"),
        Industry("FDP"),
    )


def test_an_empty_cell_is_no_trade() -> None:
    assert normalise_industry("k. A.") == normalise_industries(None) == (None, ())


def test_sections_and_divisions_have_titles_in_both_languages() -> None:
    assert section_of("43") == section_of("F") == "F"
    assert section_of("45") == ""
    assert industry_title("28", "de") == "Maschinenbau"
    assert industry_title("A", "en") == "Agriculture, forestry and fishing"
    assert industry_title("?", "de") == "?"


@given(text=st.text(alphabet="Steuerb,;/ Maler 43.1", min_size=1, max_size=16))
def test_normalising_twice_equals_once(text: str) -> None:
    industry, _ = normalise_industry(text)
    assert industry is None or normalise_industry(industry.own_words)[0] == industry


def test_every_division_has_an_everyday_name_short_enough_for_a_phone() -> None:
    divisions = [row["code"] for row in read_table("industries") if row["section"]]
    assert [row["code"] for row in read_table("industry_names")] == divisions
    for language in ("de", "en"):
        names = [industry_name(code, language) for code in divisions]
        assert len(set(names)) == len(divisions)
        assert max(len(name) for name in names) <= 42
    assert (industry_name("43", "de"), industry_name("43", "en")) == ("Bauhandwerk und Ausbau", "Building trades")

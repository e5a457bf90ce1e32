"""Recognising countries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_netzwerk.model import Depth, MemberCountry
from datasette_netzwerk.records.normalise.countries import country_name, normalise_countries, normalise_country
from datasette_netzwerk.records.normalise.tables import read_table
from datasette_netzwerk.records.normalise.values import Cell

CODES = [row["code"] for row in read_table("countries")]


@pytest.mark.parametrize(
    "cell, code",
    [
        ("Deutschland", "DE"), ("BRD", "DE"), ("Germany", "DE"), ("DEU", "DE"), ("+49", "DE"), ("0049", "DE"), (49, "DE"),
        ("Österreich", "AT"), ("Oesterreich", "AT"), ("Österreich (Wien)", "AT"), ("Wien (Österreich)", "AT"),
        ("Die Niederlande", "NL"), ("Holland", "NL"), ("U.S.A.", "US"), ("Vereinigte Staaten von Amerika", "US"),
        ("England", "GB"), ("Türkiye", "TR"), ("Côte d'Ivoire", "CI"), ("Elfenbeinküste", "CI"), ("Birma", "MM"),
        ("Suisse", "CH"), ("Korea (Süd)", "KR"), ("DR Kongo", "CD"), ("Bosnien", "BA"), ("Bosnien & Herzegowina", "BA"),
        ("Kosovo", "XK"), ("Nigeria", "NG"), ("Niger", "NE"), ("Guinea", "GN"), ("Magyarország", "HU"), ("Polska", "PL"),
    ],
)  # fmt: skip
def test_a_country_is_recognised_whatever_it_is_called(cell: Cell, code: str) -> None:
    assert normalise_country(cell) == (code, ())


@pytest.mark.parametrize(
    "plate, code", [("D", "DE"), ("A", "AT"), ("I", "IT"), ("H", "HU"), ("S", "SE"), ("FL", "LI"), ("de", "DE")]
)
def test_plates_and_small_letters_count_in_a_country_column_only(plate: str, code: str) -> None:
    assert normalise_country(plate, is_country_column=True) == (code, ())
    assert normalise_country(plate)[0] is None


def test_an_iso_code_wins_over_a_plate() -> None:
    assert normalise_country("ES", is_country_column=True) == ("ES", ())
    assert normalise_country("CL", is_country_column=True) == ("CL", ())


@pytest.mark.parametrize(
    "cell, code, candidates",
    [
        (
            "Kongo",
            "country.ambiguous",
            "CD (Kongo-Kinshasa / Congo - Kinshasa), CG (Kongo-Brazzaville / Congo - Brazzaville)",
        ),
        ("Korea", "country.ambiguous", "KR (Südkorea / South Korea), KP (Nordkorea / North Korea)"),
        ("Georgia", "country.ambiguous", "GE (Georgien / Georgia), US (USA / United States)"),
        ("+1", "country.ambiguous", "US (USA / United States), CA (Kanada / Canada)"),
        (
            "DACH",
            "country.several",
            "DE (Deutschland / Germany), AT (Österreich / Austria), CH (Schweiz / Switzerland)",
        ),
        ("Polen/Tschechien", "country.several", "PL (Polen / Poland), CZ (Tschechien / Czechia)"),
        ("Bayern", "country.inside", "DE (Deutschland / Germany)"),
        ("EU", "country.wide", ""),
        ("weltweit", "country.wide", ""),
        ("Itlaien", "country.similar", "IT (Italien / Italy)"),
        ("Detuschland", "country.similar", "DE (Deutschland / Germany)"),
    ],
)
def test_what_is_not_sure_asks_and_says_what_could_be_meant(cell: str, code: str, candidates: str) -> None:
    country, findings = normalise_country(cell, is_country_column=True)
    assert country is None
    assert [(each.code, dict(each.arguments)) for each in findings] == [
        (code, {"part": cell, "candidates": candidates})
    ]


@pytest.mark.parametrize("cell", ["xx", "Entenhausen", "Abc"])
def test_an_unknown_word_is_no_country(cell: str) -> None:
    country, findings = normalise_country(cell)
    assert (country, [finding.code for finding in findings]) == (None, ["country.unknown"])


def test_a_list_tells_how_well_each_country_is_known() -> None:
    assert normalise_countries("Indien (Kontakte), Österreich") == (
        (MemberCountry("IN", Depth.KNOWS, "Indien (Kontakte)"), MemberCountry("AT", Depth.WORKS, "Österreich")),
        (),
    )
    assert normalise_countries("Kontakte: Indien, China; gelebt: Kuba") == (
        (
            MemberCountry("IN", Depth.KNOWS, "Kontakte: Indien"),
            MemberCountry("CN", Depth.KNOWS, "China"),
            MemberCountry("CU", Depth.LIVED, "gelebt: Kuba"),
        ),
        (),
    )


def test_the_column_tells_it_where_the_cell_does_not() -> None:
    assert normalise_countries("Polen", Depth.KNOWS) == ((MemberCountry("PL", Depth.KNOWS, "Polen"),), ())


def test_words_for_several_countries_are_taken_apart() -> None:
    countries, findings = normalise_countries("DACH, Polen und Tschechien, Bosnien und Herzegowina")
    assert [country.code for country in countries or ()] == ["DE", "AT", "CH", "PL", "CZ", "BA"]
    assert findings == ()


def test_one_unknown_entry_keeps_the_others() -> None:
    countries, findings = normalise_countries("USA/Kanada, EU, Entenhausen")
    assert [country.code for country in countries or ()] == ["US", "CA"]
    assert [(each.code, each.arguments["part"]) for each in findings] == [
        ("country.wide", "EU"),
        ("country.unknown", "Entenhausen"),
    ]


def test_an_empty_cell_names_no_country() -> None:
    assert normalise_country("k. A.") == normalise_country(None) == (None, ())
    assert normalise_countries(" - ") == (None, ())


def test_a_country_has_a_name_in_both_languages() -> None:
    assert (country_name("CH", "de"), country_name("CH", "en")) == ("Schweiz", "Switzerland")
    assert country_name("ZZ", "de") == "ZZ"


@pytest.mark.parametrize("code", CODES)
def test_every_code_and_every_german_name_gives_its_country(code: str) -> None:
    assert normalise_country(code) == (code, ())
    assert normalise_country(country_name(code, "de")) == (code, ())


@given(text=st.text(alphabet="DEACHIOesterich +4913(/)", max_size=10))
def test_normalising_twice_equals_once(text: str) -> None:
    code, _ = normalise_country(text, is_country_column=True)
    assert code is None or normalise_country(code, is_country_column=True) == (code, ())

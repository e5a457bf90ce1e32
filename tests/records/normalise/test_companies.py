"""Telling two spellings of one company."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_netzwerk.model import Company
from datasette_netzwerk.records.normalise.companies import normalise_company
from datasette_netzwerk.records.normalise.values import Cell


@pytest.mark.parametrize(
    "cell, key, legal_form",
    [
        ("Müller & Söhne GmbH", "mueller soehne", "GmbH"),
        ("Mueller und Soehne", "mueller soehne", None),
        ("Korn GmbH & Co. KG", "korn", "GmbH & Co. KG"),
        ("Korn GmbH und Co KG", "korn", "GmbH & Co. KG"),
        ("Korn UG (haftungsbeschränkt)", "korn", "UG"),
        ("Korn e. K.", "korn", "e.K."),
        ("Korn eK", "korn", "e.K."),
        ("Korn G.m.b.H.", "korn", "GmbH"),
        ("Café Rosa, Inh. Eva Müller", "cafe rosa", None),
        ("Turnverein Amsel e.V.", "turnverein amsel", "e.V."),
        ("Korn GmbH, Köln", "korn koeln", "GmbH"),
        ("KG Hausbau", "kg hausbau", None),
        ("AG", "ag", None),
    ],
)
def test_a_company_has_a_key_without_its_legal_form(cell: str, key: str, legal_form: str | None) -> None:
    assert normalise_company(cell) == (Company(cell, key, legal_form), ())


@pytest.mark.parametrize("cell", [None, "-", "k. A.", "freiberuflich", "Selbständig", "keine Firma"])
def test_a_word_for_no_company_is_none(cell: Cell) -> None:
    assert normalise_company(cell) == (None, ())


@given(name=st.text(alphabet="Korn &.,AGmbHe. KV(Inh)", max_size=20))
def test_normalising_twice_equals_once(name: str) -> None:
    company, _ = normalise_company(name)
    assert company is None or normalise_company(company.name) == (company, ())
    assert company is None or company.key

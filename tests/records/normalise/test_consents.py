"""Reading what a member allows: whatever is not understood opens nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_netzwerk.model import CONSENT_FIELDS
from datasette_netzwerk.records.normalise.consents import ConsentAnswer, normalise_consent
from datasette_netzwerk.records.normalise.tables import read_table
from datasette_netzwerk.records.normalise.values import Cell

EVERYTHING = ConsentAnswer(CONSENT_FIELDS)
REFUSAL = ConsentAnswer((), is_refusal=True)


def everything_but(*fields: str) -> tuple[str, ...]:
    return tuple(field for field in CONSENT_FIELDS if field not in fields)


@pytest.mark.parametrize(
    "cell", ["ja", "Ja", "alles", "ja, alles", "x", "✓", "1", 1, True, "everything", "Einwilligung liegt vor"]
)
def test_a_yes_opens_what_the_column_asks_for(cell: Cell) -> None:
    assert normalise_consent(cell) == (EVERYTHING, ())
    assert normalise_consent(cell, asked=("phone",)) == (ConsentAnswer(("phone",)), ())


@pytest.mark.parametrize(
    "cell", ["nein", "Nein danke", "keine", "n", "0", 0, False, "✗", "nicht erteilt", "abgelehnt", "widerrufen"]
)
def test_a_no_is_a_refusal(cell: Cell) -> None:
    assert normalise_consent(cell) == (REFUSAL, ())


@pytest.mark.parametrize(
    "cell, fields",
    [
        ("Name, Firma, Branche", ("name", "company", "industry")),
        ("ja, nur Name und Firma", ("name", "company")),
        ("Name/Ort", ("name", "town")),
        ("Name, E-Mail-Adresse, Telefon", ("name", "email", "phone")),
        ("Name ja, Telefon nein", ("name",)),
        ("Name und Firma ohne Telefon", ("name", "company")),
        ("Name, Firma, aber nicht Telefon", ("name", "company")),
        ("name, company and website", ("name", "company", "website")),
        ("Name, Kontaktdaten", ("name", "email", "phone", "mobile", "website")),
        ("alles außer Telefon", everything_but("phone", "mobile")),
        ("alles (außer Handy)", everything_but("mobile")),
        ("alles, aber Telefon nicht", everything_but("phone", "mobile")),
        ("alles außer Telefon, E-Mail", everything_but("phone", "mobile", "email")),
        ("alles außer Adresse", everything_but("town")),
        ("everything except phone and mobile", everything_but("phone", "mobile")),
        ("kein Telefon, sonst alles", None),
        ("kein Telefon, ja", everything_but("phone", "mobile")),
    ],
)
def test_fields_are_opened_one_by_one(cell: str, fields: tuple[str, ...] | None) -> None:
    answer, _ = normalise_consent(cell)
    assert answer == (ConsentAnswer(fields) if fields else None)


@pytest.mark.parametrize(
    "cell, code",
    [
        ("nur intern", "consent.unknown_word"), ("alles außer Geburtstag", "consent.unknown_word"),
        ("ja ab 1.1.", "consent.unknown_word"),
        ("Telefon nur auf Anfrage", "consent.unknown_word"), ("ja bis 31.12.2025", "consent.unknown_word"),
        ("ja/nein", "consent.unclear"), ("nein, nur Name", "consent.unclear"), ("ja?", "consent.unclear"),
        ("ja*", "consent.unclear"),
        ("alles außer", "consent.unclear"), ("kein Telefon", "consent.unclear"), ("12.03.2024", "consent.unclear"),
        ("ja seit 31.02.2024", "consent.date_invalid"), ("ja, 01.01.2024, 02.01.2024", "consent.date_invalid"),
    ],
)  # fmt: skip
def test_whatever_is_not_understood_opens_nothing(cell: str, code: str) -> None:
    answer, findings = normalise_consent(cell)
    assert answer is None
    assert {finding.code for finding in findings} == {code}


def test_a_column_opens_nothing_that_it_does_not_ask_for() -> None:
    assert normalise_consent("Name, Telefon", asked=("phone",))[0] == ConsentAnswer(("phone",))
    assert normalise_consent("Name", asked=("phone",))[0] is None


def test_a_day_tells_when_the_consent_began() -> None:
    assert normalise_consent("ja, seit 12.03.2024")[0] == ConsentAnswer(CONSENT_FIELDS, given_on=date(2024, 3, 12))
    assert normalise_consent("alles ab 1. Januar 2027")[0] == ConsentAnswer(CONSENT_FIELDS, given_on=date(2027, 1, 1))


def test_a_withdrawal_ends_everything_that_was_asked() -> None:
    ended = ConsentAnswer(CONSENT_FIELDS, withdrawn_on=date(2025, 3, 12))
    assert normalise_consent("widerrufen am 12.03.2025") == (ended, ())
    assert normalise_consent("Widerruf per Mail am 12.03.2025") == (ended, ())
    assert normalise_consent("ja am 01.01.2024, widerrufen am 12.03.2025") == (
        ConsentAnswer(CONSENT_FIELDS, given_on=date(2024, 1, 1), withdrawn_on=date(2025, 3, 12)),
        (),
    )


def test_a_withdrawal_counts_though_its_day_or_its_reason_is_not_understood() -> None:
    answer, findings = normalise_consent("widerrufen am 31.02.2025")
    assert answer == REFUSAL
    assert [(each.code, dict(each.arguments)) for each in findings] == [
        ("consent.date_invalid", {"date": "31.02.2025"})
    ]
    assert normalise_consent("widerrufen wegen Umzug")[0] == REFUSAL


def test_fields_without_the_name_are_kept_and_told() -> None:
    answer, findings = normalise_consent("Firma, Ort")
    assert answer == ConsentAnswer(("company", "town"))
    assert [finding.code for finding in findings] == ["consent.without_name"]


@pytest.mark.parametrize("cell", [None, "", "-", "k. A."])
def test_an_empty_cell_says_nothing(cell: Cell) -> None:
    assert normalise_consent(cell) == (None, ())


KNOWN = sorted({row["word"] for row in read_table("consent_words")})


@given(
    known=st.lists(st.sampled_from(KNOWN), max_size=4),
    unknown=st.sampled_from(["Stammtisch", "vielleicht", "wenn", "teilweise"]),
)
def test_one_unknown_word_opens_nothing_wherever_it_stands(known: list[str], unknown: str) -> None:
    for place in range(len(known) + 1):
        answer, _ = normalise_consent(" ".join([*known[:place], unknown, *known[place:]]))
        assert answer is None or not answer.fields or answer.withdrawn_on


@given(fields=st.lists(st.sampled_from(["Telefon", "E-Mail", "Ort", "Mobil", "Firma"]), min_size=1, max_size=4))
def test_an_exception_is_never_open(fields: list[str]) -> None:
    closed = {"Telefon": "phone", "E-Mail": "email", "Ort": "town", "Mobil": "mobile", "Firma": "company"}
    for written in (", ".join(fields), " und ".join(fields), "/".join(fields)):
        answer, _ = normalise_consent(f"alles außer {written}")
        assert answer is not None
        assert not {closed[field] for field in fields} & set(answer.fields)

"""Reading whole numbers, money and yes or no."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_netzwerk.records.normalise.numbers import (
    Money,
    normalise_money,
    normalise_whole_number,
    normalise_yes_no,
)
from datasette_netzwerk.records.normalise.values import Cell


@pytest.mark.parametrize(
    "cell, number",
    [
        ("65", 65),
        (65, 65),
        (65.0, 65),
        ("65,0", 65),
        ("1.200", 1200),
        ("1 200", 1200),
        ("65 Personen", 65),
        ("-", None),
    ],
)
def test_a_whole_number_is_read(cell: Cell, number: int | None) -> None:
    assert normalise_whole_number(cell) == (number, ())


@pytest.mark.parametrize("cell", ["ca. 60", "12,5", 12.5, -3, "60-70", True, date(2024, 1, 1), "viele"])
def test_what_is_no_whole_number_is_refused(cell: Cell) -> None:
    number, findings = normalise_whole_number(cell)
    assert (number, [finding.code for finding in findings]) == (None, ["number.invalid"])


@pytest.mark.parametrize(
    "cell, cents, currency",
    [
        ("1.234,50 €", 123450, "EUR"), ("1,234.50", 123450, None), ("1234.5", 123450, None), (1234.5, 123450, None),
        ("1.234", 123400, None), ("1,234", 123400, None), ("12,5", 1250, None), ("500,-- €", 50000, "EUR"),
        ("EUR 500", 50000, "EUR"),
        ("CHF 1'200.50", 120050, "CHF"), ("$1,000", 100000, "USD"), ("2 T€", 200000, "EUR"), ("5k", 500000, None),
        ("1,2 Mio. Euro", 120000000, "EUR"), ("1.234.567,89 EUR", 123456789, "EUR"), (0.1 + 0.2, 30, None), ("0", 0, None),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_cents(cell: Cell, cents: int, currency: str | None) -> None:
    assert normalise_money(cell) == (Money(cents, currency), ())


@pytest.mark.parametrize(
    "cell, code",
    [
        ("ca. 500", "money.invalid"), ("12 Äpfel", "money.invalid"), ("1.23.4", "money.invalid"), ("1,2345", "money.invalid"),
        (True, "money.invalid"), (float("inf"), "money.invalid"), ("-5 €", "money.negative"), (-5, "money.negative"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(cell: Cell, code: str) -> None:
    amount, findings = normalise_money(cell)
    assert (amount, [finding.code for finding in findings]) == (None, [code])


@pytest.mark.parametrize(
    "cell, answer",
    [
        ("ja", True),
        ("x", True),
        ("✓", True),
        (True, True),
        (1, True),
        ("Nein", False),
        ("-", False),
        (False, False),
        (0, False),
    ],
)
def test_yes_and_no_are_read(cell: Cell, answer: bool) -> None:
    assert normalise_yes_no(cell) == (answer, ())


def test_a_maybe_is_neither() -> None:
    answer, findings = normalise_yes_no("vielleicht")
    assert (answer, [finding.code for finding in findings]) == (None, ["answer.unknown"])
    assert normalise_yes_no(None) == normalise_yes_no("k. A.") == (None, ())


@given(cents=st.integers(0, 10**11))
def test_an_amount_written_out_is_read_back(cents: int) -> None:
    euros, rest = divmod(cents, 100)
    english = f"{euros:,}.{rest:02}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert normalise_money(german) == normalise_money(english) == (Money(cents), ())
    assert normalise_money(f"{german} €") == (Money(cents, "EUR"), ())

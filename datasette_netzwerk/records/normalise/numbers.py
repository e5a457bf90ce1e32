"""Reads whole numbers, amounts of money and answers of yes or no."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from math import isfinite

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.records.normalise.tables import read_words
from datasette_netzwerk.records.normalise.text import clean_text, is_blank
from datasette_netzwerk.records.normalise.values import NOTHING, Cell, Normalised, refused

WHOLE = re.compile(r"(\d{1,3}(?:[. '’]\d{3})+|\d+)(?:[.,]0+)?(?:\s*[^\W\d_]+\.?)?")
AMOUNT = re.compile(
    r"(?P<before>[^\W\d_]{1,4}\.?|zł|[€$£₹])?\s*(?P<minus>[-−–])?\s*"
    r"(?P<number>\d[\d.,'’ ]*?)\s*(?:[.,]\s?[-–—]{1,2})?\s*"
    r"(?P<scale>tsd\.?|t(?=€|eur)|k(?![^\W\d_])|mio\.?|mill\.?)?\s*(?P<after>[^\W\d_]{1,4}\.?|zł|[€$£₹])?",
    re.IGNORECASE | re.ASCII,
)
THOUSANDS_IN_FRONT = re.compile(r"(?:T€|TEUR|Tsd\.?\s?(?:€|EUR)?)\s?(?P<number>\d.*)", re.IGNORECASE)
NEGATIVE_IN_BRACKETS = re.compile(r"\([^()]*\d[^()]*\)")
GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,'’ ])\d{3})(?:\1\d{3})*|[1-9]\d?(?:,\d\d)+,\d{3}", re.ASCII)
"""Digits in threes, or as in India in twos before the last three. No nought comes first: 0,001 is no thousand."""

LARGEST_CENTS = 10**15
FRACTION = re.compile(r"(?P<whole>.*)[.,](?P<cents>\d{1,2})")
CURRENCIES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "$": "USD", "usd": "USD", "us$": "USD",
    "£": "GBP", "gbp": "GBP", "chf": "CHF", "fr": "CHF", "sfr": "CHF", "₹": "INR", "zł": "PLN",
    **{code.lower(): code for code in "AED AUD CAD CNY CZK DKK HUF INR JPY NOK PLN SEK TRY".split()},
}  # fmt: skip
SCALES = {"tsd": 1_000, "t": 1_000, "k": 1_000, "mio": 1_000_000, "mill": 1_000_000}
CHECK_MARKS = frozenset("✓✔✅☑√")
CROSSES = frozenset("✗✘❌☐-–—")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole cents, and its currency if the cell tells."""

    cents: int
    currency: str | None = None


def normalise_whole_number(cell: Cell) -> Normalised[int]:
    """Return the whole number of a cell such as ``65``, ``1.200`` or ``65 Personen``."""
    text = clean_text(cell)
    if is_blank(text):
        return NOTHING
    match = None if isinstance(cell, (bool, date, time)) else WHOLE.fullmatch(text)
    if match is None:
        return refused("number.invalid")
    return int(re.sub(r"\D", "", match[1])), ()


def _decimal(written: str) -> Decimal | None:
    """Return the number written the German or the English way: 1.234,50 = 1,234.50, and 1.234 is a thousand."""
    number = written.strip()
    grouped = GROUPED.fullmatch(number)
    fraction = None if grouped else FRACTION.fullmatch(number)
    whole = fraction["whole"] if fraction else number
    if not (whole.isdecimal() or GROUPED.fullmatch(whole)):
        return None
    return Decimal(f"{re.sub(r'[^0-9]', '', whole)}.{fraction['cents'] if fraction else '0'}")


def _currency(match: re.Match[str]) -> str | bool | None:
    """Return the currency, ``None`` where none is written, ``False`` where a word is none."""
    word = (match["before"] or match["after"] or "").rstrip(".").lower()
    if not word:
        return None
    return CURRENCIES.get(word, False)


@lru_cache(maxsize=4096)
def _amount(text: str) -> Normalised[Money]:
    if NEGATIVE_IN_BRACKETS.fullmatch(text):
        return refused("money.negative")
    thousands = THOUSANDS_IN_FRONT.fullmatch(text)
    match = AMOUNT.fullmatch(f"{thousands['number']} TEUR" if thousands else text)
    number = _decimal(match["number"]) if match else None
    currency = _currency(match) if match else False
    if match is None or number is None or currency is False:
        return refused("money.invalid")
    if match["minus"]:
        return refused("money.negative")
    scale = SCALES[match["scale"].rstrip(".").lower()] if match["scale"] else 1
    return _money(int(number * scale * 100), currency if isinstance(currency, str) else None)


def _money(cents: int, currency: str | None = None) -> Normalised[Money]:
    return (Money(cents, currency), ()) if cents <= LARGEST_CENTS else refused("money.invalid")


def normalise_money(cell: Cell) -> Normalised[Money]:
    """Return the amount of a cell such as ``1.234,50 €``, in cents."""
    if isinstance(cell, (bool, date, time)):
        return refused("money.invalid")
    if isinstance(cell, (int, float)) and isfinite(cell):
        cents = round(Decimal(str(cell)) * 100)
        return _money(cents) if cents >= 0 else refused("money.negative")
    text = clean_text(cell)
    return NOTHING if is_blank(text) else _amount(text)


def normalise_yes_no(cell: Cell) -> Normalised[bool]:
    """Return the answer of a cell such as ``ja``, ``x``, ``nein`` or a ticked box."""
    text = clean_text(cell)
    if text in CHECK_MARKS or text in CROSSES:
        return text in CHECK_MARKS, ()
    answer = read_words("answers", "answer").get(identity_key(text))
    if answer:
        return answer == "yes", ()
    return NOTHING if is_blank(text) else refused("answer.unknown")

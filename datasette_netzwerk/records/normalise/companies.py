"""Reads the names of companies, and tells two spellings of one company by a key without the legal form."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.model import Company
from datasette_netzwerk.problems import Finding
from datasette_netzwerk.records.normalise.tables import read_table, read_words
from datasette_netzwerk.records.normalise.text import clean_text, is_blank
from datasette_netzwerk.records.normalise.values import NOTHING, Cell, Normalised

OWNER = re.compile(r"[\s,(]+(?:inh|inhaber|inhaberin|owner)\b[.:]?\s.*$", re.I)
CONJUNCTIONS = frozenset(("und", "and"))

Words = tuple[str, ...]


@cache
def _legal_forms() -> tuple[tuple[Words, str, bool], ...]:
    """The words of each legal form, how it is written, and whether it counts at the end only; the longest first."""
    rows = [
        (tuple(identity_key(row["word"]).split()), row["written"], row["place"] == "end")
        for row in read_table("legal_forms")
    ]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@cache
def _words_of_legal_forms() -> frozenset[str]:
    return frozenset(form[-1] for form, _written, _is_end_only in _legal_forms())


def _without_legal_form(words: Words) -> tuple[Words, str | None]:
    """Take the legal form out of a name that has other words too."""
    if _words_of_legal_forms().isdisjoint(words):  # looked at first, as many names have none
        return words, None
    for form, written, is_end_only in _legal_forms():
        last = len(words) - len(form)
        for start in (last,) if is_end_only else range(last, -1, -1):
            if last > 0 and words[start : start + len(form)] == form:
                return words[:start] + words[start + len(form) :], written
    return words, None


@lru_cache(maxsize=8192)
def _read(name: str) -> tuple[Company, tuple[Finding, ...]]:
    words = tuple(identity_key(OWNER.sub("", name) or name).split())
    rest, legal_form = _without_legal_form(words)
    key = " ".join(word for word in rest if word not in CONJUNCTIONS)
    return Company(name, key or identity_key(name), legal_form), ()


def normalise_company(cell: Cell) -> Normalised[Company]:
    """Return the company: its name as written, its legal form, and the key that Müller & Söhne GmbH shares with Mueller
    und Soehne. Words such as ``freiberuflich`` name none."""
    name = clean_text(cell)
    if is_blank(name) or identity_key(name) in read_words("no_company_words", "meaning"):
        return NOTHING
    return _read(name)

"""What a column name means in a list of each kind: exactly, by its synonyms, or perhaps, by its likeness to one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from datasette_netzwerk.model import Kind
from datasette_netzwerk.records.fields import REPEATABLE

LIKENESS = 0.78
"""Share of letters from which a name is like another, good enough to propose and never to decide."""

SHORTEST_PROPOSED = 4

SHEET_NAMES = {
    Kind.MEMBERS: "Mitglieder",
    Kind.MEETINGS: "Treffen",
    Kind.ATTENDANCE: "Anwesenheit",
    Kind.INTERACTIONS: "Kontakte",
}
"""What the sheets of a workbook of ours are called."""

REMARKS = ("Netzwerk: Grund", "Netzwerk: Zeile", "Netzwerk: Datei")
"""Columns that say beside a row to mend what is wrong and where it stood; an import leaves them out."""

_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "&": "und", "€": "eur", "#": "nr"})
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_DIGITS = re.compile(r"\d+")
_GERMAN = re.compile(
    r"datum|geburt|vorname|nachname|eintritt|austritt|beitritt|mitglied|anwesen|treffen|wohnort|stra(?:ss|ß)e|telefon|\btag\b"
    r"|empf(?:ä|ae)nger|geber\b|\bort\b|\bseit\b|\bart\b|\bvon\b|\bbetrag\b|\bam\b|einwilligung|\bplz\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The synonyms of one kind of list: fields by the key of a header, and the usual header of a field."""

    fields: Mapping[str, str]
    numbered_fields: Mapping[str, str]
    usual_headers: Mapping[str, str]


def header_key(header: str) -> str:
    """Return what is compared of a header: ``E-Mail (privat)`` is ``email``, ``Straße`` is ``strasse``."""
    return letters_of(_BRACKETS.sub(" ", header)) or letters_of(header)


def letters_of(text: str) -> str:
    """Return the letters and digits of a header alone, what stands in brackets too: ``Umsatz (€)`` is ``umsatzeur``."""
    spelt_out = unicodedata.normalize("NFKC", text).casefold().translate(_SPELT_OUT)
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", spelt_out) if letter.isascii() and letter.isalnum()
    )


def is_german(headers: Iterable[str]) -> bool:
    """Tell whether column names are German, in which nobody writes the month before the day."""
    return any(_GERMAN.search(header) for header in headers)


def exact_meaning(header: str, kind: Kind) -> str | None:
    """Return the field a header names in a list of this kind, if it is one of its synonyms.

    ``name``, ``counter`` and ``meeting`` are no fields; they need a look at the rest of the list.
    """
    known = _synonyms()[kind]
    # what stands in brackets may decide: "Einwilligung (öffentlich)"
    for key in (letters_of(header), header_key(header)):
        if key in known.fields:
            return known.fields[key]
    return known.numbered_fields.get(_unnumbered(header))


def is_known(header: str) -> bool:
    """Tell whether a header is known in any kind of list, or as a column that there is no field for."""
    return _unnumbered(header) in _kept_keys() or any(exact_meaning(header, kind) for kind in Kind)


def similar_meaning(header: str, kind: Kind) -> tuple[str, float] | None:
    """Return the field whose synonym a header is like, by its last word or by spelling, and how much it is."""
    known = _synonyms()[kind].fields
    key = header_key(header)
    if len(key) < SHORTEST_PROPOSED:
        return None
    best = process.extractOne(key, known.keys(), scorer=OSA.normalized_similarity, score_cutoff=LIKENESS)
    if best is not None:
        return known[best[0]], round(best[1], 2)
    return _meaning_of_a_word(header, known)


def usual_header(kind: Kind, field: str) -> str:
    """Return the header that a field usually has, to show what was expected."""
    return _synonyms()[kind].usual_headers[field]


def _meaning_of_a_word(header: str, known: Mapping[str, str]) -> tuple[str, float] | None:
    words = [header_key(word) for word in _WORDS.findall(header)]
    if len(words) < 2:
        return None
    field = next((known[word] for word in reversed(words) if len(word) >= SHORTEST_PROPOSED and word in known), None)
    return (field, 0.5) if field else None


@cache
def _entries() -> Mapping[str, Mapping[str, list[str]]]:
    text = files("datasette_netzwerk.records").joinpath("synonyms.yml").read_text("utf-8")
    # BaseLoader: "No." and "On" are headers, not booleans
    entries: Mapping[str, Mapping[str, list[str]]] = yaml.load(text, yaml.BaseLoader)
    return entries


@cache
def _synonyms() -> Mapping[Kind, Synonyms]:
    return {kind: _indexed(_entries()[kind.value]) for kind in Kind}


def _indexed(entries: Mapping[str, list[str]]) -> Synonyms:
    fields: dict[str, str] = {}
    for field, headers in entries.items():
        for header in headers:
            fields.setdefault(header_key(header), field)
    numbered = {
        _unnumbered(header): field for field, headers in entries.items() if field in REPEATABLE for header in headers
    }
    return Synonyms(fields, numbered, {field: headers[0] for field, headers in entries.items()})


@cache
def _kept_keys() -> frozenset[str]:
    return frozenset(_unnumbered(header) for headers in _entries()["kept"].values() for header in headers)


def _unnumbered(header: str) -> str:
    return _DIGITS.sub("", header_key(header))

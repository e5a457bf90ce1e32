"""Recognises countries: names, codes, plates and dialling codes; asks where a word could mean several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.model import Depth, MemberCountry
from datasette_netzwerk.problems import Finding
from datasette_netzwerk.records.normalise.tables import read_table, read_words
from datasette_netzwerk.records.normalise.text import clean_text, is_blank, split_list
from datasette_netzwerk.records.normalise.values import NOTHING, Cell, Normalised, finding, refused

JOINING_WORDS = frozenset(("und", "and", "the", "die", "der", "das"))
DIALLING_CODE = re.compile(r"(?:\+|00)?\s?([1-9]\d{0,2})")
PARTS = re.compile(r"[()\[\]/,;]| - | – ")
CONJUNCTION = re.compile(r"\s*/\s*|\s+(?:und|and|u\.|sowie|&|\+)\s+")
NOTE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
LEAD = re.compile(r"([^:()]+):\s+")
LONG_ENOUGH_TO_COMPARE = 6
HINTS = {
    "ambiguous": "country.ambiguous",
    "several": "country.several",
    "wide": "country.wide",
    "inside": "country.inside",
}


def country_key(text: str) -> str:
    """Return ``text`` as countries are compared: without articles and conjunctions."""
    return " ".join(word for word in identity_key(text).split() if word not in JOINING_WORDS)


@cache
def _countries() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in read_table("countries")}


@cache
def _names() -> Mapping[str, str]:
    """The country of each name, less the names that ask."""
    columns = ("elsewhere", "aliases", "name_en", "name_de")
    return {
        country_key(name): code
        for column in columns
        for code, row in _countries().items()
        for name in row[column].split("|")
        if name and country_key(name) not in _hints()
    }


@cache
def _codes() -> Mapping[str, str]:
    return {code: row["code"] for row in _countries().values() for code in (row["iso3"], row["code"])}


@cache
def _plates() -> Mapping[str, str]:
    return {plate: row["code"] for row in _countries().values() for plate in row["plate"].split("|") if plate}


@cache
def _dialling_codes() -> Mapping[str, str]:
    """The country of each code; the largest where small neighbours share one (+44, +47, +39)."""
    shared = {
        "39": "IT",
        "44": "GB",
        "47": "NO",
        "61": "AU",
        "212": "MA",
        "262": "RE",
        "358": "FI",
        "590": "GP",
        "599": "CW",
    }
    return {row["dial"]: row["code"] for row in _countries().values() if row["dial"]} | shared


@cache
def _hints() -> Mapping[str, Mapping[str, str]]:
    return {country_key(row["word"]): row for row in read_table("country_hints")}


def country_name(code: str, language: str) -> str:
    """Return the name of the country ``code`` in ``de`` or ``en``; the code itself if there is no such country."""
    row = _countries().get(code)
    return row[f"name_{language}"] if row else code


def _label(code: str) -> str:
    names = dict.fromkeys((country_name(code, "de"), country_name(code, "en")))
    return f"{code} ({' / '.join(names)})"


def _labels(codes: str) -> str:
    return ", ".join(_label(code) for code in codes.split("|") if code)


def _exact(text: str, is_country_column: bool) -> str | None:
    name = _names().get(country_key(text))
    if name:
        return name
    code = text.upper() if is_country_column else text
    if code in _codes():
        return _codes()[code]
    if is_country_column and code in _plates():
        return _plates()[code]
    dialled = DIALLING_CODE.fullmatch(text)
    return _dialling_codes().get(dialled[1]) if dialled and dialled[1] not in _hints() else None


def _hint(text: str) -> Finding | None:
    dialled = DIALLING_CODE.fullmatch(text)
    row = _hints().get(dialled[1] if dialled else country_key(text))
    if row is None:
        return None
    return finding(HINTS[row["verdict"]], part=text, candidates=_labels(row["countries"]))


def _in_parts(text: str, is_country_column: bool) -> Normalised[str]:
    """Look for one country among the parts of texts such as ``Wien (Österreich)``."""
    parts = [part.strip() for part in PARTS.split(text) if part.strip()]
    codes = dict.fromkeys(code for part in parts if (code := _exact(part, is_country_column)))
    if len(codes) > 1:
        return refused("country.several", part=text, candidates=_labels("|".join(codes)))
    hints = (_hint(part) for part in parts)
    said = next((hint for hint in hints if hint), None)
    return (next(iter(codes)), ()) if codes else (None, (said,) if said else ())


def _similar(text: str) -> Finding:
    key = country_key(text)
    cutoff = 1 if len(key) < LONG_ENOUGH_TO_COMPARE + 2 else 2
    found = process.extractOne(key, _names().keys(), scorer=OSA.distance, score_cutoff=cutoff)
    if found is None or len(key) < LONG_ENOUGH_TO_COMPARE:
        return finding("country.unknown", part=text)
    return finding("country.similar", part=text, candidates=_label(_names()[found[0]]))


@lru_cache(maxsize=4096)
def _read(text: str, is_country_column: bool) -> Normalised[str]:
    code = _exact(text, is_country_column)
    if code:
        return code, ()
    hint = _hint(text)
    if hint:
        return None, (hint,)
    code, findings = _in_parts(text, is_country_column)
    return (code, findings) if code or findings else (None, (_similar(text),))


def normalise_country(cell: Cell, is_country_column: bool = False) -> Normalised[str]:
    """Return the ISO 3166-1 alpha-2 code of the country that the cell names.

    Plates (``A``, ``D``) and codes in small letters count only in a column that holds countries and nothing else.
    A word that is only similar to a country is never taken for it: the finding says which was meant.
    """
    text = clean_text(cell)
    return NOTHING if is_blank(text) else _read(text, is_country_column)


def _depth_in(text: str) -> Depth | None:
    words = read_words("depth_words", "depth")
    keys = (identity_key(text), *identity_key(text).split())
    return next((Depth(words[key]) for key in keys if key in words), None)


def _take_depth(entry: str, depth: Depth) -> tuple[str, Depth]:
    """Take ``(Kontakte)`` off the end of an entry, if it tells a depth."""
    note = NOTE.search(entry)
    told = _depth_in(note[1]) if note else None
    return (NOTE.sub("", entry, count=1).strip(), told) if told else (entry, depth)


def _codes_in(text: str) -> Normalised[tuple[str, ...]]:
    """Return the countries of one entry: one, those of a word such as DACH, or those on both sides of an ``und``."""
    row = _hints().get(country_key(text))
    if row and row["verdict"] == "several":
        return tuple(row["countries"].split("|")), ()
    code, findings = _read(text, False)
    sides = CONJUNCTION.split(text)
    if code or len(sides) == 1:
        return ((code,) if code else ()), findings
    read = [_read(side.strip(), False) for side in sides if side.strip()]
    return tuple(code for code, _ in read if code), tuple(found for _, findings in read for found in findings)


def _entries(cell: Cell, depth: Depth) -> Iterator[tuple[str, str, Depth]]:
    """Yield each entry as written, its country alone, and its depth; ``Kontakte: …`` holds until the next such lead."""
    for entry in split_list(cell):
        lead = LEAD.match(entry)
        told = _depth_in(lead[1]) if lead else None
        depth = told or depth
        text, own_depth = _take_depth(entry[lead.end() :] if lead and told else entry, depth)
        yield entry, text, own_depth


def normalise_countries(cell: Cell, depth: Depth = Depth.WORKS) -> Normalised[tuple[MemberCountry, ...]]:
    """Return the countries of a list such as ``Indien (Kontakte), Österreich``, each with how well it is known.

    ``depth`` is what the column says; ``(Kontakte)``, ``(gelebt)`` or ``Kontakte: …`` in the cell say it better.
    """
    countries: dict[tuple[str, Depth], MemberCountry] = {}
    findings: list[Finding] = []
    for entry, text, own_depth in _entries(cell, depth):
        codes, found = _codes_in(text)
        findings += found
        for code in codes or ():
            countries.setdefault((code, own_depth), MemberCountry(code, own_depth, entry))
    return tuple(countries.values()) or None, tuple(findings)

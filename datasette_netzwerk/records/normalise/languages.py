"""Recognises spoken languages by their German or English names and by their codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.problems import Finding
from datasette_netzwerk.records.normalise.tables import read_table, read_words
from datasette_netzwerk.records.normalise.text import split_list
from datasette_netzwerk.records.normalise.values import Cell, Normalised, finding

JOINED = re.compile(r"\s*/\s*|\s+(?:und|and|sowie|&|\+)\s+")
BRACKETS = re.compile(r"\([^()]*\)")


@cache
def _languages() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in read_table("languages")}


@cache
def _names() -> Mapping[str, str]:
    columns = ("code", "aliases", "name_en", "name_de")
    return {
        identity_key(name): code
        for column in columns
        for code, row in _languages().items()
        for name in row[column].split("|")
        if name
    }


def language_name(code: str, language: str) -> str:
    """Return the name of the spoken language ``code`` in ``de`` or ``en``; the code itself if it is none we know."""
    row = _languages().get(code)
    return row[f"name_{language}"] if row else code


@cache
def _levels() -> re.Pattern[str]:
    words = sorted(read_words("language_levels", "meaning"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


@lru_cache(maxsize=4096)
def _code(text: str) -> str | None:
    """Return the language of ``Englisch``, ``Englisch (C1)`` or ``fließend Englisch``."""
    for spelling in (text, BRACKETS.sub(" ", text)):
        key = identity_key(spelling)
        code = _names().get(key) or _names().get(" ".join(_levels().sub(" ", key).split()))
        if code:
            return code
    return None


def _entries(cell: Cell) -> Iterator[str]:
    """Yield each entry, those with a conjunction in parts; ``Deutsch in Wort und Schrift`` is one."""
    for entry in split_list(cell):
        yield from (entry,) if _code(entry) else JOINED.split(entry)


def normalise_languages(cell: Cell) -> Normalised[tuple[str, ...]]:
    """Return the ISO 639 codes of the languages in a cell such as ``Deutsch, Englisch (fließend)``."""
    codes: dict[str, None] = {}
    findings: list[Finding] = []
    for entry in _entries(cell):
        code = _code(entry)
        if code:
            codes[code] = None
        elif _levels().sub(" ", identity_key(entry)).strip():
            findings.append(finding("language.unknown", part=entry))
    return tuple(codes) or None, tuple(findings)

"""Finds the division of the WZ 2025 that a member's own words for her trade belong to; the words are always kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from types import MappingProxyType

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.model import Industry
from datasette_netzwerk.problems import Finding
from datasette_netzwerk.records.normalise.tables import read_table
from datasette_netzwerk.records.normalise.text import clean_text, is_blank, split_list
from datasette_netzwerk.records.normalise.values import NOTHING, Cell, Normalised, finding, refused

CODE = re.compile(r"(?:(?:WZ|NACE)\s?(?:20\d\d)?:?\s*)?(\d\d)(?:\.\d{1,2}(?:\.\d{1,2})?)?(?:\s*[-–:]?\s+.*)?", re.I)
CODE_ALONE = re.compile(r"\d\d(?:\.\d{1,2}(?:\.\d{1,2})?)?|(?:WZ|NACE)\b.*|\d\d\.\d{1,2}(?:\.\d{1,2})?\s.*", re.I)
NO_ALIASES: Mapping[str, str] = MappingProxyType({})
NO_DIVISION = "-"
MADE = re.compile(r"\b(?:herstellung|hersteller|manufactur\w*) (?:von|of)\b")
MANUFACTURING = "C"


@dataclass(frozen=True, slots=True)
class _Stem:
    """A part of a word that tells a trade, or with no code that it tells none.

    ``needle`` has one blank where the word must begin or end there, two where the text must. The longest stem wins, after
    those that win over any other: Großhandel mit Fenstern is trade, not building.
    """

    needle: str
    rank: tuple[bool, int]
    code: str


@cache
def _industries() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in read_table("industries")}


def _needle(stem: str, place: str) -> str:
    before = {"start": " ", "word": " ", "alone": "  "}.get(place, "")
    after = {"end": " ", "word": " ", "alone": "  "}.get(place, "")
    return f"{before}{stem}{after}"


def _stems_from(rows: tuple[Mapping[str, str], ...]) -> Iterator[_Stem]:
    for row in rows:
        stem = identity_key(row["stem"])
        yield _Stem(_needle(stem, row["place"]), (row["place"] == "first", len(stem)), row["code"])


@cache
def _stems() -> tuple[tuple[_Stem, ...], ...]:
    """The stems, the winning ones first, those of one rank together."""
    stems = sorted(_stems_from(read_table("industry_stems")), key=lambda stem: stem.rank, reverse=True)
    telling = (stem for stem in stems if stem.code != NO_DIVISION)
    return tuple(tuple(group) for _, group in groupby(telling, key=lambda stem: stem.rank))


@cache
def _vetoes() -> tuple[_Stem, ...]:
    return tuple(stem for stem in _stems_from(read_table("industry_stems")) if stem.code == NO_DIVISION)


def _longest(padded: str, made: bool) -> str | None:
    """Return the code of the first stem in rank; of two, that of the last in the text, the head of a German compound."""
    for stems in _stems():
        found = [(padded.rfind(stem.needle), stem.code) for stem in stems if stem.needle in padded]
        fitting = [place for place in found if not made or section_of(place[1]) == MANUFACTURING]
        if fitting:
            return max(fitting)[1] or None
    return None


@lru_cache(maxsize=8192)
def _by_stem(text: str) -> str | None:
    """Return the division that the text tells; of what somebody makes, only a division that makes things."""
    padded = f"  {identity_key(text)}  "
    if any(veto.needle in padded for veto in _vetoes()):
        return None
    return _longest(padded, MADE.search(padded) is not None)


def industry_title(code: str, language: str) -> str:
    """Return the title of a section or division in ``de`` or ``en``; the code itself if there is none."""
    row = _industries().get(code)
    return row[f"title_{language}"] if row else code


def industry_name(code: str, language: str) -> str:
    """Return the everyday name of a division, short enough for a list on a phone; its title if there is none."""
    row = _everyday_names().get(code)
    return row[f"name_{language}"] if row else industry_title(code, language)


@cache
def _everyday_names() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in read_table("industry_names")}


def section_of(code: str) -> str:
    """Return the section of a division, such as F of 43; nothing of a code that there is not."""
    row = _industries().get(code)
    return (row["section"] or code) if row else ""


def industry_aliases(words: Mapping[str, str]) -> Mapping[str, str]:
    """Return a group's own words for trades, with their divisions, as ``normalise_industry`` compares them."""
    return MappingProxyType({identity_key(word): code for word, code in words.items()})


def _with_code(text: str) -> Normalised[Industry]:
    match = CODE.fullmatch(text)
    if match and section_of(match[1]):
        return Industry(text, match[1], "code"), ()
    return Industry(text), (finding("industry.code_unknown", part=text),)


def _read(text: str, aliases: Mapping[str, str]) -> Normalised[Industry]:
    alias = aliases.get(identity_key(text))
    if alias:
        return Industry(text, alias, "alias"), ()
    if CODE_ALONE.fullmatch(text):
        return _with_code(text)
    code = _by_stem(text)
    return (Industry(text, code, "stem") if code else Industry(text)), ()


def normalise_industry(cell: Cell, aliases: Mapping[str, str] = NO_ALIASES) -> Normalised[Industry]:
    """Return one trade in the words of the cell, with its division if an alias, a code or a stem tells it.

    ``aliases`` come from ``industry_aliases`` and win over everything else.
    """
    text = clean_text(cell)
    if is_blank(text):
        return NOTHING
    return _read(text, aliases) if re.search(r"[^\W_]", text) else refused("industry.code_unknown", part=text)


def _trade(industry: Industry) -> tuple[str | None, str]:
    return industry.code, industry.method if industry.code else industry.own_words


def _merged(entries: list[Industry]) -> Iterator[Industry]:
    """Yield the trades of a cell; neighbours of one division stay together: Heizung, Sanitär, Klima are one."""
    for (code, method), group in groupby(entries, key=_trade):
        words = ", ".join(entry.own_words for entry in group)
        yield Industry(words, code, method) if code else Industry(words)


def normalise_industries(cell: Cell, aliases: Mapping[str, str] = NO_ALIASES) -> Normalised[tuple[Industry, ...]]:
    """Return the trades of a cell such as ``Webdesign; Heizung, Sanitär, Klima``, in its words."""
    industries: list[Industry] = []
    findings: list[Finding] = []
    for line in split_list(cell, commas=False):
        alias = aliases.get(identity_key(line))
        entries = (line,) if alias else split_list(line)
        read = [_read(entry, aliases) for entry in entries]
        industries += _merged([industry for industry, _ in read if industry])
        findings += [found for _, said in read for found in said]
    return tuple(dict.fromkeys(industries)) or None, tuple(findings)

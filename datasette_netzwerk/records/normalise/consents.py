"""Reads what a member allows; whatever is not understood opens nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.model import CONSENT_FIELDS
from datasette_netzwerk.records.normalise.dates import normalise_date
from datasette_netzwerk.records.normalise.numbers import CHECK_MARKS, CROSSES
from datasette_netzwerk.records.normalise.tables import read_table
from datasette_netzwerk.records.normalise.text import clean_text, is_blank
from datasette_netzwerk.records.normalise.values import NOTHING, Cell, Normalised, finding, refused

DATE = re.compile(
    r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}\.?\s?[^\W\d_]{3,}\.?\s\d{4}"
)
PART = re.compile(r"[,;/\n()]")
PLAIN = re.compile(r"[\w\s,;:/()&+.!\"'–—-]*")  # a question mark or an asterisk says: not quite
MOST_WORDS = 4
DASHES = frozenset("-–—")
MARKS = {
    **dict.fromkeys((*CHECK_MARKS, "x", "1", "j", "y"), "ja"),
    **dict.fromkeys((*(CROSSES - DASHES), "0", "n"), "nein"),
}
"""What a single letter or sign says; inside a sentence it says nothing."""


@dataclass(frozen=True, slots=True)
class ConsentAnswer:
    """What one cell allows: the fields it opens, or that it refuses.

    ``withdrawn_on`` ends the consent to ``fields`` on that day, ``given_on`` starts it.
    """

    fields: tuple[str, ...]
    is_refusal: bool = False
    given_on: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the list: its kind, and the fields it opens or closes (closing reaches further)."""

    kind: str
    opens: frozenset[str] = frozenset()
    closes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands between two commas."""

    words: tuple[_Word, ...]
    unknown: tuple[str, ...]
    dates: tuple[str, ...]

    def says(self, kind: str) -> bool:
        return any(word.kind == kind for word in self.words)


@cache
def _words() -> Mapping[str, _Word]:
    return {
        identity_key(row["word"]): _Word(
            row["kind"],
            frozenset(filter(None, row["opens"].split("|"))),
            frozenset(filter(None, row["closes"].split("|"))),
        )
        for row in read_table("consent_words")
    }


def _known_words(text: str) -> Iterator[_Word | str]:
    """Yield the words of the list, the longest first; a word that is in no list as it stands."""
    words = identity_key(text).split()
    place = 0
    while place < len(words):
        for count in range(min(MOST_WORDS, len(words) - place), 0, -1):
            found = _words().get(" ".join(words[place : place + count]))
            if found:
                yield found
                place += count
                break
        else:
            yield words[place]
            place += 1


def _read_part(text: str) -> _Part:
    words = tuple(_known_words(DATE.sub(" ", text)))
    return _Part(
        tuple(word for word in words if isinstance(word, _Word)),
        tuple(word for word in words if isinstance(word, str)),
        tuple(DATE.findall(text)),
    )


def _is_negation(word: _Word) -> bool:
    return word.kind in ("except", "no")


def _opened_and_closed(parts: tuple[_Part, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the fields that are named to be opened, and those named to stay closed.

    ``außer`` closes all that follows, behind commas too; ``Telefon nein`` closes what stands before it.
    """
    opened: set[str] = set()
    closed: set[str] = set()
    is_closing = False
    for part in parts:
        fields = [(place, word) for place, word in enumerate(part.words) if word.kind == "field"]
        negations = [place for place, word in enumerate(part.words) if _is_negation(word)]
        is_after_all = bool(fields and negations) and negations[-1] > fields[-1][0]
        for place, word in fields:
            if is_closing or is_after_all or any(negation < place for negation in negations):
                closed |= word.closes
            else:
                opened |= word.opens
        is_closing = is_closing or bool(negations and not is_after_all)
    return frozenset(opened), frozenset(closed)


def _is_refusal(parts: tuple[_Part, ...]) -> bool:
    """Tell a plain no, with nothing beside it."""
    return any(part.says("no") for part in parts) and not any(
        part.says(kind) for part in parts for kind in ("field", "yes", "all", "except")
    )


def _day(parts: tuple[_Part, ...], withdrawal: bool) -> Normalised[date]:
    """Return the one day that the parts about a withdrawal name, or the other parts."""
    dates = [day for part in parts if part.says("withdrawn") is withdrawal for day in part.dates]
    if len(dates) > 1:
        return refused("consent.date_invalid", date=", ".join(dates))
    day = normalise_date(dates[0])[0] if dates else None
    return refused("consent.date_invalid", date=dates[0]) if dates and day is None else (day, ())


def _withdrawn(parts: tuple[_Part, ...], asked: tuple[str, ...]) -> Normalised[ConsentAnswer]:
    """Return the withdrawal, of everything; without a day that can be read it is a refusal, valid at once."""
    day, findings = _day(parts, withdrawal=True)
    given_on, _ = _day(parts, withdrawal=False)
    if day is None:
        return ConsentAnswer((), is_refusal=True), findings
    return ConsentAnswer(asked, given_on=given_on, withdrawn_on=day), ()


def _fields(parts: tuple[_Part, ...], asked: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the fields that are opened; ``None`` where the words say nothing, two things at once, or break off."""
    opened, closed = _opened_and_closed(parts)
    is_all = any(part.says(kind) for part in parts for kind in ("all", "yes"))
    is_no = any(part.says("no") and not part.says("field") for part in parts)
    is_open_end = any(part.says("except") for part in parts) and not closed
    if is_no or is_open_end or not (opened or is_all):
        return None
    return tuple(field for field in asked if (field in opened or not opened) and field not in closed)


def _allowed(parts: tuple[_Part, ...], asked: tuple[str, ...], text: str) -> Normalised[ConsentAnswer]:
    fields = _fields(parts, asked) if PLAIN.fullmatch(text) else None
    given_on, findings = _day(parts, withdrawal=False)
    if not fields or findings:
        return None, findings or (finding("consent.unclear", part=text),)
    is_unlisted = "name" in asked and "name" not in fields
    return ConsentAnswer(fields, given_on=given_on), (
        finding("consent.without_name", part=text),
    ) if is_unlisted else ()


@lru_cache(maxsize=4096)
def _read(text: str, asked: tuple[str, ...]) -> Normalised[ConsentAnswer]:
    parts = tuple(_read_part(part) for part in PART.split(text) if part.strip())
    unknown = [word for part in parts for word in part.unknown]
    if any(part.says("withdrawn") for part in parts):
        return _withdrawn(parts, asked)
    if _is_refusal(parts):
        return ConsentAnswer((), is_refusal=True), ()
    if unknown:
        return None, tuple(finding("consent.unknown_word", word=word) for word in dict.fromkeys(unknown))
    return _allowed(parts, asked, text)


def normalise_consent(cell: Cell, asked: tuple[str, ...] = CONSENT_FIELDS) -> Normalised[ConsentAnswer]:
    """Return what a cell such as ``ja``, ``Name, Firma``, ``alles außer Telefon`` or ``widerrufen am 12.03.2025`` allows.

    ``asked`` are the fields that the column asks for: what a plain ``ja`` opens. Nothing else is ever opened, and a cell
    with one unknown word opens nothing. A refusal and a withdrawal count whatever stands beside them.
    """
    text = clean_text(cell)
    text = MARKS.get(text.casefold(), text)
    if is_blank(text) and identity_key(text) not in _words():
        return NOTHING
    return _read(text, asked)

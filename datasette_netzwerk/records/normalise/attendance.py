"""Decides what the marks in an attendance column mean, from all of them together: an A alone could be present or absent."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from types import MappingProxyType

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.model import Status
from datasette_netzwerk.problems import Finding
from datasette_netzwerk.records.normalise.tables import read_table, read_words
from datasette_netzwerk.records.normalise.text import clean_text, is_blank
from datasette_netzwerk.records.normalise.values import Normalised, finding

NOTE = re.compile(r"\s*\(([^()]*)\)\s*$")
SUBSTITUTE = re.compile(r"(?:vertret(?:en|ung)|substituted?|sub)\s*(?:durch|von|by|:)\s", re.I)
COUNT = re.compile(r"[2-9]|\d{2,}")
PRESENT_SIGNS = frozenset("x✓✔✅☑√1+")
NEXT_TO_PRESENT_A = frozenset("efuk")  # entschuldigt, fehlt, unentschuldigt, krank: then A is anwesend
NOTES_THAT_SAY_MORE = (Status.REMOTE, Status.LATE)

Marks = Mapping[str, Status]


@cache
def _marks(vocabulary: str) -> Marks:
    rows = read_table("attendance_letters")
    return {row["letter"]: Status(row["status"]) for row in rows if row["vocabulary"] == vocabulary}


def _german(letters: frozenset[str], signs: frozenset[str]) -> Marks:
    """German letters, less those that the others leave open: A needs E, F, U or K beside it and no X or P, U needs an E."""
    is_another_present = "p" in letters or bool(signs & PRESENT_SIGNS)
    is_a_sure = bool(letters & NEXT_TO_PRESENT_A) and not is_another_present
    is_u_sure = "e" in letters
    unsure = {letter for letter, sure in (("a", is_a_sure), ("u", is_u_sure)) if not sure}
    return {letter: status for letter, status in _marks("german").items() if letter not in unsure}


def _letters(letters: frozenset[str], signs: frozenset[str]) -> Marks:
    """Return the vocabulary that the letters of a column belong to."""
    if "p" in letters and letters <= _marks("palms").keys():
        return _marks("palms")
    if letters & {"p", "y"} and letters <= _marks("english").keys():
        return _marks("english")
    return _german(letters, signs)


def _word(text: str) -> Status | None:
    """Return the status of a word, also of one with a note: ``anwesend (online)`` is remote."""
    words = read_words("attendance_words", "status")
    note = NOTE.search(text)
    status = words.get(identity_key(text)) or (words.get(identity_key(text[: note.start()])) if note else None)
    said = words.get(identity_key(note[1])) if note else None
    if status == Status.PRESENT and said in NOTES_THAT_SAY_MORE:
        return Status(said)
    if status is None and SUBSTITUTE.match(text):
        return Status.SUBSTITUTED
    return Status(status) if status else None


def _folded(text: str) -> str:
    return clean_text(text).casefold()


def _is_listed(mark: str) -> bool:
    """Tell an empty cell, or one that says that nothing is known, from a mark; a dash is a mark."""
    return bool(mark) and not (identity_key(mark) and is_blank(mark))


def _known(marks: Iterable[str], stated: Marks) -> Marks:
    alone = frozenset(mark for mark in marks if len(mark) == 1)
    letters = frozenset(mark for mark in alone if mark.isalpha() and mark != "x")
    single = {**_letters(letters, alone - letters), **_marks("signs")}
    found = ((mark, stated.get(mark) or single.get(mark) or _word(mark)) for mark in marks)
    return {mark: status for mark, status in found if status}


@cache
def _letters_that_could_be() -> frozenset[str]:
    return frozenset(row["letter"] for row in read_table("attendance_letters"))


def _findings(unknown: Collection[str]) -> tuple[Finding, ...]:
    counts = sorted(mark for mark in unknown if COUNT.fullmatch(mark))
    letters = sorted(mark for mark in unknown if mark in _letters_that_could_be())
    words = sorted(set(unknown) - set(counts) - set(letters))
    return (
        *((finding("attendance.counts", words=", ".join(counts)),) if counts else ()),
        *((finding("attendance.ambiguous", letters=", ".join(letters).upper()),) if letters else ()),
        *(finding("attendance.unknown_word", word=word) for word in words),
    )


def attendance_vocabulary(
    cells: Collection[str], stated: Mapping[str, Status] = MappingProxyType({})
) -> Normalised[Mapping[str, Status]]:
    """Return what each distinct cell of an attendance column or matrix means.

    Empty cells have no meaning: the person was not listed. ``stated`` is what the mapping says of words and letters; it
    wins. Where a letter stays open, or numbers are counts, there is no vocabulary: somebody has to say.
    """
    marks = {cell: _folded(cell) for cell in cells}
    listed = {mark for mark in marks.values() if _is_listed(mark)}
    known = _known(listed, {_folded(word): status for word, status in stated.items()})
    findings = _findings(listed - known.keys())
    if any(found.code != "attendance.unknown_word" for found in findings):
        return None, findings
    return MappingProxyType({cell: known[mark] for cell, mark in marks.items() if mark in known}), findings

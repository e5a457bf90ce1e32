"""Cleans the text of a cell and takes lists in one cell apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import lru_cache

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.records.normalise.tables import read_words
from datasette_netzwerk.records.normalise.values import NOTHING, Cell, Normalised

UNSEEN = re.compile(
    "[\ud800-\udfff"  # halves of letters, which no file can hold
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # soft hyphen, zero width, direction marks
    "\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f]"  # control characters that are no white space
)
BULLET = re.compile(r"^(?:[-–—*•·▪►✓✔]\s+|[•·▪►])")
HARD_BREAK = re.compile(r"[;|\n\r\v\f\u2028\u2029•▪]|\s·\s")  # Berater·in is one word
COMMA = re.compile(r",(?!\d)|(?<!\d),")  # 1,5 is a number
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
HELD = str.maketrans(",;|", "\ufdd0\ufdd1\ufdd2")  # what stands in brackets is held back from the split
RELEASED = str.maketrans("\ufdd0\ufdd1\ufdd2", ",;|")


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell)


@lru_cache(maxsize=16384, typed=True)
def clean_text(cell: Cell) -> str:
    """Return the cell as one line of text: composed letters, single spaces, nothing that cannot be seen."""
    text = _written(cell)
    if not (text.isascii() and text.isprintable()):  # else every letter can be seen and none is composed
        text = unicodedata.normalize("NFC", UNSEEN.sub("", text))
    return " ".join(text.split())


def clean_lines(cell: Cell) -> str:
    """Return the cell as text like ``clean_text``, its lines kept, at most one blank line between two."""
    lines = [clean_text(line) for line in re.split(r"\r\n|[\n\r\v\f\u2028\u2029]", _written(cell))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


@lru_cache(maxsize=16384)
def is_blank(text: str) -> bool:
    """Tell whether ``text`` says that nothing is there: empty, only signs, or words such as ``k. A.``."""
    key = identity_key(text)
    return not key or key in read_words("blank_words", "meaning")


@lru_cache(maxsize=16384)
def is_blank_name(text: str) -> bool:
    """Tell the same of a name: there are people called Null."""
    key = identity_key(text)
    return not key or read_words("blank_words", "meaning").get(key) == "blank"


def normalise_text(cell: Cell) -> Normalised[str]:
    """Return the cell as one line of text."""
    text = clean_text(cell)
    return NOTHING if is_blank(text) else (text, ())


def normalise_lines(cell: Cell) -> Normalised[str]:
    """Return the cell as text of several lines, such as a report."""
    text = clean_lines(cell)
    return NOTHING if is_blank(text) else (text, ())


def _pieces(text: str, commas: bool) -> Iterator[str]:
    held = BRACKETS.sub(lambda match: match[0].translate(HELD), text)
    for piece in HARD_BREAK.split(held):
        yield from COMMA.split(piece) if commas else (piece,)


def split_list(cell: Cell, commas: bool = True) -> tuple[str, ...]:
    """Return the entries of a list in one cell, each once, cleaned: ``A; B, C`` gives A, B and C.

    Commas inside brackets or numbers part nothing; ``commas=False`` keeps them everywhere, for entries that are sentences.
    """
    pieces = (BULLET.sub("", piece.strip()) for piece in _pieces(_written(cell), commas))
    entries = (clean_text(piece.translate(RELEASED)) for piece in pieces)
    return tuple(dict.fromkeys(entry for entry in entries if not is_blank(entry)))


def normalise_list(cell: Cell, commas: bool = True) -> Normalised[tuple[str, ...]]:
    """Return the entries of a list in one cell, in the words of the cell."""
    entries = split_list(cell, commas)
    return (entries, ()) if entries else NOTHING

"""Splits delimited text into records, without letting a quotation mark left open swallow the rows below it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

FIELD_LIMIT = 10 * 2**20
"""Characters of one record; a longer one is reported, not read."""

RECORD_LINES = 100
"""Physical lines a quoted cell may run over before its quotation mark counts as left open."""

csv.field_size_limit(FIELD_LIMIT)  # one setting for the process; its default of 128 KB is too little for reports


@dataclass(frozen=True, slots=True)
class Record:
    """One record, the line it starts on, and whether an open quotation mark was left out of it.

    A record beyond ``FIELD_LIMIT`` has no fields; ``excess`` is its size then, else 0.
    """

    line: int
    fields: tuple[str, ...]
    is_repaired: bool = False
    excess: int = 0


@dataclass(frozen=True, slots=True)
class Grammar:
    """How records are written with one delimiter, as patterns."""

    delimiter: str
    closed: re.Pattern[str]
    properly_closed: re.Pattern[str]
    before_open_quote: re.Pattern[str]


@lru_cache(maxsize=16)
def grammar(delimiter: str) -> Grammar:
    """Return the patterns for a delimiter.

    They follow the csv module: a quotation mark counts only at the start of a field, doubled ones are text, and
    what follows a closing one belongs to the field. All repetition is possessive, so no text makes them slow.
    """
    mark = re.escape(delimiter)
    quoted = '"(?:[^"]++|"")*+"'
    plain = rf'[^"{mark}\r\n][^{mark}\r\n]*+'
    loose = rf"(?:{quoted}[^{mark}\r\n]*+|{plain}|)"
    strict = rf"(?:{quoted}[ ]*+(?=[{mark}\r\n]|\Z)|{plain}|)"
    return Grammar(
        delimiter,
        closed=re.compile(rf"(?:{loose}{mark})*+{loose}[\r\n]*\Z"),
        properly_closed=re.compile(rf"(?:{strict}{mark})*+{strict}[\r\n]*\Z"),
        before_open_quote=re.compile(rf"(?:{loose}{mark})*+"),
    )


def records(text: str, delimiter: str, width: int | None = None) -> Iterator[Record]:
    """Yield the records of ``text``, blank lines included (as a record without fields).

    ``width`` is the usual number of fields; it helps to tell a cell of several lines from rows swallowed by a
    quotation mark that was left open.
    """
    lines = io.StringIO(text, newline="").readlines()  # ends at \r, \n and \r\n, not at VT or U+2028 inside a note
    rules = grammar(delimiter)
    index = 0
    while index < len(lines):
        line = lines[index]
        if '"' not in line and len(line) <= FIELD_LIMIT:  # as nearly all lines are
            yield Record(index + 1, _plain_fields(line, delimiter))
            index += 1
            continue
        taken, record_text, is_repaired = _record_text(lines, index, rules, width)
        yield _record(index + 1, record_text, is_repaired, rules)
        index += taken


def _record(line: int, text: str, is_repaired: bool, rules: Grammar) -> Record:
    if len(text) > FIELD_LIMIT:
        return Record(line, (), is_repaired, excess=len(text))
    return Record(line, _fields(text, rules), is_repaired)


def _record_text(lines: Sequence[str], index: int, rules: Grammar, width: int | None) -> tuple[int, str, bool]:
    """Return how many lines the record takes, its text, and whether a quotation mark was left out of it."""
    line = lines[index]
    if rules.closed.match(line):
        return 1, line, False
    joined = _joined(lines, index, rules)
    if joined and not _swallows_rows(joined, rules, width):
        return len(joined), "".join(joined), False
    return 1, _without_open_quote(line, rules), True


def _plain_fields(line: str, delimiter: str) -> tuple[str, ...]:
    text = line.rstrip("\r\n")
    return tuple(text.split(delimiter)) if text else ()


def _fields(text: str, rules: Grammar) -> tuple[str, ...]:
    if '"' not in text:
        return _plain_fields(text, rules.delimiter)
    return tuple(next(csv.reader([text], delimiter=rules.delimiter), ()))


def _joined(lines: Sequence[str], index: int, rules: Grammar) -> Sequence[str]:
    """Return the lines of a record whose first line leaves a quotation mark open; none if it is never closed."""
    for end in range(index + 1, min(index + RECORD_LINES, len(lines))):
        if '"' not in lines[end]:
            continue
        candidate = lines[index : end + 1]
        text = "".join(candidate)
        if rules.closed.match(text):
            return candidate if rules.properly_closed.match(text) else ()
    return ()


def _swallows_rows(lines: Sequence[str], rules: Grammar, width: int | None) -> bool:
    """Tell whether every line would be a whole row by itself, so that the quotation mark closes by accident."""
    if width is None or width < 3:
        return False
    return all(len(_fields(_without_open_quote(line, rules), rules)) == width for line in lines)


def _without_open_quote(line: str, rules: Grammar) -> str:
    while not rules.closed.match(line):
        match = rules.before_open_quote.match(line)
        position = match.end() if match else 0
        line = line[:position] + line[position + 1 :]
    return line

"""Reads JSON: an array or lines of objects, and the tables that Datasette answers with in all of its shapes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.normalise.values import Cell
from datasette_netzwerk.records.readers.encodings import Decoded, decode, encoding_problems, start_of_text
from datasette_netzwerk.records.readers.entries import Entry, check_size, filled, table_of_entries
from datasette_netzwerk.records.readers.grids import Grid, tables_of
from datasette_netzwerk.records.readers.tables import Options, Reader, Reading, Row, Table

SIZE_LIMIT = 64 * 2**20
LONGEST_NUMBER = 18  # digits that an integer of SQLite holds for certain
SHOWN = 200
SHARED_LENGTH = 1000  # letters; a report is not repeated for everybody who was there

Value: TypeAlias = Any
"""What JSON can hold."""

_BLANK = re.compile(r"[ \t\r\n]*")


def read(path: Path, options: Options) -> Reading:
    """Return the tables in a JSON file. A row's line is its number in the list: such files often are one long line.

    Raises ``NotUnderstood`` if the file is damaged or holds no list of objects.
    """
    decoded = _decoded(path, options.encoding)
    parsing = _Parsing(path.name, decoded.text.lstrip("\ufeff"), [])
    try:
        tables = [table for table in _tables(parsing, decoded.encoding) if table.rows]
    except RecursionError:  # brackets within brackets that fitted when they were read, and do not when they are told
        raise NotUnderstood(Problem("json.too_deep", path.name)) from None
    if not tables:
        raise NotUnderstood(Problem("json.no_list", path.name), *parsing.problems)
    return Reading(tuple(tables), (*encoding_problems(path.name, decoded), *parsing.problems))


def _decoded(path: Path, encoding: str | None) -> Decoded:
    size = path.stat().st_size
    if size > SIZE_LIMIT:
        arguments = {"size": str(-(-size // 2**20)), "limit": str(SIZE_LIMIT // 2**20)}
        raise NotUnderstood(Problem("file.too_large", path.name, arguments=arguments))
    try:
        return decode(path.read_bytes(), encoding)
    except LookupError:
        raise NotUnderstood(Problem("encoding.unknown", path.name, value=encoding)) from None
    except UnicodeDecodeError as error:
        raise NotUnderstood(Problem("encoding.mismatch", path.name, arguments={"encoding": error.encoding})) from None


# --- from text to values ---


@dataclass(slots=True)
class _Parsing:
    """One file being parsed, and what was wrong in it."""

    file: str
    text: str
    problems: list[Problem]
    odd: list[tuple[str, str]] = field(default_factory=list)
    decoder: json.JSONDecoder = field(init=False)

    def __post_init__(self) -> None:
        self.decoder = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_int=self._integer,
            parse_float=self._float,
            parse_constant=self._constant,
        )

    def values(self) -> Iterator[tuple[int, Value]]:
        """Yield the top-level values with their numbers: the entries of the one array, else each value."""
        start = _skip(self.text, 0)
        is_array = self.text[start : start + 1] == "["
        yield from self.entries(start + 1) if is_array else self.lines(start)

    def entries(self, position: int) -> Iterator[tuple[int, Value]]:
        """Yield the entries of an array that begins before ``position``."""
        number = 0
        position = _skip(self.text, position)
        while not self.text.startswith("]", position):
            number += 1
            value, end = self.value(number, position)
            yield number, value
            position = _skip(self.text, end)
            if self.text.startswith(",", position):
                position = _skip(self.text, position + 1)
            elif not self.text.startswith("]", position):
                raise self.damaged(position)
        if _skip(self.text, position + 1) != len(self.text):
            raise self.damaged(position + 1)

    def lines(self, position: int) -> Iterator[tuple[int, Value]]:
        """Yield values that follow each other; a broken line among many costs itself only."""
        number = 0
        while position < len(self.text):
            number += 1
            try:
                value, position = self.value(number, position)
                yield number, value
            except NotUnderstood as error:
                end = self.text.find("\n", position)
                if number == 1 or (end < 0 and number < 3):
                    raise
                line = self.text[position : end if end >= 0 else None]
                self.problems.append(
                    Problem("json.bad_line", self.file, line=number, value=filled(line[:SHOWN]), row={"": line})
                )
                if error.problem.code == "json.too_deep" or end < 0:
                    return
                position = end
            position = _skip(self.text, position)

    def value(self, number: int, position: int) -> tuple[Value, int]:
        """Return the value that begins at ``position`` and where it ends."""
        self.odd.clear()
        try:
            value, end = self.decoder.raw_decode(self.text, position)
        except json.JSONDecodeError as error:
            raise self.damaged(error.pos) from None
        except RecursionError:
            raise NotUnderstood(Problem("json.too_deep", self.file, line=number)) from None
        self.problems += [Problem(code, self.file, line=number, value=text) for code, text in self.odd]
        return value, end

    def damaged(self, position: int) -> NotUnderstood:
        """Return that the file ends or breaks at ``position``."""
        line = self.text.count("\n", 0, position) + 1
        found = filled(self.text[position : position + 20]) or "…"
        return NotUnderstood(Problem("json.damaged", self.file, line=line, value=found))

    def _object(self, pairs: Sequence[tuple[str, Value]]) -> Mapping[str, Value]:
        values = dict(pairs)
        if len(values) != len(pairs):
            names = [name for name, _ in pairs]
            twice = sorted({name for name in names if names.count(name) > 1}) if len(names) < SHOWN else names[:1]
            self.odd.append(("json.name_twice", ", ".join(twice)))
        return values

    def _integer(self, digits: str) -> int | str:
        return int(digits) if len(digits) <= LONGEST_NUMBER else digits

    def _float(self, digits: str) -> float | str:
        number = float(digits)
        return digits if number in (float("inf"), float("-inf")) else number

    def _constant(self, word: str) -> None:
        self.odd.append(("json.no_number", word))


def _skip(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


# --- from values to tables ---


def _tables(parsing: _Parsing, encoding: str) -> Iterator[Table]:
    found = list(parsing.values())
    if len(found) == 1 and isinstance(found[0][1], dict) and not parsing.text.lstrip().startswith("["):
        yield from _tables_of_answer(parsing, found[0][1], encoding)
    else:
        yield from _tables_of_list(parsing, found, encoding)


def _tables_of_answer(parsing: _Parsing, answer: Mapping[str, Value], encoding: str) -> Iterator[Table]:
    """Yield the tables of one object: an answer of Datasette, or lists by name, or objects by key."""
    rows = answer.get("rows")
    lists = {name: value for name, value in answer.items() if _is_list_of(value, dict)}
    if isinstance(rows, list):
        _warn_of_more(parsing, answer)
        yield from _tables_of_rows(parsing, rows, answer.get("columns"), encoding)
    elif lists and all(isinstance(value, list) or not isinstance(value, dict) for value in answer.values()):
        for name, entries in lists.items():
            yield from _tables_of_list(parsing, list(enumerate(entries, 1)), encoding, name)
    elif len(answer) > 0 and all(isinstance(value, dict) for value in answer.values()):
        yield from _tables_of_list(parsing, list(enumerate(answer.values(), 1)), encoding)
    else:
        yield from _tables_of_list(parsing, [(1, answer)], encoding)


def _warn_of_more(parsing: _Parsing, answer: Mapping[str, Value]) -> None:
    if answer.get("next") or answer.get("truncated"):
        parsing.problems.append(Problem("json.more_pages", parsing.file))


def _tables_of_rows(parsing: _Parsing, rows: list[Value], columns: Value, encoding: str) -> Iterator[Table]:
    if _is_list_of(rows, list) and _is_list_of(columns, str):
        entries = [(number, dict(zip(columns, row, strict=False))) for number, row in enumerate(rows, 1)]
        yield from _tables_of_list(parsing, entries, encoding)
    else:
        yield from _tables_of_list(parsing, list(enumerate(rows, 1)), encoding)


def _is_list_of(value: Value, kind: type) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, kind) for each in value)


def _tables_of_list(
    parsing: _Parsing, found: Sequence[tuple[int, Value]], encoding: str, sheet: str | None = None
) -> Iterator[Table]:
    """Yield the table of a list of objects, and one for each list that the objects have inside."""
    if found and all(isinstance(value, list) for _, value in found):
        yield from _tables_of_arrays(parsing, found, encoding, sheet)
        return
    outer: list[Entry] = []
    blank = {name for _, value in found if isinstance(value, dict) for name, cell in value.items() if cell == ""}
    inner: dict[str, list[Entry]] = {}
    for number, value in found:
        if not isinstance(value, dict):
            shown = filled(json.dumps(value, ensure_ascii=False)[:SHOWN])
            parsing.problems.append(Problem("json.no_object", parsing.file, sheet, number, value=shown))
            continue
        own = dict(_cells(value))
        outer.append(Entry(number, own))
        for name, entries in value.items():
            if _is_list_of(entries, dict) and not _is_list_of_values(entries):
                inner.setdefault(name, []).extend(_inner_entry(number, own, entry) for entry in entries)
    for name, entries in ((sheet, outer), *inner.items()):
        if any(entry.values for entry in entries):
            title = filled(name) if name else None
            empty = blank if entries is outer else set()
            yield table_of_entries(parsing.file, entries, sheet=title, encoding=encoding, empty_columns=empty)


def _inner_entry(number: int, outer: Mapping[str, Cell], entry: Mapping[str, Value]) -> Entry:
    """Return an entry of a list inside an object, with what the object says for all of them in few words."""
    shared = {name: cell for name, cell in outer.items() if not isinstance(cell, str) or len(cell) <= SHARED_LENGTH}
    return Entry(number, {**shared, **dict(_cells(entry))})


def _tables_of_arrays(
    parsing: _Parsing, found: Sequence[tuple[int, list[Value]]], encoding: str, sheet: str | None
) -> Iterator[Table]:
    """Yield the table of a list of lists, whose first one should name the columns."""
    check_size(parsing.file, len(found), max(len(value) for _, value in found), sheet)
    rows = [Row(number, tuple(_cell(each) for each in value)) for number, value in found]
    tables, problems = tables_of(Grid(parsing.file, rows, sheet, encoding))
    parsing.problems += problems
    yield from tables


def _cells(value: Mapping[str, Value], prefix: str = "") -> Iterator[tuple[str, Cell]]:
    """Yield the cells of an object by column; an object inside, such as an address, gives columns of its own."""
    for name, each in value.items():
        column = filled(f"{prefix}{name}".strip()) or "?"
        if isinstance(each, dict) and each.keys() == {"value", "label"}:
            yield column, _cell(each["label"])  # a foreign key of Datasette
        elif isinstance(each, dict) and not prefix:
            yield from _cells(each, f"{column} ")
        elif not _is_list_of(each, dict) or _is_list_of_values(each):
            yield column, _cell(each)


def _is_list_of_values(value: list[Mapping[str, Value]]) -> bool:
    """Tell whether a list only wraps its texts: ``[{"value": "anna@nord.example"}]``."""
    return all("value" in each and not isinstance(each["value"], dict | list) for each in value)


def _cell(value: Value) -> Cell:
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return filled(value)
        case list() if all(not isinstance(each, list | dict) for each in value):
            return filled("; ".join(str(each) for each in value if each is not None))
        case list() if _is_list_of(value, dict) and _is_list_of_values(value):
            return _cell([each["value"] for each in value])
        case _:
            return filled(json.dumps(value, ensure_ascii=False))


def _accepts(head: bytes) -> bool:
    return bool(re.match(r"\[\s*(?:[\[{\]]|\Z)|\{\s*(?:[\"}]|\Z)", start_of_text(head)))


READER = Reader("JSON", (".json", ".ndjson", ".jsonl", ".geojson"), _accepts, read)

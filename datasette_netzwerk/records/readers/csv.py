"""Reads delimited text as offices write it: any usual encoding and delimiter, preambles, open quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.normalise.values import Cell
from datasette_netzwerk.records.readers.dialect import find_dialect
from datasette_netzwerk.records.readers.encodings import (
    Decoded,
    decode,
    encoding_problems,
    has_double_encoding,
    without_double_encoding,
)
from datasette_netzwerk.records.readers.grids import Grid, tables_of
from datasette_netzwerk.records.readers.quotes import FIELD_LIMIT, Record, records
from datasette_netzwerk.records.readers.regular import regular_table
from datasette_netzwerk.records.readers.tables import Options, Reader, Reading, Row, Table, row_as_read

FILE_LIMIT = 256 * 2**20
CONTROL_COUNT, CONTROL_SHARE = 10, 0.02
"""Text with more control characters than both is none; a stray one is only reported."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LINE_END = re.compile(r"\r\n|\n|\r")
_FORMULA_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_ESCAPED_FORMULA = re.compile(r"'(?='*[=+\-@])")
_REMARKABLE_STARTS = frozenset(" \t\n\r\v\f\u00a0\u2007\u202f='")
_FOREIGN_STARTS = ("begin:", "{", "[", "<", "%")


def read(path: Path, options: Options) -> Reading:
    """Return the table in a text file. Raises ``NotUnderstood`` if it is none, or not in the encoding given."""
    file = path.name
    decoded = _decoded(file, path, options.encoding)
    _check_delimiter(file, options.delimiter)
    text = decoded.text.replace("\0", "")
    dialect = find_dialect(text, options.delimiter)
    is_doubly_encoded = not text.isascii() and has_double_encoding(text)
    regular = None if is_doubly_encoded else regular_table(file, text, dialect, decoded.encoding, _cells)
    if regular is not None:
        table, found = regular
        return Reading((table,), (*encoding_problems(file, decoded), *_nul_problems(file, decoded.text), *found))
    rows, remarkable = _rows(islice(records(text, dialect.delimiter, dialect.width), dialect.stated_lines, None))
    rows, restored = _without_double_encoding(file, rows) if is_doubly_encoded else (rows, [])
    tables, table_problems = tables_of(Grid(file, rows, None, decoded.encoding, dialect.delimiter))
    if not tables:
        raise NotUnderstood(*_too_large(file, remarkable), Problem("file.empty", file))
    problems = (
        *encoding_problems(file, decoded),
        *_nul_problems(file, decoded.text),
        *_record_problems(tables[0], remarkable),
        *restored,
        *table_problems,
        *(problem for table in tables for problem in _emptiness_problems(table)),
    )
    return Reading(tables, problems)


def looks_like_table(head: bytes) -> bool:
    """Tell whether the first bytes of a file are text with a delimiter in it, whatever the file is called."""
    try:
        text = decode(head).text
    except UnicodeDecodeError:
        return False
    start = text.lstrip()[:20].lower()
    if not start or start.startswith(_FOREIGN_STARTS) or _is_binary(text):
        return False
    return find_dialect(text).width > 1


def _decoded(file: str, path: Path, encoding: str | None) -> Decoded:
    size = path.stat().st_size
    if size > FILE_LIMIT:
        raise NotUnderstood(Problem("file.too_large", file, arguments=_megabytes(size, FILE_LIMIT)))
    decoded = _decoded_bytes(file, path.read_bytes(), encoding)
    if not decoded.text.strip():
        raise NotUnderstood(Problem("file.empty", file))
    if _is_binary(decoded.text):
        raise NotUnderstood(Problem("file.binary", file))
    return decoded


def _decoded_bytes(file: str, data: bytes, encoding: str | None) -> Decoded:
    try:
        return decode(data, encoding)
    except LookupError:
        raise NotUnderstood(Problem("encoding.unknown", file, value=encoding)) from None
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\n|\r", data[: error.start])) + 1
        arguments = {"encoding": error.encoding}
        raise NotUnderstood(Problem("encoding.mismatch", file, line=line, arguments=arguments)) from None


def _is_binary(text: str) -> bool:
    sample = text[:FIELD_LIMIT]
    return len(_CONTROL.findall(sample)) > max(CONTROL_COUNT, CONTROL_SHARE * len(sample))


def _check_delimiter(file: str, delimiter: str | None) -> None:
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise NotUnderstood(Problem("delimiter.invalid", file, value=delimiter))


def _rows(found: Iterable[Record]) -> tuple[list[Row], list[Record]]:
    """Return the rows, and the records that were repaired or too large to be one."""
    rows: list[Row] = []
    remarkable: list[Record] = []
    for record in found:
        if record.is_repaired or record.excess:
            remarkable.append(record)
        if any(record.fields):
            rows.append(Row(record.line, _cells(record.fields)))
        elif rows and rows[-1].cells:
            rows.append(Row(record.line, ()))  # one blank row parts as well as a million
    return rows, remarkable


def _cells(fields: Iterable[str]) -> tuple[Cell, ...]:
    # nearly all fields are plain text; sparing them a call halves the time
    return tuple([field if field and field[0] not in _REMARKABLE_STARTS else _cell(field) for field in fields])


def _cell(field: str) -> Cell:
    """Return the text of a field, ``None`` if blank, without the wrapping that keeps spreadsheets from calculating."""
    if not field or field.isspace():
        return None
    match field[0]:
        case "=" if formula := _FORMULA_TEXT.fullmatch(field.strip()):
            return formula[1].replace('""', '"') or None
        case "'":
            return _ESCAPED_FORMULA.sub("", field, count=1) if _ESCAPED_FORMULA.match(field) else field
        case _:
            return field


def _nul_problems(file: str, text: str) -> Iterator[Problem]:
    if "\0" not in text:
        return
    for number, line in enumerate(_LINE_END.split(text), 1):
        if "\0" in line:
            yield Problem("text.nul", file, line=number, value=line.replace("\0", "␀"))


def _record_problems(table: Table, found: Iterable[Record]) -> Iterator[Problem]:
    for record in found:
        if record.is_repaired:
            row = row_as_read(table.header, _cells(record.fields))
            yield Problem("quote.open", table.file, line=record.line, row=row)
        if record.excess:
            yield from _too_large(table.file, [record])


def _too_large(file: str, found: Iterable[Record]) -> Iterator[Problem]:
    for record in found:
        if record.excess:
            arguments = _megabytes(record.excess, FIELD_LIMIT)
            yield Problem("row.too_large", file, line=record.line, arguments=arguments)


def _emptiness_problems(table: Table) -> Iterator[Problem]:
    if not table.rows:
        yield Problem("table.no_rows", table.file, line=table.header_line)


def _without_double_encoding(file: str, rows: list[Row]) -> tuple[list[Row], list[Problem]]:
    kept: list[Row] = []
    problems: list[Problem] = []
    for row in rows:
        cells = tuple(without_double_encoding(cell) if isinstance(cell, str) else cell for cell in row.cells)
        for before, after in zip(row.cells, cells, strict=True):
            if before != after:
                arguments = {"repaired": str(after)}
                problems.append(
                    Problem("text.double_encoded", file, line=row.line, value=str(before), arguments=arguments)
                )
        kept.append(row if cells == row.cells else Row(row.line, cells))
    return kept, problems


def _megabytes(size: int, limit: int) -> dict[str, str]:
    return {"size": str(-(-size // 2**20)), "limit": str(limit // 2**20)}


READER = Reader("CSV", (".csv", ".tsv", ".txt", ".tab", ""), lambda head: False, read)
"""Text has no magic number: it is recognised by its ending, else by ``looks_like_table``."""

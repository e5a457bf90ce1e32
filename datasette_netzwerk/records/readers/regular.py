"""Reads long text files in which every line is a row alike: by columns, so that a million rows take little time and room."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from datasette_netzwerk.problems import Problem
from datasette_netzwerk.records.normalise.values import Cell
from datasette_netzwerk.records.readers.dialect import Dialect
from datasette_netzwerk.records.readers.grids import Grid, tables_of
from datasette_netzwerk.records.readers.tables import CodedColumn, CodedRows, Codes, Row, Table

LONG = 2_000
"""Lines from which on reading by columns pays."""

HEAD, TAIL = 200, 50
"""Lines among which the column names and the totals are looked for; those between are rows if all lines are alike."""

CHUNK = 2**20

CellsOf = Callable[[Iterable[str]], tuple[Cell, ...]]


def regular_table(
    file: str, text: str, dialect: Dialect, encoding: str, cells_of: CellsOf
) -> tuple[Table, tuple[Problem, ...]] | None:
    """Return the one table of a text whose lines all have the same number of cells, ``None`` if it is not so plain."""
    lines = _plain_lines(text, dialect)
    if lines is None:
        return None
    last = lines.count("\n") + 1
    if last < LONG:
        return None
    head, tail = _lines(lines, HEAD), _last_lines(lines, TAIL)
    sample = [
        *(Row(number, cells_of(line.split(dialect.delimiter))) for number, line in enumerate(head, 1)),
        *(Row(number, cells_of(line.split(dialect.delimiter))) for number, line in enumerate(tail, last - TAIL + 1)),
    ]
    tables, problems = tables_of(Grid(file, sample, None, encoding, dialect.delimiter))
    if len(tables) != 1 or len(tables[0].header) != dialect.width or not _is_whole(tables[0], last):
        return None
    table = tables[0]
    first, end = table.rows[0].line, table.rows[-1].line
    columns = _coded_columns(lines, first, end, dialect, cells_of)
    return None if columns is None else (replace(table, rows=CodedRows(first, columns)), problems)


def _plain_lines(text: str, dialect: Dialect) -> str | None:
    """Return the text with ``\\n`` at the end of each line but the last; ``None`` if there is more to it."""
    if '"' in text or dialect.width < 2 or dialect.stated_lines:
        return None
    if "\r" in text:
        if text.count("\r") != text.count("\r\n"):
            return None
        text = text.replace("\r\n", "\n")
    text = text.removesuffix("\n")
    blank = "\n" + dialect.delimiter * (dialect.width - 1) + "\n"
    return None if blank in text else text


def _lines(text: str, count: int) -> list[str]:
    return text.split("\n", count)[:count]


def _last_lines(text: str, count: int) -> list[str]:
    return text.rsplit("\n", count)[1:]


def _is_whole(table: Table, last: int) -> bool:
    """Whether the sample's rows go on to the end of the head and from the beginning of the tail."""
    lines = [row.line for row in table.rows]
    is_head = bool(lines) and lines[: HEAD - lines[0] + 1] == list(range(lines[0], HEAD + 1))
    return is_head and last - TAIL + 1 in lines and len(lines) == HEAD - lines[0] + 1 + lines[-1] - (last - TAIL)


def _coded_columns(
    text: str, first: int, end: int, dialect: Dialect, cells_of: CellsOf
) -> tuple[CodedColumn, ...] | None:
    """Return the columns of the lines from ``first`` to ``end``, or ``None`` if one has another number of cells."""
    width, delimiter = dialect.width, dialect.delimiter
    fields = [Codes() for _ in range(width)]
    codes = [array("I") for _ in range(width)]
    for lines in _chunks(text, first, end):
        # One split instead of one for each line; the line ends stay, as a column of their own.
        cells = lines.replace("\n", f"{delimiter}\n{delimiter}").split(delimiter)
        if (len(cells) + 1) % (width + 1) or set(cells[width :: width + 1]) - {"\n"}:
            return None
        for index, (known, numbers) in enumerate(zip(fields, codes, strict=True)):
            numbers.extend(map(known.__getitem__, cells[index :: width + 1]))
    values = (cells_of(str(field) for field in known) for known in fields)
    return tuple(CodedColumn(numbers, cells) for numbers, cells in zip(codes, values, strict=True))


def _chunks(text: str, first: int, end: int) -> Iterator[str]:
    """Yield the lines from ``first`` to ``end`` some thousands at a time, without the last line end of each."""
    position, number = 0, 1
    while number <= end:
        stop = text.find("\n", position + CHUNK)
        chunk = text[position:] if stop < 0 else text[position:stop]
        count = chunk.count("\n") + 1
        if number < first or number + count - 1 > end:
            chunk = "\n".join(chunk.split("\n")[max(0, first - number) : end - number + 1])
        if chunk:
            yield chunk
        number += count
        position = stop + 1
        if stop < 0:
            return

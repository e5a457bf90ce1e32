"""The shapes that every reader hands on: tables whose rows know their line, and the problems met on the way."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from itertools import count
from operator import itemgetter
from pathlib import Path
from typing import overload

from datasette_netzwerk.problems import Problem
from datasette_netzwerk.records.normalise.values import Cell

NAMED_BEYOND = 100
"""Cells beyond the header that are told one by one; the others of such a row are told together."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record, with the physical line (or the row of the sheet) on which it starts."""

    line: int
    cells: tuple[Cell, ...]


class Codes(dict[Cell | tuple[Cell, ...], int]):
    """Numbers whatever it is asked for in the order of first appearance."""

    def __missing__(self, value: Cell | tuple[Cell, ...]) -> int:
        """Give a value that was never asked for the next number."""
        number = self[value] = len(self)
        return number


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """One column of many rows: each distinct cell once, and for each row the number of its cell."""

    codes: array[int]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CodedRows(Sequence[Row]):
    """Rows on consecutive lines, kept by columns: a long list has few distinct cells, so it takes little room."""

    first_line: int
    columns: tuple[CodedColumn, ...]

    def __len__(self) -> int:
        return len(self.columns[0].codes)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        """Return one row, or several."""
        if isinstance(index, slice):
            return tuple(self[position] for position in range(*index.indices(len(self))))
        position = index + len(self) if index < 0 else index
        cells = tuple(column.cells[column.codes[position]] for column in self.columns)
        return Row(self.first_line + position, cells)

    def __iter__(self) -> Iterator[Row]:
        columns = (map(column.cells.__getitem__, column.codes) for column in self.columns)
        return map(Row, count(self.first_line), zip(*columns, strict=True))


@dataclass(frozen=True, slots=True)
class Table:
    """One list of a file. Every row has as many cells as the header; a column without a name is ``""`` there.

    ``preamble`` is what stood above the header: a title, or the period of a report.
    """

    file: str
    sheet: str | None
    header: tuple[str, ...]
    header_line: int
    rows: Sequence[Row]
    encoding: str | None = None
    delimiter: str | None = None
    preamble: tuple[Row, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """A name of its own for each column: ``Mail``, ``Mail (2)``, and the letter where the header is empty."""
        return column_names(self.header)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file says: its tables, and what was wrong with rows and cells.

    A row with a problem of severity *error* is not among the rows of its table: the problem holds it in full.
    """

    tables: tuple[Table, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What somebody said about a file; ``None`` lets the reader find out.

    ``partstat`` says what the answers in a calendar are: ``"attendance"``, else invitations. Times of a calendar are told
    in ``time_zone``; series without an end go on for a while from ``today``.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    partstat: str | None = None
    time_zone: str = "Europe/Berlin"
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: whether the first bytes of a file are of it, the endings it usually has, and how to read it.

    ``read`` raises ``NotUnderstood`` if the file as a whole cannot be read.
    """

    name: str
    suffixes: tuple[str, ...]
    accepts: Callable[[bytes], bool]
    read: Callable[[Path, Options], Reading]


def column_letter(index: int) -> str:
    """Return the letters that a spreadsheet shows above the column, ``A`` for 0 and ``AA`` for 26."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=64)
def column_names(header: tuple[str, ...]) -> tuple[str, ...]:
    """Return a distinct, non-empty name for each column of a header."""
    names: dict[str, None] = {}  # a set that keeps its order
    used: dict[str, int] = {}
    for index, text in enumerate(header):
        wanted = name = text or column_letter(index)
        while name in names:
            used[wanted] = used.get(wanted, 1) + 1
            name = f"{wanted} ({used[wanted]})"
        names[name] = None
    return tuple(names)


def cell_text(cell: Cell) -> str:
    """Return a cell as text: dates in ISO 8601, ``""`` for an empty one."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case datetime():
            return cell.isoformat(" ", "minutes")
        case date():
            return cell.isoformat()
        case time():
            return cell.isoformat("minutes")
        case _:
            return str(cell)


def distinct_cells(table: Table, index: int) -> Sequence[Cell]:
    """Return what stands in a column, each cell once where that is known, else one for each row."""
    if isinstance(table.rows, CodedRows):
        return table.rows.columns[index].cells
    return [row.cells[index] for row in table.rows]


def distinct_rows(rows: Sequence[Row], indices: Sequence[int]) -> tuple[Sequence[int], list[int]]:
    """Return for each row which of the distinct combinations of cells it has, and the first row with each of them."""
    if not indices:
        return array("I", bytes(4 * len(rows))), [0] if rows else []
    codes: Sequence[int]
    if isinstance(rows, CodedRows) and len(indices) == 1:
        codes = rows.columns[indices[0]].codes
    else:
        codes = array("I", map(Codes().__getitem__, _combinations(rows, indices)))
    firsts: dict[int, int] = {}
    # The last of equal keys stays, so going backwards leaves the first row of each.
    firsts.update(zip(reversed(codes), range(len(codes) - 1, -1, -1), strict=True))
    return codes, [firsts[code] for code in range(len(firsts))]


def _combinations(rows: Sequence[Row], indices: Sequence[int]) -> Iterator[Cell | tuple[Cell, ...]]:
    if isinstance(rows, CodedRows):
        # Numbers tell combinations apart as cells do, and faster.
        return zip(*(rows.columns[index].codes for index in indices), strict=True)
    # Written out, because 1, 1.0 and true are equal and mean different things.
    return map(repr, map(itemgetter(*indices), (row.cells for row in rows)))


def row_as_read(header: tuple[str, ...], cells: tuple[Cell, ...]) -> Mapping[str, str]:
    """Return the non-empty cells of a row by column name, those beyond the header by letter."""
    if len(cells) > len(header) + NAMED_BEYOND:
        edge = len(header) + NAMED_BEYOND
        cells = (*cells[:edge], " ".join(cell_text(cell) for cell in cells[edge:] if cell is not None))
    blanks = ("",) * max(0, len(cells) - len(header))
    names = column_names((*header, *blanks))
    return {name: cell_text(cell) for name, cell in zip(names, cells, strict=False) if cell is not None}

"""The shapes that every reader hands on: tables whose rows know their line, and the problems met on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from datasette_netzwerk.problems import Problem
from datasette_netzwerk.records.normalise.values import Cell


@dataclass(frozen=True, slots=True)
class Row:
    """One record, with the physical line (or the row of the sheet) on which it starts."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One list of a file. Every row has as many cells as the header; a column without a name is ``""`` there.

    ``preamble`` is what stood above the header: a title, or the period of a report.
    """

    file: str
    sheet: str | None
    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]
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


def column_names(header: tuple[str, ...]) -> tuple[str, ...]:
    """Return a distinct, non-empty name for each column of a header."""
    names: dict[str, None] = {}  # a set that keeps its order
    for index, text in enumerate(header):
        name, number = text or column_letter(index), 1
        while name in names:
            number += 1
            name = f"{text or column_letter(index)} ({number})"
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


def row_as_read(header: tuple[str, ...], cells: tuple[Cell, ...]) -> Mapping[str, str]:
    """Return the non-empty cells of a row by column name, those beyond the header by letter."""
    blanks = ("",) * max(0, len(cells) - len(header))
    names = column_names((*header, *blanks))
    return {name: cell_text(cell) for name, cell in zip(names, cells, strict=False) if cell is not None}

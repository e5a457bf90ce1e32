"""Turns entries with named values, as vCard, iCalendar and JSON have them, into a table with one column per name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.normalise.values import Cell
from datasette_netzwerk.records.readers.tables import Row, Table

COLUMN_LIMIT = 16_384
"""Columns of a table, as in a workbook."""

CELL_LIMIT = 8_000_000
"""Cells of a table; more do not fit into the memory of a small machine."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the line (or the number) it stands at, and its values by name."""

    line: int
    values: Mapping[str, Cell]


def check_size(file: str, rows: int, columns: int, sheet: str | None = None) -> None:
    """Raise ``NotUnderstood`` if a table is wider or larger than anything somebody keeps as a list."""
    if columns > COLUMN_LIMIT or rows * columns > CELL_LIMIT:
        arguments = {"columns": str(columns), "rows": str(rows)}
        raise NotUnderstood(Problem("table.too_large", file, sheet, arguments=arguments))


def table_of_entries(
    file: str,
    entries: Sequence[Entry],
    *,
    order: Collection[str] = (),
    sheet: str | None = None,
    encoding: str | None = None,
    empty_columns: Collection[str] = (),
) -> Table:
    """Return the table of the entries: the columns of ``order`` first, the others as they come.

    Those of ``empty_columns`` stay even if nothing is in them: a known program is recognised by its columns.
    """
    named = {name for entry in entries for name, value in entry.values.items() if value is not None}
    named.update(empty_columns)
    header = (*(name for name in order if name in named), *_others(entries, named.difference(order)))
    check_size(file, len(entries), len(header), sheet)
    rows = tuple(Row(entry.line, tuple(entry.values.get(name) for name in header)) for entry in entries)
    return Table(file, sheet, header, entries[0].line if entries else 1, rows, encoding)


def _others(entries: Sequence[Entry], named: set[str]) -> Iterator[str]:
    for name in dict.fromkeys(name for entry in entries for name in entry.values):
        if name in named:
            yield name


def filled(text: str) -> str | None:
    """Return a text that may stand in a cell: ``None`` if it is blank, half letters of UTF-16 replaced, no NUL."""
    text = text.replace("\0", "")
    if not text or text.isspace():
        return None
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text

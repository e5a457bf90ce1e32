"""Turns the rows of a sheet or text file into a table: where the column names stand, and which rows are none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import dropwhile, pairwise

from datasette_netzwerk.problems import Problem
from datasette_netzwerk.records.normalise.values import Cell
from datasette_netzwerk.records.readers.entries import check_size
from datasette_netzwerk.records.readers.tables import Row, Table, cell_text, row_as_read

HEADER_SEARCH_ROWS = 30
"""Rows among which the column names are looked for."""

HALF, NEARLY_ALL = 0.5, 0.8
"""Shares of the usual number of filled cells: a header has half at least, and rarely less than nearly all."""

SMALLEST_TABLE = 3
"""Columns of a table that another may follow; two columns may be the labels and values above a report."""

_NUMBER = re.compile(r"[-+]?[\d.,' ]*\d[\d.,' ]*[%€]?")
_YEAR_OR_DATE = re.compile(r"(?:19|20)\d\d|\d{1,2}\.\s?\d{1,2}\.\s?(?:\d\d){0,2}")
_TOTAL = re.compile(
    r"(?:summe|gesamt\w*|insgesamt|zwischensumme|total|sum|anzahl|count|anwesende?|present"
    r"|(?:davon |zzgl\.? |\+ ?)?(?:gäste|gaeste|guests))\b",
    re.IGNORECASE,
)

_FOOTER = re.compile(r"(?:stand|erstellt|gedruckt|druckdatum|seite|as of|printed|page)\b.*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows as they were read, before anybody knows which of them holds the column names."""

    file: str
    rows: Sequence[Row]
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None


def tables_of(grid: Grid) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    """Return the tables that stand below each other in a grid, with what was left out or repaired on the way."""
    found = [table_of(replace(grid, rows=rows)) for rows in blocks(grid.rows)]
    tables = tuple(table for table, _ in found if table is not None)
    return tables, tuple(problem for _, problems in found for problem in problems)


def table_of(grid: Grid) -> tuple[Table | None, tuple[Problem, ...]]:
    """Return the table in a grid, or ``None`` if all is empty, with what was left out or repaired on the way."""
    filled = [row for row in grid.rows if any(cell is not None for cell in row.cells)]
    if not filled:
        return None, ()
    position = header_position(filled)
    body, totals = _without_totals(filled[position + 1 :])
    width = _table_width(filled[position], body)
    check_size(grid.file, len(body), width, grid.sheet)
    header = _header(filled[position], width)
    rows, ragged = _rectangular(grid, header, body)
    above = tuple(filled[:position])
    table = Table(grid.file, grid.sheet, header, filled[position].line, rows, grid.encoding, grid.delimiter, above)
    problems = (
        *_preamble_problems(grid, filled[:position]),
        *_duplicate_problems(table),
        *ragged,
        *(_problem(grid, "row.total", row, header, value=_joined(row)) for row in totals),
    )
    return table, problems


_NO_ROW = Row(0, ())


def blocks(rows: Sequence[Row]) -> list[Sequence[Row]]:
    """Return the rows in as many parts as there are tables.

    A table ends at a blank row if what follows has column names of its own: below a title, or some of the same names.
    """
    found: list[list[Row]] = [[]]
    for segment in _segments(rows):
        if found[-1] and _begins_table(found[-1], segment):
            found.append([])
        found[-1].extend(segment)
    return _with_titles(found)


def _segments(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the runs of rows between blank ones."""
    segment: list[Row] = []
    for row in rows:
        if any(cell is not None for cell in row.cells):
            segment.append(row)
        elif segment:
            yield segment
            segment = []
    yield segment


def _begins_table(above: Sequence[Row], segment: Sequence[Row]) -> bool:
    names, *body = list(dropwhile(_is_title, segment)) or [_NO_ROW]
    if not body or not _may_name_columns(names) or any(_is_date(cell) for cell in names.cells):
        return False
    width = _filled_count(names)
    if width < NEARLY_ALL * max(map(_filled_count, body)) or not _stands_out(body[:HEADER_SEARCH_ROWS]):
        return False
    header = above[header_position(above)]
    if header is above[-1] or _is_title(header) or width > _filled_count(header) < SMALLEST_TABLE:
        return False  # labels and values at the head of a report are no table
    has_title = names is not segment[0] or _is_title(above[-1])
    return has_title or not _words(header).isdisjoint(_words(names))


def _with_titles(found: Sequence[list[Row]]) -> list[Sequence[Row]]:
    """Return the blocks, each with the title that stood between it and the one above."""
    for above, below in pairwise(found):
        if _is_title(above[-1]):
            below.insert(0, above.pop())
    return list(found)


def _is_title(row: Row) -> bool:
    return _filled_count(row) == 1


def _filled_count(row: Row) -> int:
    return sum(cell is not None for cell in row.cells)


def _words(row: Row) -> set[str]:
    return {cell_text(cell).strip().casefold() for cell in row.cells if cell is not None}


def header_position(rows: Sequence[Row]) -> int:
    """Return the position of the row that names the columns: most cells filled, none of them a value.

    A row with nearly all cells filled is preferred to one above it with fewer, if it stands out from the rows below:
    then the one above is a title, else it is a header with columns that have no name.
    """
    sample = rows[:HEADER_SEARCH_ROWS]
    filled = [sum(cell is not None for cell in row.cells) for row in sample]
    widest = _widest(filled, sample)
    if widest is not None:
        return widest
    usual = Counter(len(row.cells) for row in sample).most_common(1)[0][0]
    most = max(count for count, row in zip(filled, sample, strict=True) if len(row.cells) == usual)
    likely = [position for position, row in enumerate(sample) if filled[position] >= HALF * most]
    naming = [position for position in likely if _may_name_columns(sample[position])]
    full = next((position for position in naming if filled[position] >= NEARLY_ALL * most), None)
    if full is not None and (full == naming[0] or filled[naming[0]] < 2 or _stands_out(sample[full + 1 :])):
        return full
    return naming[0] if naming else likely[0]


def _widest(filled: Sequence[int], sample: Sequence[Row]) -> int | None:
    """Return the one row with more cells than any other, if it may name columns and stands below a block of few cells.

    So it is in reports that leave out empty cells: no row fills all columns, and labels with values stand above.
    """
    widest = max(range(len(filled)), key=filled.__getitem__)
    is_one = filled.count(filled[widest]) == 1 and 0 < widest < len(filled) - 1
    is_below_block = all(count <= HALF * filled[widest] for count in filled[:widest])
    return widest if is_one and is_below_block and _may_name_columns(sample[widest]) else None


def _may_name_columns(row: Row) -> bool:
    """Tell whether no cell is a value and few are the same. Dates may be: they name the columns of a matrix."""
    texts = [cell_text(cell).strip() for cell in row.cells if cell is not None]
    labels = sum(text.endswith(":") for text in texts)  # "Stand:" in one cell, its value in the next
    if 2 * labels >= len(texts) or 2 * len(set(texts)) < len(texts):
        return False
    return not any(_is_value(cell) for cell in row.cells)


def _stands_out(below: Sequence[Row]) -> bool:
    """Tell whether most of the rows below could not be a header themselves, dates being values there."""
    alike = sum(_may_name_columns(row) and not any(_is_date(cell) for cell in row.cells) for row in below)
    return 2 * alike < len(below)


def _is_date(cell: Cell) -> bool:
    return isinstance(cell, date) or _YEAR_OR_DATE.fullmatch(cell_text(cell).strip()) is not None


def _is_value(cell: Cell) -> bool:
    if cell is None or _is_date(cell):
        return False
    text = cell_text(cell).strip()
    return isinstance(cell, bool | time) or "@" in text or _NUMBER.fullmatch(text) is not None


def _is_total(row: Row) -> bool:
    first, *others = (cell_text(cell).strip() for cell in row.cells if cell is not None)
    if not others and _FOOTER.match(first):
        return True
    if not _TOTAL.match(first) or not all(_NUMBER.fullmatch(text) for text in others):
        return False
    return bool(others) or any(character.isdigit() for character in first)


def _without_totals(rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """Return the rows without the totals at their end, and those totals."""
    end = len(rows)
    while end and _is_total(rows[end - 1]):
        end -= 1
    return rows[:end], rows[end:]


def _table_width(header: Row, rows: Sequence[Row]) -> int:
    """Return the number of columns: those of the header or of most rows, without empty ones at the end."""
    usual = Counter(len(row.cells) for row in rows).most_common(1)
    width = max(len(header.cells), usual[0][0] if usual else 0)
    while width and not any(len(row.cells) >= width and row.cells[width - 1] is not None for row in (header, *rows)):
        width -= 1
    return width


def _header(row: Row, width: int) -> tuple[str, ...]:
    texts = [" ".join(cell_text(cell).split()) for cell in row.cells[:width]]
    return (*texts, *([""] * (width - len(texts))))


def _rectangular(grid: Grid, header: tuple[str, ...], rows: Sequence[Row]) -> tuple[tuple[Row, ...], list[Problem]]:
    """Return the rows with as many cells as the header; those with more are left out and reported."""
    width = len(header)
    # where most rows are short, leaving out empty cells at the end is a habit of the writer and no fault
    omits_empty_cells = 2 * sum(len(row.cells) < width for row in rows) > len(rows)
    kept: list[Row] = []
    problems: list[Problem] = []
    for row in rows:
        found = len(row.cells)
        if found == width:
            kept.append(row)
            continue
        counts = {"found": str(found), "expected": str(width)}
        if any(cell is not None for cell in row.cells[width:]):
            problems.append(_problem(grid, "row.too_long", row, header, **counts))
            continue
        if found < width and not omits_empty_cells:
            problems.append(_problem(grid, "row.too_short", row, header, **counts))
        kept.append(Row(row.line, (*row.cells[:width], *((None,) * (width - found)))))
    return tuple(kept), problems


def _preamble_problems(grid: Grid, rows: Sequence[Row]) -> list[Problem]:
    if not rows:
        return []
    value = " / ".join(_joined(row) for row in rows)
    return [Problem("table.preamble", grid.file, grid.sheet, rows[0].line, value=value)]


def _duplicate_problems(table: Table) -> list[Problem]:
    counts = Counter(text for text in table.header if text)
    return [
        Problem("header.duplicate", table.file, table.sheet, table.header_line, column=text, value=text)
        for text, count in counts.items()
        if count > 1
    ]


def _joined(row: Row) -> str:
    return " ".join(cell_text(cell) for cell in row.cells if cell is not None)


def _problem(
    grid: Grid, code: str, row: Row, header: tuple[str, ...], value: str | None = None, **arguments: str
) -> Problem:
    return Problem(
        code,
        grid.file,
        grid.sheet,
        row.line,
        value=value,
        arguments=arguments,
        row=row_as_read(header, row.cells),
    )

"""One row of a recognised list: its cells by field, and every finding turned into a problem with its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from types import MappingProxyType
from typing import TypeVar

from datasette_netzwerk.model import Record, Source
from datasette_netzwerk.problems import Finding, Problem, Severity
from datasette_netzwerk.records.columns import Layout
from datasette_netzwerk.records.headers import is_german
from datasette_netzwerk.records.normalise.dates import Period, normalise_date, normalise_period, order_of_dates
from datasette_netzwerk.records.normalise.values import Cell, Normalised
from datasette_netzwerk.records.readers.tables import Row, Table, cell_text, distinct_cells, row_as_read

T = TypeVar("T")

DATE_FIELDS = (
    "birth_date",
    "joined_on",
    "left_on",
    "role_from",
    "role_until",
    "leave_from",
    "leave_until",
    "consent_given_on",
    "consent_withdrawn_on",
    "held_on",
    "occurred_on",
)
NO_DEFAULTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Understood:
    """What one row says: a record, unless something essential is missing, and the problems of its cells."""

    record: Record | None
    problems: tuple[Problem, ...]
    source: Source
    row: Mapping[str, str]

    def locate(self, finding: Finding) -> Problem:
        """Return a finding about the row as a whole as a problem with its place."""
        return Problem(
            finding.code,
            source=self.source.file,
            sheet=self.source.sheet,
            line=self.source.line,
            arguments=finding.arguments,
            row=self.row,
        )


class Columns:
    """The columns of one list by field name, and what holds for all of its rows."""

    def __init__(self, table: Table, layout: Layout, defaults: Mapping[str, str] = NO_DEFAULTS) -> None:
        self.table = table
        self.fields = layout.fields
        self.defaults = defaults
        self.elsewhere = layout.elsewhere
        self._said_order = layout.mapping.month_first
        self.by_field: dict[str, list[int]] = {}
        for index, name in enumerate(layout.fields):
            if name is not None:
                self.by_field.setdefault(name, []).append(index)
        self.told = frozenset((*self.by_field, *defaults))
        """The fields about which the list may say something; a list has a third of all that there are."""

    @cached_property
    def month_first(self) -> Mapping[int | None, bool | None]:
        """Whether columns write the month first: as was said, as all their cells tell, or as their language has it.

        ``None`` is the column of what the mapping says for all rows.
        """
        if self._said_order is not None:
            return defaultdict(lambda: self._said_order)
        otherwise = False if is_german(self.table.header) else None
        indices = [index for field in DATE_FIELDS for index in self.by_field.get(field, ())]
        orders: dict[int | None, bool | None] = {
            index: order_of_dates(distinct_cells(self.table, index), otherwise) for index in indices
        }
        return {None: otherwise} | orders


class Cells:
    """The cells of one row by field name; what is taken from them is normalised, and each finding is kept."""

    def __init__(self, columns: Columns, row: Row) -> None:
        self._columns = columns
        self._table = columns.table
        self._row = row
        self.problems: list[Problem] = []
        self.source = Source(self._table.file, row.line, self._table.sheet)

    def has(self, field: str) -> bool:
        """Whether the list has a column for ``field``."""
        return field in self._columns.by_field

    def cell(self, field: str) -> Cell:
        """Return the first cell of ``field`` that is not empty."""
        if field not in self._columns.told:
            return None
        return next((cell for _, cell in self._cells(field)), None)

    def take(self, field: str, normalise: Callable[[Cell], Normalised[T]]) -> T | None:
        """Return the first value that ``field`` yields; findings become problems."""
        if field not in self._columns.told:
            return None
        for index, cell in self._cells(field):
            value = self.normalised(index, cell, normalise)
            if value is not None:
                return value
        return None

    def take_date(self, field: str, latest: date | None = None) -> date | None:
        """Return the day that ``field`` names; ``latest`` is the last one that makes sense."""
        if field not in self._columns.told:
            return None
        for index, cell in self._cells(field):
            month_first = self._columns.month_first[index]
            day = self.normalised(index, cell, partial(normalise_date, latest=latest, month_first=month_first))
            if day is not None:
                return day
        return None

    def take_period(self, field: str) -> Period | None:
        """Return the day, month or year that ``field`` names: lists of members say ``seit 2019``."""
        for index, cell in self._cells(field):
            month_first = self._columns.month_first[index]
            period = self.normalised(index, cell, partial(normalise_period, month_first=month_first))
            if period is not None:
                return period
        return None

    def take_all(self, field: str, normalise: Callable[[Cell], Normalised[tuple[T, ...]]]) -> tuple[T, ...]:
        """Return every value of every column of ``field``, each once, in order."""
        if field not in self._columns.told:
            return ()
        values = (self.normalised(index, cell, normalise) or () for index, cell in self._cells(field))
        return tuple(dict.fromkeys(value for several in values for value in several))

    def normalised(self, index: int | None, cell: Cell, normalise: Callable[[Cell], Normalised[T]]) -> T | None:
        """Return what ``normalise`` makes of a cell; its findings become problems of that column."""
        value, findings = normalise(cell)
        for finding in findings:
            self.problems.append(self.located(finding, index, cell))
        return value

    def located(self, finding: Finding, index: int | None = None, cell: Cell = None) -> Problem:
        """Return a finding as a problem of this row, with the column and the text that stood there."""
        return Problem(
            finding.code,
            source=self.source.file,
            sheet=self.source.sheet,
            line=self.source.line,
            column=None if index is None else self._table.names[index],
            value=cell_text(cell) or None,
            arguments=finding.arguments,
            row=self.as_read(),
        )

    def lack(self, code: str) -> None:
        """Report that something essential is missing, unless what stands in its place was reported already."""
        if all(problem.severity is not Severity.ERROR for problem in self.problems):
            self.problems.append(self.located(Finding(code)))

    def unmapped(self) -> dict[str, str]:
        """Return the cells of columns that mean nothing to us, so that they are kept."""
        return {
            name: cell_text(cell)
            for index, (name, field, cell) in enumerate(
                zip(self._table.names, self._columns.fields, self._row.cells, strict=False)
            )
            if field is None and cell_text(cell) and index not in self._columns.elsewhere
        }

    def as_read(self) -> Mapping[str, str]:
        """Return the whole row as it was read."""
        return self._as_read

    @cached_property
    def _as_read(self) -> Mapping[str, str]:
        # once for all problems of a row: a matrix may have a thousand of them
        return row_as_read(self._table.header, self._row.cells)

    def understood(self, record: Record | None) -> Understood:
        """Return what this row says."""
        return Understood(record, tuple(self.problems), self.source, self.as_read())

    def _cells(self, field: str) -> Iterator[tuple[int | None, Cell]]:
        """Yield the cells of ``field`` that are not empty, else what the mapping says for all rows."""
        is_empty = True
        for index in self._columns.by_field.get(field, ()):
            cell = self._row.cells[index] if index < len(self._row.cells) else None
            if cell is not None and cell_text(cell).strip():
                is_empty = False
                yield index, cell
        if is_empty and field in self._columns.defaults:
            yield None, self._columns.defaults[field]

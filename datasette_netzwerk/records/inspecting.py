"""Looks at a file as an import would, and stores nothing: what it is, what its columns mean, what its rows would become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path

from datasette_netzwerk import i18n
from datasette_netzwerk.model import Kind
from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.checks import check_record
from datasette_netzwerk.records.columns import KEEPS_OTHER_COLUMNS, Layout, closest_layout
from datasette_netzwerk.records.headers import letters_of
from datasette_netzwerk.records.known_layouts import known_layout, layouts_with, recognise_lists
from datasette_netzwerk.records.mapping import Mapping, read_mapping
from datasette_netzwerk.records.matrices import column_cells
from datasette_netzwerk.records.pipeline import ImportOptions, read_lists
from datasette_netzwerk.records.readers.tables import Table, cell_text
from datasette_netzwerk.records.rows import Understood, understand_rows
from datasette_netzwerk.settings import Settings, read_settings
from datasette_netzwerk.site import Site

ROWS_SHOWN = 3


class Means(StrEnum):
    """How it is known what a column means."""

    SAID = "said"
    NAME = "name"
    DAY = "day"
    PROPOSED = "proposed"
    KEPT = "kept"
    UNREAD = "unread"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the field it is read into or proposed for, how that is known, and the first of its cells."""

    name: str
    means: Means
    field: str | None = None
    example: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What would become of one list of a file; ``kind`` is missing where nobody can tell, and ``problems`` say why."""

    table: Table
    kind: Kind | None
    program: str | None
    columns: tuple[Column, ...]
    rows: tuple[Understood, ...]
    problems: tuple[Problem, ...]
    mapping: Mapping


def inspect_file(site: Site, path: Path, options: ImportOptions) -> tuple[list[Inspection], tuple[Problem, ...]]:
    """Return what an import would make of each list of a file, and what is wrong with the file as a whole.

    Raises ``NotUnderstood`` if the file or the mapping cannot be read.
    """
    settings = read_settings(site.metadata)
    today = options.today or datetime.now(i18n.zone(settings.time_zone)).date()
    known = layouts_with(site.layouts) if options.layouts is None else options.layouts
    options = replace(options, time_zone=settings.time_zone, layouts=known, today=today)
    mapping = read_mapping(options.mapping) if options.mapping else Mapping()
    reading = read_lists(path, options, mapping)
    inspections = [each for table in reading.tables for each in _inspected(table, options, mapping, settings, today)]
    return inspections, reading.problems


def _inspected(
    table: Table, options: ImportOptions, said: Mapping, settings: Settings, today: date
) -> Iterator[Inspection]:
    known = options.layouts or ()
    lists = recognise_lists(table, options.kind, said, known)
    layout = known_layout(table, known)
    program = layout.layout.name if layout and layout.layout else None
    if isinstance(lists, Problem):
        columns = _columns(table, closest_layout(table, options.kind, said))
        yield Inspection(table, None, program, columns, (), (lists,), said)
        return
    for rows, found in lists:
        understood, problems = _first_rows(rows, found, settings, today)
        every = (*found.problems, *problems)
        yield Inspection(rows, found.kind, program, _columns(table, found), understood, every, found.mapping)


def _first_rows(
    table: Table, layout: Layout, settings: Settings, today: date
) -> tuple[tuple[Understood, ...], tuple[Problem, ...]]:
    """Return what the first rows say, or why nobody can say what any row means."""
    try:
        every = understand_rows(table, layout, layout.mapping, settings)
        rows = (each for each in every if each.source.line != table.header_line)  # a day in the header is a meeting
        return tuple(_checked(each, today) for each in islice(rows, ROWS_SHOWN)), ()
    except NotUnderstood as error:
        return (), error.problems


def _checked(understood: Understood, today: date) -> Understood:
    """Add what is wrong with the record as a whole, as an import does."""
    if understood.record is None:
        return understood
    found = (understood.locate(finding) for finding in check_record(understood.record, today))
    return replace(understood, problems=(*understood.problems, *found))


def _columns(table: Table, layout: Layout) -> tuple[Column, ...]:
    return tuple(_column(table, layout, index) for index in range(len(table.header)))


def _column(table: Table, layout: Layout, index: int) -> Column:
    name, field = table.names[index], layout.fields[index]
    days = {**layout.meeting_columns, **layout.person_columns}
    proposed = next((each.field for each in layout.proposals if each.index == index), None)
    example = next((cell_text(cell) for cell in column_cells(table, index)), "")
    said = {letters_of(header): stated for header, stated in layout.mapping.columns.items()}
    is_said = letters_of(name) in said and said[letters_of(name)] == field
    if field is not None:
        return Column(name, Means.SAID if is_said else Means.NAME, field, example)
    if index in layout.elsewhere:
        return Column(name, Means.ELSEWHERE, None, example)
    if index in days:
        return Column(name, Means.DAY, str(days[index]), example)
    if proposed is not None:
        return Column(name, Means.PROPOSED, proposed, example)
    unread = Means.KEPT if layout.kind in KEEPS_OTHER_COLUMNS else Means.UNREAD
    return Column(name, Means.SAID if is_said else unread, None, example)

"""Imports files: the steps in order, from the bytes on disk to facts in records.db and a report."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from datasette_netzwerk import i18n
from datasette_netzwerk.folding import slug
from datasette_netzwerk.generations import sha256_of
from datasette_netzwerk.model import Kind
from datasette_netzwerk.problems import NotUnderstood, Problem, Refused, Severity
from datasette_netzwerk.records.checks import check_record
from datasette_netzwerk.records.columns import Layout
from datasette_netzwerk.records.differences import Difference, read_differences
from datasette_netzwerk.records.known_layouts import layouts_with, recognise_lists, shipped_layouts, without_our_remarks
from datasette_netzwerk.records.mapping import Mapping, read_mapping
from datasette_netzwerk.records.readers import READERS, read_tables
from datasette_netzwerk.records.readers.tables import Reader, Reading, Table
from datasette_netzwerk.records.rows import Understood, understand_rows
from datasette_netzwerk.records.rows.attendance import AttendanceList
from datasette_netzwerk.records.store.database import copy_of_records, one_transaction, open_records
from datasette_netzwerk.records.store.edits import NO_EDITS, read_edits
from datasette_netzwerk.records.store.problems import resolve_older
from datasette_netzwerk.records.store.runs import Counts, begin_run, chapter_for, earlier_import, finish_run
from datasette_netzwerk.records.storing import Storing
from datasette_netzwerk.settings import Settings, read_settings
from datasette_netzwerk.site import Site
from datasette_netzwerk.version import __version__

KIND_ORDER = tuple(Kind)


Progress = Callable[[Iterable[Understood], Table], Iterable[Understood]]
"""Hands on the rows of a list as they are, and may show how far they are."""


def unseen(rows: Iterable[Understood], _table: Table) -> Iterable[Understood]:
    """Show nothing."""
    return rows


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What somebody may say about an import; everything left out is found out."""

    kind: Kind | None = None
    mapping: Path | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    dry_run: bool = False
    again: bool = False
    overwrite: bool = False
    progress: Progress = unseen
    actor: str = "organiser"
    today: date | None = None
    time_zone: str = "Europe/Berlin"
    readers: tuple[Reader, ...] = READERS
    layouts: tuple[Mapping, ...] | None = None
    """Lists of known programs; left out, those of the site and those that come with the program."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of one list: its kind, what happened to the rows, and every problem.

    ``run_id`` is the import's number; a dry run has none and tells every difference instead.
    """

    file: str
    sheet: str | None
    kind: Kind
    is_dry_run: bool
    counts: Counts
    problems: tuple[Problem, ...] = ()
    differences: tuple[Difference, ...] = ()
    run_id: int | None = None

    @property
    def is_clean(self) -> bool:
        """Whether every value of every row was stored."""
        return all(problem.severity is Severity.NOTICE for problem in self.problems)


@dataclass(frozen=True, slots=True)
class UnderstoodFile:
    """A file that was read and whose columns are known; nothing is stored yet."""

    path: Path
    sha256: str
    lists: tuple[tuple[Table, Layout], ...]
    mapping: Mapping
    problems: tuple[Problem, ...] = field(default=())

    @property
    def order(self) -> int:
        """Where the file stands among several: members before meetings before attendance before interactions."""
        return min(KIND_ORDER.index(layout.kind) for _, layout in self.lists)


def import_files(site: Site, paths: Sequence[Path], options: ImportOptions) -> list[ImportReport]:
    """Import ``paths``, each as one transaction, in the order in which their facts need each other.

    A file that was imported before, and of which nothing was changed since, is skipped without being read again. Makes
    the site where there is none; a dry run works on a copy in memory and leaves no trace. Raises `NotUnderstood` (before
    anything is stored) when a file or the mapping can't be read, `Refused` when records.db can't be written.
    """
    settings = read_settings(site.metadata)
    options = replace(options, time_zone=settings.time_zone)
    options = options if options.layouts is not None else replace(options, layouts=layouts_with(site.layouts))
    reports = [] if options.again else _imported_before(site, settings, paths, options)
    skipped = {report.file for report in reports}
    files = [understand_file(path, options) for path in paths if path.name not in skipped]
    if not files:
        return reports
    opened = copy_of_records(site) if options.dry_run else open_records(site, create=True)
    with closing(opened) as connection:
        for file in sorted(files, key=lambda file: file.order):
            reports.extend(_store_file(connection, site, settings, file, options))
    return reports


def _imported_before(
    site: Site, settings: Settings, paths: Sequence[Path], options: ImportOptions
) -> list[ImportReport]:
    """Return a report for each file that need not be imported again."""
    if not site.records.exists():
        return []
    reports = []
    with closing(open_records(site)) as connection:
        for path in filter(Path.is_file, paths):
            run = earlier_import(connection, sha256_of(path), options_sha256(options, settings))
            if run is not None:
                arguments = {"run": str(run["id"]), "date": run["started_at"][:10]}
                notice = Problem("run.imported_before", source=path.name, arguments=arguments)
                counts = Counts(rows=run["row_count"], unchanged=run["row_count"])
                reports.append(ImportReport(path.name, None, Kind(run["kind"]), options.dry_run, counts, (notice,)))
    return reports


def options_sha256(options: ImportOptions, settings: Settings) -> str:
    """Return what tells two imports of one file apart: what was said about it, and who read it how."""
    mapping = options.mapping.read_text("utf-8", "replace") if options.mapping and options.mapping.is_file() else None
    layouts = [layout.sha256 for layout in options.layouts or ()]
    said = [options.kind, mapping, options.encoding, options.delimiter, options.sheet, options.overwrite]
    return hashlib.sha256(json.dumps([*said, layouts, settings.region, __version__]).encode()).hexdigest()


def understand_file(path: Path, options: ImportOptions) -> UnderstoodFile:
    """Read one file and recognise its columns; raise `NotUnderstood` if it is no list that can be imported."""
    mapping = read_mapping(options.mapping) if options.mapping else Mapping()
    reading = read_lists(path, options, mapping)
    known = shipped_layouts() if options.layouts is None else options.layouts
    tables = map(without_our_remarks, reading.tables)
    found = [recognise_lists(table, options.kind, mapping, known) for table in tables]
    lists = tuple(pair for pairs in found if not isinstance(pairs, Problem) for pair in pairs)
    strange = [problem for problem in found if isinstance(problem, Problem)]
    if not lists:
        raise NotUnderstood(*strange, *reading.problems)
    problems = [*reading.problems, *(problem for _, layout in lists for problem in layout.problems)]
    # A sheet of notes beside a real list is no fault of the list.
    problems += [
        replace(problem, code="columns.not_a_list") if problem.code.startswith("columns.") else problem
        for problem in strange
    ]
    return UnderstoodFile(path, sha256_of(path), lists, mapping, tuple(problems))


def read_lists(path: Path, options: ImportOptions, mapping: Mapping) -> Reading:
    """Read the tables of one file, the way somebody said; raise `NotUnderstood` if it cannot be read as a whole."""
    return read_tables(
        path,
        encoding=options.encoding,
        delimiter=options.delimiter,
        sheet=options.sheet or mapping.sheet,
        partstat=mapping.partstat,
        time_zone=options.time_zone,
        today=options.today,
        readers=options.readers,
    )


def _store_file(
    connection: sqlite3.Connection, site: Site, settings: Settings, file: UnderstoodFile, options: ImportOptions
) -> Iterable[ImportReport]:
    today = options.today or datetime.now(i18n.zone(settings.time_zone)).date()
    try:
        with one_transaction(connection):
            chapter = chapter_for(connection, settings.name, slug(settings.name) or "chapter")
            return [
                _store_list(connection, chapter, settings, file, table, layout, options, today)
                for table, layout in sorted(file.lists, key=lambda pair: KIND_ORDER.index(pair[1].kind))
            ]
    except sqlite3.OperationalError as error:
        raise Refused(Problem("records.unwritable", source=str(site.records), value=str(error))) from error


def _store_list(
    connection: sqlite3.Connection,
    chapter: int,
    settings: Settings,
    file: UnderstoodFile,
    table: Table,
    layout: Layout,
    options: ImportOptions,
    today: date,
) -> ImportReport:
    """Store one list of a file as one run."""
    run = begin_run(
        connection,
        kind=layout.kind,
        file_name=file.path.name,
        sha256=file.sha256,
        mapping_sha256=file.mapping.sha256,
        encoding=table.encoding,
        delimiter=table.delimiter,
        options_sha256=options_sha256(options, settings),
        columns=None if layout.is_matrix else tuple(zip(table.names, layout.fields, strict=True)),
        actor=options.actor,
        chapter_id=chapter,
        today=today,
        edits=NO_EDITS if options.overwrite else read_edits(connection),
    )
    storing = Storing(run)
    for understood in options.progress(_rows_to_store(storing, table, layout, settings), table):
        _store_row(storing, understood, today)
    storing.members.settle()
    if layout.kind is Kind.MEMBERS:
        storing.members.report_missing(table.file, table.sheet)
    for problem in file.problems:
        storing.outcome.report(problem)
    resolve_older(run, table.file, storing.outcome.problems)
    storing.retry_waiting()
    counts = storing.outcome.counts()
    finish_run(run, counts)
    report = ImportReport(
        table.file, table.sheet, layout.kind, options.dry_run, counts, tuple(storing.outcome.problems)
    )
    if options.dry_run:
        return replace(report, differences=tuple(read_differences(connection, run.id)))
    return replace(report, run_id=run.id)


def _rows_to_store(storing: Storing, table: Table, layout: Layout, settings: Settings) -> Iterable[Understood]:
    """Return the rows that need a look each; nearly all rows of a sign-in sheet need none and are stored at once."""
    if layout.kind is Kind.ATTENDANCE and not layout.is_matrix:
        return storing.store_at_once(AttendanceList(table, layout, layout.mapping))
    return storing.identified(understand_rows(table, layout, layout.mapping, settings))


def _store_row(storing: Storing, understood: Understood, today: date) -> None:
    """Store one row, or keep it among the problems when something about it is an error."""
    problems = list(understood.problems)
    if understood.record is not None:
        problems += [understood.locate(finding) for finding in check_record(understood.record, today)]
    for problem in problems:
        storing.outcome.report(problem)
    if understood.record is None or any(problem.severity is Severity.ERROR for problem in problems):
        storing.outcome.skip()
    else:
        storing.store(understood.record, understood)

"""`datasette netzwerk import`: lists in, a report out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from datasette_netzwerk import i18n
from datasette_netzwerk.commands.frame import (
    Exit,
    as_data,
    netzwerk,
    option,
    site_options,
    told_in_words,
    use_language,
    user,
)
from datasette_netzwerk.commands.words import KIND_WORDS, N_, SEVERITY_WORDS
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.i18n import ngettext
from datasette_netzwerk.model import Kind
from datasette_netzwerk.problems import Problem, Severity
from datasette_netzwerk.site import site_at

if TYPE_CHECKING:
    from datasette_netzwerk.records.pipeline import ImportReport
    from datasette_netzwerk.records.readers.tables import Reader, Table
    from datasette_netzwerk.records.rows.cells import Understood


@netzwerk.command(
    "import",
    help=N_("Import lists of members, meetings, attendance or interactions: workbooks, CSV, vCard, iCalendar, JSON."),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@option("--kind", type=click.Choice([kind.value for kind in Kind]), help=N_("What the rows are about."))
@option("--mapping", type=click.Path(path_type=Path), help=N_("A YAML file that says what the columns mean."))
@option("--encoding", help=N_("The file's encoding, such as cp1252."))
@option("--delimiter", help=N_("What separates the columns of a text file."))
@option("--sheet", help=N_("The one sheet of a workbook to import."))
@option("--dry-run", is_flag=True, help=N_("Say what would change and store nothing."))
@option("--again", is_flag=True, help=N_("Import a file even if this very file was imported before."))
@option("--overwrite", is_flag=True, help=N_("Let the list win over what was entered by hand."))
@option("--actor", default=None, help=N_("Who imports, for the history (default: you)."))
@option("--json", "as_json", is_flag=True, help=N_("Report as JSON."))
@site_options
def import_command(
    files: tuple[Path, ...],
    kind: str | None,
    mapping: Path | None,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    dry_run: bool,
    again: bool,
    overwrite: bool,
    actor: str | None,
    as_json: bool,
    folder: str | None,
    lang: str | None,
) -> None:
    """Import lists of members, meetings, attendance or interactions: workbooks, CSV, vCard, iCalendar, JSON."""
    from datasette_netzwerk.publish.site_files import write_site_files
    from datasette_netzwerk.records.pipeline import ImportOptions, import_files
    from datasette_netzwerk.records.readers import readers_with

    site = site_at(folder)
    use_language(site, lang)
    options = ImportOptions(
        kind=Kind(kind) if kind else None,
        mapping=mapping,
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        dry_run=dry_run,
        again=again,
        overwrite=overwrite,
        progress=_shown,
        actor=actor or user(),
        readers=readers_with(added_readers()),
    )
    is_new = not site.exists
    with told_in_words(as_json):
        reports = import_files(site, files, options)
        if not dry_run:
            write_site_files(site)
    if as_json:
        _print_reports_as_json(reports)
    else:
        if is_new and not dry_run:
            click.echo(_("A new site was made in {folder}.").format(folder=site.folder))
        told: set[str] = set()
        for report in reports:
            _print_report(report, told)
        if dry_run:
            click.echo(_("This was a dry run: nothing was stored."))
    sys.exit(Exit.STORED if all(report.is_clean for report in reports) else Exit.STORED_WITH_PROBLEMS)


def added_readers() -> Iterable[Iterable[Reader]]:
    """Return what other plugins' `netzwerk_readers` hooks add; whoever registers the commands hands the hook over."""
    hook = click.get_current_context().obj
    return hook() if callable(hook) else ()


def _shown(rows: Iterable[Understood], table: Table) -> Iterator[Understood]:
    """Show on a terminal how far a list is; nothing where the output goes elsewhere."""
    if not sys.stderr.isatty():
        yield from rows
        return
    with click.progressbar(rows, length=len(table.rows), label=table.file, file=sys.stderr) as bar:
        yield from bar


def _print_reports_as_json(reports: list[ImportReport]) -> None:
    from datasette_netzwerk.commands.differences import as_data as difference_as_data

    lists = [
        {
            "file": report.file,
            "sheet": report.sheet,
            "kind": report.kind.value,
            "is_dry_run": report.is_dry_run,
            "import": report.run_id,
            **asdict(report.counts),
            "differences": [difference_as_data(difference) for difference in report.differences],
            "problems": [as_data(problem) for problem in report.problems],
        }
        for report in reports
    ]
    click.echo(json.dumps({"lists": lists}, ensure_ascii=False, indent=2))


def _print_report(report: ImportReport, told: set[str]) -> None:
    """Print what became of one list; a problem that stands among those ``told`` already is not said again."""
    counts = report.counts
    name = f"{report.file}, {report.sheet}" if report.sheet else report.file
    rows = ngettext("{count} row", "{count} rows", counts.rows).format(count=counts.rows)
    text = _("{file} ({kind}): {rows}; new: {new}, changed: {changed}, unchanged: {unchanged}, left out: {left_out}.")
    click.echo(
        text.format(
            file=name,
            kind=_(KIND_WORDS[report.kind]),
            rows=rows,
            new=counts.inserted,
            changed=counts.updated,
            unchanged=counts.unchanged,
            left_out=counts.rows - counts.inserted - counts.updated - counts.unchanged,
        )
    )
    if report.is_dry_run:
        _print_differences(report)
    _print_problems(report.problems, told)


SHOWN_DIFFERENCES = 200


def _print_differences(report: ImportReport) -> None:
    """Print what would become of each record."""
    from datasette_netzwerk.commands.differences import told

    for difference in report.differences[:SHOWN_DIFFERENCES]:
        click.echo(f"  {told(difference)}")
    hidden = len(report.differences) - SHOWN_DIFFERENCES
    if hidden > 0:
        click.echo("  " + _("… and {count} more, shown by --json").format(count=hidden))


SHOWN_PROBLEMS = 20


def _print_problems(problems: Iterable[Problem], told: set[str]) -> None:
    """Print the problems, the worst first, and what became of each row: nothing is left out silently."""
    ordered = sorted(problems, key=lambda problem: list(Severity).index(problem.severity))
    lines = dict.fromkeys(f"{_(SEVERITY_WORDS[problem.severity])}: {i18n.tell(problem)}" for problem in ordered)
    new = [line for line in lines if line not in told]
    told.update(new)
    for line in new[:SHOWN_PROBLEMS]:
        click.echo(f"  {line}", err=True)
    hidden = len(new) - SHOWN_PROBLEMS
    if hidden > 0:
        click.echo("  " + _("… and {count} more, shown by: datasette netzwerk problems").format(count=hidden), err=True)

"""`datasette netzwerk …`: arguments in, report out; what a command does is a function that pages can call too."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from enum import IntEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from datasette_netzwerk import i18n
from datasette_netzwerk.audiences import JOINABLE, Audience, audience_named
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.i18n import ngettext
from datasette_netzwerk.model import Kind
from datasette_netzwerk.problems import NetzwerkError, Problem, Refused, Severity
from datasette_netzwerk.settings import LANGUAGES, read_settings
from datasette_netzwerk.site import Site, site_at

if TYPE_CHECKING:
    from datasette_netzwerk.records.pipeline import ImportReport
    from datasette_netzwerk.records.readers.tables import Reader

SHOWN_PROBLEMS = 20


class Exit(IntEnum):
    """What a command says to the shell."""

    STORED = 0
    STORED_WITH_PROBLEMS = 1
    NOT_UNDERSTOOD = 2
    REFUSED = 3


def environment_language() -> str | None:
    """Return the language that the terminal asks for, if it is one of ours."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        language = os.environ.get(variable, "")[:2].lower()
        if language in LANGUAGES:
            return language
    return None


def _use_language(site: Site, asked: str | None) -> None:
    language = asked or environment_language()
    if language is None:
        try:
            language = read_settings(site.metadata).language
        except NetzwerkError:
            # The command itself will tell what is wrong with metadata.yml; here only its language is wanted.
            language = "en"
    i18n.language_at_work.set(language)


@contextmanager
def _told_in_words(as_json: bool = False) -> Iterator[None]:
    """Turn a broken promise into one clear message and the right exit code; no traceback reaches an organiser."""
    try:
        yield
    except NetzwerkError as error:
        code = Exit.REFUSED if isinstance(error, Refused) else Exit.NOT_UNDERSTOOD
        _stop(error.problems, code, as_json=as_json)
    except OSError as error:
        problem = Problem("records.unwritable", source=str(error.filename or ""), value=str(error.strerror or error))
        _stop((problem,), Exit.REFUSED, as_json=as_json)


def _stop(problems: Sequence[Problem], code: Exit, *, as_json: bool) -> NoReturn:
    if as_json:
        click.echo(json.dumps({"problems": [_as_data(each) for each in problems]}, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(i18n.tell(problem), err=True)
    sys.exit(code)


def _as_data(problem: Problem) -> dict[str, Any]:
    row = dict(problem.row) if problem.row is not None else None
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "source": problem.source,
        "sheet": problem.sheet,
        "line": problem.line,
        "column": problem.column,
        "value": problem.value,
        "arguments": dict(problem.arguments),
        "row": row,
        "message": i18n.tell_fault(problem),
    }


def N_(text: str) -> str:
    """Mark a text for the catalogue; it is translated when it is shown."""
    return text


class _TranslatedHelp:
    """Help texts in the terminal's language; the source has them in English."""

    @property
    def help(self) -> str | None:
        """The help text as it is shown."""
        return _(self._help, environment_language() or "en") if self._help else None

    @help.setter
    def help(self, text: str | None) -> None:
        self._help = text


class TranslatedOption(_TranslatedHelp, click.Option):
    """An option whose help is shown in the terminal's language."""


class TranslatedCommand(_TranslatedHelp, click.Command):
    """A command whose help is shown in the terminal's language."""


class TranslatedGroup(_TranslatedHelp, click.Group):
    """A group of commands whose help is shown in the terminal's language."""

    command_class = TranslatedCommand


option = partial(click.option, cls=TranslatedOption)

Command = Callable[..., None]


def _site_options(command: Command) -> Command:
    """Give a command the two options that all of them have."""
    command = option(
        "--lang", type=click.Choice(LANGUAGES), help=N_("Language of the messages (default: the terminal's).")
    )(command)
    return option(
        "--site",
        "folder",
        type=click.Path(file_okay=False),
        help=N_("The site's folder (default: $NETZWERK_SITE, else the current folder)."),
    )(command)


@click.group(cls=TranslatedGroup, help=N_("Keep and publish the directory of a networking group."))
def netzwerk() -> None:
    """Hold the commands together."""


@netzwerk.command("import", help=N_("Import lists of members, meetings, attendance or interactions: CSV or XLSX."))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@option("--kind", type=click.Choice([kind.value for kind in Kind]), help=N_("What the rows are about."))
@option("--mapping", type=click.Path(path_type=Path), help=N_("A YAML file that says what the columns mean."))
@option("--encoding", help=N_("The file's encoding, such as cp1252."))
@option("--delimiter", help=N_("What separates the columns of a text file."))
@option("--sheet", help=N_("The one sheet of a workbook to import."))
@option("--dry-run", is_flag=True, help=N_("Say what would change and store nothing."))
@option("--actor", default=None, help=N_("Who imports, for the history (default: you)."))
@option("--json", "as_json", is_flag=True, help=N_("Report as JSON."))
@_site_options
def import_command(
    files: tuple[Path, ...],
    kind: str | None,
    mapping: Path | None,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    dry_run: bool,
    actor: str | None,
    as_json: bool,
    folder: str | None,
    lang: str | None,
) -> None:
    """Import lists of members, meetings, attendance or interactions: CSV or XLSX."""
    from datasette_netzwerk.publish.site_files import write_site_files
    from datasette_netzwerk.records.pipeline import ImportOptions, import_files
    from datasette_netzwerk.records.readers import readers_with

    site = site_at(folder)
    _use_language(site, lang)
    options = ImportOptions(
        kind=Kind(kind) if kind else None,
        mapping=mapping,
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        dry_run=dry_run,
        actor=actor or _user(),
        readers=readers_with(_added_readers()),
    )
    is_new = not site.exists
    with _told_in_words(as_json):
        reports = import_files(site, files, options)
        if not dry_run:
            write_site_files(site)
    if as_json:
        _print_reports_as_json(reports)
    else:
        if is_new and not dry_run:
            click.echo(_("A new site was made in {folder}.").format(folder=site.folder))
        for report in reports:
            _print_report(report)
    sys.exit(Exit.STORED if all(report.is_clean for report in reports) else Exit.STORED_WITH_PROBLEMS)


def _added_readers() -> Iterable[Iterable[Reader]]:
    """Return what other plugins' `netzwerk_readers` hooks add; whoever registers the commands hands the hook over."""
    hook = click.get_current_context().obj
    return hook() if callable(hook) else ()


def _user() -> str:
    return os.environ.get("USER") or os.environ.get("USERNAME") or "organiser"


def _print_reports_as_json(reports: list[ImportReport]) -> None:
    lists = [
        {
            "file": report.file,
            "sheet": report.sheet,
            "kind": report.kind.value,
            "is_dry_run": report.is_dry_run,
            **asdict(report.counts),
            "problems": [_as_data(problem) for problem in report.problems],
        }
        for report in reports
    ]
    click.echo(json.dumps({"lists": lists}, ensure_ascii=False, indent=2))


def _print_report(report: ImportReport) -> None:
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
        click.echo(_("This was a dry run: nothing was stored."))
    _print_problems(list(report.problems))


KIND_WORDS = {
    Kind.MEMBERS: N_("members"),
    Kind.MEETINGS: N_("meetings"),
    Kind.ATTENDANCE: N_("attendance"),
    Kind.INTERACTIONS: N_("interactions"),
}

SEVERITY_WORDS = {
    Severity.ERROR: N_("Row left out"),
    Severity.WARNING: N_("Value left out"),
    Severity.NOTICE: N_("Notice"),
}


def _print_problems(problems: list[Problem]) -> None:
    """Print the problems, the worst first, and what became of each row: nothing is left out silently."""
    ordered = sorted(problems, key=lambda problem: list(Severity).index(problem.severity))
    for problem in ordered[:SHOWN_PROBLEMS]:
        click.echo(f"  {_(SEVERITY_WORDS[problem.severity])}: {i18n.tell(problem)}", err=True)
    hidden = len(ordered) - SHOWN_PROBLEMS
    if hidden > 0:
        click.echo("  " + _("… and {count} more, shown by: datasette netzwerk problems").format(count=hidden), err=True)


@netzwerk.command("problems", help=N_("List what is wrong in the imported lists and not yet mended."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@_site_options
def problems_command(as_json: bool, folder: str | None, lang: str | None) -> None:
    """List what is wrong in the imported lists and not yet mended."""
    from datasette_netzwerk.records.store.database import open_records
    from datasette_netzwerk.records.store.problems import read_open_problems

    site = site_at(folder)
    _use_language(site, lang)
    with _told_in_words(as_json), closing(open_records(site)) as connection:
        problems = read_open_problems(connection)
    if as_json:
        click.echo(json.dumps({"problems": [_as_data(problem) for problem in problems]}, ensure_ascii=False, indent=2))
        return
    for problem in problems:
        click.echo(i18n.tell(problem))
    if not problems:
        click.echo(_("Nothing is wrong."))


@netzwerk.command("imports", help=N_("List what was imported, the latest first."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@_site_options
def imports_command(as_json: bool, folder: str | None, lang: str | None) -> None:
    """List what was imported, the latest first."""
    from datasette_netzwerk.records.store.database import open_records
    from datasette_netzwerk.records.store.runs import read_runs

    site = site_at(folder)
    _use_language(site, lang)
    with _told_in_words(as_json), closing(open_records(site)) as connection:
        runs = read_runs(connection)
    if as_json:
        click.echo(json.dumps({"imports": runs}, ensure_ascii=False, indent=2))
        return
    text = _("{id}: {started_at} {file_name} ({kind}) by {actor}: {inserted_count} new, {updated_count} changed")
    for run in runs:
        click.echo(text.format_map({**run, "kind": _(KIND_WORDS[Kind(run["kind"])])}))


@netzwerk.command("publish", help=N_("Build what each audience may see, and make it current."))
@_site_options
def publish_command(folder: str | None, lang: str | None) -> None:
    """Build what each audience may see, and make it current."""
    from datasette_netzwerk.publish.generation import publish

    site = site_at(folder)
    _use_language(site, lang)
    with _told_in_words():
        try:
            publication = publish(site)
        except sqlite3.DatabaseError as error:
            raise Refused(Problem("publish.failed", source=str(site.folder), value=str(error))) from error
    counts = publication.member_counts
    click.echo(
        _("Generation {number} is published: {public} people are public, {members} are shown to members.").format(
            number=publication.generation, public=counts[Audience.PUBLIC], members=counts[Audience.MEMBERS]
        )
    )
    if not counts[Audience.PUBLIC]:
        click.echo(_("Nobody is public, because no consent is known. The handbook says how to state consents."))


@netzwerk.command("serve", help=N_("Serve the published site."))
@option("--host", default="127.0.0.1", show_default=True, help=N_("Address to listen on."))
@option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help=N_("Port to listen on."))
@option(
    "--audience",
    type=click.Choice([audience.word for audience in JOINABLE]),
    default="public",
    show_default=True,
    help=N_("Look at what this audience will see; anything but public only on this machine."),
)
@_site_options
def serve_command(host: str, port: int, audience: str, folder: str | None, lang: str | None) -> None:
    """Serve the published site."""
    from datasette_netzwerk.web.server import serve

    site = site_at(folder)
    _use_language(site, lang)
    with _told_in_words():
        serve(site, host=host, port=port, audience=audience_named(audience) or Audience.PUBLIC)


@netzwerk.command("history", help=N_("Show what changed about one PERSON: her member number or her full name."))
@click.argument("person")
@_site_options
def history_command(person: str, folder: str | None, lang: str | None) -> None:
    """Show what changed about one PERSON: her member number or her full name."""
    from datasette_netzwerk.records.history import read_history
    from datasette_netzwerk.records.store.database import open_records

    site = site_at(folder)
    _use_language(site, lang)
    with _told_in_words(), closing(open_records(site)) as connection:
        for change in read_history(connection, person):
            click.echo(_told_change(change))


def _told_change(change: Mapping[str, Any]) -> str:
    """Return one change as a line: when, who, in which import, what, and each value before and after."""
    values = [
        f"{name}: {_told_value(before)} → {_told_value(after)}"
        for name, (before, after) in json.loads(change["differences"]).items()
        if name != "name_key"
    ]
    what = f"{change['table_name']} {change['subject']}" if change["subject"] else change["table_name"]
    text = _("{changed_at} {actor}, import {import_run_id}, {what}: {values}")
    return text.format_map({**change, "what": what, "values": "; ".join(values)})


def _told_value(value: Any) -> str:
    return _("empty") if value is None else f"{value}"

"""`datasette netzwerk inspect`: a file in, what an import would make of it out."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from datasette_netzwerk import i18n
from datasette_netzwerk.commands.frame import Exit, as_data, netzwerk, option, site_options, told_in_words, use_language
from datasette_netzwerk.commands.importing import added_readers
from datasette_netzwerk.commands.words import KIND_WORDS, N_, SEVERITY_WORDS
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.model import Kind
from datasette_netzwerk.problems import Problem, Severity
from datasette_netzwerk.site import site_at

if TYPE_CHECKING:
    from datasette_netzwerk.records.inspecting import Column, Inspection
    from datasette_netzwerk.records.rows import Understood

NARROWEST, WIDEST = 60, 100
LABEL_SHARE = 0.4
"""Share of a line that a column's name may take."""

Lines = Iterator[str]


@netzwerk.command(
    "inspect", help=N_("Say what an import would make of a file: its columns and first rows; store nothing.")
)
@click.argument("file", type=click.Path(path_type=Path))
@option("--kind", type=click.Choice([kind.value for kind in Kind]), help=N_("What the rows are about."))
@option(
    "--mapping",
    type=click.Path(path_type=Path),
    help=N_("A YAML file that says what the columns mean; if there is none of this name, it is written."),
)
@option("--encoding", help=N_("The file's encoding, such as cp1252."))
@option("--delimiter", help=N_("What separates the columns of a text file."))
@option("--sheet", help=N_("The one sheet of a workbook to import."))
@option("--json", "as_json", is_flag=True, help=N_("Report as JSON."))
@site_options
def inspect_command(
    file: Path,
    kind: str | None,
    mapping: Path | None,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    as_json: bool,
    folder: str | None,
    lang: str | None,
) -> None:
    """Say what an import would make of a file: its columns and first rows; store nothing."""
    from datasette_netzwerk.records.inspecting import inspect_file
    from datasette_netzwerk.records.pipeline import ImportOptions
    from datasette_netzwerk.records.readers import readers_with

    site = site_at(folder)
    use_language(site, lang)
    is_written = mapping is not None and not mapping.exists()
    options = ImportOptions(
        kind=Kind(kind) if kind else None,
        mapping=None if is_written else mapping,
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        readers=readers_with(added_readers()),
    )
    with told_in_words(as_json):
        inspections, problems = inspect_file(site, file, options)
        if mapping is not None and is_written and inspections:
            _write_mapping(mapping, inspections)
    if as_json:
        content = {"lists": [_as_data(each) for each in inspections], "problems": [as_data(each) for each in problems]}
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        _print(inspections, problems, file, mapping if is_written else None)
    sys.exit(Exit.STORED if all(each.kind for each in inspections) and inspections else Exit.NOT_UNDERSTOOD)


def _write_mapping(path: Path, inspections: list[Inspection]) -> None:
    """Write the mapping of the first list that was understood; others have sheets of their own to be named."""
    from datasette_netzwerk.records.writing_mappings import mapping_text

    chosen = next((each for each in inspections if each.kind), inspections[0])
    path.write_text(mapping_text(chosen, names_sheet=len({each.table.sheet for each in inspections}) > 1), "utf-8")


def _as_data(inspection: Inspection) -> dict[str, Any]:
    from datasette_netzwerk.records.writing_mappings import mapping_text

    table = inspection.table
    return {
        "file": table.file,
        "sheet": table.sheet,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "header_line": table.header_line,
        "row_count": len(table.rows),
        "program": inspection.program,
        "kind": inspection.kind.value if inspection.kind else None,
        "columns": [
            {"name": each.name, "means": each.means.value, "field": each.field, "example": each.example}
            for each in inspection.columns
        ],
        "rows": [_row_as_data(each) for each in inspection.rows],
        "problems": [as_data(problem) for problem in inspection.problems],
        "mapping": mapping_text(inspection),
    }


def _row_as_data(understood: Understood) -> dict[str, Any]:
    values = _values(understood)
    return {
        "line": understood.source.line,
        "values": [{"field": field, "text": text} for field, text in values],
        "problems": [as_data(problem) for problem in understood.problems],
    }


def _values(understood: Understood) -> list[tuple[str, str]]:
    from datasette_netzwerk.records.preview import preview

    return preview(understood.record, i18n.language_at_work.get()) if understood.record else []


# --- on a terminal ---


def _print(inspections: list[Inspection], problems: tuple[Problem, ...], file: Path, written: Path | None) -> None:
    for inspection in inspections:
        for line in (*_head(inspection), "", *_columns(inspection), *_rows(inspection), *_remarks(inspection)):
            click.echo(line)
        click.echo()
    for line in _told(problems):
        click.echo(line)
    command = f"datasette netzwerk import {file} --mapping {written or 'OUT.yml'}"
    if written:
        click.echo(_("The mapping was written to {file}. Edit it, then:").format(file=written))
        click.echo(f"  {command}")
    elif inspections:
        click.echo(
            _("Nothing was stored. For a mapping file to edit, add: {option}").format(option="--mapping OUT.yml")
        )


def _head(inspection: Inspection) -> Lines:
    table = inspection.table
    yield click.style(f"{table.file}, {table.sheet}" if table.sheet else table.file, bold=True)
    facts = {
        _("Encoding"): table.encoding,
        _("Separated by"): _delimiter(table.delimiter),
        _("Column names"): _("line {line}").format(line=table.header_line),
        _("Rows"): i18n.show_number(len(table.rows)),
        _("Program"): inspection.program or _("none that is known; the column names decide"),
        _("Kind of list"): _(KIND_WORDS[inspection.kind]) if inspection.kind else _("not known"),
    }
    width = max(map(len, facts))
    yield from (f"  {name:{width}}  {value}" for name, value in facts.items() if value)


def _delimiter(delimiter: str | None) -> str | None:
    return _("tab") if delimiter == "\t" else delimiter


def _columns(inspection: Inspection) -> Lines:
    yield click.style(_("Columns"), bold=True)
    names = [" ".join(column.name.split()) for column in inspection.columns]
    width = min(max(map(len, names), default=0), int(LABEL_SHARE * _line_width()))
    for name, column in zip(names, inspection.columns, strict=True):
        yield f"  {_shortened(name, width):{width}}  {_meaning(column, inspection.kind)}".rstrip()


def _meaning(column: Column, kind: Kind | None) -> str:
    from datasette_netzwerk.records.columns import KEEPS_OTHER_COLUMNS
    from datasette_netzwerk.records.inspecting import Means

    keeps_others = kind is None or kind in KEEPS_OTHER_COLUMNS

    match column.means:
        case Means.PROPOSED:
            return "?  " + _("perhaps {field}, so not read").format(field=_field(column.field or "", kind))
        case Means.DAY if column.field and i18n.ISO_DATE.fullmatch(column.field):
            return "→  " + _("meeting on {date}").format(date=i18n.show_period(column.field, style="medium"))
        case Means.DAY | Means.SAID | Means.NAME if column.field:
            return f"→  {_field(column.field, kind)}"
        case Means.ELSEWHERE:
            return "→  " + _("read into the other list of this file")
        case _:
            return "·  " + (_("kept as it stands") if keeps_others else _("not read"))


def _field(field: str, kind: Kind | None) -> str:
    """Return a field as a mapping file names it, and in German the word for it that lists have."""
    from datasette_netzwerk.records.headers import usual_header

    if i18n.language_at_work.get() != "de" or kind is None:
        return field
    return f"{field} ({usual_header(kind, field)})"


def _rows(inspection: Inspection) -> Lines:
    if inspection.rows:
        yield ""
        yield click.style(_("The first rows, as they would be stored"), bold=True)
    for understood in inspection.rows:
        yield from _row(understood, inspection.kind)


def _row(understood: Understood, kind: Kind | None) -> Lines:
    yield "  " + _("line {line}").format(line=understood.source.line)
    values = [(_label(field, kind), i18n.show_period(text, style="medium")) for field, text in _values(understood)]
    width = min(max((len(field) for field, _text in values), default=0), int(LABEL_SHARE * _line_width()))
    for field, text in values:
        yield from _wrapped(f"    {_shortened(field, width):{width}}  ", text)
    for problem in understood.problems:
        yield from _wrapped("    ! ", f"{_(SEVERITY_WORDS[problem.severity])}: {i18n.tell_fault(problem)}")


def _label(field: str, kind: Kind | None) -> str:
    from datasette_netzwerk.records.fields import FIELDS
    from datasette_netzwerk.records.headers import usual_header

    is_german = i18n.language_at_work.get() == "de" and kind is not None and field in FIELDS[kind]
    return usual_header(kind, field) if is_german and kind else field


def _remarks(inspection: Inspection) -> Lines:
    problems = [each for each in inspection.problems if each.code not in SHOWN_ALREADY]
    if problems:
        yield ""
        yield click.style(_("What is to be said about it"), bold=True)
        yield from _told(problems)


SHOWN_ALREADY = ("layout.recognised", "column.proposed", "column.not_recognised", "column.not_read")
"""Problems that the head and the columns tell."""


def _told(problems: list[Problem] | tuple[Problem, ...]) -> Lines:
    for problem in sorted(problems, key=lambda problem: list(Severity).index(problem.severity)):
        yield from _wrapped("  ! " if problem.severity is Severity.ERROR else "  - ", i18n.tell(problem))


def _wrapped(start: str, text: str) -> Lines:
    """Yield a text in lines of the terminal's width, the later ones below the first; unbroken words stay whole."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    below = " " * len(start)
    for number, line in enumerate(lines):
        yield from textwrap.wrap(
            line,
            _line_width(),
            initial_indent=start if number == 0 else below,
            subsequent_indent=below,
            break_long_words=True,
            break_on_hyphens=False,
        )


def _shortened(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _line_width() -> int:
    return max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST))

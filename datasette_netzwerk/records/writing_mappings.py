"""Writes what is known about a list as a mapping file to edit; what is only proposed stands behind a #."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml

from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.records import mapping as mappings
from datasette_netzwerk.records.fields import FIELDS
from datasette_netzwerk.records.inspecting import Column, Inspection, Means
from datasette_netzwerk.records.mapping import EXAMPLE_DATE


def mapping_text(inspection: Inspection, *, names_sheet: bool = False) -> str:
    """Return the mapping file for a list: importing with it, unchanged, gives what importing without it gives."""
    return "".join(f"{line}\n" for line in _lines(inspection, names_sheet))


def _lines(inspection: Inspection, names_sheet: bool) -> Iterator[str]:
    yield "# " + _("How {file} is read. Change what is wrong; a line that begins with # says nothing.").format(
        file=inspection.table.file
    )
    if inspection.program:
        yield "# " + _("Recognised by its columns: {layout}.").format(layout=inspection.program)
    if inspection.kind:
        yield f"kind: {inspection.kind.value}"
    else:
        yield "# kind: members   # members, meetings, attendance, interactions"
    if names_sheet and inspection.table.sheet:
        yield _entry("sheet", inspection.table.sheet)
    yield from _columns(inspection.columns)
    yield from _rest(inspection.mapping, FIELDS[inspection.kind] if inspection.kind else ())
    if any(problem.code == "matrix.no_year" for problem in inspection.problems):
        yield f"# year: {EXAMPLE_DATE[:4]}"
    yield from _letters(inspection)


def _columns(columns: tuple[Column, ...]) -> Iterator[str]:
    told = [column for column in columns if column.means not in (Means.DAY, Means.ELSEWHERE)]
    certain = [column for column in told if column.means in (Means.SAID, Means.NAME)]
    yield "columns:" if certain else "# columns:"
    for column in told:
        line = f"  {_entry(column.name, column.field)}"
        if column in certain:
            yield line
        elif column.means is Means.PROPOSED:
            yield f"# {line}   # " + _("only similar: take the # away if that is what it means")
        elif column.means is Means.UNREAD:
            yield f"# {line}   # " + _("not known: not read")
        else:
            yield f"# {line}   # " + _("not known: kept as it stands")


def _rest(mapping: mappings.Mapping, fields: tuple[str, ...]) -> Iterator[str]:
    words = {word: status.value for word, status in mapping.attendance_words.items()}
    own = (each for each in mapping.defaults.items() if each[0] in fields and each[0] != mapping.date_above)
    defaults = dict(own)
    for key, entries in (("attendance_words", words), ("defaults", defaults)):
        yield from _block(key, entries)
    if mapping.date_above:
        yield f"date_above: {mapping.date_above}"
    if mapping.leave_out:
        yield "leave_out:"
        yield from (f"  {_entry(header, list(out))}" for header, out in mapping.leave_out.items())
    if mapping.year:
        yield f"year: {mapping.year}"
    if mapping.month_first is not None:
        yield f"dates: {'month_first' if mapping.month_first else 'day_first'}"


def _block(key: str, entries: Mapping[str, str]) -> Iterator[str]:
    if entries:
        yield f"{key}:"
        yield from (f"  {_entry(name, value)}" for name, value in entries.items())


def _letters(inspection: Inspection) -> Iterator[str]:
    """Offer the letters that nobody can read without knowing the list."""
    unclear = [each.arguments["letters"] for each in inspection.problems if each.code == "attendance.ambiguous"]
    if unclear:
        yield "# attendance_words:"
        yield from (f"#   {_entry(letter, 'absent')}" for letter in unclear[0].split(", "))


def _entry(name: str, value: str | list[str] | None) -> str:
    """Return ``name: value`` in one line, with quotes where YAML needs them."""
    return f"{_scalar(name)}: {_scalar(value)}"


def _scalar(value: str | list[str] | None) -> str:
    text: str = yaml.safe_dump([value], allow_unicode=True, width=float("inf"), default_flow_style=True)
    return text.strip()[1:-1]

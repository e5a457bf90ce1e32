"""Recognises the lists of known programs by their headers; each is a mapping file that says by which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.model import Kind
from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records import mapping as mappings
from datasette_netzwerk.records.above import days_above, unclear_day_above
from datasette_netzwerk.records.columns import Layout, recognise
from datasette_netzwerk.records.fields import FIELDS
from datasette_netzwerk.records.headers import REMARKS, SHEET_NAMES, letters_of
from datasette_netzwerk.records.readers.tables import Row, Table, cell_text

Lists = tuple[tuple[Table, Layout], ...]


@cache
def shipped_layouts() -> tuple[mappings.Mapping, ...]:
    """Return the layouts that come with the program, in the order of their file names."""
    folder = files("datasette_netzwerk.records").joinpath("layouts")
    texts = sorted((each.name, each.read_text("utf-8")) for each in folder.iterdir() if each.name.endswith(".yml"))
    return tuple(_layout_in(text, name) for name, text in texts)


def layouts_with(folder: Path) -> tuple[mappings.Mapping, ...]:
    """Return a group's own layouts, the mapping files in ``folder``, and after them those that come with the program.

    Raises ``NotUnderstood`` with everything that is wrong in the group's files.
    """
    own = sorted(folder.glob("*.yml")) if folder.is_dir() else []
    return (*(_layout_in(mappings.text_of(path), path.name) for path in own), *shipped_layouts())


def _layout_in(text: str, name: str) -> mappings.Mapping:
    mapping = mappings.mapping_in(text, name)
    if mapping.layout is None:
        raise NotUnderstood(Problem("mapping.layout_key_missing", name, column="layout"))
    return mapping


def without_our_remarks(table: Table) -> Table:
    """Return the table without the columns in which we said ourselves what was wrong with its rows."""
    kept = [index for index, header in enumerate(table.header) if header not in REMARKS]
    if len(kept) == len(table.header):
        return table
    rows = tuple(Row(row.line, tuple(row.cells[index] for index in kept)) for row in table.rows)
    return replace(table, header=tuple(table.header[index] for index in kept), rows=rows)


def known_layout(table: Table, known: Iterable[mappings.Mapping]) -> mappings.Mapping | None:
    """Return the layout whose headers the table has all of; of several the one with most, of those the first."""
    there = {letters_of(header) for header in table.header}
    above = identity_key(" ".join(cell_text(cell) for row in table.preamble for cell in row.cells))
    fitting = [each for each in known if each.layout and _fits(each.layout, there, above)]
    return max(fitting, key=_header_count, default=None)


def _fits(signature: mappings.Signature, there: set[str], above: str) -> bool:
    has_words = signature.above is None or identity_key(signature.above) in above
    return has_words and there.issuperset(map(letters_of, signature.headers))


def _header_count(mapping: mappings.Mapping) -> int:
    return len(mapping.layout.headers) if mapping.layout else 0


def recognise_lists(
    table: Table, kind: Kind | None, said: mappings.Mapping, known: Sequence[mappings.Mapping]
) -> Lists | Problem:
    """Return what a table lists, each list with its layout, or the problem that says why it is none.

    The rows of a known program may tell about people and about attendance; they are then two lists.
    """
    layout, wanted = known_layout(table, known), kind or said.kind or _kind_of_our_sheet(table)
    signature = layout.layout if layout else None
    if layout is None or signature is None or wanted not in (None, layout.kind, signature.also):
        found = _list(table, wanted, said)
        return found if isinstance(found, Problem) else (found,)
    if signature.instead and wanted is None:
        return _problem("layout.counts", table, layout=signature.name, instead=signature.instead)
    both = _with_day_above(table, said.over(_without_absent(table, layout)))
    if isinstance(both, Problem):
        return both
    first = _list(table, wanted or layout.kind, both)
    if isinstance(first, Problem):
        return first
    remark = _problem("layout.recognised", table, layout=signature.name)
    is_open = kind is None and said.kind in (None, layout.kind) and _kind_of_our_sheet(table) is None
    second = _list(table, signature.also, replace(both, kind=signature.also)) if signature.also and is_open else None
    if second is None:
        return (_with_problems(first, remark),)
    if isinstance(second, Problem):  # where no column names the day, nobody can say when somebody was there
        return (_with_problems(first, remark, _problem("layout.people_only", table, layout=signature.name)),)
    return (_reading_less(_with_problems(first, remark), second[1]), _reading_less(_without_problems(second), first[1]))


def _kind_of_our_sheet(table: Table) -> Kind | None:
    """Return what a sheet of our own workbook holds: it has the headers of a known program, and is one list of it only."""
    return next((kind for kind, name in SHEET_NAMES.items() if name == table.sheet), None)


def _with_problems(pair: tuple[Table, Layout], *problems: Problem) -> tuple[Table, Layout]:
    return pair[0], replace(pair[1], problems=(*problems, *pair[1].problems))


def _without_problems(pair: tuple[Table, Layout]) -> tuple[Table, Layout]:
    return pair[0], replace(pair[1], problems=())


def _reading_less(pair: tuple[Table, Layout], other: Layout) -> tuple[Table, Layout]:
    """Note which columns the other list of the table reads: they are none that nobody mapped."""
    elsewhere = frozenset(index for index, field in enumerate(other.fields) if field is not None)
    return pair[0], replace(pair[1], elsewhere=elsewhere)


def _list(table: Table, kind: Kind | None, said: mappings.Mapping) -> tuple[Table, Layout] | Problem:
    found = recognise(table, kind, said)
    if isinstance(found, Problem):
        return found
    rows, left_out = without_left_out(table, said, found.kind)
    return rows, replace(found, problems=(*found.problems, *left_out))


def _without_absent(table: Table, layout: mappings.Mapping) -> mappings.Mapping:
    """Drop what a layout says of columns that this table does not have: programs leave out what is empty."""
    there = {letters_of(header) for header in table.header}
    columns = {header: name for header, name in layout.columns.items() if letters_of(header) in there}
    return replace(layout, columns=columns)


def _with_day_above(table: Table, mapping: mappings.Mapping) -> mappings.Mapping | Problem:
    """Fill the field that takes the day named above the table; a column that names it, as our own export has, is enough."""
    if mapping.date_above is None or mapping.date_above in mapping.defaults:
        return mapping
    days = days_above(table, mapping.month_first)
    if len(days) != 1:
        found = recognise(table, mapping.kind, mapping)
        if isinstance(found, Layout) and mapping.date_above in found.fields:
            return mapping
        unclear = unclear_day_above(table, mapping.month_first)
        if unclear is not None:
            return replace(_problem("date.ambiguous", table), value=unclear)
        return _problem("layout.no_day", table, layout=mapping.layout.name if mapping.layout else table.file)
    return replace(mapping, defaults={**mapping.defaults, mapping.date_above: days[0].isoformat()})


def without_left_out(table: Table, mapping: mappings.Mapping, kind: Kind) -> tuple[Table, tuple[Problem, ...]]:
    """Return the table without the rows that are no entries of it, and how many those were.

    A column that means something in another kind of list says nothing about this one: who only signed up for a meeting
    was not there, but is somebody.
    """
    problems: list[Problem] = []
    rows = table.rows
    for index, words in _words_by_column(table, mapping, kind).items():
        keys = {identity_key(word) for word in words}
        texts = [cell_text(row.cells[index]) for row in rows]
        out = [text for text in texts if identity_key(text) in keys]
        rows = tuple(row for row, text in zip(rows, texts, strict=True) if identity_key(text) not in keys)
        if out:
            shown = ", ".join(dict.fromkeys(filter(None, out))) or "–"
            problems.append(_problem("rows.left_out", table, table.names[index], count=str(len(out)), words=shown))
    return (replace(table, rows=rows) if len(rows) < len(table.rows) else table), tuple(problems)


def _words_by_column(table: Table, mapping: mappings.Mapping, kind: Kind) -> dict[int, tuple[str, ...]]:
    fields = {letters_of(header): name for header, name in mapping.columns.items()}
    by_key = {letters_of(header): words for header, words in mapping.leave_out.items()}
    found: dict[int, tuple[str, ...]] = {}
    for index, header in enumerate(table.header):
        field, words = fields.get(letters_of(header)), by_key.get(letters_of(header))
        if words and (field is None or field in FIELDS[kind]):
            found[index] = words
    return found


def _problem(code: str, table: Table, column: str | None = None, **arguments: str) -> Problem:
    return Problem(code, table.file, table.sheet, table.header_line, column=column, arguments=arguments)

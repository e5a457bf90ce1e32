"""Recognises what kind of list a table is and which field each column holds; what is only similar is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from datasette_netzwerk.model import Kind
from datasette_netzwerk.problems import Problem
from datasette_netzwerk.records import mapping as mappings
from datasette_netzwerk.records.above import days_above, years_above
from datasette_netzwerk.records.fields import FIELDS, PERSON, REPEATABLE, REQUIRED
from datasette_netzwerk.records.headers import (
    LIKENESS,
    exact_meaning,
    header_key,
    is_known,
    letters_of,
    similar_meaning,
    usual_header,
)
from datasette_netzwerk.records.matrices import (
    column_cells,
    dated_columns,
    header_date,
    in_period,
    in_years,
    mark_columns,
    numbered_columns,
    person_columns,
    yearless_columns,
)
from datasette_netzwerk.records.readers.tables import Table, cell_text

ATTENDANCE_ONLY = frozenset({"status", "substitute", "invited_by", "is_guest"})
"""Fields that make a list with persons and meetings one of attendance, however many columns describe the persons."""

NUMBER_FIELDS: Mapping[Kind, str] = MappingProxyType(
    {Kind.MEMBERS: "external_id", Kind.MEETINGS: "meeting_id", Kind.INTERACTIONS: "interaction_id"}
)
"""What a bare "Nr." is, unless it only counts the rows."""

HEADERS_SHOWN = 15

KEEPS_OTHER_COLUMNS = (Kind.MEMBERS, Kind.MEETINGS)
"""Kinds of lists whose columns without a meaning are stored as they stand."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A column that was not recognised, and the field its name is like (``likeness`` from 0 to 1)."""

    index: int
    header: str
    field: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Layout:
    """What a table is: its kind, and the field of each column (``None``: keep the value as it stands).

    In a matrix, ``meeting_columns`` has the date or the id of a meeting for each column of marks; where the meetings
    are the rows, ``person_columns`` has the name of a person for each instead.
    """

    kind: Kind
    fields: tuple[str | None, ...]
    is_matrix: bool = False
    meeting_columns: Mapping[int, date | str] = field(default_factory=lambda: MappingProxyType({}))
    person_columns: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    proposals: tuple[Proposal, ...] = ()
    problems: tuple[Problem, ...] = ()
    mapping: mappings.Mapping = field(default_factory=mappings.Mapping)
    """What was said about the list, by a mapping file and by the known layout it has."""
    elsewhere: frozenset[int] = frozenset()
    """Columns that another list of the same table reads."""


def recognise(table: Table, kind: Kind | None = None, mapping: mappings.Mapping | None = None) -> Layout | Problem:
    """Return the layout of a table, or the problem that says why it is no list of any (or of the given) kind.

    A ``mapping`` decides before any synonym. Columns are never guessed: similar names become proposals.
    """
    said = mapping or mappings.Mapping()
    wanted = kind or said.kind
    layout = _matrix(table, said, wanted) if wanted in (None, Kind.ATTENDANCE) else None
    if isinstance(layout, Problem):
        return layout
    if layout is None:
        assignment = _assignment(table, said, wanted)
        if isinstance(assignment, Problem):
            return assignment
        layout = Layout(assignment.kind, assignment.fields, problems=assignment.problems)
    return _with_remarks(table, said, replace(layout, mapping=said))


def closest_layout(table: Table, kind: Kind | None, said: mappings.Mapping) -> Layout:
    """Return the layout of the kind that a table is most like, to show what its columns may mean if it is no list yet."""
    kinds = tuple(Kind) if (kind or said.kind) is None else (kind or said.kind,)
    closest = max((assign_fields(table, each, said) for each in kinds if each), key=lambda each: each.score)
    return _with_remarks(table, said, Layout(closest.kind, closest.fields, mapping=said))


# --- which field a column holds, for a kind of list ---


@dataclass(frozen=True, slots=True)
class Assignment:
    """The fields of the columns, were the table a list of this kind."""

    kind: Kind
    fields: tuple[str | None, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def score(self) -> int:
        """How many columns have a field."""
        return sum(name is not None for name in self.fields)

    def has_any(self, names: Iterable[str]) -> bool:
        """Whether a column holds one of these fields."""
        return not set(names).isdisjoint(self.fields)


def assign_fields(table: Table, kind: Kind, said: mappings.Mapping) -> Assignment:
    """Return the field of each column in a list of ``kind``: as it was said, else by exact synonym and context."""
    stated = _stated_fields(table, said)
    meanings = [
        _valid(stated[index], kind) if index in stated else exact_meaning(header, kind)
        for index, header in enumerate(table.header)
    ]
    settled: list[str | None] = []
    problems: list[Problem] = []
    for index, meaning in enumerate(meanings):
        settled.append(_in_context(table, kind, index, meanings))
        if meaning == "counter" and settled[index] is None:
            problems.append(_column_problem("column.counter", table, index))
    fields, seconds = _without_seconds(table, settled, stated)
    return Assignment(kind, fields, (*problems, *seconds))


def _stated_fields(table: Table, said: mappings.Mapping) -> dict[int, str | None]:
    by_letters = {letters_of(header): name for header, name in said.columns.items()}
    by_key = {header_key(header): name for header, name in said.columns.items()}
    stated: dict[int, str | None] = {}
    for index, (header, name) in enumerate(zip(table.header, table.names, strict=True)):
        for spelling in (name, header):
            if spelling in said.columns:
                stated.setdefault(index, said.columns[spelling])
        for key, names in ((letters_of(header), by_letters), (header_key(header), by_key)):
            if index not in stated and key and key in names:
                stated[index] = names[key]
    return stated


def _valid(field: str | None, kind: Kind) -> str | None:
    return field if field in FIELDS[kind] else None


# what else a header can mean: by its neighbours, or by what stands below


def _in_context(table: Table, kind: Kind, index: int, meanings: Sequence[str | None]) -> str | None:
    match meanings[index]:
        case "name":
            is_family_name = "given_name" in meanings and "family_name" not in meanings
            return "family_name" if is_family_name else "full_name"
        case "counter":
            number = NUMBER_FIELDS[kind]
            return None if number in meanings or _counts_rows(table, index) else number
        case "meeting":
            return _meeting_field(table, index, meanings)
        case "title" if kind is Kind.ATTENDANCE and _next(meanings, index) in ("given_name", "family_name"):
            return None  # "Titel, Vorname, Nachname": the title is a person's
        case meaning:
            return meaning


def _next(meanings: Sequence[str | None], index: int) -> str | None:
    return meanings[index + 1] if index + 1 < len(meanings) else None


def _counts_rows(table: Table, index: int) -> bool:
    """Tell whether a column says 1, 2, 3 … down the list: it would name somebody else once the list is sorted anew."""
    texts = [cell_text(cell).strip().rstrip(".") for cell in column_cells(table, index)]
    return bool(texts) and texts == [str(number) for number in range(1, len(texts) + 1)]


def _meeting_field(table: Table, index: int, meanings: Sequence[str | None]) -> str | None:
    texts = [cell_text(cell).strip() for cell in column_cells(table, index)]
    are_dates = bool(texts) and all(header_date(text) for text in texts)
    are_ids = bool(texts) and all(_looks_like_id(text) for text in texts)
    order = (("held_on", are_dates), ("meeting_id", are_ids), ("title", True), ("meeting_id", True))
    return next((field for field, suits in order if suits and field not in meanings), None)


def _looks_like_id(text: str) -> bool:
    return " " not in text and any(sign.isdigit() for sign in text)


def _without_seconds(
    table: Table, fields: Sequence[str | None], stated: Mapping[int, str | None]
) -> tuple[tuple[str | None, ...], list[Problem]]:
    """Return the fields with one column each, unless a field may have several; what was said goes first."""
    first: dict[str, int] = {}
    problems: list[Problem] = []
    kept: list[str | None] = list(fields)
    for index in sorted(range(len(fields)), key=lambda index: (index not in stated, index)):
        name = fields[index]
        if name is None or name in REPEATABLE or first.setdefault(name, index) == index:
            continue
        kept[index] = None
        problems.append(_column_problem("column.second", table, index, first=table.names[first[name]], field=name))
    return tuple(kept), problems


# --- which kind of list it is ---


def _assignment(table: Table, said: mappings.Mapping, wanted: Kind | None) -> Assignment | Problem:
    if wanted is not None:
        assignment = assign_fields(table, wanted, said)
        missing = _missing(assignment, said)
        return _missing_problem(table, assignment, missing) if missing else assignment
    found = _inferred(table, said, {kind: assign_fields(table, kind, said) for kind in Kind})
    if found is None:
        return Problem("columns.unknown", table.file, table.sheet, table.header_line, value=_shown(table))
    missing = _missing(found, said)
    return _missing_problem(table, found, missing) if missing else found


def _inferred(table: Table, said: mappings.Mapping, candidates: Mapping[Kind, Assignment]) -> Assignment | None:
    """Return the assignment of the kind that the columns show, if they show one."""
    interactions, attendance = candidates[Kind.INTERACTIONS], candidates[Kind.ATTENDANCE]
    members, meetings = candidates[Kind.MEMBERS], candidates[Kind.MEETINGS]
    givers, receivers, _ = REQUIRED[Kind.INTERACTIONS]
    if interactions.has_any(givers) and interactions.has_any(receivers):
        return interactions
    is_attendance = _is_marked(table, attendance) or attendance.score >= max(members.score, meetings.score)
    if is_attendance and not _missing(attendance, said):
        return attendance
    # meetings first: they win a draw, because no list of members has a column for the day of a meeting
    likely = max((meetings, members), key=lambda each: (not _missing(each, said), each.score))
    return None if _missing(likely, said) else likely


def _is_marked(table: Table, attendance: Assignment) -> bool:
    """Tell whether a column belongs in attendance only; a bare "Status" may be a membership's or a meeting's."""
    return any(
        field in ATTENDANCE_ONLY and header_key(header) != "status"
        for header, field in zip(table.header, attendance.fields, strict=True)
    )


def _missing(assignment: Assignment, said: mappings.Mapping) -> list[tuple[str, ...]]:
    return [
        fields
        for fields in REQUIRED[assignment.kind]
        if not assignment.has_any(fields) and said.defaults.keys().isdisjoint(fields)
    ]


def _missing_problem(table: Table, assignment: Assignment, missing: Iterable[tuple[str, ...]]) -> Problem:
    expected = ", ".join(" / ".join(usual_header(assignment.kind, field) for field in fields) for fields in missing)
    arguments = {"kind": assignment.kind.value, "expected": expected}
    return Problem(
        "columns.missing", table.file, table.sheet, table.header_line, value=_shown(table), arguments=arguments
    )


def _shown(table: Table) -> str:
    names = [header for header in table.header if header]
    return ", ".join(names[:HEADERS_SHOWN]) + (" …" if len(names) > HEADERS_SHOWN else "")


# --- attendance as a grid ---


def _matrix(table: Table, said: mappings.Mapping, wanted: Kind | None) -> Layout | Problem | None:
    """Return the layout of an attendance matrix, what keeps it from being read, or ``None`` if the table is none."""
    rows = assign_fields(table, Kind.ATTENDANCE, said)
    has_person, has_meeting = rows.has_any(PERSON), rows.has_any(("held_on", "meeting_id"))
    if has_person == has_meeting:
        return None
    matrix = replace(_PLAIN_MATRIX, fields=rows.fields, problems=rows.problems)
    stated = _stated_fields(table, said)
    free = [index for index, field in enumerate(rows.fields) if field is None and index not in stated]
    if has_person and not dated_columns(table) and (days := yearless_columns(table)):
        return _matrix_of_days(table, matrix, {index: day for index, day in days.items() if index in free}, said)
    if has_person:
        meetings = _meeting_columns(table, free, is_certain=wanted is Kind.ATTENDANCE)
        once, problems = _each_meeting_once(table, meetings)
        return replace(matrix, meeting_columns=once, problems=(*rows.problems, *problems)) if meetings else None
    people = person_columns(mark_columns(table, _unknown(table, free)))
    return replace(matrix, person_columns=people) if people else None


def _matrix_of_days(
    table: Table, matrix: Layout, days: Mapping[int, tuple[int, int]], said: mappings.Mapping
) -> Layout | Problem:
    """Return the layout of a matrix whose columns name days without a year: it must stand somewhere else."""
    said_years = (said.year,) if said.year else ()
    period = days_above(table, said.month_first)
    within = in_period(days, period[0], period[-1]) if len(period) > 1 and not said_years else {}
    meetings = within or in_years(days, said_years or years_above(table))
    without = [table.names[index] for index in days if index not in meetings]
    if without:
        return Problem("matrix.no_year", table.file, table.sheet, table.header_line, value=without[0])
    years = " – ".join(str(year) for year in sorted({day.year for day in meetings.values()}))
    taken = Problem("matrix.year_taken", table.file, table.sheet, table.header_line, arguments={"year": years})
    once, problems = _each_meeting_once(table, meetings)
    remarks = () if said_years else (taken,)
    return replace(matrix, meeting_columns=once, problems=(*matrix.problems, *problems, *remarks))


_PLAIN_MATRIX = Layout(Kind.ATTENDANCE, (), is_matrix=True)


def _meeting_columns(table: Table, free: Sequence[int], *, is_certain: bool) -> Mapping[int, date | str]:
    """Return the columns that stand for meetings: by their dates, else columns of marks that are numbered.

    Where the kind of list ``is_certain``, columns of marks are meetings whatever they are called.
    """
    dated = dated_columns(table)
    if dated:
        return {index: day for index, day in dated.items() if index in free}
    marked = mark_columns(table, _unknown(table, free))
    return dict(marked if is_certain else numbered_columns(marked))


def _each_meeting_once(
    table: Table, columns: Mapping[int, date | str]
) -> tuple[Mapping[int, date | str], list[Problem]]:
    """Return the columns without those that repeat a meeting: two answers to one question would overwrite another."""
    first: dict[date | str, int] = {}
    problems: list[Problem] = []
    for index, meeting in columns.items():
        if first.setdefault(meeting, index) != index:
            problems.append(_column_problem("matrix.meeting_twice", table, index, first=table.names[first[meeting]]))
    return {index: meeting for meeting, index in first.items()}, problems


def _unknown(table: Table, columns: Iterable[int]) -> list[int]:
    return [index for index in columns if table.header[index] and not is_known(table.header[index])]


# --- what is said about the other columns ---


def _with_remarks(table: Table, said: mappings.Mapping, layout: Layout) -> Layout:
    stated = _stated_fields(table, said)
    days = dated_columns(table) if layout.is_matrix else {}
    placed = {*stated, *layout.meeting_columns, *layout.person_columns, *days}
    free = [index for index, field in enumerate(layout.fields) if field is None and index not in placed]
    unknown = [index for index in free if _needs_remark(table, index)]
    proposals = tuple(filter(None, (_proposal(table, layout, index) for index in unknown)))
    misspelt = [proposal for proposal in proposals if proposal.likeness >= LIKENESS]
    reported = {proposal.index for proposal in misspelt}
    unknown_code = "column.not_recognised" if layout.kind in KEEPS_OTHER_COLUMNS else "column.not_read"
    problems = (
        *layout.problems,
        *(_proposal_problem(table, layout.kind, proposal) for proposal in misspelt),
        *(_column_problem(unknown_code, table, index) for index in unknown if index not in reported),
        *_absence_problems(table, said),
    )
    return replace(layout, proposals=proposals, problems=problems)


def _needs_remark(table: Table, index: int) -> bool:
    header = table.header[index]
    return not is_known(header) if header else bool(column_cells(table, index))


def _proposal(table: Table, layout: Layout, index: int) -> Proposal | None:
    similar = similar_meaning(table.header[index], layout.kind)
    if similar is None:
        return None
    meaning, likeness = similar
    field = {"name": "full_name", "meeting": "title", "counter": NUMBER_FIELDS.get(layout.kind)}.get(meaning, meaning)
    if field is None or (field in layout.fields and field not in REPEATABLE):
        return None
    return Proposal(index, table.header[index], field, likeness)


def _proposal_problem(table: Table, kind: Kind, proposal: Proposal) -> Problem:
    similar = usual_header(kind, proposal.field)
    return _column_problem("column.proposed", table, proposal.index, field=proposal.field, similar=similar)


def _absence_problems(table: Table, said: mappings.Mapping) -> Iterable[Problem]:
    keys = {key for header in table.header for key in (header_key(header), letters_of(header))}
    for header in said.columns:
        if header not in table.names and keys.isdisjoint((header_key(header), letters_of(header))):
            arguments = {"expected": _shown(table)}
            yield Problem(
                "mapping.column_absent", table.file, table.sheet, table.header_line, value=header, arguments=arguments
            )


def _column_problem(code: str, table: Table, index: int, **arguments: str) -> Problem:
    return Problem(code, table.file, table.sheet, table.header_line, column=table.names[index], arguments=arguments)

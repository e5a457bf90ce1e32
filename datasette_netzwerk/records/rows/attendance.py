"""Turns sign-in sheets into attendances: one row each, or a matrix of people and meetings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from datasette_netzwerk.model import Attendance, Meeting, MeetingReference, PersonReference, Source, Status
from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records import mapping as mappings
from datasette_netzwerk.records.columns import Layout
from datasette_netzwerk.records.normalise.attendance import attendance_vocabulary
from datasette_netzwerk.records.normalise.names import normalise_name
from datasette_netzwerk.records.normalise.numbers import normalise_yes_no
from datasette_netzwerk.records.normalise.text import normalise_text
from datasette_netzwerk.records.normalise.values import Cell, Normalised, refused
from datasette_netzwerk.records.readers.tables import Row, Table, cell_text, distinct_cells, distinct_rows
from datasette_netzwerk.records.rows.cells import Cells, Columns, Understood
from datasette_netzwerk.records.rows.people import take_person, take_reference

T = TypeVar("T")

PERSON_FIELDS = frozenset(
    "external_id full_name given_name family_name academic_title salutation birth_name name_suffix email".split()
)
MEETING_FIELDS = frozenset(("meeting_id", "held_on", "title"))


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One part of all rows: for each row which of the distinct ``values`` it has, ``None`` where something is wrong."""

    codes: Sequence[int]
    values: tuple[T | None, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the marks of one list mean; decided from all of them, because single letters mean different things."""

    words: Mapping[str, Status]
    unclear: frozenset[str] = frozenset()

    def read(self, cell: Cell) -> Normalised[Status]:
        """Return what one mark means."""
        mark = cell_text(cell)
        if mark in self.words:
            return self.words[mark], ()
        if mark.strip().upper() in self.unclear:
            return refused("attendance.ambiguous", letters=mark.strip().upper())
        return refused("attendance.unknown_word", word=mark)


def _vocabulary(table: Table, marks: Collection[Cell], mapping: mappings.Mapping) -> Vocabulary:
    """Return what the marks mean; raise `NotUnderstood` where only somebody who knows the list can say."""
    words, findings = attendance_vocabulary({cell_text(mark) for mark in marks}, mapping.attendance_words)
    if words is None:
        raise NotUnderstood(
            *(Problem(each.code, table.file, table.sheet, arguments=each.arguments) for each in findings)
        )
    return Vocabulary(words)


def _vocabulary_of_matrix(table: Table, marks: Sequence[Cell], mapping: mappings.Mapping) -> Vocabulary:
    """Return the vocabulary of a matrix: a few unclear marks are told cell by cell, where most are clear."""
    _, findings = attendance_vocabulary({cell_text(mark) for mark in marks}, mapping.attendance_words)
    told = ", ".join(text for each in findings for name, text in each.arguments.items() if name in ("letters", "words"))
    unclear = frozenset(filter(None, told.upper().split(", ")))
    clear = [mark for mark in marks if cell_text(mark).strip().upper() not in unclear]
    if 2 * len(clear) <= len(marks):
        return _vocabulary(table, marks, mapping)
    return Vocabulary(_vocabulary(table, clear, mapping).words, unclear)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row says beside who and where: whether she was there, who came instead, who brought her."""

    status: Status
    substitute: PersonReference | None = None
    invited_by: PersonReference | None = None
    is_guest: bool = False
    note: str | None = None


class AttendanceList:
    """The rows of a sign-in sheet, one `Attendance` each, and the distinct parts of which nearly all are made."""

    def __init__(self, table: Table, layout: Layout, mapping: mappings.Mapping) -> None:
        self.table = table
        self.rows = table.rows
        self._columns = Columns(table, layout, mapping.defaults)
        marks = [
            mark for index in self._columns.by_field.get("status", ())[:1] for mark in distinct_cells(table, index)
        ]
        self._vocabulary = _vocabulary(table, [mark for mark in marks if cell_text(mark).strip()], mapping)

    def understood(self, row: Row) -> Understood:
        """Return what one row says, with everything that is wrong with it."""
        cells = Cells(self._columns, row)
        return cells.understood(self._attendance(cells))

    def _attendance(self, cells: Cells) -> Attendance | None:
        person, meeting, answer = self._person(cells), self._meeting(cells), self._answer(cells)
        if person is None or meeting is None or answer is None:
            return None
        return attendance_of(cells.source, person, meeting, answer)

    def _person(self, cells: Cells) -> PersonReference | None:
        person = take_person(cells)
        if person is None:
            cells.lack("person.no_name")
        return person

    def _meeting(self, cells: Cells) -> MeetingReference | None:
        meeting = _meeting(cells)
        if meeting == MeetingReference():
            cells.lack("meeting.no_date")
            return None
        return meeting

    def _answer(self, cells: Cells) -> Answer | None:
        status = _status(cells, self._vocabulary) if cells.has("status") else Status.PRESENT
        if status is None:
            return None
        invited_by = take_reference(cells, "invited_by")
        is_guest = bool(cells.take("is_guest", normalise_yes_no)) or invited_by is not None
        substitute = take_reference(cells, "substitute")
        return Answer(status, substitute, invited_by, is_guest, cells.take("note", normalise_text))

    def people(self) -> Part[PersonReference]:
        """Return whom the rows name."""
        return self._part(PERSON_FIELDS, self._person)

    def meetings(self) -> Part[MeetingReference]:
        """Return which meetings the rows name."""
        return self._part(MEETING_FIELDS, self._meeting)

    def answers(self) -> Part[Answer]:
        """Return what the rows say beside."""
        others = set(self._columns.by_field) - PERSON_FIELDS - MEETING_FIELDS
        return self._part(others, self._answer)

    def _part(self, fields: Collection[str], take: Callable[[Cells], T | None]) -> Part[T]:
        """Understand each distinct combination of these fields' cells once; many rows have few of them."""
        indices = sorted(index for field in fields for index in self._columns.by_field.get(field, ()))
        codes, firsts = distinct_rows(self.rows, indices)
        values: list[T | None] = []
        for first in firsts:
            cells = Cells(self._columns, self.rows[first])
            value = take(cells)
            values.append(None if cells.problems else value)
        return Part(codes, tuple(values))


def understand_attendance(table: Table, layout: Layout, mapping: mappings.Mapping) -> Iterator[Understood]:
    """Yield an `Attendance` for each row that names a person, a meeting and a status."""
    listed = AttendanceList(table, layout, mapping)
    return map(listed.understood, listed.rows)


def attendance_of(source: Source, person: PersonReference, meeting: MeetingReference, answer: Answer) -> Attendance:
    """Return the attendance that the three parts of a row make."""
    return Attendance(
        source=source,
        person=replace(person, is_guest=answer.is_guest),
        meeting=meeting,
        status=answer.status,
        substitute=answer.substitute,
        invited_by=answer.invited_by,
        note=answer.note,
    )


def _meeting(cells: Cells) -> MeetingReference:
    return MeetingReference(
        cells.take("meeting_id", normalise_text), cells.take_date("held_on"), cells.take("title", normalise_text)
    )


def _status(cells: Cells, vocabulary: Vocabulary) -> Status | None:
    """Return the status of the row; a row without one is a problem, because nobody can guess it."""
    mark = cells.cell("status")
    if mark is None:
        cells.lack("attendance.no_status")
        return None
    return cells.take("status", vocabulary.read)


def understand_matrix(table: Table, layout: Layout, mapping: mappings.Mapping) -> Iterator[Understood]:
    """Yield the meetings that a matrix has columns (or rows) for, then an `Attendance` for each mark in it.

    An empty cell says nothing: the person was not on the list that day.
    """
    columns = layout.person_columns or layout.meeting_columns
    marks = [row.cells[index] for row in table.rows for index in columns if cell_text(row.cells[index]).strip()]
    vocabulary = _vocabulary_of_matrix(table, marks, mapping)
    list_of = Columns(table, layout, mapping.defaults)
    if layout.meeting_columns:
        yield from _meetings_of_header(list_of, layout)
    for row in table.rows:
        yield from _row_of_matrix(Cells(list_of, row), layout, row, vocabulary)


def _meetings_of_header(columns: Columns, layout: Layout) -> Iterator[Understood]:
    """A day in the header is a meeting even if nobody has a mark below it."""
    cells = Cells(columns, Row(columns.table.header_line, ()))
    for heading in layout.meeting_columns.values():
        if isinstance(heading, date):
            yield cells.understood(Meeting(cells.source, heading))


def _row_of_matrix(cells: Cells, layout: Layout, row: Row, vocabulary: Vocabulary) -> Iterator[Understood]:
    person = take_person(cells) if layout.meeting_columns else None
    meeting = None if layout.meeting_columns else _meeting(cells)
    if layout.meeting_columns and person is None:
        cells.lack("person.no_name")
        yield cells.understood(None)
        return
    for index, heading in (layout.person_columns or layout.meeting_columns).items():
        mark = row.cells[index]
        if not cell_text(mark).strip():
            continue
        status = cells.normalised(index, mark, vocabulary.read)
        who = person or _person_of(heading)
        which = meeting or _meeting_of(heading)
        if status is not None and who is not None:
            yield Understood(Attendance(cells.source, who, which, status), (), cells.source, cells.as_read())
    if cells.problems:
        yield cells.understood(None)


def _meeting_of(heading: date | str) -> MeetingReference:
    return MeetingReference(held_on=heading) if isinstance(heading, date) else MeetingReference(external_id=heading)


def _person_of(heading: date | str) -> PersonReference | None:
    name, _findings = normalise_name(str(heading))
    return PersonReference(name=name) if name else None

"""Turns sign-in sheets into attendances: one row each, or a matrix of people and meetings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from datasette_netzwerk.model import Attendance, Meeting, MeetingReference, PersonReference, Status
from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records import mapping as mappings
from datasette_netzwerk.records.columns import Layout
from datasette_netzwerk.records.normalise.attendance import attendance_vocabulary
from datasette_netzwerk.records.normalise.names import normalise_name
from datasette_netzwerk.records.normalise.numbers import normalise_yes_no
from datasette_netzwerk.records.normalise.text import normalise_text
from datasette_netzwerk.records.normalise.values import Cell, Normalised, refused
from datasette_netzwerk.records.readers.tables import Row, Table, cell_text
from datasette_netzwerk.records.rows.cells import Cells, Columns, Understood
from datasette_netzwerk.records.rows.people import take_person, take_reference


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the marks of one list mean; decided from all of them, because single letters mean different things."""

    words: Mapping[str, Status]

    def read(self, cell: Cell) -> Normalised[Status]:
        """Return what one mark means."""
        mark = cell_text(cell)
        return (self.words[mark], ()) if mark in self.words else refused("attendance.unknown_word", word=mark)


def _vocabulary(table: Table, marks: Collection[Cell], mapping: mappings.Mapping) -> Vocabulary:
    """Return what the marks mean; raise `NotUnderstood` where only somebody who knows the list can say."""
    words, findings = attendance_vocabulary({cell_text(mark) for mark in marks}, mapping.attendance_words)
    if words is None:
        raise NotUnderstood(
            *(Problem(each.code, table.file, table.sheet, arguments=each.arguments) for each in findings)
        )
    return Vocabulary(words)


def understand_attendance(table: Table, layout: Layout, mapping: mappings.Mapping) -> Iterator[Understood]:
    """Yield an `Attendance` for each row that names a person, a meeting and a status."""
    index = layout.fields.index("status") if "status" in layout.fields else None
    marks = [row.cells[index] for row in table.rows] if index is not None else []
    vocabulary = _vocabulary(table, [mark for mark in marks if cell_text(mark).strip()], mapping)
    columns = Columns(table, layout, mapping.defaults)
    for row in table.rows:
        cells = Cells(columns, row)
        yield cells.understood(_attendance(cells, vocabulary))


def _attendance(cells: Cells, vocabulary: Vocabulary) -> Attendance | None:
    person, meeting = take_person(cells), _meeting(cells)
    status = _status(cells, vocabulary) if cells.has("status") else Status.PRESENT
    if person is None:
        cells.lack("person.no_name")
    if meeting == MeetingReference():
        cells.lack("meeting.no_date")
    if person is None or status is None or meeting == MeetingReference():
        return None
    invited_by = take_reference(cells, "invited_by")
    is_guest = bool(cells.take("is_guest", normalise_yes_no)) or invited_by is not None
    return Attendance(
        source=cells.source,
        person=PersonReference(person.external_id, person.name, person.email, is_guest),
        meeting=meeting,
        status=status,
        substitute=take_reference(cells, "substitute"),
        invited_by=invited_by,
        note=cells.take("note", normalise_text),
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
    vocabulary = _vocabulary(table, marks, mapping)
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

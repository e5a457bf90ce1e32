"""Finds the rows of a sign-in sheet that leave no doubt, by columns: a million rows have few people, meetings and answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import compress, count

from datasette_netzwerk.model import MeetingReference, PersonReference, Source
from datasette_netzwerk.records.readers.tables import CodedRows, Row
from datasette_netzwerk.records.rows.attendance import Answer, AttendanceList

FindPerson = Callable[[PersonReference | None], int | None]
FindMeeting = Callable[[MeetingReference, Source], int | None]


class PlainRows:
    """The rows whose person is known, whose meeting is known or can be made, and whose answer is clear."""

    def __init__(self, listed: AttendanceList, find_person: FindPerson, find_meeting: FindMeeting, today: date) -> None:
        people, meetings, answers = listed.people(), listed.meetings(), listed.answers()
        self._listed = listed
        self.answers: Mapping[int, Answer] = {
            number: answer for number, answer in enumerate(answers.values) if answer is not None
        }
        self._person_ids = [find_person(person) for person in people.values]
        self._meeting_ids: list[int | None] = [None] * len(meetings.values)
        self._codes = (meetings.codes, people.codes, answers.codes)
        may_be = [
            meeting is not None and (meeting.held_on is None or meeting.held_on <= today) for meeting in meetings.values
        ]
        self._is_plain = self._mask(may_be)
        for code, place in self._first_places():
            meeting = meetings.values[code]
            assert meeting is not None
            source = Source(listed.table.file, listed.rows[place].line, listed.table.sheet)
            self._meeting_ids[code] = find_meeting(meeting, source)
        if None in self._meeting_ids:
            self._is_plain = self._mask([meeting_id is not None for meeting_id in self._meeting_ids])
        self.count = sum(self._is_plain)

    def _mask(self, meetings: Sequence[bool]) -> bytes:
        """Return for each row whether all its three parts are clear."""
        people = [person_id is not None for person_id in self._person_ids]
        answers = [number in self.answers for number in range(max(self._codes[2], default=0) + 1)]
        parts = (
            map(clear.__getitem__, codes) for clear, codes in zip((meetings, people, answers), self._codes, strict=True)
        )
        return bytes(map(all, zip(*parts, strict=True)))

    def _first_places(self) -> list[tuple[int, int]]:
        """Return each meeting with the first plain row that names it, in the order of the rows."""
        codes = list(compress(self._codes[0], self._is_plain))
        places = list(compress(range(len(self._is_plain)), self._is_plain))
        # The last of equal keys stays, so going backwards leaves the first row of each.
        firsts = dict(zip(reversed(codes), reversed(places), strict=True))
        return sorted(firsts.items(), key=lambda pair: pair[1])

    def rows(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield meeting, person, number of the answer and line of each plain row."""
        meetings, people, answers = self._codes
        columns = (
            map(self._meeting_ids.__getitem__, meetings),
            map(self._person_ids.__getitem__, people),
            answers,
            self._lines(),
        )
        return compress(zip(*columns, strict=False), self._is_plain)  # type: ignore[arg-type]  # plain rows have no None

    def _lines(self) -> Iterator[int]:
        rows = self._listed.rows
        return count(rows.first_line) if isinstance(rows, CodedRows) else (row.line for row in rows)

    def repeated(self) -> Iterator[tuple[Row, int]]:
        """Yield each plain row whose person stands at its meeting already, with the line of the first."""
        first_lines: dict[tuple[int, int], int] = {}
        places = compress(count(), self._is_plain)
        for place, (meeting_id, person_id, _answer, line) in zip(places, self.rows(), strict=False):
            first = first_lines.setdefault((meeting_id, person_id), line)
            if first != line:
                yield self._listed.rows[place], first

    def others(self) -> Iterator[Row]:
        """Yield the rows that need a look each, in order."""
        return (self._listed.rows[place] for place, is_plain in enumerate(self._is_plain) if not is_plain)

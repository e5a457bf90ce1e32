"""Stores one list's records: says who and which meeting is meant, or keeps the row among the problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.model import (
    Attendance,
    Interaction,
    Kind,
    Meeting,
    MeetingReference,
    Member,
    PersonReference,
    Record,
    Source,
)
from datasette_netzwerk.problems import Finding, Problem
from datasette_netzwerk.records.identity.index import Match, PeopleIndex
from datasette_netzwerk.records.identity.tombstones import Recall
from datasette_netzwerk.records.identity.traits import traits_of, traits_of_name
from datasette_netzwerk.records.outcomes import Outcome
from datasette_netzwerk.records.plain_rows import PlainRows
from datasette_netzwerk.records.rows.attendance import Answer, AttendanceList
from datasette_netzwerk.records.rows.cells import Understood
from datasette_netzwerk.records.store.attendance import (
    answer_values,
    line_taken_in,
    store_attendance,
    store_taken_in,
    take_in,
)
from datasette_netzwerk.records.store.forgotten import read_tombstones
from datasette_netzwerk.records.store.interactions import Fingerprints, store_interaction
from datasette_netzwerk.records.store.meetings import MeetingIndex, store_meeting
from datasette_netzwerk.records.store.members import store_person
from datasette_netzwerk.records.store.problems import read_waiting, resolve
from datasette_netzwerk.records.store.runs import Run
from datasette_netzwerk.records.store.waiting import record_from_json
from datasette_netzwerk.records.storing_members import MemberStoring

Locate = Callable[[Finding], Problem]


class Storing:
    """One run at work: who and what is known so far, and what became of the rows."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._people = PeopleIndex(run)
        self._meetings = MeetingIndex(run)
        self._tombstones = read_tombstones(run.connection)
        self._fingerprints = Fingerprints()
        self._has_taken_in = False
        self.outcome = Outcome(run)
        self.members = MemberStoring(run, self._people, self.outcome)

    def store(self, record: Record, understood: Understood) -> None:
        """Store one record, or keep it among the problems when nobody knows whom or which meeting it means."""
        before = self._run.changes()
        match record:
            case Member():
                is_new = self.members.store(record, understood)
            case Meeting():
                is_new = self._store_meeting(record, understood)
            case Attendance():
                kept = replace(record, substitute=self._unforgotten(record.substitute)) if self._tombstones else record
                is_new = self._store_attendance(kept, understood.locate)
            case Interaction():
                entry = replace(record, third=self._unforgotten(record.third)) if self._tombstones else record
                is_new = self._store_interaction(entry, understood.locate)
        self.outcome.count(is_new, self._run.changes() != before)
        self._report_conflicts(understood)

    def _report_conflicts(self, understood: Understood) -> None:
        """Tell each value of the row that was not taken, because somebody had entered another one by hand."""
        for conflict in self._run.conflicts:
            edit = conflict.edit
            arguments = {"actor": edit.actor, "date": edit.day, "kept": "-" if edit.value is None else str(edit.value)}
            problem = understood.locate(Finding("value.edited_by_hand", arguments))
            self.outcome.report(replace(problem, value=None if conflict.value is None else str(conflict.value)))
        self._run.conflicts.clear()

    # -- whom the rows mean, and who must not come back ----------------------------------------------------------

    def identified(self, rows: Iterable[Understood]) -> Iterable[Understood]:
        """Return the rows of a list to store: who the rows of a members' list are is said before the first is stored."""
        kept = filter(self._is_to_keep, rows)
        if self._run.kind is not Kind.MEMBERS:
            return kept
        whole = list(kept)
        self._people.identify_list([row.record for row in whole if isinstance(row.record, Member)])
        return whole

    def _is_to_keep(self, understood: Understood) -> bool:
        """Whether a row may be stored, or even told: nothing of somebody forgotten comes back."""
        if not self._tombstones:
            return True
        recall = self._recall(understood)
        if recall is Recall.PERHAPS:
            self.outcome.report(replace(understood.locate(Finding("person.maybe_forgotten")), row=None))
        if recall is not Recall.FORGOTTEN:
            return True
        self.outcome.report(replace(understood.locate(Finding("person.forgotten")), row=None))
        self.outcome.skip()
        return False

    def _recall(self, understood: Understood) -> Recall:
        record = understood.record
        if isinstance(record, Member):
            return Recall.UNKNOWN if self._people.is_sighted(record) else self._tombstones.recall(traits_of(record))
        if record is None:
            is_hers = any(self._tombstones.has_address(cell) for cell in understood.row.values() if "@" in cell)
            return Recall.FORGOTTEN if is_hers else Recall.UNKNOWN
        return Recall.FORGOTTEN if any(map(self._is_forgotten, _people_in(record))) else Recall.UNKNOWN

    def _is_forgotten(self, reference: PersonReference | None) -> bool:
        """Whether a reference names somebody forgotten, and nobody else who is known."""
        if (
            reference is None
            or not self._tombstones
            or self._people.identify_reference(reference).person_id is not None
        ):
            return False
        if reference.name is None:
            return bool(reference.email) and self._tombstones.has_address(reference.email or "")
        traits = replace(traits_of_name(reference.name, reference.email), number=reference.external_id)
        return self._tombstones.recall(traits) is Recall.FORGOTTEN

    def _unforgotten(self, reference: PersonReference | None) -> PersonReference | None:
        return None if self._is_forgotten(reference) else reference

    # -- meetings -----------------------------------------------------------------------------------------------

    def _store_meeting(self, meeting: Meeting, understood: Understood) -> bool | None:
        reference = MeetingReference(meeting.external_id, meeting.held_on, meeting.title)
        known = self._meetings.find(reference)
        key = meeting.external_id or (meeting.held_on, identity_key(meeting.title or ""))
        first = self.outcome.stands_already("meeting", key, meeting.source.line)
        if first is not None:
            problem = understood.locate(Finding("meeting.twice", {"line": str(first)}))
            self.outcome.report(replace(problem, value=_meeting_shown(reference)))
            return None
        store_meeting(self._run, self._meetings, meeting)
        return known is None

    def _meeting_of(self, attendance: Attendance, locate: Locate) -> int | None:
        """Return the meeting that a row means; one that is known by its day only is made from the row."""
        reference = attendance.meeting
        meeting_id = self._find_or_make_meeting(reference, attendance.source)
        if meeting_id is None:
            code = "meeting.ambiguous" if reference.held_on else "meeting.unknown"
            self.outcome.report(replace(locate(Finding(code)), value=_meeting_shown(reference)), attendance)
        return meeting_id

    def _find_or_make_meeting(self, reference: MeetingReference, source: Source) -> int | None:
        known = self._meetings.find(reference)
        if known is not None:
            return known
        if reference.held_on is None or (not reference.title and self._meetings.is_ambiguous(reference)):
            return None
        made = Meeting(source, reference.held_on, reference.external_id, reference.title)
        return store_meeting(self._run, self._meetings, made)

    # -- attendance ---------------------------------------------------------------------------------------------

    def _store_attendance(self, attendance: Attendance, locate: Locate, *, is_retry: bool = False) -> bool | None:
        person_id = self._person(attendance.person, attendance, locate, is_retry=is_retry)
        if person_id is None:
            return None
        meeting_id = self._meeting_of(attendance, locate)
        if meeting_id is None:
            return None
        first = self.outcome.stands_already("attendance", (meeting_id, person_id), attendance.source.line)
        if first is None and self._has_taken_in:
            first = line_taken_in(self._run, meeting_id, person_id)
        if first is not None and not is_retry:
            self._report_twice(attendance, first, locate)
            return None
        key = {"meeting_id": meeting_id, "person_id": person_id}
        is_new = self._run.execute("attendance_exists", key).fetchone() is None
        store_attendance(
            self._run,
            attendance,
            meeting_id=meeting_id,
            person_id=person_id,
            substitute_id=self._known(attendance.substitute),
            invited_by_id=self._known(attendance.invited_by),
        )
        return is_new

    def _report_twice(self, attendance: Attendance, first: int, locate: Locate) -> None:
        problem = locate(Finding("attendance.twice", {"line": str(first)}))
        self.outcome.report(replace(problem, value=_reference_shown(attendance.person)))

    def store_at_once(self, listed: AttendanceList) -> Iterator[Understood]:
        """Store all rows that say without any doubt who, which meeting and what; yield the others, to be stored singly."""
        plain = PlainRows(listed, self._known_and_unedited, self._find_or_make_meeting, self._run.today)
        answers = {number: self._answer_values(answer) for number, answer in plain.answers.items()}
        kept = take_in(self._run, answers, plain.rows())
        self._has_taken_in = True
        if kept < plain.count:
            for row, first in plain.repeated():
                understood = listed.understood(row)
                assert isinstance(understood.record, Attendance)
                self._report_twice(understood.record, first, understood.locate)
                self.outcome.skip()
        counts = store_taken_in(self._run, kept)
        self.outcome.add(counts)
        return filter(self._is_to_keep, map(listed.understood, plain.others()))

    def _known_and_unedited(self, reference: PersonReference | None) -> int | None:
        person_id = self._known(reference)
        return None if person_id in self._edited_people else person_id

    @cached_property
    def _edited_people(self) -> frozenset[int]:
        """The people one of whose attendances was changed by hand: their rows need a look each."""
        return frozenset(int(key.split(",")[1]) for table, key in self._run.edits if table == "attendance")

    def _answer_values(self, answer: Answer) -> Mapping[str, Any]:
        substitute_id, invited_by_id = self._known(answer.substitute), self._known(answer.invited_by)
        substitute = self._unforgotten(answer.substitute)
        return answer_values(answer.status, substitute, substitute_id, invited_by_id, answer.note)

    def _person(self, reference: PersonReference, record: Record, locate: Locate, *, is_retry: bool) -> int | None:
        """Return whom a reference means; a guest nobody knows is made, anybody else waits among the problems."""
        match = self._people.identify_reference(reference)
        if match.person_id is not None:
            return match.person_id
        if reference.is_guest and reference.name is not None and _is_unknown(match):
            return self._make_guest(reference, record.source)
        if match.finding is not None and not is_retry:
            self.outcome.report(replace(locate(match.finding), value=_reference_shown(reference)), record)
        return None

    def _make_guest(self, reference: PersonReference, source: Source) -> int:
        name = reference.name
        assert name is not None
        person_id = store_person(self._run, name, None, source.line)
        self._people.add(person_id, name, traits_of_name(name, reference.email))
        return person_id

    def _known(self, reference: PersonReference | None) -> int | None:
        return self._people.identify_reference(reference).person_id if reference else None

    # -- interactions -------------------------------------------------------------------------------------------

    def _store_interaction(self, interaction: Interaction, locate: Locate, *, is_retry: bool = False) -> bool | None:
        giver = interaction.giver
        giver_id = self._person(giver, interaction, locate, is_retry=is_retry) if giver else None
        receiver_id = self._person(interaction.receiver, interaction, locate, is_retry=is_retry)
        if (giver and giver_id is None) or receiver_id is None:
            return None
        if giver and giver_id == receiver_id:
            self.outcome.report(replace(locate(Finding("person.with_herself")), value=_reference_shown(giver)))
            return None
        third_id = self._known(interaction.third)
        third = identity_key(_reference_shown(interaction.third)) if interaction.third else ""
        fingerprint, is_new = self._fingerprint(interaction, giver_id, receiver_id, third)
        store_interaction(
            self._run, fingerprint, interaction, giver_id=giver_id, receiver_id=receiver_id, third_id=third_id
        )
        return is_new

    def _fingerprint(
        self, interaction: Interaction, giver_id: int | None, receiver_id: int, third: str
    ) -> tuple[str, bool]:
        """Return the fingerprint and whether it is new; a row stored before its people were made one has an older one."""
        givers: Sequence[int | None] = (None,) if giver_id is None else self._people.former_keys(giver_id)
        receivers = self._people.former_keys(receiver_id)
        prints = [
            self._fingerprints.of(interaction, giver, receiver, third) for giver in givers for receiver in receivers
        ]
        stored = (each for each in prints if self._run.execute("interaction_exists", {"fingerprint": each}).fetchone())
        known = next(stored, None)
        return known or prints[0], known is None

    # -- rows that wait -----------------------------------------------------------------------------------------

    def retry_waiting(self) -> None:
        """Try again the rows of earlier imports whose person or meeting nobody knew."""
        for waiting in read_waiting(self._run):
            if waiting.import_run_id == self._run.id:
                continue
            source = Source(waiting.source, waiting.line)
            record = record_from_json(waiting.record, source)

            def locate(finding: Finding, source: Source = source) -> Problem:
                return Problem(finding.code, source=source.file, line=source.line, arguments=finding.arguments)

            stored = (
                self._store_attendance(record, locate, is_retry=True)
                if isinstance(record, Attendance)
                else self._store_interaction(record, locate, is_retry=True)
            )
            if stored is not None:
                resolve(self._run, waiting.problem_id)


def _people_in(record: Record) -> tuple[PersonReference | None, ...]:
    """Return whom a record is about; it makes no sense without them."""
    match record:
        case Attendance():
            return (record.person,)
        case Interaction():
            return record.giver, record.receiver
        case _:
            return ()


def _is_unknown(match: Match) -> bool:
    return match.finding is not None and match.finding.code.startswith("person.unknown")


def _reference_shown(reference: PersonReference) -> str:
    return (reference.name.shown if reference.name else None) or reference.external_id or reference.email or ""


def _meeting_shown(reference: MeetingReference) -> str:
    parts = (reference.held_on.isoformat() if reference.held_on else None, reference.title or reference.external_id)
    return " ".join(part for part in parts if part)

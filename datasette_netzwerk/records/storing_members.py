"""Stores the rows of a members' list as people, asks about pairs that may be one, and tells who is missing."""

from __future__ import annotations

from dataclasses import replace

from datasette_netzwerk.model import Member, Source
from datasette_netzwerk.problems import Finding, Problem
from datasette_netzwerk.records.identity.index import PeopleIndex
from datasette_netzwerk.records.identity.traits import Traits
from datasette_netzwerk.records.outcomes import Outcome
from datasette_netzwerk.records.rows.cells import Understood
from datasette_netzwerk.records.store.members import store_member
from datasette_netzwerk.records.store.reviews import ask
from datasette_netzwerk.records.store.runs import Run

SMALLEST_FULL_LIST = 5
"""A list that names fewer members, or less than half of them, is of some of them only."""

NAMES_TOLD = 10


class MemberStoring:
    """The rows of a members' list at work: whom each became, and how it described her."""

    def __init__(self, run: Run, people: PeopleIndex, outcome: Outcome) -> None:
        self._run, self._people, self._outcome = run, people, outcome
        self._rows: dict[Source, Understood] = {}
        self._sightings: list[tuple[Traits, int, int]] = []

    def store(self, member: Member, understood: Understood) -> bool | None:
        """Store one row and say whether it is about somebody new; ``None`` if it stays among the problems."""
        if member.external_id and self._is_twice("number", member.external_id, member, understood):
            return None
        match = self._people.identify_member(member)
        if match.finding is not None:
            problem = understood.locate(match.finding)
            self._outcome.report(replace(problem, value=problem.value or member.name.shown))
            return None
        if match.is_doubtful:
            member = self._without_stated_consents(member, understood)
        if match.person_id is not None and self._is_twice("person", match.person_id, member, understood):
            return None
        person_id = store_member(self._run, member, match.person_id)
        self._rows[member.source] = understood
        self._outcome.stands_already("person", person_id, member.source.line)
        traits = self._people.stored(member, person_id)
        self._sightings.append((traits, person_id, member.source.line))
        return match.person_id is None

    def settle(self) -> None:
        """Remember how the list described people, put each pair that may be one person into the queue, and tell it."""
        described = (
            ({"description": traits.to_json(), "person_id": person_id}, line)
            for traits, person_id, line in self._sightings
        )
        self._run.execute_many("sighting_insert", described)
        for doubt in self._people.open_doubts():
            ask(self._run, doubt)
            understood = self._rows.get(doubt.source)
            if understood is not None and isinstance(understood.record, Member):
                finding = Finding("person.maybe_same", {"name": self._people.shown(doubt.other_person)})
                self._outcome.report(replace(understood.locate(finding), value=self._people.shown(doubt.row_person)))

    def report_missing(self, file: str, sheet: str | None) -> None:
        """Tell which members a full list does not name; nobody is removed, because a list may be an old one."""
        known = self._run.execute("members_now", {"today": self._run.today.isoformat()}).fetchall()
        missing = [row["name"] for row in known if not self._outcome.has("person", row["id"])]
        is_full = len(known) - len(missing) >= SMALLEST_FULL_LIST and len(missing) <= len(known) / 2
        if missing and is_full:
            names = ", ".join(missing[:NAMES_TOLD]) + (" …" if len(missing) > NAMES_TOLD else "")
            arguments = {"count": str(len(missing)), "names": names}
            # Told once and not kept: the next list says it anew, and there is nothing to mend.
            self._outcome.problems.append(Problem("members.missing", source=file, sheet=sheet, arguments=arguments))

    def _without_stated_consents(self, member: Member, understood: Understood) -> Member:
        """Take from somebody who may be known already what a file says for all: the known person may have said no."""
        own = tuple(consent for consent in member.consents if not consent.is_for_all)
        if len(own) < len(member.consents):
            problem = understood.locate(Finding("consent.not_for_all"))
            self._outcome.report(replace(problem, value=member.name.shown))
        return replace(member, consents=own)

    def _is_twice(self, kind: str, key: object, member: Member, understood: Understood) -> bool:
        first = self._outcome.stands_already(kind, key, member.source.line)
        if first is None:
            return False
        problem = understood.locate(Finding("person.twice", {"line": str(first)}))
        self._outcome.report(replace(problem, value=member.name.shown))
        return True

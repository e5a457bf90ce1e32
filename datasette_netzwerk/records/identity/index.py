"""Everybody known, found by number, by e-mail, by name, and by what is nearly the same."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.model import ContactKind, Member, PersonName, PersonReference, Source
from datasette_netzwerk.problems import Finding
from datasette_netzwerk.records.identity.answers import Answers
from datasette_netzwerk.records.identity.evidence import Evidence, Face, face_of
from datasette_netzwerk.records.identity.linking import Doubt, Known, Linker, Links, Node, block_keys
from datasette_netzwerk.records.identity.traits import (
    Traits,
    generation_of,
    street_key,
    traits_from_json,
    traits_of,
    traits_of_name,
)
from datasette_netzwerk.records.store.runs import Run


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a row means: a known person's key, or ``None``; what somebody should be told; whether it is in doubt."""

    person_id: int | None
    finding: Finding | None = None
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class OpenDoubt:
    """Two known people who may be one: the row that led to the question, and what speaks for it and against."""

    source: Source
    row_person: int
    other_person: int
    one: Traits
    other: Traits
    evidence: Evidence


class PeopleIndex:
    """Everybody known, and who is meant by each row of the list at hand."""

    def __init__(self, run: Run) -> None:
        self._by_external_id: dict[str, int] = {}
        self._known: dict[int, Known] = defaultdict(Known)
        self._names: dict[int, PersonName] = {}
        self._members: set[int] = set()
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_email: dict[str, set[int]] = defaultdict(set)
        self._blocks: dict[str, set[Node]] = defaultdict(set)
        self._not_in_blocks: list[tuple[int, Face]] = []
        self._by_sighting: dict[Traits, list[int]] = defaultdict(list)
        self._former: dict[int, list[int]] = defaultdict(list)
        self._list = _List((), (), Links((), {}, ()))
        self._answers = Answers(run)
        self._read(run)

    def _read(self, run: Run) -> None:
        for row in run.execute("people_all", {}):
            self._add_row(dict(row))
        for external_id, person_id in run.execute("identifiers_all", {"kind": "person"}).fetchall():
            self._add_number(person_id, external_id)
        for description, person_id in run.execute("sightings_all", {}).fetchall():
            self._add_sighting(person_id, traits_from_json(description))
        for kept, gone in run.execute("merges_all", {}).fetchall():
            self._former[kept] += [gone, *self._former.get(gone, ())]

    def _add_row(self, row: Mapping[str, str | int | None]) -> None:
        points = [(kind, key) for kind, key in json.loads(str(row["contact_points"]))]
        traits = Traits(
            given=identity_key(str(row["given_name"] or "")),
            family=identity_key(str(row["family_name"])),
            birth_family=identity_key(str(row["birth_name"] or "")),
            generation=generation_of(str(row["name_suffix"] or "")),
            emails=frozenset(key for kind, key in points if kind == ContactKind.EMAIL),
            phones=frozenset(key for kind, key in points if kind in (ContactKind.PHONE, ContactKind.MOBILE)),
            mobiles=frozenset(key for kind, key in points if kind == ContactKind.MOBILE),
            companies=frozenset(json.loads(str(row["company_keys"]))),
            birth_date=str(row["birth_date"]) if row["birth_date"] else None,
            street=street_key(str(row["street"] or "")),
            postcode=str(row["postcode"] or ""),
            town=identity_key(str(row["town"] or "")),
        )
        name = PersonName(str(row["family_name"]), str(row["given_name"]) if row["given_name"] else None)
        self.add(int(str(row["id"])), name, traits, is_member=bool(row["is_member"]))

    def _add_number(self, person_id: int, external_id: str) -> None:
        self._by_external_id[external_id] = person_id
        self._known[person_id].numbers.add(external_id)

    def _add_sighting(self, person_id: int, traits: Traits) -> None:
        if person_id in self._by_sighting[traits]:
            return
        self._by_sighting[traits].append(person_id)
        # A number is kept apart: most sightings say what the person's record says.
        known = self._known[person_id].faces
        if face_of(traits) not in known and face_of(replace(traits, number=None)) not in known:
            self._add_face(person_id, face_of(traits))

    def _add_face(self, person_id: int, face: Face) -> None:
        self._known[person_id].faces.append(face)
        if person_id not in self._by_name[face.traits.name_key]:
            self._by_name[face.traits.name_key].append(person_id)
        for email in face.traits.emails:
            self._by_email[email].add(person_id)
        self._not_in_blocks.append((person_id, face))

    def add(
        self,
        person_id: int,
        name: PersonName,
        traits: Traits,
        *,
        external_id: str | None = None,
        is_member: bool = False,
    ) -> None:
        """Make a stored person findable by what her record or a row says about her; she may have been known before."""
        self._names[person_id] = name
        if is_member:
            self._members.add(person_id)
        if external_id and external_id not in self._by_external_id:
            self._add_number(person_id, external_id)
        face = face_of(traits)
        if face not in self._known[person_id].faces:
            self._add_face(person_id, face)

    def shown(self, person_id: int) -> str:
        """Return a known person's name as people write it."""
        name = self._names[person_id]
        return f"{name.given_name or ''} {name.family_name}".strip()

    def people(self) -> Sequence[int]:
        """Return everybody who has a name."""
        return tuple(self._names)

    def described(self, person_id: int) -> Sequence[Traits]:
        """Return how lists and records describe a person, with each of her numbers."""
        known = self._known[person_id]
        faces = [face.traits for face in known.faces]
        return tuple(
            dict.fromkeys((*faces, *(replace(each, number=one) for each in faces for one in sorted(known.numbers))))
        )

    def is_sighted(self, member: Member) -> bool:
        """Whether a row is known to mean somebody: by its number, or because it stood so in an earlier list."""
        return member.external_id in self._by_external_id or bool(self._by_sighting.get(traits_of(member)))

    def former_keys(self, person_id: int) -> Sequence[int]:
        """Return the keys of everybody who was made one with a person, her own first."""
        return person_id, *self._former.get(person_id, ())

    # -- the rows of a members' list ------------------------------------------------------------------------------

    def identify_list(self, members: Sequence[Member]) -> None:
        """Say for a whole list at once who its rows are, so that their order does not matter."""
        rows = [traits_of(member) for member in members]
        linker = Linker(rows, self._known, self._all_blocks(), self._answers)
        self._fix_known(linker, members, rows)
        self._list = _List(tuple(members), tuple(rows), linker.link())

    def _all_blocks(self) -> Mapping[str, set[Node]]:
        """Return who shares a block; whom the list at hand adds is looked up by the next list only."""
        for person_id, face in self._not_in_blocks:
            for block in block_keys(face):
                self._blocks[block].add(person_id)
        self._not_in_blocks.clear()
        return self._blocks

    def _fix_known(self, linker: Linker, members: Sequence[Member], rows: Sequence[Traits]) -> None:
        """Settle the rows that need no weighing: a known number, the very row of an earlier import, an answer."""
        taken: dict[int, Traits] = {}
        for place, member in enumerate(members):
            number = member.external_id
            if number in self._by_external_id and not self._contradicts(member.name, self._by_external_id[number]):
                linker.fix(place, self._by_external_id[number])
                taken[self._by_external_id[number]] = rows[place]
        for place, traits in enumerate(rows):
            if members[place].external_id in self._by_external_id:
                continue
            sighted = [person for person in self._by_sighting.get(traits, ()) if person in self._known]
            free = [person for person in sighted if person not in taken]
            answered = free[0] if free else self._answers.same_as(traits, self._known)
            if answered is not None:
                linker.fix(place, answered)
                taken[answered] = traits

    def identify_member(self, member: Member) -> Match:
        """Say whom a row of a members' list means; a row that made a person finds that person again.

        A row outside the list given to `identify_list` is a list of its own.
        """
        number = member.external_id
        if number in self._by_external_id:
            match = self._identify_number(number, member.name)
            if match.finding is not None:
                return match
        if not self._list.has(member):
            self.identify_list([member])
        return self._list.match(member.source)

    def stored(self, member: Member, person_id: int) -> Traits:
        """Take note that a row was stored as a person: she has its name now, and the row means her for ever.

        Return how the row describes her.
        """
        traits = self._list.traits(member)
        self.add(person_id, member.name, traits, external_id=member.external_id, is_member=member.is_member)
        self._add_sighting(person_id, traits)
        self._list.stored(member.source, person_id)
        return traits

    def open_doubts(self) -> Iterable[OpenDoubt]:
        """Yield the pairs of people who may be one, as this list shows them."""
        yield from self._list.open_doubts(self._known)

    # -- a person whom an attendance or an interaction names ------------------------------------------------------

    def _identify_number(self, external_id: str, name: PersonName | None) -> Match:
        person_id = self._by_external_id[external_id]
        if name is not None and self._contradicts(name, person_id):
            arguments = {"number": external_id, "name": self.shown(person_id)}
            return Match(None, Finding("person.number_reused", arguments))
        return Match(person_id)

    def _contradicts(self, name: PersonName, person_id: int) -> bool:
        """Whether given *and* family name are other ones: one of them changes at a wedding, both together never."""
        mine = traits_of_name(name)
        return all(_is_other_name(mine, face.traits) for face in self._known[person_id].faces)

    def identify_reference(self, reference: PersonReference) -> Match:
        """Say whom an attendance or an interaction means: by number, by e-mail, or by a name that only one person has."""
        if reference.external_id and reference.external_id in self._by_external_id:
            return self._identify_number(reference.external_id, reference.name)
        owners = self._by_email.get((reference.email or "").lower(), set())
        if len(owners) == 1:
            return Match(next(iter(owners)))
        if reference.name is None:
            return Match(None, Finding("person.unknown"))
        return self._identify_name(reference.name)

    def _identify_name(self, name: PersonName) -> Match:
        people = self._by_name.get(traits_of_name(name).name_key, [])
        members = [person_id for person_id in people if person_id in self._members]
        if len(people) == 1 or len(members) == 1:
            return Match(members[0] if len(members) == 1 else people[0])
        if people:
            return Match(None, Finding("person.ambiguous", {"count": str(len(people))}))
        closest = self._closest(traits_of_name(name))
        if closest:
            return Match(None, Finding("person.unknown_but_similar", {"closest": closest}))
        return Match(None, Finding("person.unknown"))

    def _closest(self, traits: Traits) -> str:
        """Return the known name that looks most like the one asked for, to be proposed and never taken."""
        names = (key for key, people in self._by_name.items() if people)
        found = process.extractOne(traits.name_key, names, scorer=fuzz.ratio, score_cutoff=75)
        return self.shown(self._by_name[found[0]][0]) if found else ""


def _is_other_name(one: Traits, other: Traits) -> bool:
    if not one.given or not other.given:
        return False
    if JaroWinkler.similarity(one.family + one.given, other.given + other.family) > 0.95:
        return False
    families, givens = (one.family, other.family), (one.given, other.given)
    return JaroWinkler.similarity(*families) < 0.8 and JaroWinkler.similarity(*givens) < 0.8


class _List:
    """The list at hand: who its rows are, and which people its first stored rows became."""

    def __init__(self, members: tuple[Member, ...], rows: tuple[Traits, ...], links: Links) -> None:
        self._members, self._rows, self._links = members, rows, links
        self._places = {member.source: place for place, member in enumerate(members)}
        self._people: dict[int, int] = dict(links.person_of)
        doubtful = {node for doubt in links.doubts for node in (doubt.one, doubt.other)}
        self._doubtful = {self._group(node) for node in doubtful if node < 0}
        self._doubtful_people = {node for node in doubtful if node > 0}

    def has(self, member: Member) -> bool:
        """Whether a row is one of this list, and still says who she is as it did."""
        place = self._places.get(member.source)
        return place is not None and self._rows[place] == self.traits(member)

    def traits(self, member: Member) -> Traits:
        """Return the traits of a row, which are known already if it is one of this list."""
        place = self._places.get(member.source)
        return self._rows[place] if place is not None and self._members[place] is member else traits_of(member)

    def _group(self, node: Node) -> int:
        return self._links.group_of[-1 - node]

    def match(self, source: Source) -> Match:
        """Return whom a row means, as far as the rows before it became somebody."""
        group = self._links.group_of[self._places[source]]
        person = self._people.get(group)
        return Match(person, is_doubtful=group in self._doubtful or person in self._doubtful_people)

    def stored(self, source: Source, person_id: int) -> None:
        """Take note whom a row became."""
        if source in self._places:
            self._people.setdefault(self._links.group_of[self._places[source]], person_id)

    def open_doubts(self, known: Mapping[int, Known]) -> Iterable[OpenDoubt]:
        """Yield the doubts about people who are stored."""
        for doubt in self._links.doubts:
            one, other = (self._person(node) for node in (doubt.one, doubt.other))
            if one is None or other is None or one == other:
                continue
            source = self._source_of(doubt)
            yield OpenDoubt(
                source, one, other, self._traits(doubt.one, known), self._traits(doubt.other, known), doubt.evidence
            )

    def _person(self, node: Node) -> int | None:
        return node if node > 0 else self._people.get(self._links.group_of[-1 - node])

    def _traits(self, node: Node, known: Mapping[int, Known]) -> Traits:
        return known[node].faces[-1].traits if node > 0 else self._rows[-1 - node]

    def _source_of(self, doubt: Doubt) -> Source:
        """Return the row at which a doubt is told: always the same one, in whatever order the rows stand."""
        rows = [-1 - node for node in self._rows_of(doubt)]
        return self._members[max(rows, key=lambda place: self._rows[place].to_json())].source

    def _rows_of(self, doubt: Doubt) -> list[Node]:
        rows = [node for node in (doubt.one, doubt.other) if node < 0]
        if rows:
            return rows
        groups = {group for group, person in self._people.items() if person in (doubt.one, doubt.other)}
        return [-1 - place for place, group in enumerate(self._links.group_of) if group in groups]

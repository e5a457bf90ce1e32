"""Says whether a row means somebody known: never two people as one, and one person as one wherever the evidence allows."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.model import ContactKind, Member, PersonName, PersonReference
from datasette_netzwerk.problems import Finding
from datasette_netzwerk.records.phonetics import cologne_code
from datasette_netzwerk.records.store.members import name_key
from datasette_netzwerk.records.store.runs import Run

CERTAIN = 10.0
"""From this score on a row is the known person: name and e-mail agree, or name, firm and one thing more."""

POSSIBLE = 6.0
"""From this score on an organiser should look."""

VETOED = 7.5
"""The most that two people with different given names, birth dates or member numbers can score."""

CLEAR_LEAD = 1.5
"""By how much one of two namesakes must be ahead: a firm agrees for one and not for the other."""

GENERIC_MAILBOX = re.compile(r"(info|kontakt|contact|office|mail|buero|post|team|service|verwaltung)@")
BIGGEST_BLOCK = 60


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells one person from another, folded for comparison."""

    given: str
    family: str
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()
    birth_date: str | None = None
    postcode: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a row means: a known person's key, or ``None``; and what somebody should be told about it."""

    person_id: int | None
    finding: Finding | None = None


@cache
def _full_names() -> dict[str, str]:
    """Return which full given name a short form stands for, from the list beside this module."""
    lines = resources.files(__package__).joinpath("short_names.csv").read_text(encoding="utf-8").splitlines()
    return dict(line.split(",", 1) for line in lines if line and not line.startswith("#"))


def given_key(name: str | None) -> str:
    """Return a given name for comparison; a short form counts as the full name it stands for."""
    key = identity_key(name or "")
    return _full_names().get(key, key)


def traits_of(member: Member) -> Traits:
    """Return the traits that a row of a members' list shows."""
    points = member.contact_points
    return Traits(
        given=given_key(member.name.given_name),
        family=identity_key(member.name.family_name),
        emails=frozenset(point.key for point in points if point.kind is ContactKind.EMAIL),
        phones=frozenset(point.key for point in points if point.kind in (ContactKind.PHONE, ContactKind.MOBILE)),
        companies=frozenset([member.company.key] if member.company else ()),
        birth_date=member.birth_date.isoformat() if member.birth_date else None,
        postcode=member.postcode,
    )


def score(one: Traits, other: Traits) -> float:
    """Return how much speaks for one person: about -10 … 20; from `CERTAIN` on it is one.

    Vetoes cap the sum: other given name, other birth date. Families in one firm share everything else.
    """
    given, family = _name_similarities(one, other)
    total = _family_points(one, other, family) + _given_points(one, other, given)
    total += _email_points(one, other) + _phone_points(one, other) + _company_points(one, other)
    if one.birth_date and other.birth_date:
        total += 4.0 if one.birth_date == other.birth_date else -6.0
    if one.postcode and other.postcode:
        total += 0.7 if one.postcode == other.postcode else -0.7
    return min(total, VETOED) if _is_vetoed(one, other, given) else total


def _name_similarities(one: Traits, other: Traits) -> tuple[float, float]:
    family = JaroWinkler.similarity(one.family, other.family)
    given = JaroWinkler.similarity(one.given, other.given)
    swapped = JaroWinkler.similarity(one.family + one.given, other.given + other.family)
    return (1.0, 1.0) if swapped > 0.95 and family < 0.8 else (given, family)


def _family_points(one: Traits, other: Traits, similarity: float) -> float:
    if similarity >= 0.97:
        return 4.5
    if similarity >= 0.9 or cologne_code(one.family) == cologne_code(other.family):
        return 3.0
    if set(one.family.split()) & set(other.family.split()):  # a double name that took or lost one half
        return 2.2
    return -3.5 if similarity < 0.8 else -0.5


def _is_initial(one: Traits, other: Traits) -> bool:
    return one.given[:1] == other.given[:1] and min(len(one.given), len(other.given)) <= 2


def _given_points(one: Traits, other: Traits, similarity: float) -> float:
    if not one.given or not other.given:
        return 0.0
    if similarity >= 0.97:
        return 2.5
    if similarity >= 0.88 or cologne_code(one.given) == cologne_code(other.given):
        return 1.5
    return 0.8 if _is_initial(one, other) else -5.0


def _personal(emails: Iterable[str]) -> set[str]:
    return {email for email in emails if not GENERIC_MAILBOX.match(email)}


def _email_points(one: Traits, other: Traits) -> float:
    mine, theirs = _personal(one.emails), _personal(other.emails)
    if mine & theirs:
        return 6.0
    if one.emails & other.emails:
        return 1.0
    if not mine or not theirs:
        return 0.0
    mailboxes = {email.split("@")[0] for email in mine} & {email.split("@")[0] for email in theirs}
    return 1.0 if mailboxes else -0.8


def _phone_points(one: Traits, other: Traits) -> float:
    if one.phones & other.phones:
        return 3.5
    return -0.5 if one.phones and other.phones else 0.0


def _company_points(one: Traits, other: Traits) -> float:
    if not one.companies or not other.companies:
        return 0.0
    closest = max(fuzz.token_set_ratio(mine, theirs) for mine in one.companies for theirs in other.companies)
    return 2.5 if closest >= 92 else 1.0 if closest >= 80 else -0.7


def _is_vetoed(one: Traits, other: Traits, given: float) -> bool:
    if one.birth_date and other.birth_date and one.birth_date != other.birth_date:
        return True
    if not one.given or not other.given or _personal(one.emails) & _personal(other.emails):
        return False
    sounds_alike = cologne_code(one.given) == cologne_code(other.given)
    return given < 0.88 and not sounds_alike and not _is_initial(one, other)


def block_keys(traits: Traits) -> Iterator[str]:
    """Yield the keys under which two rows of one person meet with a chance of 0.99, so that not all pairs are scored."""
    family_sound, given_sound = cologne_code(traits.family), cologne_code(traits.given)
    yield from (f"e:{email}" for email in traits.emails)
    yield from (f"p:{phone}" for phone in traits.phones)
    yield f"f:{family_sound}{traits.given[:1]}"
    yield f"s:{given_sound}{traits.family[:1]}"
    yield "w:" + "|".join(sorted((family_sound, given_sound)))
    yield from (f"c:{given_sound}|{company[:8]}" for company in traits.companies)
    yield from (f"n:{part}|{traits.given[:3]}" for part in traits.family.split() if len(part) > 2)
    if traits.postcode:
        yield f"g:{traits.given}|{traits.postcode}"
    if traits.birth_date:
        yield f"b:{traits.birth_date}"


class PeopleIndex:
    """Everybody known, found by number, by e-mail, by name, and by what is nearly the same."""

    def __init__(self, run: Run) -> None:
        self._by_external_id: dict[str, int] = {}
        self._numbers: dict[int, set[str]] = defaultdict(set)
        self._traits: dict[int, Traits] = {}
        self._names: dict[int, PersonName] = {}
        self._members: set[int] = set()
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_email: dict[str, set[int]] = defaultdict(set)
        self._blocks: dict[str, set[int]] = defaultdict(set)
        for row in run.execute("people_all", {}):
            self._add_row(dict(row))
        for external_id, person_id in run.execute("identifiers_all", {"kind": "person"}).fetchall():
            self._add_number(person_id, external_id)

    def _add_row(self, row: dict[str, str | int | None]) -> None:
        points = [(kind, key) for kind, key in json.loads(str(row["contact_points"]))]
        traits = Traits(
            given=given_key(str(row["given_name"] or "")),
            family=identity_key(str(row["family_name"])),
            emails=frozenset(key for kind, key in points if kind == ContactKind.EMAIL),
            phones=frozenset(key for kind, key in points if kind in (ContactKind.PHONE, ContactKind.MOBILE)),
            companies=frozenset(json.loads(str(row["company_keys"]))),
            birth_date=str(row["birth_date"]) if row["birth_date"] else None,
            postcode=str(row["postcode"]) if row["postcode"] else None,
        )
        name = PersonName(str(row["family_name"]), str(row["given_name"]) if row["given_name"] else None)
        self.add(int(str(row["id"])), name, traits, is_member=bool(row["is_member"]))

    def _add_number(self, person_id: int, external_id: str) -> None:
        self._by_external_id[external_id] = person_id
        self._numbers[person_id].add(external_id)

    def add(
        self,
        person_id: int,
        name: PersonName,
        traits: Traits,
        *,
        external_id: str | None = None,
        is_member: bool = False,
    ) -> None:
        """Make a stored person findable by what a row said about her; she may have been known before."""
        self._traits[person_id] = traits
        self._names[person_id] = name
        if is_member:
            self._members.add(person_id)
        key = name_key(name)
        if person_id not in self._by_name[key]:
            self._by_name[key].append(person_id)
        for email in traits.emails:
            self._by_email[email].add(person_id)
        for block in block_keys(traits):
            self._blocks[block].add(person_id)
        if external_id:
            self._add_number(person_id, external_id)

    def shown(self, person_id: int) -> str:
        """Return a known person's name as people write it."""
        name = self._names[person_id]
        return f"{name.given_name or ''} {name.family_name}".strip()

    def identify_member(self, member: Member, taken: frozenset[int] | set[int] = frozenset()) -> Match:
        """Say whom a row of a members' list means; people in ``taken`` stand in another row of the same list.

        A row that made a person finds that person again, however often it is imported.
        """
        if member.external_id in self._by_external_id:
            return self._identify_number(member.external_id or "", member.name)
        ranked = self._ranked(member)
        if not ranked:
            return Match(None)
        best, person_id = ranked[0]
        rival = ranked[1][0] if len(ranked) > 1 else -99.0
        if best >= CERTAIN and rival < CERTAIN:
            return Match(person_id)
        namesake = self._namesake(member, [pair for pair in ranked if pair[1] not in taken])
        if namesake is not None:
            return Match(namesake)
        has_same_name = name_key(member.name) == name_key(self._names[person_id])
        # Two numbers in a group's own list are two people to the group; only one name under both is worth a question.
        are_numbered = bool(member.external_id and self._numbers[person_id])
        if has_same_name or (best >= POSSIBLE and not are_numbered):
            return Match(None, Finding("person.maybe_same", {"name": self.shown(person_id)}))
        return Match(None)

    def _ranked(self, member: Member) -> list[tuple[float, int]]:
        """Return everybody who comes into question with the score, the best first; namesakes always do."""
        traits = traits_of(member)
        found = {
            person_id
            for key in block_keys(traits)
            if key[0] in "epb" or len(self._blocks.get(key, ())) <= BIGGEST_BLOCK
            for person_id in self._blocks.get(key, ())
        }
        found.update(self._by_name.get(name_key(member.name), ()))
        scores = [(self._score(traits, person_id, member.external_id), person_id) for person_id in found]
        return sorted(scores, key=lambda pair: (-pair[0], pair[1]))

    def _namesake(self, member: Member, ranked: list[tuple[float, int]]) -> int | None:
        """Return the one person for whom the very same name is enough, if there is one.

        Of several, the one about whom clearly more agrees; else, for a row without a number, the first without one:
        the rows that made them say the same, so that it does not matter which finds which.
        """
        same = [(points, person_id) for points, person_id in ranked if self._may_be(member, person_id)]
        if not same:
            return None
        if len(same) == 1 or same[0][0] - same[1][0] >= CLEAR_LEAD:
            return same[0][1]
        unnumbered = [person_id for _, person_id in same if not self._numbers[person_id]]
        return unnumbered[0] if unnumbered and not member.external_id else None

    def _may_be(self, member: Member, person_id: int) -> bool:
        """Whether a known person has the very same name and nothing speaks against her being meant."""
        known, traits = self._traits[person_id], traits_of(member)
        if name_key(member.name) != name_key(self._names[person_id]):
            return False
        if member.external_id and self._numbers[person_id]:
            return False
        if traits.birth_date and known.birth_date and traits.birth_date != known.birth_date:
            return False
        return not (_email_points(traits, known) < 0 and _company_points(traits, known) < 0)

    def _score(self, traits: Traits, person_id: int, external_id: str | None) -> float:
        points = score(traits, self._traits[person_id])
        return min(points, VETOED) if external_id and self._numbers[person_id] else points

    def _identify_number(self, external_id: str, name: PersonName | None) -> Match:
        person_id = self._by_external_id[external_id]
        if name is not None and self._contradicts(name, person_id):
            arguments = {"number": external_id, "name": self.shown(person_id)}
            return Match(None, Finding("person.number_reused", arguments))
        return Match(person_id)

    def _contradicts(self, name: PersonName, person_id: int) -> bool:
        """Whether given *and* family name are other ones: one of them changes at a wedding, both together never."""
        known = self._traits[person_id]
        mine = Traits(given_key(name.given_name), identity_key(name.family_name))
        given, family = _name_similarities(mine, known)
        return family < 0.8 and bool(mine.given and known.given) and given < 0.8

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
        people = self._by_name.get(name_key(name), [])
        members = [person_id for person_id in people if person_id in self._members]
        if len(people) == 1 or len(members) == 1:
            return Match(members[0] if len(members) == 1 else people[0])
        if people:
            return Match(None, Finding("person.ambiguous", {"count": str(len(people))}))
        closest = self._closest(name)
        if closest:
            return Match(None, Finding("person.unknown_but_similar", {"closest": closest}))
        return Match(None, Finding("person.unknown"))

    def _closest(self, name: PersonName) -> str:
        """Return the known name that looks most like ``name``, to be proposed and never taken."""
        found = process.extractOne(name_key(name), self._by_name.keys(), scorer=fuzz.ratio, score_cutoff=75)
        people = self._by_name[found[0]] if found else []
        return self.shown(people[0]) if people else ""

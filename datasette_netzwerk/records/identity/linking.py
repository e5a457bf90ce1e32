"""Says which rows of a list and which known people are one: whatever the order of the rows, and never against a veto."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Protocol

from datasette_netzwerk.records.identity.evidence import (
    CERTAIN,
    CLOSE_COMPANY,
    OTHER_BIRTH,
    OTHER_COMPANY,
    OTHER_EMAIL,
    OTHER_GIVEN,
    OTHER_NUMBER,
    OTHER_PHONE,
    OTHER_POSTCODE,
    POSSIBLE,
    SAME_BIRTH,
    SAME_COMPANY,
    SAME_EMAIL,
    SAME_MOBILE,
    SAME_PHONE,
    SAME_STREET,
    Evidence,
    Face,
    compare_given,
    face_of,
    has_other_family,
    weigh,
)
from datasette_netzwerk.records.identity.traits import Traits, is_member_number

CLEAR_LEAD = 1.5
"""By how much one of two candidates must be ahead: a firm agrees for one and not for the other."""

BIGGEST_BLOCK = 60
SURE_BLOCKS = "epbm"
"""What narrows by itself, however many share it: an address, a telephone, a birth date, the very same name."""
AGAINST = frozenset({OTHER_EMAIL, OTHER_PHONE, OTHER_COMPANY, OTHER_POSTCODE})
AGREEMENTS = frozenset({SAME_EMAIL, SAME_MOBILE, SAME_PHONE, SAME_COMPANY, CLOSE_COMPANY, SAME_BIRTH, SAME_STREET})
TOO_MUCH_AGAINST = 3
CONTRADICTIONS = frozenset({OTHER_EMAIL, OTHER_PHONE, OTHER_COMPANY})

Node = int
"""A known person by her key, or a row of the list by -1 - its place."""


@dataclass(slots=True)
class Known:
    """A known person: each way in which a list described her, and the numbers she has."""

    faces: list[Face] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)


class Answered(Protocol):
    """What somebody has answered about pairs."""

    def are_different(self, row: Traits, node: Node, other: Traits | None, /) -> bool:
        """Whether a row and a known person, or another row, are two people."""

    def are_different_people(self, one: int, other: int, /) -> bool:
        """Whether two known people are two."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two that may be one person: known people by key, or rows by -1 - place; the rows' own person comes later."""

    one: Node
    other: Node
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Links:
    """Who is who in one list: rows with the same group are one person, ``person_of`` names the known one."""

    group_of: tuple[int, ...]
    person_of: Mapping[int, int]
    doubts: tuple[Doubt, ...]


def block_keys(face: Face) -> Iterator[str]:
    """Yield the keys under which two rows of one person meet with a chance of 0.99, so that not all pairs are scored."""
    traits = face.traits
    yield from (f"e{email}" for email in traits.emails)
    yield from (f"p{phone}" for phone in traits.phones)
    yield f"f{face.family_sound}{face.given[:1]}"
    yield f"s{face.given_sound}{face.family[:1]}"
    yield f"w{min(face.family_sound, face.given_sound)}|{max(face.family_sound, face.given_sound)}"
    yield f"m{traits.name_key}"
    if traits.birth_family:
        yield f"m{face.given}|{traits.birth_family}"
    for name in face.given_names:
        yield from (f"c{name}|{company[:8]}" for company in traits.companies)
        yield from (f"n{part}|{name[:3]}" for part in face.family_words)
        if traits.postcode:
            yield f"g{name}|{traits.postcode}"
    if traits.birth_date:
        yield f"b{traits.birth_date}"


class Groups:
    """Rows and known people, united step by step; two known people, or two against each other, never are."""

    def __init__(self, faces_of: Callable[[Node], Sequence[Face]], numbers_of: Callable[[Node], set[str]]) -> None:
        self._faces_of, self._numbers_of = faces_of, numbers_of
        self._root: dict[Node, Node] = {}
        self._members: dict[Node, list[Node]] = {}

    def root(self, node: Node) -> Node:
        """Return the one node that stands for the group of ``node``: the known person, if there is one."""
        return self._root.get(node, node)

    def nodes(self, node: Node) -> list[Node]:
        """Return every node in the group of ``node``."""
        root = self.root(node)
        return self._members.get(root, [root])

    def unite(self, one: Node, other: Node) -> bool:
        """Make two groups one, unless both are known people or something stands against it; say whether they are one."""
        mine, theirs = self.root(one), self.root(other)
        if mine == theirs:
            return True
        if (mine > 0 and theirs > 0) or self.are_against(mine, theirs):
            return False
        self.force(mine, theirs)
        return True

    def force(self, one: Node, other: Node) -> None:
        """Make two groups one because a number or an answer says so."""
        mine, theirs = sorted((self.root(one), self.root(other)), reverse=True)
        if mine != theirs:
            nodes = [*self.nodes(mine), *self.nodes(theirs)]
            self._members.pop(theirs, None)
            self._members[mine] = nodes
            self._root.update(dict.fromkeys(nodes, mine))

    def are_against(self, one: Node, other: Node) -> bool:
        """Whether anything in one group vetoes anything in the other: agreement with a third does not outweigh it."""
        mine, theirs = self._faces(one), self._faces(other)
        if any(stands_against(face, theirs) for face in mine) or any(stands_against(face, mine) for face in theirs):
            return True
        return numbers_differ(self._numbers(one), self._numbers(other))

    def _faces(self, node: Node) -> list[Face]:
        return [face for each in self.nodes(node) for face in self._faces_of(each)]

    def _numbers(self, node: Node) -> set[str]:
        return {number for each in self.nodes(node) for number in self._numbers_of(each)}


def numbers_differ(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether a group gave both a number, and no number is the same."""
    mine, theirs = set(filter(is_member_number, one)), set(filter(is_member_number, other))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def stands_against(face: Face, faces: Sequence[Face]) -> bool:
    """Whether a description is vetoed by somebody known in several: another given name, birth date or generation.

    What one of the descriptions says equally is no contradiction: somebody may have been two, and be settled as one.
    """
    dates = {each.traits.birth_date for each in faces} - {None}
    if face.traits.birth_date and dates and face.traits.birth_date not in dates:
        return True
    if face.traits.generation not in {each.traits.generation for each in faces}:
        return True
    if not face.given or any(each.given == face.given for each in faces):
        return False
    return any(_has_other_given(face, each) for each in faces if each.given)


def _has_other_given(one: Face, other: Face) -> bool:
    if compare_given(one.given, other.given) is not OTHER_GIVEN:
        return False
    return OTHER_GIVEN in weigh(one, other).reasons  # a swapped name is none


def is_hopeless(one: Face, other: Face) -> bool:
    """Whether two are not worth weighing, since what they have in common cannot be enough for a question.

    Another given name with neither an address nor a birth date in common; another family name without a telephone
    either: firm, street and place alone are shared by everybody who works there.
    """
    if one.family_sound == other.given_sound or other.family_sound == one.given_sound:
        return False  # given and family name may be swapped
    if one.traits.birth_date and one.traits.birth_date == other.traits.birth_date:
        return False
    if not one.personal.isdisjoint(other.personal):
        return False
    if one.given and other.given and compare_given(one.given, other.given) is OTHER_GIVEN:
        return True
    return one.traits.phones.isdisjoint(other.traits.phones) and has_other_family(one, other)


def says_enough(face: Face) -> bool:
    """Whether a second row with the very same description is the same person: a number, or all that makes certain."""
    return is_member_number(face.traits.number) or weigh(face, face).score >= CERTAIN


class Linker:
    """Links one list: numbers and earlier answers first, then certain evidence, then a bare name that only one has."""

    def __init__(
        self,
        rows: Sequence[Traits],
        known: Mapping[int, Known],
        blocks: Mapping[str, set[Node]],
        answers: Answered | None = None,
    ) -> None:
        self._rows = [face_of(traits) for traits in rows]
        self._texts: dict[Node, str] = {}
        self._known, self._blocks, self._answers = known, blocks, answers
        self.groups = Groups(self._faces_of, self._numbers_of)
        self._edges: dict[tuple[Node, Node], Evidence] = {}
        self._repeated: set[int] = set()

    def _faces_of(self, node: Node) -> Sequence[Face]:
        return self._known[node].faces if node > 0 else (self._rows[-1 - node],)

    def _numbers_of(self, node: Node) -> set[str]:
        if node > 0:
            return self._known[node].numbers
        number = self._rows[-1 - node].traits.number
        return {number} if number else set()

    def _text(self, node: Node) -> str:
        if node > 0:
            return f"{node:012}"
        if node not in self._texts:
            self._texts[node] = self._rows[-1 - node].traits.to_json()
        return self._texts[node]

    def fix(self, row: int, person_id: int) -> None:
        """Say that a row is a known person, by its number, an earlier import or an answer."""
        self.groups.force(-1 - row, person_id)

    def link(self, taken: Iterable[int] = ()) -> Links:
        """Say who is who; people in ``taken`` are meant by somebody else and not by a bare name."""
        self._unite_repeated()
        self._edges = {pair: evidence for pair, evidence in self._weighed() if self._is_open(pair)}
        ambiguous = self._ambiguous()
        certain = [
            pair for pair, evidence in self._edges.items() if evidence.score >= CERTAIN and pair not in ambiguous
        ]
        for one, other in sorted(certain, key=self._rank):
            self.groups.unite(one, other)
        self._link_bare_names(set(taken))
        numbers: dict[Node, int] = {}
        rows = range(len(self._rows))
        group_of = tuple(numbers.setdefault(self.groups.root(-1 - row), len(numbers)) for row in rows)
        persons = {group: root for root, group in numbers.items() if root > 0}
        return Links(group_of, persons, tuple(self._doubts()))

    def _rank(self, pair: tuple[Node, Node]) -> tuple[float, list[str]]:
        return -self._edges[pair].score, sorted(map(self._text, pair))

    def _is_open(self, pair: tuple[Node, Node]) -> bool:
        """Whether nobody has answered yet that the two are different people."""
        if self._answers is None:
            return True
        row, other = pair
        other_traits = self._rows[-1 - other].traits if other < 0 else None
        return not self._answers.are_different(self._rows[-1 - row].traits, other, other_traits)

    def _unite_repeated(self) -> None:
        """Make one of rows that say the very same and say enough; weighing each against each would take for ever."""
        first: dict[Traits, Node] = {}
        for row, face in enumerate(self._rows):
            node, earlier = -1 - row, first.setdefault(face.traits, -1 - row)
            if node == earlier or not says_enough(face):
                continue
            if min(self.groups.root(node), self.groups.root(earlier)) < 0:
                self.groups.force(node, earlier)
            if self.groups.root(node) == self.groups.root(earlier):
                self._repeated.add(row)

    # -- who comes into question ----------------------------------------------------------------------------------

    def _weighed(self) -> Iterator[tuple[tuple[Node, Node], Evidence]]:
        """Yield the pairs about which there is something to say: enough evidence, or the very same name."""
        for row, node in self._candidates():
            face = self._rows[row]
            best: Evidence | None = None
            for other in self._faces_of(node):
                if not is_hopeless(face, other):
                    evidence = weigh(face, other)
                    best = evidence if best is None or evidence.score > best.score else best
            if best is not None and (best.score >= POSSIBLE or self._is_namesake(face, node, best)):
                yield (-1 - row, node), best

    def _is_namesake(self, face: Face, node: Node, evidence: Evidence) -> bool:
        """Whether the very same name is worth a look: not where firm, place and telephone or address are all other ones."""
        if not self._has_same_name(face, node) or OTHER_BIRTH in evidence.reasons:
            return False
        return sum(reason in AGAINST for reason in evidence.reasons) < TOO_MUCH_AGAINST

    def _has_same_name(self, face: Face, node: Node) -> bool:
        return any(other.family == face.family and other.given == face.given for other in self._faces_of(node))

    def _candidates(self) -> Iterator[tuple[int, Node]]:
        """Yield each row with every known person and every earlier row that shares a block with it."""
        keys = [tuple(dict.fromkeys(block_keys(face))) for face in self._rows]
        sizes = Counter(key for row, blocks in enumerate(keys) if row not in self._repeated for key in blocks)
        earlier: dict[str, list[Node]] = defaultdict(list)
        for row, blocks in enumerate(keys):
            if row in self._repeated:
                continue
            found: set[Node] = set()
            for key in blocks:
                known = self._blocks.get(key, ())
                if key[0] in SURE_BLOCKS or sizes[key] + len(known) <= BIGGEST_BLOCK:
                    found.update(known, earlier[key])
                    earlier[key].append(-1 - row)
            yield from ((row, node) for node in found)

    def _ambiguous(self) -> set[tuple[Node, Node]]:
        """Return the certain pairs of a row that is as certainly somebody else, who cannot be the same person."""
        candidates: dict[Node, list[tuple[float, Node, tuple[Node, Node]]]] = defaultdict(list)
        for pair, evidence in self._edges.items():
            if evidence.score >= CERTAIN:
                for node, other in (pair, pair[::-1]):
                    candidates[node].append((evidence.score, other, pair))
        ambiguous: set[tuple[Node, Node]] = set()
        for node, found in candidates.items():
            if len(found) < 2 or node > 0:
                continue
            for (mine, one, pair), (theirs, other, rival) in combinations(found, 2):
                if abs(mine - theirs) < CLEAR_LEAD and self._cannot_be_one(one, other):
                    ambiguous |= {pair, rival}
        return ambiguous

    def _cannot_be_one(self, one: Node, other: Node) -> bool:
        if self.groups.root(one) == self.groups.root(other):
            return False
        return (one > 0 and other > 0) or self.groups.are_against(one, other)

    # -- a name that only one person has --------------------------------------------------------------------------

    def _link_bare_names(self, taken: set[int]) -> None:
        """Link rows to people of the very same name when one comes into question, or clearly more agrees with one."""
        taken |= {self.groups.root(-1 - row) for row in range(len(self._rows))}
        claims = [
            (evidence.score, pair)
            for pair, evidence in self._edges.items()
            if pair[1] > 0 and self.groups.root(pair[0]) < 0 and self._may_be(*pair, evidence)
        ]
        claims.sort(key=lambda claim: self._rank(claim[1]))
        for score, (row, person) in claims:
            if self.groups.root(row) > 0 or person in taken:
                continue
            if not any(self._is_rival(score, row, person, claim, taken) for claim in claims):
                self.groups.force(row, person)
                taken.add(person)

    def _is_rival(
        self, score: float, row: Node, person: Node, claim: tuple[float, tuple[Node, Node]], taken: set[int]
    ) -> bool:
        points, (other_row, other_person) = claim
        if abs(score - points) >= CLEAR_LEAD or other_person in taken or self.groups.root(other_row) > 0:
            return False
        if other_row == row:
            return other_person != person
        return other_person == person and self._text(other_row) != self._text(row)

    def _may_be(self, row: Node, person: Node, evidence: Evidence) -> bool:
        """Whether a known person has the very same name and nothing speaks against her being meant."""
        if not self._has_same_name(self._rows[-1 - row], person) or self.groups.are_against(row, person):
            return False
        return CONTRADICTIONS.isdisjoint(evidence.reasons)

    # -- what an organiser should look at -------------------------------------------------------------------------

    def _doubts(self) -> Iterator[Doubt]:
        """Yield each pair of groups once that may be one person, with the best evidence for it."""
        best: dict[tuple[Node, Node], tuple[Node, Node]] = {}
        for pair in sorted(self._edges, key=self._rank):
            roots = sorted(map(self.groups.root, pair))
            is_answered = self._answers is not None and self._answers.are_different_people(*roots)
            if roots[0] != roots[1] and not is_answered and self._is_worth_asking(pair):
                best.setdefault((roots[0], roots[1]), pair)
        for one, other in best.values():
            yield Doubt(one, other, self._edges[one, other])

    def _is_worth_asking(self, pair: tuple[Node, Node]) -> bool:
        """Two numbers in a group's own list are two people to the group; only one name under both is a question.

        And that only where something beside the name agrees, or nothing contradicts: a group knows its namesakes.
        """
        reasons = self._edges[pair].reasons
        is_numbered = numbers_differ(self._numbers_of(pair[0]), self._numbers_of(pair[1])) or OTHER_NUMBER in reasons
        if not is_numbered:
            return True
        is_contradicted = not AGAINST.isdisjoint(reasons) and AGREEMENTS.isdisjoint(reasons)
        return self._has_same_name(self._rows[-1 - pair[0]], pair[1]) and not is_contradicted

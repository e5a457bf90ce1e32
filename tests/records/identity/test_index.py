"""Who is who: never two people as one, and one person as one wherever the evidence allows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from datasette_netzwerk.model import Company, ContactKind, ContactPoint, Member, PersonName, PersonReference, Source
from datasette_netzwerk.records.identity.evidence import CERTAIN, POSSIBLE, VETOED, face_of, weigh
from datasette_netzwerk.records.identity.index import PeopleIndex
from datasette_netzwerk.records.identity.traits import Traits
from datasette_netzwerk.records.phonetics import cologne_code
from datasette_netzwerk.records.store.database import open_records
from datasette_netzwerk.records.store.runs import Run
from datasette_netzwerk.site import Site
from tests.group import TODAY


@pytest.fixture
def people(tmp_path: Path) -> Iterator[PeopleIndex]:
    """An index that knows nobody yet."""
    with closing(open_records(Site(tmp_path), create=True)) as connection:
        yield PeopleIndex(Run(connection, 0, 0, TODAY))


def member(
    given: str,
    family: str,
    *,
    number: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    company: str | None = None,
    postcode: str | None = None,
    line: int = 2,
) -> Member:
    points = []
    if email:
        points.append(ContactPoint(ContactKind.EMAIL, email, email))
    if phone:
        points.append(ContactPoint(ContactKind.PHONE, phone, phone))
    return Member(
        source=Source("list.csv", line),
        name=PersonName(family, given),
        external_id=number,
        company=Company(company, company.lower()) if company else None,
        contact_points=tuple(points),
        postcode=postcode,
    )


def know(people: PeopleIndex, person_id: int, known: Member) -> None:
    people.stored(known, person_id)


DOUBT = "doubt"


class Case(NamedTuple):
    description: str
    known: Member
    row: Member
    person_id: int | None
    code: str | None = None


ANNA = member("Anna", "Müller", number="7", email="anna@firma.example", phone="+4930231251", company="Firma")

CASES = (
    Case("the same number", ANNA, member("Anna", "Müller", number="7"), 1),
    Case("the same number after a wedding", ANNA, member("Anna", "Schulz", number="7"), 1),
    Case(
        "a number that went to somebody else",
        ANNA,
        member("Xaver", "Quast", number="7"),
        None,
        "person.number_reused",
    ),
    Case("another spelling and the same e-mail address", ANNA, member("Anna", "Mueller", email="anna@firma.example"), 1),
    Case("Müller is Mueller", ANNA, member("Anna", "Mueller"), 1),
    Case("Müller is not Muller", ANNA, member("Anna", "Muller"), None, DOUBT),
    Case("Muller with the same e-mail address is Müller", ANNA, member("Anna", "Muller", email="anna@firma.example"), 1),
    Case("a relative with another number", ANNA, member("Anna", "Müllers", number="8", company="Firma"), None),
    Case("another number", ANNA, member("Anna", "Müller", number="8"), None, DOUBT),
    Case(
        "a colleague with the same telephone",
        ANNA,
        member("Bernd", "Müller", phone="+4930231251", company="Firma"),
        None,
    ),
    Case(
        "a shared mailbox proves nothing",
        member("Anna", "Müller", email="info@firma.example"),
        member("Bernd", "Meyer", email="info@firma.example"),
        None,
    ),
    Case("given and family name swapped", ANNA, member("Müller", "Anna", email="anna@firma.example"), 1),
    Case("a short form", member("Thomas", "Voß", email="t@voss.example"), member("Tom", "Voss", email="t@voss.example"), 1),
    Case("somebody else altogether", ANNA, member("Xaver", "Quast"), None),
    Case(
        "a namesake with another address and another firm",
        ANNA,
        member("Anna", "Müller", email="am@anders.example", company="Ganz anders"),
        None,
        DOUBT,
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.description)
def test_a_row_of_a_members_list_means(people: PeopleIndex, case: Case) -> None:
    know(people, 1, case.known)
    match = people.identify_member(case.row)
    found = match.finding.code if match.finding else DOUBT if match.is_doubtful else None
    assert (match.person_id, found) == (case.person_id, case.code)


def test_of_two_namesakes_the_firm_tells_which(people: PeopleIndex) -> None:
    know(people, 1, member("Hans", "Müller", company="Dachbau", postcode="48431"))
    know(people, 2, member("Hans", "Müller", company="Optik", postcode="48431"))
    assert people.identify_member(member("Hans", "Müller", company="Optik", postcode="48431")).person_id == 2


def test_two_namesakes_in_one_list_stay_two_people(people: PeopleIndex) -> None:
    know(people, 1, member("Hans", "Müller"))
    rows = [member("Hans", "Müller", line=2), member("Hans", "Müller", line=3)]
    people.identify_list(rows)
    assert [people.identify_member(row).person_id for row in rows] == [1, None]


def reference(given: str, family: str, **more: str) -> PersonReference:
    return PersonReference(name=PersonName(family, given), **more)  # type: ignore[arg-type]  # only texts are passed


def test_a_bare_name_links_only_when_one_person_has_it(people: PeopleIndex) -> None:
    know(people, 1, member("Hans", "Müller", number="1"))
    assert people.identify_reference(reference("Hans", "Mueller")).person_id == 1
    know(people, 2, member("Hans", "Müller", number="2"))
    match = people.identify_reference(reference("Hans", "Müller"))
    assert match.person_id is None
    assert match.finding is not None
    assert (match.finding.code, match.finding.arguments) == ("person.ambiguous", {"count": "2"})
    assert people.identify_reference(reference("Hans", "Müller", external_id="2")).person_id == 2


def test_an_unknown_name_is_told_with_the_known_one_that_is_most_like_it(people: PeopleIndex) -> None:
    know(people, 1, member("Jürgen", "Brammer"))
    match = people.identify_reference(reference("Jürgen", "Bramer"))
    assert match.person_id is None
    assert match.finding is not None
    assert match.finding.arguments == {"closest": "Jürgen Brammer"}


def test_letters_that_windows_1252_lacks_find_their_person(people: PeopleIndex) -> None:
    know(people, 1, member("Ayşe", "Yılmaz"))
    know(people, 2, member("Łukasz", "Wójcik"))
    assert people.identify_reference(reference("Ayse", "Yilmaz")).person_id == 1
    assert people.identify_reference(reference("Lukasz", "Wojcik")).person_id == 2


class Pair(NamedTuple):
    description: str
    one: Traits
    other: Traits
    low: float
    high: float


PAIRS = (
    Pair("name and address", Traits("anna", "mueller", emails=frozenset({"a@b.example"})),
         Traits("anna", "mueller", emails=frozenset({"a@b.example"})), CERTAIN, 99),
    Pair("the same name alone", Traits("anna", "mueller"), Traits("anna", "mueller"), POSSIBLE, CERTAIN),
    Pair("another birthday", Traits("anna", "mueller", emails=frozenset({"a@b.example"}), birth_date="1970-01-01"),
         Traits("anna", "mueller", emails=frozenset({"a@b.example"}), birth_date="1971-01-01"), -99, VETOED),
    Pair("brothers in one firm", Traits("jan", "voss", companies=frozenset({"voss"}), phones=frozenset({"+491"})),
         Traits("ole", "voss", companies=frozenset({"voss"}), phones=frozenset({"+491"})), -99, VETOED),
)  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.description)
def test_the_score_of_a_pair_is_the_same_both_ways_and_within(pair: Pair) -> None:
    there, back = (
        weigh(face_of(one), face_of(other)) for one, other in ((pair.one, pair.other), (pair.other, pair.one))
    )
    assert there.score == back.score
    assert pair.low <= there.score <= pair.high


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Müller-Lüdenscheidt", "65752682"),
        ("Wikipedia", "3412"),
        ("Breschnew", "17863"),
        ("Meyer", "67"),
        ("Maier", "67"),
        ("", ""),
    ],
)
def test_the_cologne_code_is_that_of_the_published_examples(name: str, code: str) -> None:
    assert cologne_code(name) == code


def test_a_bare_name_means_its_only_bearer_also_beside_somebody_similar(people: PeopleIndex) -> None:
    know(people, 1, member("Peter", "Schmidt", number="105"))
    know(people, 2, member("Petra", "Schmidt", number="106"))
    assert people.identify_member(member("Peter", "Schmidt")).person_id == 1


def test_a_row_that_made_a_person_finds_that_person_again(people: PeopleIndex) -> None:
    know(people, 1, member("Hans", "Müller", number="1"))
    know(people, 2, member("Hans", "Müller", number="2"))
    bare = member("Hans", "Müller")
    assert people.identify_member(bare).person_id is None
    know(people, 3, bare)
    assert people.identify_member(bare).person_id == 3


def test_two_equal_rows_that_made_two_people_find_both_again(people: PeopleIndex) -> None:
    know(people, 1, member("Hans", "Müller"))
    know(people, 2, member("Hans", "Müller"))
    rows = [member("Hans", "Müller", line=2), member("Hans", "Müller", line=3)]
    people.identify_list(rows)
    assert [people.identify_member(row).person_id for row in rows] == [1, 2]

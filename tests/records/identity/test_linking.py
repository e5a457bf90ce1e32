"""Who is who in a whole list: nobody is taken for somebody else, in whatever order the rows stand."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasette_netzwerk.records.identity.evidence import compare_given, face_of, weigh
from datasette_netzwerk.records.identity.linking import Linker
from datasette_netzwerk.records.identity.traits import Traits, traits_from_json
from tests.records.identity.lists import HELD_OUT_SEEDS, TUNING_SEEDS, WORLDS, World, make_list, true_pairs
from tests.records.identity.measuring import figures, link

GIVEN = st.sampled_from(["anna", "anne", "hanna", "peter", "petra", "p", "hans", "hans peter", "johannes", ""])
FAMILY = st.sampled_from(["mueller", "muller", "moeller", "schmidt", "schmitt", "schmidt mueller", "anna"])
TRAITS = st.builds(
    Traits,
    given=GIVEN,
    family=FAMILY,
    generation=st.sampled_from(["", "", "", "junior", "senior"]),
    emails=st.sets(st.sampled_from(["a@x.example", "b@x.example", "info@x.example"]), max_size=1).map(frozenset),
    phones=st.sets(st.sampled_from(["+491", "+492"]), max_size=1).map(frozenset),
    companies=st.sets(st.sampled_from(["optik", "dachbau"]), max_size=1).map(frozenset),
    birth_date=st.sampled_from([None, None, "1970-01-01", "1971-01-01"]),
    street=st.sampled_from(["", "altweg3"]),
    postcode=st.sampled_from(["", "48431"]),
    number=st.sampled_from([None, None, "7", "8"]),
)
LISTS = st.lists(TRAITS, min_size=2, max_size=7)


def partition(traits: list[Traits]) -> set[frozenset[str]]:
    """Return the groups by what their rows say; equal rows are one another's."""
    groups: dict[int, list[str]] = {}
    for row, group in zip(traits, link(traits).group_of, strict=True):
        groups.setdefault(group, []).append(row.to_json())
    return {frozenset(group) for group in groups.values()}


# Nearly always one person, but for what vetoes it: chains in which only the ends contradict each other.
ALIKE = st.builds(
    Traits,
    given=st.sampled_from(["anna", "a", "anna maria", "peter", ""]),
    family=st.just("mueller"),
    emails=st.just(frozenset({"wir@mueller.example"})),
    phones=st.sampled_from([frozenset({"+491"}), frozenset()]),
    companies=st.sampled_from([frozenset({"optik"}), frozenset()]),
    birth_date=st.sampled_from([None, "1970-01-01", "1971-01-01"]),
    number=st.sampled_from([None, None, "7", "8"]),
)


@settings(max_examples=150)
@given(rows=st.one_of(LISTS, st.lists(ALIKE, min_size=3, max_size=6)), data=st.data())
def test_the_order_of_rows_does_not_matter(rows: list[Traits], data: st.DataObject) -> None:
    assert partition(data.draw(st.permutations(rows))) == partition(rows)


@settings(max_examples=150)
@given(rows=st.one_of(LISTS, st.lists(ALIKE, min_size=3, max_size=6)))
def test_no_veto_is_got_around_by_way_of_a_third(rows: list[Traits]) -> None:
    group_of = link(rows).group_of
    for one, other in combinations(range(len(rows)), 2):
        if group_of[one] == group_of[other]:
            assert not weigh(face_of(rows[one]), face_of(rows[other])).is_vetoed


@settings(max_examples=150)
@given(one=TRAITS, other=TRAITS)
def test_evidence_is_the_same_both_ways(one: Traits, other: Traits) -> None:
    there, back = weigh(face_of(one), face_of(other)), weigh(face_of(other), face_of(one))
    assert (there.score, set(there.reasons)) == (back.score, set(back.reasons))


@given(traits=TRAITS)
def test_a_description_is_read_as_it_was_written(traits: Traits) -> None:
    assert traits_from_json(traits.to_json()) == traits


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("thomas", "tom", "given_short_form"),
        ("mohammed", "muhammad", "given_short_form"),
        ("robert", "bob", "given_short_form"),
        ("hans peter", "hans", "given_part"),
        ("peter", "petra", "given_other"),
        ("martin", "martina", "given_close"),
        ("ute", "uwe", "given_close"),
        ("jan", "j", "given_initial"),
        ("jan", "ole", "given_other"),
    ],
)
def test_two_given_names_are(one: str, other: str, code: str) -> None:
    assert compare_given(one, other).code == compare_given(other, one).code == code


ADDRESS = {"companies": frozenset({"dachbau"}), "street": "altweg3", "postcode": "48431"}


@pytest.mark.parametrize(
    ("one", "other", "more", "is_one"),
    [
        ("mueller", "mueller", ADDRESS, True),
        ("mueller", "muller", ADDRESS, False),
        ("mueller", "muller", {**ADDRESS, "phones": frozenset({"+491"})}, True),
        ("mueller", "muller", {**ADDRESS, "emails": frozenset({"a@x.example"})}, True),
        ("baer", "bar", ADDRESS, False),
        ("schmidt", "schmitt", ADDRESS, True),
    ],
)
def test_a_missing_umlaut_needs_an_address_or_a_telephone(
    one: str, other: str, more: dict[str, object], is_one: bool
) -> None:
    rows = [Traits("anna", family, **more) for family in (one, other)]  # type: ignore[arg-type]  # fields by name
    first, second = link(rows).group_of
    assert (first == second) is is_one


def test_a_row_that_is_as_certainly_two_people_is_nobody_and_asked_about() -> None:
    rows = [
        Traits("", "mueller", emails=frozenset({"wir@mueller.example"})),
        Traits("anna", "mueller", emails=frozenset({"wir@mueller.example"}), companies=frozenset({"dachbau"})),
        Traits("bernd", "mueller", emails=frozenset({"wir@mueller.example"}), companies=frozenset({"dachbau"})),
    ]
    links = Linker(rows, {}, {}).link()
    assert len(set(links.group_of)) == 3
    assert {frozenset((doubt.one, doubt.other)) for doubt in links.doubts} >= {frozenset((-1, -2)), frozenset((-1, -3))}


def test_whom_a_third_row_resembles_is_not_she_when_the_second_contradicts_her() -> None:
    """The second row is the first, with certainty; the third could be the second, but was born on another day."""
    email = frozenset({"anna@mueller.example"})
    more = {"emails": email, "phones": frozenset({"+491"}), "companies": frozenset({"optik"})}
    rows = [
        Traits("anna", "mueller", birth_date="1970-01-01", **more),  # type: ignore[arg-type]  # fields by name
        Traits("anna", "mueller", **more),  # type: ignore[arg-type]  # fields by name
        Traits("anna", "mueller", emails=email, birth_date="1971-01-01"),
    ]
    first, second, third = link(rows).group_of
    assert first == second != third


def test_the_lists_are_as_hard_as_they_say() -> None:
    rows = make_list(WORLDS[0], TUNING_SEEDS[0])
    assert len(rows) == 2000
    assert 300 <= len(true_pairs(rows)) <= 350
    assert set(TUNING_SEEDS).isdisjoint(HELD_OUT_SEEDS)


@pytest.mark.slow
@pytest.mark.parametrize("seed", HELD_OUT_SEEDS)
@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_people_are_known_again_in_lists_nobody_looked_at(world: World, seed: int) -> None:
    found = figures(make_list(world, seed))
    assert found.precision == 1.0
    assert found.recall >= 0.85
    assert found.recall_with_review >= 0.94


def described(number: str | None = None, **sets: set[str]) -> Traits:
    """Return Anna Ahornau as a list with these columns describes her."""
    more: dict[str, Any] = {name: frozenset(values) for name, values in sets.items()}
    return Traits("anna", "ahornau", number=number, **more)


@pytest.mark.parametrize(
    ("more_of_one", "more_of_other", "is_asked"),
    [
        ({}, {}, True),
        ({"number": "7"}, {"number": "8"}, True),
        ({"number": "7", "emails": {"a@x.example"}}, {"number": "8", "emails": {"b@y.example"}}, False),
        (
            {"number": "7", "emails": {"a@x.example"}, "companies": {"dachbau"}},
            {"number": "8", "emails": {"b@y.example"}, "companies": {"dachbau"}},
            True,
        ),
        ({"emails": {"a@x.example"}}, {"emails": {"b@y.example"}}, True),
    ],
)
def test_of_two_of_one_name_a_group_is_asked_unless_it_gave_two_numbers_and_all_else_is_other(
    more_of_one: dict[str, Any], more_of_other: dict[str, Any], is_asked: bool
) -> None:
    rows = [described(**more) for more in (more_of_one, more_of_other)]
    assert bool(link(rows).doubts) is is_asked

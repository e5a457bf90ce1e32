"""Measures how well people are known again in a list of known truth: what is linked, what is asked, what is missed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.records.identity.linking import Linker, Links
from datasette_netzwerk.records.identity.traits import Traits, street_key
from datasette_netzwerk.records.normalise.companies import normalise_company
from tests.records.identity.lists import Row, true_pairs


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the pairs that are one person: how many are linked, and how many are linked or asked about."""

    precision: float
    recall: float
    recall_with_review: float
    asked: int
    asked_rightly: int


def described(row: Row) -> Traits:
    """Return the traits of a generated row, normalised as an import does."""
    company, _findings = normalise_company(row.company)
    return Traits(
        given=identity_key(row.given),
        family=identity_key(row.family),
        emails=frozenset(filter(None, [row.email])),
        phones=frozenset(filter(None, [row.phone, row.mobile])),
        mobiles=frozenset(filter(None, [row.mobile])),
        companies=frozenset([company.key] if company else ()),
        birth_date=row.birth_date or None,
        street=street_key(row.street),
        postcode=row.postcode,
        town=identity_key(row.town),
    )


def link(traits: Sequence[Traits]) -> Links:
    """Say who is who in a list of its own."""
    return Linker(traits, {}, {}).link()


def figures(rows: list[Row]) -> Figures:
    """Link a list and compare with the truth."""
    truth, links = true_pairs(rows), link([described(row) for row in rows])
    groups: dict[int, list[int]] = defaultdict(list)
    for place, group in enumerate(links.group_of):
        groups[group].append(place)
    linked = {pair for places in groups.values() for pair in combinations(places, 2)}
    sides = [
        [groups[links.group_of[-1 - doubt.one]], groups[links.group_of[-1 - doubt.other]]] for doubt in links.doubts
    ]
    asked = {(min(pair), max(pair)) for one, other in sides for pair in product(one, other)}
    return Figures(
        precision=len(linked & truth) / len(linked),
        recall=len(linked & truth) / len(truth),
        recall_with_review=len((linked | asked) & truth) / len(truth),
        asked=len(links.doubts),
        asked_rightly=len(asked & truth),
    )

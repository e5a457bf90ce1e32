"""What tells one person from another, folded so that two spellings of one fact are equal."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.model import ContactKind, Member, PersonName

GENERATIONS: Mapping[str, str] = {
    **dict.fromkeys(("sen", "senior", "sr", "d ae"), "senior"),
    **dict.fromkeys(("jun", "junior", "jr", "d j", "ii"), "junior"),
}
MEMBER_NUMBER = re.compile(r"(?=.*\d).{1,12}")
WORDS_OF_SUFFIX = re.compile(r"d\.? ?[äÄ]\.?|d\.? ?[jJ]\.?|\w+")


@dataclass(frozen=True, slots=True)
class Traits:
    """How one row, or everything known, describes a person. Equal traits are the same description."""

    given: str
    family: str
    birth_family: str = ""
    generation: str = ""
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    mobiles: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()
    birth_date: str | None = None
    street: str = ""
    postcode: str = ""
    town: str = ""
    number: str | None = None

    @property
    def name_key(self) -> str:
        """The key under which a bare name finds its person: titles, case and spelling of umlauts don't count."""
        return f"{self.given}|{self.family}"

    def to_json(self) -> str:
        """Return the description as one fixed text; equal traits have equal texts."""
        filled = {name: value for name in NAMES if (value := getattr(self, name))}
        return TEXT.encode(filled)


TEXT = json.JSONEncoder(default=sorted, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
SETS = frozenset({"emails", "phones", "mobiles", "companies"})
NAMES = frozenset(field.name for field in fields(Traits))


def traits_from_json(text: str) -> Traits:
    """Return what `Traits.to_json` wrote."""
    stored: dict[str, Any] = json.loads(text)
    known: dict[str, Any] = {"given": "", "family": ""}
    known |= {name: frozenset(value) if name in SETS else value for name, value in stored.items() if name in NAMES}
    return Traits(**known)


def traits_of(member: Member) -> Traits:
    """Return the traits that a row of a members' list shows."""
    points, name = member.contact_points, member.name
    return Traits(
        given=identity_key(name.given_name or ""),
        family=identity_key(name.family_name),
        birth_family=identity_key(name.birth_name or ""),
        generation=generation_of(name.name_suffix),
        emails=frozenset(point.key for point in points if point.kind is ContactKind.EMAIL),
        phones=frozenset(point.key for point in points if point.kind in (ContactKind.PHONE, ContactKind.MOBILE)),
        mobiles=frozenset(point.key for point in points if point.kind is ContactKind.MOBILE),
        companies=frozenset([member.company.key] if member.company else ()),
        birth_date=member.birth_date.isoformat() if member.birth_date else None,
        street=street_key(member.street or ""),
        postcode=member.postcode or "",
        town=identity_key(member.town or ""),
        number=member.external_id,
    )


def traits_of_name(name: PersonName, email: str | None = None) -> Traits:
    """Return the traits of somebody of whom a row tells the name and perhaps an address."""
    return Traits(
        given=identity_key(name.given_name or ""),
        family=identity_key(name.family_name),
        birth_family=identity_key(name.birth_name or ""),
        generation=generation_of(name.name_suffix),
        emails=frozenset([email.lower()] if email else ()),
    )


def generation_of(suffix: str | None) -> str:
    """Return ``junior`` or ``senior`` when the name says which of two namesakes in a family is meant."""
    words = (identity_key(word) for word in WORDS_OF_SUFFIX.findall(suffix or ""))
    return next((GENERATIONS[word] for word in words if word in GENERATIONS), "")


@lru_cache(maxsize=16384)
def street_key(street: str) -> str:
    """Return a street for comparison: Hauptstraße 1, Hauptstr. 1 and Haupt-Strasse 1 are one."""
    return re.sub(r"str(?:asse)?(?= |$)", "str", identity_key(street)).replace(" ", "")


def is_member_number(number: str | None) -> bool:
    """Whether a list's own name for a person is a number that the group gave: two of them are two people.

    A long one (the UID of a contact card) names the card: the same person has another in every address book.
    """
    return bool(number and MEMBER_NUMBER.fullmatch(number))


@cache
def _full_names() -> Mapping[str, frozenset[str]]:
    """Return which full given names a short or foreign form may stand for, from the list beside this package."""
    lines = resources.files("datasette_netzwerk.records").joinpath("short_names.csv").read_text(encoding="utf-8")
    names: dict[str, set[str]] = defaultdict(set)
    for line in lines.splitlines():
        if line and not line.startswith("#"):
            short, full = line.split(",", 1)
            names[short].add(full)
    return {short: frozenset(full) for short, full in names.items()}


@lru_cache(maxsize=32768)
def full_given_names(given: str) -> frozenset[str]:
    """Return the names that a folded given name may stand for, itself among them."""
    return frozenset([given]) | _full_names().get(given, frozenset()) if given else frozenset()


def words_of(names: Iterable[str]) -> frozenset[str]:
    """Return the single words of several folded names."""
    return frozenset(word for name in names for word in name.split())

"""Weighs what speaks for one person and what against, and says each in a word that can be told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, JaroWinkler

from datasette_netzwerk.folding import canon
from datasette_netzwerk.records.identity.traits import Traits, full_given_names, is_member_number
from datasette_netzwerk.records.phonetics import cologne_code

CERTAIN = 9.5
"""From this score on two descriptions are one person: name and e-mail agree, or name, firm and one thing more."""

POSSIBLE = 5.5
"""From this score on an organiser should look."""

VETOED = 7.5
"""The most that two people with different given names, birth dates or member numbers can score."""

GENERIC_MAILBOX = re.compile(
    r"(info|kontakt|contact|office|mail|post|buero|b\u00fcro|team|service|verwaltung|sekretariat|zentrale|empfang|hallo|"
    r"hello|support|vertrieb|sales|anfrage|praxis|kanzlei|admin|firma|enquiries|reception|biuro|iletisim|bilgi)@"
)
PARTICLES = frozenset(
    "von vom van de del della der den des di da dos du la le lo zu zum zur und y e al el as ad".split()
    + "bin ibn abu ter ten o mc st".split()
)


@dataclass(frozen=True, slots=True, eq=False)
class Reason:
    """One thing that speaks for or against two descriptions being one person; each is there once, below."""

    code: str
    points: float
    caps_at: float | None = None


SAME_FAMILY = Reason("family_same", 4.5)
SAME_BIRTH_FAMILY = Reason("family_birth_name", 4.0)
CLOSE_FAMILY = Reason("family_close", 3.0)
HALF_FAMILY = Reason("family_half", 2.5)
NEAR_FAMILY = Reason("family_near", -0.5)
OTHER_FAMILY = Reason("family_other", -3.5)
SAME_GIVEN = Reason("given_same", 2.5)
SHORT_GIVEN = Reason("given_short_form", 2.2)
PART_GIVEN = Reason("given_part", 1.5)
CLOSE_GIVEN = Reason("given_close", 1.5)
INITIAL_GIVEN = Reason("given_initial", 0.8)
OTHER_GIVEN = Reason("given_other", -5.0, VETOED)
SWAPPED = Reason("name_swapped", 6.5)
NEARLY_SWAPPED = Reason("name_nearly_swapped", 6.0)
SAME_EMAIL = Reason("email_same", 6.0)
SHARED_MAILBOX = Reason("email_generic", 1.0)
SAME_MAILBOX = Reason("email_same_mailbox", 1.0)
OTHER_EMAIL = Reason("email_other", -0.8)
SAME_MOBILE = Reason("phone_same_mobile", 5.5)
SAME_PHONE = Reason("phone_same", 3.5)
OTHER_PHONE = Reason("phone_other", -0.5)
SAME_COMPANY = Reason("company_same", 2.5)
CLOSE_COMPANY = Reason("company_close", 1.0)
OTHER_COMPANY = Reason("company_other", -0.7)
SAME_BIRTH = Reason("birth_date_same", 4.0)
OTHER_BIRTH = Reason("birth_date_other", -6.0, VETOED)
SAME_STREET = Reason("street_same", 2.0)
OTHER_STREET = Reason("street_other", -0.5)
SAME_POSTCODE = Reason("postcode_same", 0.7)
OTHER_POSTCODE = Reason("postcode_other", -0.7)
SAME_TOWN = Reason("town_same", 0.5)
OTHER_GENERATION = Reason("generation_other", -2.0, VETOED)
OTHER_NUMBER = Reason("number_other", 0.0, VETOED)
GIVEN_ALONE = Reason("name_given_doubtful", 0.0, CERTAIN - 0.1)
FAMILY_ALONE = Reason("name_family_doubtful", 0.0, CERTAIN - 0.1)

PERSONAL = frozenset({SAME_EMAIL, SAME_MOBILE, SAME_BIRTH})
DOUBTFUL_GIVEN = frozenset({CLOSE_GIVEN, SHORT_GIVEN, INITIAL_GIVEN, NEARLY_SWAPPED})


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much speaks for one person, about -10 … 25, and what."""

    score: float
    reasons: tuple[Reason, ...]

    @property
    def is_vetoed(self) -> bool:
        """Whether something stands against it that no agreement outweighs."""
        return any(reason.caps_at == VETOED for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Face:
    """Traits made ready for comparison: what would otherwise be worked out for every pair."""

    traits: Traits
    given: str
    family: str
    given_names: frozenset[str]
    given_sound: str
    family_sound: str
    family_words: frozenset[str]
    personal: frozenset[str]
    mailboxes: frozenset[str]
    landlines: frozenset[str]


@lru_cache(maxsize=65536)
def face_of(traits: Traits) -> Face:
    """Return ``traits`` ready for comparison."""
    personal = frozenset(email for email in traits.emails if not GENERIC_MAILBOX.match(email))
    return Face(
        traits=traits,
        given=traits.given,
        family=traits.family,
        given_names=full_given_names(traits.given),
        given_sound=cologne_code(traits.given),
        family_sound=cologne_code(traits.family),
        family_words=family_words(traits.family),
        personal=personal,
        mailboxes=frozenset(email.partition("@")[0] for email in personal),
        landlines=traits.phones - traits.mobiles,
    )


@lru_cache(maxsize=32768)
def family_words(family: str) -> frozenset[str]:
    """Return the names in a double name, without ``von der`` and the like."""
    return frozenset(word for word in family.split() if len(word) > 2 and word not in PARTICLES)


def weigh(one: Face, other: Face) -> Evidence:
    """Return how much speaks for one person, and what; from `CERTAIN` on it is one.

    The same both ways. A veto caps the sum: families in one firm share everything but the given name.
    """
    reasons = [*_name_reasons(one, other), *_contact_reasons(one, other), *_place_reasons(one.traits, other.traits)]
    reasons += _cautions(one, other, reasons)
    total = sum(reason.points for reason in reasons)
    caps = [reason.caps_at for reason in reasons if reason.caps_at is not None]
    return Evidence(round(min([total, *caps]), 3), tuple(reasons))


def _name_reasons(one: Face, other: Face) -> tuple[Reason, ...]:
    if one.family == other.family:
        return SAME_FAMILY, *_given_reason(one, other)
    similarity = JaroWinkler.similarity(one.family, other.family)
    if similarity < 0.8 and one.given and other.given:
        if one.given == other.family and one.family == other.given:
            return (SWAPPED,)
        if _is_nearly(one.given, other) and _is_nearly(other.given, one):
            return (NEARLY_SWAPPED,)
    return _family_reason(one, other, similarity), *_given_reason(one, other)


def _is_nearly(given: str, other: Face) -> bool:
    """Whether a given name stands where somebody else has the family name, or half of it."""
    return given in other.family_words or JaroWinkler.similarity(given, other.family) >= 0.85


def _family_reason(one: Face, other: Face, similarity: float) -> Reason:
    if _is_birth_name(one, other) or _is_birth_name(other, one):
        return SAME_BIRTH_FAMILY
    if one.family.replace(" ", "") == other.family.replace(" ", ""):
        return SAME_FAMILY
    if (similarity >= 0.9 and one.family[0] == other.family[0]) or (
        similarity >= 0.65 and one.family_sound == other.family_sound
    ):
        return CLOSE_FAMILY
    if one.family_words & other.family_words:
        return HALF_FAMILY
    return OTHER_FAMILY if similarity < 0.8 else NEAR_FAMILY


def has_other_family(one: Face, other: Face) -> bool:
    """Whether nothing connects two family names; quickly, since it is asked of most pairs."""
    if one.family == other.family or one.family_sound == other.family_sound:
        return False
    if one.traits.birth_family or other.traits.birth_family or not one.family_words.isdisjoint(other.family_words):
        return False
    return JaroWinkler.similarity(one.family, other.family) < 0.8


def _is_birth_name(one: Face, other: Face) -> bool:
    return bool(one.traits.birth_family) and one.traits.birth_family == other.family


def _given_reason(one: Face, other: Face) -> tuple[Reason, ...]:
    return (compare_given(one.given, other.given),) if one.given and other.given else ()


@lru_cache(maxsize=65536)
def compare_given(one: str, other: str) -> Reason:
    """Return what two given names say; a short form, an initial or one of two names is no other name."""
    if one == other:
        return SAME_GIVEN
    if full_given_names(one) & full_given_names(other):
        return SHORT_GIVEN
    if min(len(one), len(other)) <= 2 and one[0] == other[0]:
        return INITIAL_GIVEN
    if set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split()):
        return PART_GIVEN
    longest = max(len(one), len(other))
    slips = OSA.distance(one, other)
    if slips <= 1 or (slips == 2 and longest >= 6) or (longest >= 6 and cologne_code(one) == cologne_code(other)):
        return CLOSE_GIVEN
    return OTHER_GIVEN


def _contact_reasons(one: Face, other: Face) -> Iterable[Reason]:
    if one.traits.emails and other.traits.emails:
        yield from _email_reasons(one, other)
    if not one.traits.mobiles.isdisjoint(other.traits.mobiles):
        yield SAME_MOBILE
    elif not one.traits.phones.isdisjoint(other.traits.phones):
        yield SAME_PHONE
    elif (one.traits.mobiles and other.traits.mobiles) or (one.landlines and other.landlines):
        yield OTHER_PHONE  # a mobile number and an office's are no contradiction
    if one.traits.companies and other.traits.companies:
        yield compare_companies(one.traits.companies, other.traits.companies)


def _email_reasons(one: Face, other: Face) -> Iterable[Reason]:
    if not one.personal.isdisjoint(other.personal):
        yield SAME_EMAIL
    elif not one.traits.emails.isdisjoint(other.traits.emails):
        yield SHARED_MAILBOX
    elif one.personal and other.personal:
        yield OTHER_EMAIL if one.mailboxes.isdisjoint(other.mailboxes) else SAME_MAILBOX


@lru_cache(maxsize=65536)
def compare_companies(one: frozenset[str], other: frozenset[str]) -> Reason:
    """Return what the firms of two descriptions say."""
    if not one.isdisjoint(other):
        return SAME_COMPANY
    pairs = [(mine, theirs) for mine in one for theirs in other]
    if max(fuzz.token_sort_ratio(*pair) for pair in pairs) >= 92:
        return SAME_COMPANY
    # One name that holds the other whole (Kuhn Optik, Kuhn Optik Rheine) may be two firms.
    return CLOSE_COMPANY if max(fuzz.token_set_ratio(*pair) for pair in pairs) >= 80 else OTHER_COMPANY


def _place_reasons(one: Traits, other: Traits) -> Iterable[Reason]:
    if one.birth_date and other.birth_date:
        yield SAME_BIRTH if one.birth_date == other.birth_date else OTHER_BIRTH
    if one.street and other.street:
        yield SAME_STREET if one.street == other.street else OTHER_STREET
    if one.postcode and other.postcode:
        yield SAME_POSTCODE if one.postcode == other.postcode else OTHER_POSTCODE
    elif one.town and one.town == other.town:
        yield SAME_TOWN
    if one.generation != other.generation:
        yield OTHER_GENERATION
    if one.number != other.number and is_member_number(one.number) and is_member_number(other.number):
        yield OTHER_NUMBER


def _cautions(one: Face, other: Face, reasons: list[Reason]) -> Iterable[Reason]:
    """Yield what keeps a doubtful name from being linked by firm, street and switchboard alone.

    A family shares these. Müller and Muller may be two families; Ute and Uwe, Peter and Petra, Heinz and Heinrich
    differ no more than a slip of the pen or a short form does.
    """
    if PERSONAL.isdisjoint(reasons):
        if not DOUBTFUL_GIVEN.isdisjoint(reasons):
            yield GIVEN_ALONE
        if OTHER_FAMILY in reasons or NEAR_FAMILY in reasons:
            yield FAMILY_ALONE
        if CLOSE_FAMILY in reasons and not _is_slip(one, other, reasons):
            yield FAMILY_ALONE


def _is_slip(one: Face, other: Face, reasons: list[Reason]) -> bool:
    """Whether two family names are one with a slip of the pen; a missing umlaut is one only if the telephone agrees."""
    if OSA.distance(one.family, other.family) > 1:
        return False
    is_contradicted = OTHER_PHONE in reasons or OTHER_EMAIL in reasons or canon(one.family) == canon(other.family)
    return SAME_PHONE in reasons or not is_contradicted

"""What a group's lists say, as frozen records: the shapes that readers, rules and store hand to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

EMPTY: Mapping[str, str] = MappingProxyType({})


class Kind(StrEnum):
    """What one row of a file tells about. Files of one command are read in this order."""

    MEMBERS = "members"
    MEETINGS = "meetings"
    ATTENDANCE = "attendance"
    INTERACTIONS = "interactions"


class Status(StrEnum):
    """One person's attendance at one meeting."""

    PRESENT = "present"
    REMOTE = "remote"
    LATE = "late"
    SUBSTITUTED = "substituted"
    EXCUSED = "excused"
    MEDICAL = "medical"
    LEAVE = "leave"
    ABSENT = "absent"


THERE = (Status.PRESENT, Status.REMOTE, Status.LATE, Status.SUBSTITUTED)
"""The statuses that count as having been there."""


class InteractionKind(StrEnum):
    """Something dated between two people."""

    INTRODUCTION = "introduction"
    REFERRAL = "referral"
    ONE_TO_ONE = "one_to_one"
    FAVOUR = "favour"
    RECOMMENDATION = "recommendation"
    THANKS = "thanks"


class Depth(StrEnum):
    """How well a member knows a country: works there, lived there, or knows somebody there."""

    WORKS = "works"
    LIVED = "lived"
    KNOWS = "knows"


class Precision(StrEnum):
    """How much of a date is known; the rest of it means nothing."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class ContactKind(StrEnum):
    """A way to reach somebody."""

    EMAIL = "email"
    PHONE = "phone"
    MOBILE = "mobile"
    FAX = "fax"
    WEBSITE = "website"


CONSENT_FIELDS = (
    "name",
    "company",
    "industry",
    "town",
    "countries",
    "languages",
    "topics",
    "offers",
    "requests",
    "email",
    "phone",
    "mobile",
    "website",
    "role",
    "joined_on",
)
"""What a member may open to an audience, one by one. ``name`` is being listed at all: without it nothing shows."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row stood: file name, sheet (of a workbook) and the line on which the record starts."""

    file: str
    line: int
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in its parts; ``raw`` is the cell it was read from when it stood in one cell."""

    family_name: str
    given_name: str | None = None
    academic_title: str | None = None
    salutation: str | None = None
    birth_name: str | None = None
    name_suffix: str | None = None
    raw: str | None = None

    @property
    def shown(self) -> str:
        """The name as the list has it: the one cell it stood in, else given and family name."""
        return self.raw or f"{self.given_name or ''} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """One way to reach a person: ``value`` to show, ``key`` to compare (E.164, lower-case address)."""

    kind: ContactKind
    value: str
    key: str


@dataclass(frozen=True, slots=True)
class Company:
    """A business: the name as written and the key by which two spellings are the same."""

    name: str
    key: str
    legal_form: str | None = None


@dataclass(frozen=True, slots=True)
class Industry:
    """A member's trade in her own words, and the WZ 2025 division if a rule knows it (``stem``, ``alias``, ``code``)."""

    own_words: str
    code: str | None = None
    method: str = "none"


@dataclass(frozen=True, slots=True)
class MemberCountry:
    """A country (ISO 3166-1 alpha-2) that a member works in or knows people in."""

    code: str
    depth: Depth
    own_words: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """An office in the group, with dates."""

    name: str
    started_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """Days in which nothing matures and nothing decays; the reason is never kept."""

    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """One member's permission (or refusal) for one field and one audience.

    ``withdrawn_on`` ends it; ``is_refusal`` says no from the start, also to what an audience would see by default;
    ``is_for_all`` came from a statement about the whole file and not from the person's own row.
    """

    field: str
    audience: str
    given_on: date | None
    withdrawn_on: date | None = None
    is_refusal: bool = False
    wording: str | None = None
    evidence: str | None = None
    is_for_all: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """One row of a members' list."""

    source: Source
    name: PersonName
    external_id: str | None = None
    company: Company | None = None
    position: str | None = None
    contact_points: tuple[ContactPoint, ...] = ()
    street: str | None = None
    postcode: str | None = None
    town: str | None = None
    country_code: str | None = None
    industries: tuple[Industry, ...] = ()
    countries: tuple[MemberCountry, ...] = ()
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    birth_date: date | None = None
    joined_on: date | None = None
    joined_precision: Precision = Precision.DAY
    left_on: date | None = None
    is_member: bool = True
    roles: tuple[Role, ...] = ()
    leaves: tuple[Leave, ...] = ()
    consents: tuple[Consent, ...] = ()
    note: str | None = None
    unmapped: Mapping[str, str] = field(default_factory=lambda: EMPTY)


@dataclass(frozen=True, slots=True)
class PersonReference:
    """How an attendance or an interaction names a person: by number, by name, by e-mail, or by several."""

    external_id: str | None = None
    name: PersonName | None = None
    email: str | None = None
    is_guest: bool = False


@dataclass(frozen=True, slots=True)
class MeetingReference:
    """How an attendance names its meeting: by the group's own id, else by date and title, else by date."""

    external_id: str | None = None
    held_on: date | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """One row of a meetings' list. Times are local, HH:MM, in the site's time zone."""

    source: Source
    held_on: date
    external_id: str | None = None
    title: str | None = None
    kind: str | None = None
    place: str | None = None
    capacity: int | None = None
    starts_at_local: str | None = None
    ends_at_local: str | None = None
    report: str | None = None
    unmapped: Mapping[str, str] = field(default_factory=lambda: EMPTY)


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person's status at one meeting, with who came instead and who brought her."""

    source: Source
    person: PersonReference
    meeting: MeetingReference
    status: Status
    substitute: PersonReference | None = None
    invited_by: PersonReference | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Interaction:
    """Something dated between two people: ``giver`` does it for ``receiver``; ``third`` is whom an introduction reaches.

    Only thanks may come from nobody named: some programs keep secret who reported the business.
    """

    source: Source
    kind: InteractionKind
    occurred_on: date
    giver: PersonReference | None
    receiver: PersonReference
    external_id: str | None = None
    third: PersonReference | None = None
    outcome: str | None = None
    amount_cents: int | None = None
    currency: str | None = None
    text: str | None = None


Record = Member | Meeting | Attendance | Interaction

"""The fields that a list of each kind may have: the names that synonyms, mapping files and row builders agree on."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from datasette_netzwerk.model import Kind

FIELDS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        Kind.MEMBERS: (
            "external_id",
            "full_name",
            "given_name",
            "family_name",
            "academic_title",
            "salutation",
            "birth_name",
            "name_suffix",
            "company",
            "position",
            "industry",
            "street",
            "house_number",
            "postcode",
            "town",
            "postcode_town",
            "country",
            "email",
            "phone",
            "mobile",
            "fax",
            "website",
            "birth_date",
            "joined_on",
            "left_on",
            "role",
            "role_from",
            "role_until",
            "membership_status",
            "offers",
            "requests",
            "topics",
            "languages",
            "works_in",
            "knows_people_in",
            "leave_from",
            "leave_until",
            "consent_public",
            "consent_members",
            "consent_given_on",
            "consent_withdrawn_on",
            "consent_wording",
            "consent_evidence",
            "note",
        ),
        Kind.MEETINGS: (
            "meeting_id",
            "held_on",
            "starts_at",
            "ends_at",
            "title",
            "kind",
            "place",
            "capacity",
            "report",
        ),
        Kind.ATTENDANCE: (
            "external_id",
            "full_name",
            "given_name",
            "family_name",
            "email",
            "meeting_id",
            "held_on",
            "title",
            "status",
            "substitute",
            "invited_by",
            "is_guest",
            "note",
        ),
        Kind.INTERACTIONS: (
            "interaction_id",
            "kind",
            "occurred_on",
            "giver",
            "giver_id",
            "receiver",
            "receiver_id",
            "third",
            "third_id",
            "outcome",
            "amount",
            "currency",
            "text",
        ),
    }
)

REPEATABLE = frozenset(
    "industry email phone mobile fax website role offers requests topics languages works_in knows_people_in note"
    " text".split()
)
"""Fields that may have several columns, because a person may have several of them."""

PERSON = ("external_id", "full_name", "family_name", "given_name", "email")
"""Fields by which a row names a person, any one of them."""

MEETING = ("held_on", "meeting_id", "title")
"""Fields by which a row names a meeting, any one of them."""

REQUIRED: Mapping[Kind, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        Kind.MEMBERS: (("full_name", "family_name", "given_name"),),
        Kind.MEETINGS: (("held_on",),),
        Kind.ATTENDANCE: (PERSON, MEETING),
        Kind.INTERACTIONS: (("giver", "giver_id"), ("receiver", "receiver_id"), ("occurred_on",)),
    }
)
"""What a list of each kind cannot do without: of each group, one field at least."""

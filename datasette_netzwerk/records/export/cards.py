"""Writes members as vCard 4.0, with everything that a card can carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from datasette_netzwerk.content_lines import escaped, folded, structured
from datasette_netzwerk.records.export.columns import Cells

PLACEHOLDER = "example.invalid"
"""Where a member number has to look like an address in use nowhere (RFC 2606); our reader takes the number out again."""

SINGLE = {"company": "ORG", "position": "TITLE", "note": "NOTE"}
REPEATED = {
    "email": "EMAIL",
    "phone": "TEL;TYPE=voice",
    "mobile": "TEL;TYPE=cell",
    "fax": "TEL;TYPE=fax",
    "website": "URL",
    "languages": "LANG",
}


def cards_text(members: Iterable[Cells]) -> str:
    """Return one card for each member."""
    return "".join(map(card_text, members))


def card_text(member: Cells) -> str:
    """Return one member's card; what a card has no property for stays in the lists."""
    lines = ("BEGIN:VCARD", "VERSION:4.0", *_properties(member), "END:VCARD")
    return "".join(map(folded, lines))


def _properties(member: Cells) -> Iterator[str]:
    def first(field: str) -> str:
        return next(iter(member.get(field, ())), "")

    if first("external_id"):
        yield f"UID:{escaped(first('external_id'))}@{PLACEHOLDER}"
    names = ("family_name", "given_name", "", "academic_title", "name_suffix")
    yield f"N:{structured(*(first(name) if name else '' for name in names))}"
    parts = ("academic_title", "given_name", "family_name", "name_suffix")
    yield f"FN:{escaped(' '.join(first(part) for part in parts if first(part)))}"
    yield from (f"{name}:{escaped(first(field))}" for field, name in SINGLE.items() if first(field))
    yield from (
        f"{name}:{escaped(value)}" for field, name in REPEATED.items() for value in member.get(field, ()) if value
    )
    if any(first(part) for part in ("street", "town", "postcode", "country")):
        address = structured("", "", first("street"), first("town"), "", first("postcode"), first("country"))
        yield f"ADR;TYPE=work:{address}"
    if first("birth_date"):
        yield f"BDAY:{''.join(reversed(first('birth_date').split('.')))}"
    if member.get("industry"):
        yield f"CATEGORIES:{','.join(map(escaped, member['industry']))}"

"""Writes business cards as vCard 3.0 (RFC 2426), the version that every phone reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from datasette_netzwerk.content_lines import escaped, folded, structured
from datasette_netzwerk.web.shell import text_response

if TYPE_CHECKING:
    from datasette.utils.asgi import Request, Response

CONTENT_TYPE = "text/vcard; charset=utf-8"
NAMESPACE = UUID("0c5d8c55-7a0e-5c3b-8a55-5b6f6a2d9e41")
"""Makes every card's identifier; never to be changed, or each address book that took a card takes it for another's.

It is made of the id in the file at hand, which is random and a different one for each audience: a card from the public
pages and one from the members' pages do not tell that they are of one person.
"""


def card_response(request: Request, cards: str, name: str) -> Response:
    """Return ``cards`` as a file to save under ``name``."""
    response = text_response(request, cards, CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.vcf"'
    return response


def render_cards(members: Iterable[Mapping[str, Any]], source: str) -> str:
    """Return the cards of ``members``, one after another; ``source`` is the address of the directory they are from."""
    return "".join(render_card(member, f"{source}/{member['slug']}") for member in members)


def render_card(member: Mapping[str, Any], source: str) -> str:
    """Return one member's card with what the file shows of her; ``source`` is the address of her page."""
    given, family = member["given_name"] or "", member["family_name"]
    lines = [
        ("N", structured(family, given, "", title_of(member["name"], given, family), "")),
        ("FN", escaped(member["name"])),
        ("ORG", escaped(member["company"])),
        ("TITLE", escaped(member["position"])),
        ("TEL;TYPE=CELL", escaped(member["mobile"])),
        ("TEL;TYPE=WORK,VOICE", escaped(member["phone"])),
        ("EMAIL;TYPE=INTERNET", escaped(member["email"])),
        ("ADR;TYPE=WORK", structured("", "", "", member["town"], "", "", "") if member["town"] else ""),
        ("URL", escaped(member["website"])),
        ("SOURCE", escaped(source)),
        ("UID", uuid5(NAMESPACE, member["id"]).urn),
        ("REV", member["as_of"]),
    ]
    properties = [f"{name}:{value}" for name, value in lines if value]
    return "".join(map(folded, ["BEGIN:VCARD", "VERSION:3.0", *properties, "END:VCARD"]))


def title_of(name: str, given: str, family: str) -> str:
    """Return what stands before the given and family names: Prof. Dr. in Prof. Dr. Anke Ahlers."""
    rest = f"{given} {family}".strip()
    return name.removesuffix(rest).strip() if name.endswith(rest) else ""

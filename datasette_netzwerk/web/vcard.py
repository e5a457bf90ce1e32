"""Writes business cards as vCard 3.0 (RFC 2426), the version that every phone reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from datasette_netzwerk.web.shell import text_response

if TYPE_CHECKING:
    from datasette.utils.asgi import Request, Response

CONTENT_TYPE = "text/vcard; charset=utf-8"
LINE_OCTETS = 75
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")
LINE_BREAK = re.compile(r"\r\n|\r|\n")


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
    ]
    properties = [f"{name}:{value}" for name, value in lines if value]
    return "".join(map(folded, ["BEGIN:VCARD", "VERSION:3.0", *properties, "END:VCARD"]))


def title_of(name: str, given: str, family: str) -> str:
    """Return what stands before the given and family names: Prof. Dr. in Prof. Dr. Anke Ahlers."""
    rest = f"{given} {family}".strip()
    return name.removesuffix(rest).strip() if name.endswith(rest) else ""


def structured(*parts: str | None) -> str:
    """Return the parts of a structured value, each escaped for itself."""
    return ";".join(escaped(part) for part in parts)


def escaped(text: str | None) -> str:
    """Return ``text`` as a value: nothing in it can end the line, begin a property or part a list."""
    value = CONTROL.sub("", text or "").strip()
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return LINE_BREAK.sub("\\\\n", value)


def folded(line: str) -> str:
    """Return ``line`` in pieces of at most 75 octets, each further one after a blank; no letter is cut in two."""
    pieces = [""]
    room = LINE_OCTETS
    for letter in line:
        size = len(letter.encode("utf-8"))
        if size > room:
            pieces.append(" ")
            room = LINE_OCTETS - 1
        pieces[-1] += letter
        room -= size
    return "\r\n".join(pieces) + "\r\n"

"""One member's page: what she offers and looks for, how to reach her, and her business card."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from datasette.utils.asgi import NotFound

from datasette_netzwerk import i18n
from datasette_netzwerk.web.shell import render_page
from datasette_netzwerk.web.vcard import card_response, render_card
from datasette_netzwerk.web.visit import Row, Visit

if TYPE_CHECKING:
    from datasette.utils.asgi import Response

LISTS = ("trades", "countries", "languages", "topics", "offers", "requests")


async def member(visit: Visit) -> Response:
    """Answer with the page of the member whose slug is in the address."""
    row = await read_member(visit)
    context = {
        "member": row,
        "ways": contact_ways(row),
        "website": website_of(row),
        "depths": {"works": i18n.gettext("works there"), "lived": i18n.gettext("lived there")},
        "card": visit.addresses.page("directory", f"{row['slug']}.vcf"),
    }
    return await render_page(visit, "member.html", context, section="directory")


async def business_card(visit: Visit) -> Response:
    """Answer with the vCard of the member whose slug is in the address."""
    row = await read_member(visit)
    source = visit.datasette.absolute_url(visit.request, visit.addresses.page("directory", row["slug"]))
    return card_response(visit.request, render_card(row, source), row["slug"])


async def read_member(visit: Visit) -> Row:
    """Return the member whose slug is in the address; raise ``NotFound`` when nobody is shown under it."""
    slug = visit.request.url_vars["slug"]
    row = await visit.row("member", {"slug": slug, "language": visit.language})
    if row is None:
        raise NotFound("Member not found")
    return {**row, **{name: json.loads(row[name]) for name in LISTS}}


def contact_ways(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the label and address of each way to reach a member directly."""
    ways = [
        (i18n.gettext("Call mobile"), f"tel:{_digits(row['mobile'])}" if row["mobile"] else ""),
        (i18n.gettext("Call"), f"tel:{_digits(row['phone'])}" if row["phone"] else ""),
        (i18n.gettext("E-mail"), f"mailto:{row['email']}" if row["email"] else ""),
    ]
    return [(label, address) for label, address in ways if address]


def _digits(number: str) -> str:
    return "".join(character for character in number if character.isdecimal() or character == "+")


def website_of(row: Mapping[str, Any]) -> str | None:
    """Return the address of a member's web site if it is one; whatever else she wrote becomes no link."""
    address = (row["website"] or "").strip()
    if address and "://" not in address and ":" not in address.partition("/")[0]:
        address = f"https://{address}"
    parts = urlsplit(address)
    return address if parts.scheme in {"http", "https"} and parts.netloc else None

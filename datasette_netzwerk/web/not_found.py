"""Answers when there is no such page: says so, and offers the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from datasette_netzwerk.folding import WORD
from datasette_netzwerk.web.shell import render_page
from datasette_netzwerk.web.visit import Visit

if TYPE_CHECKING:
    from datasette.utils.asgi import Response


async def missing(visit: Visit) -> Response:
    """Answer a visit to a page that does not exist."""
    return await render_page(visit, "not_found.html", {"guess": guess(visit.place)}, status=404)


def guess(place: str) -> str:
    """Return what somebody may look for who asked for a member's page that is not there, such as ``anna berg``."""
    section, _, slug = unquote(place).removeprefix("/").partition("/")
    return " ".join(WORD.findall(slug)) if section == "directory" else ""

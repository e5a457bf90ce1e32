"""Finds the one published file from which a visitor's pages are read: the widest that she may open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette_netzwerk.audiences import JOINABLE, Audience
from datasette_netzwerk.web.files import audiences_of
from datasette_netzwerk.web.permissions import may_open
from datasette_netzwerk.web.visit import PublishedFile

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


async def widest_file(datasette: Datasette, request: Request) -> PublishedFile | None:
    """Return the widest published file that the visitor may open, or ``None`` when there is none for her."""
    attached = await audiences_of(datasette)
    for audience in reversed(JOINABLE):
        names = [name for name, marked in attached.items() if marked is audience]
        if names and await may_open(datasette, request.actor, audience):
            return PublishedFile(names[0], audience)
    return None


async def public_file(datasette: Datasette) -> PublishedFile | None:
    """Return the file that everybody may read, whoever asks; ``None`` where none is served."""
    attached = await audiences_of(datasette)
    names = (name for name, marked in attached.items() if marked is Audience.PUBLIC)
    return next((PublishedFile(name, Audience.PUBLIC) for name in names), None)

"""Answers about a file that somebody may not open exactly as about one that does not exist."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from datasette_netzwerk.web.asgi import Application, Message, Receive, Scope, Send
from datasette_netzwerk.web.files import audience_of
from datasette_netzwerk.web.incoming import Incoming, spellings
from datasette_netzwerk.web.permissions import Actor, may_open

if TYPE_CHECKING:
    from datasette.app import Datasette


async def closed_file(datasette: Datasette, actor: Actor, path: str) -> str | None:
    """Return the first part of ``path`` if, however it is spelled, it is a file of ours that ``actor`` may not open."""
    base: str = datasette.setting("base_url")
    inside = path.removeprefix(base.rstrip("/"))
    part = inside.lstrip("/").partition("/")[0]
    names = spellings(part) | spellings(part.partition(".")[0])
    for database in datasette.databases.values():
        if names & {database.name, database.route}:
            audience = await audience_of(database)
            if audience is not None and not await may_open(datasette, actor, audience):
                return part.partition(".")[0]
    return None


async def answer_as_missing(application: Application, scope: Scope, receive: Receive, send: Send, name: str) -> None:
    """Have ``application`` answer for a name that nobody gave to a file, and put ``name`` back into what it says.

    So nothing has to be kept equal: the answer is the one for what does not exist.
    """
    stand_in = secrets.token_hex(16)
    messages: list[Message] = []

    async def keep(message: Message) -> None:
        messages.append(message)

    await application(_renamed(scope, name, stand_in), receive, keep)
    body = b"".join(message.get("body", b"") for message in messages[1:])
    shown = escape(name).encode("utf-8")
    body = body.replace(stand_in.encode("ascii"), shown)
    headers = [
        (key, str(len(body)).encode("ascii"))
        if key.lower() == b"content-length"
        else (key, value.replace(stand_in.encode("ascii"), name.encode("latin-1", "replace")))
        for key, value in messages[0]["headers"]
    ]
    await send({**messages[0], "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _renamed(scope: Mapping[str, Any], name: str, stand_in: str) -> Scope:
    path = Incoming({**scope}).path.replace(name, stand_in, 1)
    # Compressed, the answer could not be read.
    headers = [(key, value) for key, value in scope["headers"] if key.lower() != b"accept-encoding"]
    return {**scope, "path": path, "raw_path": path.encode("latin-1"), "headers": headers}

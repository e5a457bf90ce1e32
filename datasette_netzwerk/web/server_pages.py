"""Closes the pages about the server itself: they name files, folders, plugins and settings, secrets among them."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from datasette.utils import tilde_decode
from datasette.utils.asgi import Response

from datasette_netzwerk.i18n import gettext
from datasette_netzwerk.web.instances import instance_of

if TYPE_CHECKING:
    from datasette.app import Datasette

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

ABOUT_THE_SERVER = re.compile(
    r"/-/(actions|allow-debug|allowed|api|auth-token|check|config|create-token|databases|debug|messages|metadata|patterns"
    r"|permissions|plugins|rules|settings|tasks|threads|versions)\b",
    re.IGNORECASE,
)


def is_about_server(path: str) -> bool:
    """Return whether ``path`` asks about the server instead of its data, however it is spelled."""
    return ABOUT_THE_SERVER.search(tilde_decode(unquote(path))) is not None


def close_server_pages(datasette: Datasette, application: Application) -> Application:
    """Return ``application`` with the pages about the server closed where ``datasette`` is hardened."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        is_closed = scope["type"] == "http" and is_about_server(scope["path"])
        await application(scope, receive, _not_found(datasette, send) if is_closed else send)

    return guarded


def _not_found(datasette: Datasette, send: Send) -> Send:
    """Return a ``send`` that decides when the answer begins: before the first request nothing is known of the files."""

    async def send_not_found(message: Message) -> None:
        instance = instance_of(datasette)
        if not instance.is_hardened:
            await send(message)
        elif message["type"] == "http.response.start":
            await Response.text(gettext("There is no such page.", instance.language), status=404).asgi_send(send)

    return send_not_found

"""Serves our stylesheet and scripts: minified, compressed, kept by the browser for a year, in the group's colours."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from datasette_netzwerk.web.addresses import Addresses

if TYPE_CHECKING:
    from datasette.utils.asgi import Request, Response

FOLDER = "assets"
STYLESHEET = "netzwerk.min.css"
CONTENT_TYPES = MappingProxyType(
    {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
)
NAME = re.compile(r"(?:[a-z0-9-]+/)?[a-zA-Z0-9.-]+\.(?P<ending>css|js|svg)")
COLOUR_NAME = re.compile(r"[a-z]+")
LED_BY_BLUE = ("bar", "deep")
"""The colours of bars and of links."""
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
KEPT_FOR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it goes to the browser."""

    content: bytes
    compressed: bytes
    content_type: str
    version: str


@lru_cache(maxsize=64)
def asset(name: str, colours: tuple[tuple[str, str], ...] = ()) -> Asset | None:
    """Return the static file called ``name``, the stylesheet with the group's ``colours``; ``None`` if there is none."""
    match = NAME.fullmatch(name)
    path = resources.files("datasette_netzwerk").joinpath("static", *name.split("/"))
    if match is None or not path.is_file():
        return None
    content = path.read_bytes()
    if name == STYLESHEET:
        content += colour_rule(dict(colours)).encode("ascii")
    return Asset(
        content=content,
        compressed=gzip.compress(content, compresslevel=9, mtime=0),
        content_type=CONTENT_TYPES[match["ending"]],
        version=hashlib.sha256(content).hexdigest()[:10],
    )


def colour_rule(colours: Mapping[str, str]) -> str:
    """Return the CSS that gives the pages a group's own ``colours``; whatever is no colour is left out.

    Links and bars take the main colour, blue, unless they are given one of their own: a group that names one colour has
    one. It holds in the light and on paper only: the dark version keeps colours whose contrast was measured.
    """
    own = {
        name: colour
        for name, colour in colours.items()
        if COLOUR_NAME.fullmatch(name) and COLOUR.fullmatch(str(colour))
    }
    led = dict.fromkeys(LED_BY_BLUE, own["blue"]) if "blue" in own else {}
    pairs = [f"--{name}:{colour}" for name, colour in sorted({**led, **own}.items())]
    return f"@media(prefers-color-scheme:light),print{{:root{{{';'.join(pairs)}}}}}" if pairs else ""


def asset_address(addresses: Addresses, name: str, colours: Mapping[str, str]) -> str:
    """Return where the browser finds a static file; the address changes whenever its content does."""
    found = asset(name, tuple(sorted(colours.items())))
    if found is None:
        raise FileNotFoundError(name)
    return addresses.below(FOLDER, *name.split("/"), v=found.version)


def asset_response(request: Request, name: str, colours: Mapping[str, str]) -> Response | None:
    """Return the response with a static file, or ``None`` if there is none."""
    from datasette.utils.asgi import Response

    found = asset(name, tuple(sorted(colours.items())))
    if found is None:
        return None
    is_current = request.args.get("v") == found.version
    headers = {
        "Cache-Control": KEPT_FOR if is_current else "no-cache",
        "X-Content-Type-Options": "nosniff",
        "Vary": "Accept-Encoding",
    }
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(body=found.content, headers=headers, content_type=found.content_type)
    headers["Content-Encoding"] = "gzip"
    return Response(body=found.compressed, headers=headers, content_type=found.content_type)

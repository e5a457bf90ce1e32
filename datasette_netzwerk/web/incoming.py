"""What a request says about itself, and how much of it may be believed: its host, its client, its origin."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from datasette.utils import tilde_decode

from datasette_netzwerk.web.asgi import Scope

PORT = re.compile(r":\d*$")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FROM_THE_SITE_ITSELF = frozenset({"same-origin", "none"})
"""What a browser says of a request that one of our pages made, or that somebody typed."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request as it arrived, behind ``proxies`` servers of the group's own."""

    scope: Scope
    proxies: int = 0

    def header(self, name: str) -> str:
        """Return a header's values, or nothing."""
        wanted = name.encode("ascii")
        values = [value.decode("latin-1") for key, value in self.scope.get("headers") or () if key.lower() == wanted]
        return ", ".join(values)

    @property
    def path(self) -> str:
        """The path as it was sent, still encoded."""
        raw: bytes = self.scope.get("raw_path") or str(self.scope["path"]).encode("utf-8")
        return raw.decode("latin-1").partition("?")[0]

    @property
    def query(self) -> str:
        """What follows the question mark, still encoded."""
        query: bytes = self.scope.get("query_string") or b""
        return query.decode("latin-1")

    @property
    def host(self) -> str:
        """The name by which the request calls this server, without port and brackets."""
        return PORT.sub("", self.header("host").lower()).strip("[]")

    @property
    def client(self) -> str:
        """The address of whoever asks: the one that the outermost of our own proxies saw.

        Everything to the left of it was written by the client, who may write anything.
        """
        hops = [hop.strip() for hop in self.header("x-forwarded-for").split(",") if hop.strip()]
        if self.proxies and len(hops) >= self.proxies:
            return hops[-self.proxies]
        client = self.scope.get("client")
        return str(client[0]) if client else ""

    @property
    def is_https(self) -> bool:
        """Whether the browser's connection is encrypted, as far as this server or its own proxy knows."""
        said = self.header("x-forwarded-proto").rpartition(",")[2].strip().lower() if self.proxies else ""
        return (said or self.scope.get("scheme")) == "https"

    @property
    def has_credentials(self) -> bool:
        """Whether the request brings anything by which somebody could be known."""
        return bool(self.header("cookie") or self.header("authorization"))


def is_loopback(host: str) -> bool:
    """Return whether only programs on this computer reach ``host``."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_host_allowed(request: Incoming, hosts: Collection[str]) -> bool:
    """Return whether the server answers to the name that a request calls it by.

    Besides its ``hosts`` it answers on its own computer, and to the very address on which the request came in: that is
    no name which somebody elsewhere could have pointed here.
    """
    server = request.scope.get("server")
    own = str(server[0]) if server else ""
    return request.host in hosts or is_loopback(request.host) or (request.host == own and own != "")


def is_from_elsewhere(request: Incoming) -> bool:
    """Return whether a request that changes something was made by another site's page, or hides where it came from.

    A program that sends no cookie can act for nobody but itself: it needs no origin.
    """
    if request.scope["method"] in SAFE_METHODS:
        return False
    said, origin = request.header("sec-fetch-site"), request.header("origin")
    if said and said not in FROM_THE_SITE_ITSELF:
        return True
    if origin:
        return urlsplit(origin).netloc.lower() != request.header("host").lower()
    return not said and bool(request.header("cookie"))


def spellings(text: str) -> frozenset[str]:
    """Return all that an address's part can mean, by either way of encoding and both after each other."""
    found = {text}
    for _ in range(2):
        found |= {decoded for each in found for decoded in (unquote(each), tilde_decode(each))}
    return frozenset(found)

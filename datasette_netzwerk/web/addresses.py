"""Builds every address of our pages, below /-/netzwerk or at the root, wherever a proxy has put Datasette."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from datasette.app import Datasette

BELOW_DATASETTE = "/-/netzwerk"

QueryValue = str | int | Iterable[str]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the pages of one site are: ``prefix`` and ``base`` stand before each of them."""

    base: str
    prefix: str

    def page(self, *parts: str, **query: QueryValue) -> str:
        """Return the address of a page: ``page("directory", slug)``, ``page("directory", q="Film")``, ``page()``."""
        path = "/".join(quote(part, safe="") for part in parts)
        return self.path(f"{self.prefix}/{path}" if path or not self.prefix else self.prefix, **query)

    def below(self, *parts: str, **query: QueryValue) -> str:
        """Return an address below /-/netzwerk even if the pages are at the root: for what nobody reads or types."""
        return self.path("/".join((BELOW_DATASETTE, *(quote(part, safe="") for part in parts))), **query)

    def path(self, path: str, **query: QueryValue) -> str:
        """Return the address of anything that Datasette serves at ``path``, which begins with a slash."""
        return self.base + path + query_string(query)

    def place(self, path: str) -> str:
        """Return what a request's ``path`` is without the proxy's base and without /-/netzwerk: ``/directory/anna``."""
        return path.removeprefix(self.base).removeprefix(BELOW_DATASETTE) or "/"

    def shown(self, address: str) -> str:
        """Return an address from the settings: one that begins with a slash is on this server."""
        return self.base + address if address.startswith("/") else address


def query_string(query: Mapping[str, QueryValue]) -> str:
    """Return ``?q=Film&country=IN&country=PL``, or nothing; empty values are left out."""
    pairs = [(name, value) for name, values in query.items() for value in _each(values) if value]
    return "?" + urlencode(pairs) if pairs else ""


def _each(values: QueryValue) -> Iterable[str]:
    if isinstance(values, str | int):
        return (str(values),)
    return values


def prefix_of(root: bool) -> str:
    """Return what stands before each page's path: nothing when the pages are the site's own root."""
    return "" if root else BELOW_DATASETTE


def addresses_of(datasette: Datasette, root: bool) -> Addresses:
    """Return the addresses of a running Datasette's pages."""
    return Addresses(base=datasette.setting("base_url").rstrip("/"), prefix=prefix_of(root))

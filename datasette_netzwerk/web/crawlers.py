"""Tells search engines where to look and what there is to keep: robots.txt, and a map of the pages without people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.etree import ElementTree as xml

from datasette.utils.asgi import NotFound

from datasette_netzwerk.audiences import JOINABLE
from datasette_netzwerk.settings import LANGUAGES
from datasette_netzwerk.web.addresses import BELOW_DATASETTE
from datasette_netzwerk.web.headers import INDEXED
from datasette_netzwerk.web.language import PARAMETER
from datasette_netzwerk.web.shell import text_response
from datasette_netzwerk.web.visit import Visit

if TYPE_CHECKING:
    from datasette.utils.asgi import Response

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'

NOT_TO_BE_WALKED = ("/-/", f"{BELOW_DATASETTE}/excel/", "/excel/", "/directory.vcf")
"""Logins, pages about the server, and whole tables as files."""


async def robots(visit: Visit) -> Response:
    """Answer with robots.txt."""
    databases = sorted({visit.file.database, *(audience.word for audience in JOINABLE)})
    places = [visit.addresses.path(place) for place in (*NOT_TO_BE_WALKED, *(f"/{name}/" for name in databases))]
    allowed = visit.addresses.path(f"{BELOW_DATASETTE}/")
    sitemap = _absolute(visit, "/sitemap.xml") if visit.settings.search_engines else ""
    return text_response(visit.request, robots_text(allowed, places, sitemap), "text/plain; charset=utf-8")


def robots_text(allowed: str, closed: Iterable[str], sitemap: str = "") -> str:
    """Return a robots.txt that keeps programs from whole tables, and from nothing whose address may hold a name.

    A page that they must not read cannot tell them that it is not to be kept: they would show its address, and
    `/directory/anna-berg` is her name. So members' pages may be read, and each says noindex.
    """
    lines = ["User-agent: *", f"Allow: {allowed}", *(f"Disallow: {place}" for place in closed)]
    return "\n".join([*lines, *([f"Sitemap: {sitemap}"] if sitemap else []), ""])


async def sitemap(visit: Visit) -> Response:
    """Answer with the pages that search engines may keep; there is no such list where they may keep none."""
    if not visit.settings.search_engines:
        raise NotFound("Sitemap not found")
    generation = await visit.row("generation")
    as_of = str(generation["as_of"])[:10] if generation else ""
    pages = [{language: _absolute(visit, place, language) for language in LANGUAGES} for place in sorted(INDEXED)]
    return text_response(visit.request, sitemap_text(pages, as_of), "application/xml; charset=utf-8")


def sitemap_text(pages: Iterable[dict[str, str]], as_of: str) -> str:
    """Return the sitemap of ``pages``, each the addresses of its language versions, last changed on the day ``as_of``."""
    xml.register_namespace("", SITEMAP)
    xml.register_namespace("xhtml", XHTML)
    root = xml.Element(f"{{{SITEMAP}}}urlset")
    for versions in pages:
        for address in versions.values():
            url = xml.SubElement(root, f"{{{SITEMAP}}}url")
            xml.SubElement(url, f"{{{SITEMAP}}}loc").text = address
            if as_of:
                xml.SubElement(url, f"{{{SITEMAP}}}lastmod").text = as_of
            for language, other in versions.items():
                link = {"rel": "alternate", "hreflang": language, "href": other}
                xml.SubElement(url, f"{{{XHTML}}}link", link)
    return DECLARATION + xml.tostring(root, encoding="unicode") + "\n"


def _absolute(visit: Visit, place: str, language: str = "") -> str:
    address: str = visit.datasette.absolute_url(visit.request, visit.addresses.path(place, **{PARAMETER: language}))
    return address

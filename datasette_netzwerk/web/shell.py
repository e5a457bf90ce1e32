"""Puts a page into the shell: navigation, languages, footer, and the headers that keep it safe."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.i18n import gettext
from datasette_netzwerk.settings import LANGUAGES
from datasette_netzwerk.web.assets import STYLESHEET, asset_address
from datasette_netzwerk.web.headers import STRICT_POLICY, is_indexed
from datasette_netzwerk.web.instances import instance_of
from datasette_netzwerk.web.language import ENDONYMS, PARAMETER, remember_language
from datasette_netzwerk.web.templating import environment_of
from datasette_netzwerk.web.visit import Visit

if TYPE_CHECKING:
    from datasette.utils.asgi import Request, Response

PAGE_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": STRICT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Vary": "Accept-Encoding, Accept-Language, Cookie",
}
COMPRESSED_FROM = 1024


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """One entry of the menu. It is current on its own page and on those below it."""

    label: str
    address: str
    is_current: bool
    is_here: bool


@dataclass(frozen=True, slots=True)
class LanguageVersion:
    """The same page in one of our languages."""

    language: str
    name: str
    address: str


async def render_page(
    visit: Visit, template: str, context: Mapping[str, Any] | None = None, *, section: str = "", status: int = 200
) -> Response:
    """Return the page that ``templates/netzwerk/<template>`` makes of ``context``.

    ``section`` says which entry of the menu the page belongs to: ``home``, ``directory``, ``meetings``,
    ``statistics`` or ``data``.
    """
    response = await render_once(visit, template, context, section=section, status=status)
    remember_language(response, visit.request, visit.addresses.base)
    return response


async def render_once(
    visit: Visit, template: str, context: Mapping[str, Any] | None = None, *, section: str = "", status: int = 200
) -> Response:
    """Return the same page without a cookie: the language that the address names is for this page alone."""
    page = environment_of(visit.datasette).get_template(f"netzwerk/{template}")
    shell = await shell_context(visit, section)
    body = await visit.datasette.render_template(page, {**shell, **(context or {})}, request=visit.request)
    response = text_response(visit.request, body, "text/html; charset=utf-8", status)
    response.headers["Content-Language"] = visit.language
    return response


def text_response(request: Request, body: str, content_type: str, status: int = 200) -> Response:
    """Return ``body`` with our headers, compressed where the browser can read that.

    Datasette compresses nothing: a directory of a hundred members is 115 KB as it is and 16 KB compressed.
    """
    from datasette.utils.asgi import Response

    content = body.encode("utf-8")
    headers = dict(PAGE_HEADERS)
    if len(content) >= COMPRESSED_FROM and "gzip" in request.headers.get("accept-encoding", ""):
        content = gzip.compress(content, compresslevel=5, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(body=content, status=status, headers=headers, content_type=content_type)


async def shell_context(visit: Visit, section: str) -> dict[str, Any]:
    """Return what ``_layout.html`` needs, for every page."""
    generation = await visit.row("generation")
    entries = navigation(visit, section)
    return {
        "lang": visit.language,
        "in_own_language": in_language(visit.settings.language, visit),
        "in_page_language": in_language(visit.language, visit),
        "site": visit.settings,
        "own_text": lambda name: own_text(visit, name),
        "audience": visit.file.audience.word,
        "preview": preview_of(visit),
        "is_for_search_engines": is_indexed(visit.place, visit.settings) and visit.file.audience is Audience.PUBLIC,
        "as_of": generation["as_of"] if generation else None,
        "address": visit.addresses.page,
        "path": visit.addresses.path,
        "shown": visit.addresses.shown,
        "asset": lambda name: asset_address(visit.addresses, name, visit.settings.colours),
        "stylesheet": STYLESHEET,
        "navigation": entries,
        "is_home": section == "home",
        "own_addresses": {visit.addresses.page(), *(entry.address for entry in entries)},
        "languages": language_versions(visit),
        "absolute": lambda address: visit.datasette.absolute_url(visit.request, address),
        "webcal": webcal_address(visit),
        "canonical": visit.datasette.absolute_url(visit.request, visit.here()),
        "database": visit.file.database,
    }


def webcal_address(visit: Visit) -> str:
    """Return the address of all meetings that opens the visitor's calendar and subscribes there."""
    address: str = visit.datasette.absolute_url(visit.request, visit.addresses.page("meetings.ics"))
    return f"webcal:{address.partition(':')[2]}"


def preview_of(visit: Visit) -> str:
    """Return what tells the owner of this computer as whom she looks at the page; nothing for everybody else."""
    sentences = {
        Audience.MEMBERS: gettext("Preview on this computer: the site as members see it."),
        Audience.ORGANISERS: gettext("Preview on this computer: the site as organisers see it."),
    }
    return sentences.get(instance_of(visit.datasette).opened_to, "")


def in_language(language: str, visit: Visit) -> Markup:
    """Return the attribute that tells screen readers the language of a text; nothing where all is in the page's own.

    What members write stays as they wrote it, whatever the language of the page.
    """
    is_mixed = visit.language != visit.settings.language
    return Markup(' lang="{}"').format(language) if is_mixed else Markup("")


def own_text(visit: Visit, name: str) -> str:
    """Return what the group wrote for ``name`` in metadata.yml, in the page's language, else in its own; or nothing."""
    texts = visit.settings.texts.get(name) or {}
    return texts.get(visit.language) or texts.get(visit.settings.language) or ""


def navigation(visit: Visit, section: str) -> list[NavigationEntry]:
    """Return the menu's own entries in order; other plugins' ``menu_links`` follow them."""
    entries = {
        "directory": gettext("Members"),
        "meetings": gettext("Meetings"),
        "statistics": gettext("Statistics"),
        "data": gettext("Data"),
    }
    return [
        NavigationEntry(label, visit.addresses.page(page), page == section, visit.place == f"/{page}")
        for page, label in entries.items()
    ]


def language_versions(visit: Visit) -> list[LanguageVersion]:
    """Return this page in each language, with everything else in its address as it is."""
    args = visit.request.args
    kept = {name: args.getlist(name) for name in args if name != PARAMETER and not name.startswith("_")}
    return [
        LanguageVersion(language, ENDONYMS[language], visit.here(**kept, **{PARAMETER: language}))
        for language in LANGUAGES
    ]

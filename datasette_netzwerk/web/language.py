"""Decides in which language a page answers: ?lang, then the cookie, then the browser, then the site's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from datasette_netzwerk.settings import LANGUAGES

if TYPE_CHECKING:
    from datasette.app import Response
    from datasette.utils.asgi import Request

PARAMETER = "lang"
COOKIE = "netzwerk_lang"
COOKIE_SECONDS = 365 * 24 * 60 * 60
ENDONYMS: Mapping[str, str] = {"de": "Deutsch", "en": "English"}
"""Each language's name for itself: a reader looks for her own."""


def asked_language(request: Request) -> str | None:
    """Return the language that the address names, or ``None``."""
    return _known(request.args.get(PARAMETER) or "")


def language_of(request: Request, default: str) -> str:
    """Return the language in which to answer ``request`` on a site whose own language is ``default``."""
    return (
        asked_language(request)
        or _known(request.cookies.get(COOKIE, ""))
        or preferred_language(request.headers.get("accept-language", ""))
        or default
    )


def preferred_language(header: str) -> str | None:
    """Return the first of our languages in an Accept-Language header; ``None`` if it wants none of them.

    ``de-AT`` is German. What has the weight 0 is refused, and ``*`` leaves the choice to the site.
    """
    weighted = sorted(map(_weighted, header.split(",")), key=lambda pair: -pair[1])
    wanted = (_known(tag.partition("-")[0]) for tag, weight in weighted if weight > 0)
    return next((language for language in wanted if language), None)


def _weighted(entry: str) -> tuple[str, float]:
    tag, _, parameter = entry.partition(";")
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return tag.strip().lower(), 1.0
    try:
        return tag.strip().lower(), float(value)
    except ValueError:
        return tag.strip().lower(), 0.0


def _known(language: str) -> str | None:
    return language if language in LANGUAGES else None


def remember_language(response: Response, request: Request, base: str) -> None:
    """Keep the language that the address named for the pages to come."""
    if asked := asked_language(request):
        response.set_cookie(COOKIE, asked, max_age=COOKIE_SECONDS, path=base + "/", samesite="lax", httponly=True)

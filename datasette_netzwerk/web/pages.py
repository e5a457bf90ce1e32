"""The routes of our pages, and what surrounds each view: which file it reads, in which language, what if there is none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from datasette.utils.asgi import NotFound

from datasette_netzwerk import i18n
from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.web import (
    crawlers,
    data_page,
    directory,
    embed,
    home,
    meetings,
    member,
    spreadsheet,
    statistics,
)
from datasette_netzwerk.web.addresses import BELOW_DATASETTE, addresses_of
from datasette_netzwerk.web.assets import FOLDER, asset_response
from datasette_netzwerk.web.language import language_of
from datasette_netzwerk.web.not_found import missing
from datasette_netzwerk.web.reading import widest_file
from datasette_netzwerk.web.site_settings import settings_of
from datasette_netzwerk.web.visit import Visit

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response

View = Callable[[Visit], Awaitable["Response"]]
Endpoint = Callable[["Request", "Datasette"], Awaitable["Response"]]

VIEWS: tuple[tuple[str, View], ...] = (
    (r"/?", home.home),
    (r"/directory", directory.directory),
    (r"/directory\.vcf", directory.business_cards),
    (r"/directory/(?P<slug>[^/.]+)", member.member),
    (r"/directory/(?P<slug>[^/.]+)\.vcf", member.business_card),
    (r"/meetings", meetings.meetings),
    (r"/meetings\.ics", meetings.meetings_calendar),
    (r"/meetings\.atom", meetings.meetings_feed),
    (r"/meetings/(?P<id>[^/.]+)", meetings.meeting),
    (r"/meetings/(?P<id>[^/.]+)\.ics", meetings.meeting_calendar),
    (r"/statistics", statistics.statistics),
    (r"/statistics/charts\.json", statistics.charts),
    (r"/statistics/(?P<name>[a-z]+)\.vl\.json", statistics.chart),
    (r"/data", data_page.data_page),
    (r"/embed/meetings", embed.meetings),
    (r"/embed/numbers", embed.numbers),
    (r"/embed/charts\.json", embed.charts),
    (r"/embed/(?P<name>[a-z]+)", embed.figure),
    (r"/excel/(?P<database>[^/]+)/(?P<name>[^/]+)\.csv", spreadsheet.download),
)
"""Every page: the pattern of its address below the pages' root, and its view."""

AT_THE_ROOT: tuple[tuple[str, View], ...] = (
    (r"/robots\.txt", crawlers.robots),
    (r"/sitemap\.xml", crawlers.sitemap),
)
"""What programs look for at the root of a server alone: there where the whole site is ours."""


def routes(datasette: Datasette) -> list[tuple[str, Endpoint]]:
    """Return our routes: all pages below /-/netzwerk, and at the root too where the settings say so."""
    has_root = settings_of(datasette).root
    prefixes = ("", BELOW_DATASETTE) if has_root else (BELOW_DATASETTE,)
    at_the_root = AT_THE_ROOT if has_root else ()
    pages = [(f"^{prefix}{pattern}$", endpoint(view)) for prefix in prefixes for pattern, view in VIEWS]
    return [
        (rf"^{BELOW_DATASETTE}/{FOLDER}/(?P<name>.+)$", static_file),
        *((f"^{pattern}$", endpoint(view)) for pattern, view in at_the_root),
        *pages,
        (rf"^{BELOW_DATASETTE}/.*$", endpoint(missing)),
    ]


def endpoint(view: View) -> Endpoint:
    """Return what Datasette calls for a route: ``view``, told who visits and from where to read."""

    async def answer(request: Request, datasette: Datasette) -> Response:
        visit = await visit_of(datasette, request)
        if visit is None:
            # Installed beside an unrelated database we are not there at all.
            raise NotFound("Database not found")
        try:
            response = await view(visit)
        except NotFound:
            response = await missing(visit)
        if visit.file.audience is not Audience.PUBLIC:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return answer


async def visit_of(datasette: Datasette, request: Request) -> Visit | None:
    """Return the visit that ``request`` makes, with its language at work; ``None`` when there is nothing to read."""
    file = await widest_file(datasette, request)
    if file is None:
        return None
    settings = settings_of(datasette)
    language = language_of(request, settings.language)
    i18n.language_at_work.set(language)
    return Visit(datasette, request, settings, addresses_of(datasette, settings.root), language, file)


async def static_file(request: Request, datasette: Datasette) -> Response:
    """Answer with our stylesheet, a script or a picture."""
    response = asset_response(request, request.url_vars["name"], settings_of(datasette).colours)
    if response is None:
        raise NotFound("Static file not found")
    return response


MACHINES = (".json", ".jsono", ".csv", ".db", ".blob", ".ics", ".atom", ".vcf")
"""Endings of addresses that no person reads: programs get Datasette's own answer."""


async def explain_missing(datasette: Datasette, request: Request, exception: Exception) -> Response | None:
    """Answer with our page for what is not found on a site whose pages are at the root; ``None`` for anything else."""
    is_for_people = isinstance(exception, NotFound) and not request.path.endswith(MACHINES)
    if not is_for_people or not settings_of(datasette).root:
        return None
    visit = await visit_of(datasette, request)
    return await missing(visit) if visit else None

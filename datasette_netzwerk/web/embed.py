"""Bare pages that other sites may show inside their own: the next meetings, the key figures, and each chart.

Whoever asks sees the public file: a member who reads another site must not find her group's affairs inside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import NotFound
from markupsafe import Markup

from datasette_netzwerk import i18n
from datasette_netzwerk.i18n import gettext
from datasette_netzwerk.web import statistics
from datasette_netzwerk.web.agenda import agenda
from datasette_netzwerk.web.descriptions import published_tables
from datasette_netzwerk.web.figures.facts import facts
from datasette_netzwerk.web.figures.figure import Figure
from datasette_netzwerk.web.figures.years import year_spoken_of
from datasette_netzwerk.web.headers import framed_policy
from datasette_netzwerk.web.language import PARAMETER, asked_language
from datasette_netzwerk.web.meeting_words import facts_line
from datasette_netzwerk.web.queries import queries_for
from datasette_netzwerk.web.reading import public_file
from datasette_netzwerk.web.shell import render_once
from datasette_netzwerk.web.visit import Visit

if TYPE_CHECKING:
    from datasette.utils.asgi import Response

MOST_MEETINGS = 5
HEIGHT_OF_A_LIST = 420
AROUND_A_DRAWING, AROUND_A_TABLE, HEIGHT_OF_A_ROW = 280, 220, 44
"""Pixels, from which a frame's height is made: it cannot grow by itself inside another site's page."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """What to put into another site's page: what it shows, and the element that does."""

    title: str
    html: str


async def meetings(visit: Visit) -> Response:
    """Answer with the next meetings."""
    everybodys = await _everybodys(visit)
    chapter = everybodys.argument("chapter")
    rows = await everybodys.rows("meetings")
    read = agenda([row for row in rows if chapter in ("", row["chapter_id"])], everybodys.today)
    context = {"agenda": read, "meetings": read.coming[:MOST_MEETINGS], "facts_line": facts_line}
    return await _render(everybodys, "meetings.html", context)


async def numbers(visit: Visit) -> Response:
    """Answer with the key figures."""
    everybodys = await _everybodys(visit)
    read = (await statistics.read_statistics(everybodys)).numbers
    context = {"facts": facts(read, year_spoken_of(read.years, everybodys.today.year), everybodys.today.year)}
    return await _render(everybodys, "numbers.html", context)


async def figure(visit: Visit) -> Response:
    """Answer with one figure of the statistics page: its finding, its drawing, and the same rows as a table."""
    everybodys = await _everybodys(visit)
    context = await statistics.figures_context(everybodys)
    found = context["statistics"].figure(visit.request.url_vars["name"])
    if found is None:
        raise NotFound("Chart not found")
    chapter = everybodys.argument("chapter")
    charts_address = everybodys.addresses.page("embed", "charts.json", lang=everybodys.language, chapter=chapter)
    return await _render(everybodys, "figure.html", {**context, "figure": found, "charts_address": charts_address})


async def charts(visit: Visit) -> Response:
    """Answer with the drawings of all figures, of the public file as the pages around them."""
    return await statistics.charts(await _everybodys(visit))


async def _everybodys(visit: Visit) -> Visit:
    """Return the visit as a stranger's, in the language that the address names: cookies count for nothing here."""
    public = await _of_public_file(visit)
    language = asked_language(visit.request) or visit.settings.language
    i18n.language_at_work.set(language)
    return replace(public, language=language)


async def _of_public_file(visit: Visit) -> Visit:
    file = await public_file(visit.datasette)
    if not visit.settings.embed or file is None:
        raise NotFound("Nothing is shown on other sites")
    return replace(visit, file=file)


async def _render(visit: Visit, template: str, context: Mapping[str, Any]) -> Response:
    response = await render_once(visit, f"embed/{template}", context)
    response.headers["Content-Security-Policy"] = framed_policy(visit.settings.embed)
    return response


async def snippets(visit: Visit) -> tuple[Snippet, ...]:
    """Return what the hosts in the settings can put into their pages; nothing where there are none."""
    if not visit.settings.embed:
        return ()
    public = await _of_public_file(visit)
    figures = (await statistics.read_statistics(public)).figures
    return (
        _snippet(visit, "meetings", gettext("Next meetings"), HEIGHT_OF_A_LIST),
        _snippet(visit, "numbers", gettext("Key figures"), HEIGHT_OF_A_LIST),
        *(_snippet(visit, each.name, _kind_of(each, public), _height(each)) for each in figures if each.rows),
    )


def _snippet(visit: Visit, name: str, title: str, height: int) -> Snippet:
    page = visit.addresses.page("embed", name, **{PARAMETER: visit.language})
    address = visit.datasette.absolute_url(visit.request, page)
    html = Markup(
        '<iframe src="{}" title="{}" width="100%" height="{}" style="border: 0" loading="lazy"></iframe>'
    ).format(address, f"{visit.settings.name}: {title}", height)
    return Snippet(title, str(html))


def _kind_of(figure: Figure, visit: Visit) -> str:
    """Return what a figure is about, whatever it finds today: the name of its query, or of the table behind it."""
    queries = {query.name: query.title for query in queries_for(visit.file.audience)}
    tables = {table.name: table.title for table in published_tables(visit.file.audience)}
    return gettext(queries.get(figure.query) or tables[figure.table])


def _height(figure: Figure) -> int:
    if not figure.is_drawn:
        return AROUND_A_TABLE + HEIGHT_OF_A_ROW * len(figure.rows)
    return AROUND_A_DRAWING + max(figure.height("wide"), figure.height("phone"))

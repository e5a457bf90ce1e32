"""The statistics page: a group's numbers as sentences, drawings and tables, and each drawing as a file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from datasette.utils.asgi import NotFound

from datasette_netzwerk.web.agenda import Agenda, ListedMeeting, agenda
from datasette_netzwerk.web.charts import (
    Drawing,
    Json,
    Scheme,
    colours_of,
    colours_of_page,
    for_page,
)
from datasette_netzwerk.web.figures.attendance import attendance
from datasette_netzwerk.web.figures.facts import Numbers, facts
from datasette_netzwerk.web.figures.figure import Figure
from datasette_netzwerk.web.figures.guests import guests, guests_of
from datasette_netzwerk.web.figures.interactions import deeds_of, interactions
from datasette_netzwerk.web.figures.moves import moves, moves_of
from datasette_netzwerk.web.figures.shares import countries, industries, shares_of, towns
from datasette_netzwerk.web.figures.specs import spec_of
from datasette_netzwerk.web.figures.years import year_spoken_of, years_of
from datasette_netzwerk.web.queries import Query, queries_for
from datasette_netzwerk.web.shell import render_page, text_response
from datasette_netzwerk.web.visit import Visit

if TYPE_CHECKING:
    from datasette.utils.asgi import Response

VEGA = "vendor/vega-6.4.0-vega-lite-6.4.3-vega-embed-7.3.0.min.js"
JSON_TYPE = "application/json; charset=utf-8"
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Everything that the page tells about one chapter."""

    chapters: tuple[Mapping[str, str], ...]
    chapter: str
    numbers: Numbers
    figures: tuple[Figure, ...]

    @property
    def held(self) -> tuple[ListedMeeting, ...]:
        """The meetings of which it is known how many came, the first one first."""
        return tuple(meeting for meeting in self.numbers.meetings if meeting.has_attendance)

    @property
    def is_there(self) -> bool:
        """Whether there is anything to tell."""
        return self.numbers.listed_count > 0 or any(figure.rows for figure in self.figures)

    def figure(self, name: str) -> Figure | None:
        """Return the figure called ``name``, or ``None``."""
        return next((figure for figure in self.figures if figure.name == name), None)


async def read_statistics(visit: Visit) -> Statistics:
    """Read the published numbers of the chapter that the address names, else of the first one, and make the figures."""
    chapters = await visit.rows("chapters")
    chapter = _chapter(visit.argument("chapter"), [row["id"] for row in chapters])
    meetings = agenda([row for row in await visit.rows("meetings") if row["chapter_id"] == chapter], visit.today)
    numbers = await _read_numbers(visit, meetings, chapter)
    return Statistics(tuple(chapters), chapter, numbers, await _figures(visit, numbers, chapter))


def _chapter(wanted: str, known: Sequence[str]) -> str:
    return wanted if wanted in known else next(iter(known), "")


async def _read_numbers(visit: Visit, meetings: Agenda, chapter: str) -> Numbers:
    of_chapter = {"chapter": chapter}
    listed = await visit.row("listed_members", of_chapter) or {}
    return Numbers(
        meetings=meetings.meetings,
        years=years_of(await visit.rows("attendance_by_year", of_chapter)),
        moves=moves_of(await visit.rows("membership_by_year", of_chapter)),
        guests=guests_of(await visit.rows("guests_by_year", of_chapter)),
        deeds=deeds_of(await visit.rows("interactions_by_year", of_chapter)),
        listed_count=listed.get("member_count", 0),
        with_industry_count=listed.get("with_industry_count", 0),
    )


async def _figures(visit: Visit, numbers: Numbers, chapter: str) -> tuple[Figure, ...]:
    of_chapter = {"chapter": chapter}
    trades = shares_of(await visit.rows("members_by_industry", of_chapter), visit.language)
    lands = shares_of(await visit.rows("members_by_country", of_chapter), visit.language)
    places = shares_of(await visit.rows("members_by_town", of_chapter), visit.language)
    this_year = visit.today.year
    year = year_spoken_of(numbers.years, this_year)
    return (
        attendance(numbers.meetings, numbers.years, lambda meeting: visit.addresses.page("meetings", meeting.id)),
        industries(trades, numbers.with_industry_count),
        countries(lands),
        moves(numbers.moves, year, this_year),
        guests(numbers.guests, this_year),
        towns(places),
        interactions(numbers.deeds, year),
    )


async def statistics(visit: Visit) -> Response:
    """Answer with the statistics page."""
    context = await figures_context(visit)
    return await render_page(visit, "statistics.html", context, section="statistics")


async def figures_context(visit: Visit) -> dict[str, Any]:
    """Return what the page's templates need, or those of one figure alone."""
    read = await read_statistics(visit)
    queries = {query.name: query for query in queries_for(visit.file.audience)}
    chapter = read.chapter if len(read.chapters) > 1 else ""
    return {
        "statistics": read,
        "facts": facts(read.numbers, year_spoken_of(read.numbers.years, visit.today.year), visit.today.year),
        "vega": VEGA,
        "chart_address": lambda name: visit.addresses.page("statistics", name, lang=visit.language, chapter=chapter),
        "links": {figure.name: links(visit, figure, queries.get(figure.query)) for figure in read.figures},
    }


def links(visit: Visit, figure: Figure, query: Query | None) -> dict[str, str]:
    """Return where Datasette answers with a figure's rows: as CSV, as JSON, and as a drawing to play with.

    An audience that has no such query has the table behind it.
    """
    address = f"/{visit.file.database}/{query.name if query else figure.table}"
    files = {
        "csv": visit.addresses.path(f"{address}.csv", _size="max"),
        "json": visit.addresses.path(f"{address}.json", _shape="array"),
    }
    if query is None or query.chart is None:
        return files
    return {**files, "explore": f"{visit.addresses.path(address)}#{query.chart.fragment}"}


async def charts(visit: Visit) -> Response:
    """Answer all drawings at once in the page's own colours: a phone waits for one answer instead of six."""
    drawing = asked(Drawing, visit.argument("drawing"))
    figures = (await read_statistics(visit)).figures
    drawn = {
        figure.name: for_page(spec_of(figure, drawing, colours_of_page(), visit.language))
        for figure in figures
        if figure.is_drawn and drawing in figure.drawings
    }
    return json_response(visit, drawn)


async def chart(visit: Visit) -> Response:
    """Answer one drawing as a Vega-Lite file that needs nothing else, for other pages and programs."""
    figure = (await read_statistics(visit)).figure(visit.request.url_vars["name"])
    drawing = asked(Drawing, visit.argument("drawing"))
    if figure is None or drawing not in figure.drawings:
        raise NotFound("Chart not found")
    colours = colours_of(asked(Scheme, visit.argument("scheme")), visit.settings.colours)
    return json_response(visit, spec_of(figure, drawing, colours, visit.language))


def json_response(visit: Visit, content: Json) -> Response:
    """Return ``content`` as JSON in the visit's language."""
    response = text_response(visit.request, json.dumps(content, ensure_ascii=False), JSON_TYPE)
    response.headers["Content-Language"] = visit.language
    return response


def asked(kind: type[Choice], word: str) -> Choice:
    """Return the choice that an address names by ``word``, else the first one there is."""
    return next((choice for choice in kind if choice.value == word), next(iter(kind)))

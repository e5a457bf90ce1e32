"""Canned queries: one .sql file each, its header told to Datasette as title, description, parameters and chart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jinja2 import Template

from datasette_netzwerk.audiences import JOINABLE, Audience
from datasette_netzwerk.i18n import gettext
from datasette_netzwerk.sqlfiles import SqlFile, read_sql, sql_files
from datasette_netzwerk.web.instances import instance_of
from datasette_netzwerk.web.stock_pages import way_back

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database

CHART = re.compile(
    r"(?P<mark>bar|line|circle)"
    r" x=(?P<x>\w+):(?P<x_type>[a-z]+) y=(?P<y>\w+):(?P<y_type>[a-z]+)(?: color=(?P<color>\w+))?"
)
LABEL = "label"
"""In the rows of a choices file, the column with the words to show; every other column is a parameter."""

Choice = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query asks for: its name in addresses, the words for it, and what an empty field means."""

    name: str
    label: str
    default: str


@dataclass(frozen=True, slots=True)
class Chart:
    """How datasette-vega draws a query's rows."""

    mark: str
    x: str
    x_type: str
    y: str
    y_type: str
    color: str | None = None

    @property
    def fragment(self) -> str:
        """What follows the # in an address that opens the chart."""
        parts = {"mark": self.mark, "x_column": self.x, "x_type": self.x_type}
        parts |= {"y_column": self.y, "y_type": self.y_type}
        parts |= {"color_column": self.color} if self.color else {}
        return urlencode({f"g.{name}": value for name, value in parts.items()})


@dataclass(frozen=True, slots=True)
class Query:
    """A canned query as its file says it, in English. ``choices`` names the file that lists what can be asked for."""

    name: str
    sql: str
    title: str
    description: str
    parameters: tuple[Parameter, ...] = ()
    chart: Chart | None = None
    choices: str | None = None


def query_from(file: SqlFile) -> Query:
    """Return the query that ``file`` holds."""
    chart = CHART.fullmatch(file.value("chart"))
    return Query(
        name=file.name,
        sql=file.statement.strip(),
        title=file.value("title"),
        description=file.value("description"),
        parameters=tuple(_parameter(text) for text in file.values("parameter")),
        chart=Chart(**chart.groupdict()) if chart else None,
        choices=file.value("choices") or None,
    )


def _parameter(text: str) -> Parameter:
    name, label, default = (part.strip() for part in text.split("|"))
    return Parameter(name, label, default)


def queries_for(audience: Audience) -> Iterator[Query]:
    """Yield the queries that the file of ``audience`` answers: its own and those of every smaller audience."""
    for smaller in JOINABLE:
        if smaller <= audience:
            yield from (query_from(file) for file in sql_files(f"queries/{smaller.word}"))


async def read_choices(database: Database, query: Query) -> list[Choice]:
    """Return what can be asked for in ``query``, as ``database`` has it."""
    if query.choices is None:
        return []
    results = await database.execute(read_sql(f"queries/choices/{query.choices}.sql").statement)
    return [dict(row) for row in results.rows]


async def render_query(query: Query, choices: Sequence[Choice], template: Template, language: str) -> dict[str, Any]:
    """Return ``query`` as Datasette takes it on both versions, with its words in ``language``.

    Below the description stand a link to its chart, what its parameters mean, and a link for each choice, so that
    nobody has to guess what can be asked.
    """
    description = gettext(query.description, language)
    links = [{"label": choice[LABEL], "address": f"?{urlencode(_asked(choice))}"} for choice in choices]
    html = await template.render_async(
        description=description,
        parameters=[_translate(parameter, language) for parameter in query.parameters],
        links=links,
        fragment=query.chart.fragment if query.chart else None,
    )
    return {
        "sql": query.sql,
        "title": gettext(query.title, language),
        "description": description,
        "description_html": html,
        "hide_sql": True,
        "fragment": query.chart.fragment if query.chart else None,
        "params": [parameter.name for parameter in query.parameters],
    }


def _asked(choice: Choice) -> dict[str, str]:
    return {name: value for name, value in choice.items() if name != LABEL}


def _translate(parameter: Parameter, language: str) -> Parameter:
    return Parameter(parameter.name, gettext(parameter.label, language), gettext(parameter.default, language))


def canned_queries(datasette: Datasette, database: str) -> dict[str, dict[str, Any]]:
    """Return what 0.65 asks for whenever it shows a database; copies, because it writes into them.

    Above its description each query leads back to our pages: this version lets a plugin in nowhere else on its page.
    """
    ours = instance_of(datasette).queries.get(database, {})
    back = str(way_back(datasette)) if ours else ""
    return {name: {**query, "description_html": back + query["description_html"]} for name, query in ours.items()}

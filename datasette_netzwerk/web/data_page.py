"""The page for whoever wants the data: every table and query of the visitor's file, each with its addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.folding import sort_key
from datasette_netzwerk.i18n import gettext
from datasette_netzwerk.sqlfiles import Table
from datasette_netzwerk.web.addresses import Addresses
from datasette_netzwerk.web.descriptions import published_tables
from datasette_netzwerk.web.embed import snippets
from datasette_netzwerk.web.everybody import read_everybody
from datasette_netzwerk.web.filters import count_values
from datasette_netzwerk.web.queries import Query, queries_for
from datasette_netzwerk.web.shell import render_page
from datasette_netzwerk.web.visit import Visit

if TYPE_CHECKING:
    from datasette.utils.asgi import Response


@dataclass(frozen=True, slots=True)
class Entry:
    """One table or query: what it holds, what its columns or parameters mean, and where it is answered."""

    name: str
    title: str
    description: str
    details: tuple[tuple[str, str], ...]
    page: str
    json: str
    csv: str
    excel: str


@dataclass(frozen=True, slots=True)
class FilterExample:
    """One filter as it is typed behind a table's address, and the address that has it."""

    words: str
    address: str


async def data_page(visit: Visit) -> Response:
    """Answer with the list of all data that the visitor may have."""
    tables = table_entries(published_tables(visit.file.audience), visit.addresses, visit.file.database)
    queries = query_entries(queries_for(visit.file.audience), visit.addresses, visit.file.database)
    example = visit.addresses.path(f"/{visit.file.database}/members.json", _shape="array")
    context = {
        "tables": tables,
        "queries": queries,
        "example": visit.datasette.absolute_url(visit.request, example),
        "filters": await filter_examples(visit),
        "snippets": await snippets(visit),
        "is_empty": await _is_empty(visit),
        "is_public": visit.file.audience is Audience.PUBLIC,
    }
    return await render_page(visit, "data.html", context, section="data")


async def filter_examples(visit: Visit) -> list[FilterExample]:
    """Return how a table is filtered, with values that the published data has: the commonest town, the latest year."""
    towns = count_values((await read_everybody(visit)).members, "town")
    years = [str(meeting["held_on"])[:4] for meeting in await visit.rows("meetings")]
    examples = []
    if towns:
        town = min(towns, key=lambda name: (-towns[name], sort_key(name)))
        examples.append(_filter_example(visit, "members", "town", town))
    if years:
        examples.append(_filter_example(visit, "meetings", "held_on__gte", f"{max(years)}-01-01"))
    return examples


def _filter_example(visit: Visit, table: str, column: str, value: str) -> FilterExample:
    address = visit.addresses.path(f"/{visit.file.database}/{table}.json", _shape="array", **{column: value})
    return FilterExample(f"{column}={value}", address)


async def _is_empty(visit: Visit) -> bool:
    counts = await visit.row("home_figures", {"today": visit.today.isoformat()}) or {}
    return not counts.get("member_count") and not await visit.rows("meetings")


def table_entries(tables: Iterable[Table], addresses: Addresses, database: str) -> tuple[Entry, ...]:
    """Return an entry for each table, in the language at work."""
    return tuple(
        _entry(
            addresses,
            database,
            table.name,
            title=gettext(table.title),
            description=gettext(table.description),
            details=tuple((column.name, gettext(column.description)) for column in table.columns),
        )
        for table in tables
    )


def query_entries(queries: Iterable[Query], addresses: Addresses, database: str) -> tuple[Entry, ...]:
    """Return an entry for each canned query, in the language at work."""
    return tuple(
        _entry(
            addresses,
            database,
            query.name,
            title=gettext(query.title),
            description=gettext(query.description),
            details=tuple((parameter.name, gettext(parameter.label)) for parameter in query.parameters),
        )
        for query in queries
    )


def _entry(
    addresses: Addresses,
    database: str,
    name: str,
    *,
    title: str,
    description: str,
    details: tuple[tuple[str, str], ...],
) -> Entry:
    address = f"/{database}/{name}"
    return Entry(
        name=name,
        title=title,
        description=description,
        details=details,
        page=addresses.path(address),
        json=addresses.path(f"{address}.json", _shape="array"),
        csv=addresses.path(f"{address}.csv", _size="max"),
        excel=addresses.page("excel", database, f"{name}.csv"),
    )

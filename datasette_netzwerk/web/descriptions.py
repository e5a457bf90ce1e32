"""Titles, descriptions, labels, order and facets of our files, for Datasette's own pages."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Set
from copy import deepcopy
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.i18n import gettext
from datasette_netzwerk.settings import Settings
from datasette_netzwerk.sqlfiles import Table, read_sql, read_tables
from datasette_netzwerk.web.instances import instance_of

if TYPE_CHECKING:
    from datasette.app import Datasette

Metadata = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """How Datasette shows a table: what stands for a row elsewhere, in which order, and what to count by."""

    label_column: str | None = None
    sort: str | None = None
    sort_desc: str | None = None
    facets: tuple[str, ...] = ()


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "attendance": Shape(facets=("status", "is_guest")),
        "attendance_by_meeting": Shape(sort_desc="held_on"),
        "attendance_by_member": Shape(sort="last_held_on"),
        "attendance_by_year": Shape(sort="year"),
        "chapters": Shape(label_column="name"),
        "companies": Shape(label_column="name", sort="name"),
        "consents": Shape(facets=("field", "audience", "is_refusal")),
        "countries": Shape(label_column="name", sort="name"),
        "guest_visits": Shape(facets=("status",)),
        "guests": Shape(label_column="name", sort="sort_key"),
        "guests_by_year": Shape(sort="year"),
        "industries": Shape(label_column="name", sort="name", facets=("section",)),
        "interactions_by_year": Shape(sort="year", facets=("kind",)),
        "languages": Shape(label_column="name", sort="name"),
        "meetings": Shape(label_column="name", sort_desc="held_on", facets=("kind", "place")),
        "member_countries": Shape(facets=("country_id", "depth")),
        "member_industries": Shape(facets=("industry_id",)),
        "member_languages": Shape(facets=("language_id",)),
        "member_topics": Shape(facets=("topic_id",)),
        "members": Shape(label_column="name", sort="sort_key", facets=("town", "role")),
        "membership_by_year": Shape(sort="year"),
        "problems": Shape(facets=("severity", "code")),
        "topics": Shape(label_column="name", sort="name"),
    }
)
"""The tables that are shown in a way of their own; a column that an audience's file lacks is passed over."""

TOLD = frozenset({None, "title", "description", "databases"})
"""What 0.65 can look up and find something of ours; ``None`` is everything."""


def published_tables(audience: Audience) -> tuple[Table, ...]:
    """Return the tables that the file of ``audience`` has, as its .sql describes them."""
    return read_tables(read_sql(f"publish/{audience.word}.sql").sql)


def describe_site(settings: Settings) -> dict[str, str]:
    """Return title and description of the whole, from the group's settings."""
    texts = {"title": settings.name, "description": settings.description}
    return {key: text for key, text in texts.items() if text}


def describe(
    audience: Audience, tables_in_file: Iterable[str], language: str, ordered: Container[str] = ()
) -> Metadata:
    """Return what Datasette says about the file of ``audience``, in ``language``.

    What is in the file but not in the reviewed .sql, such as the insides of a search index, is hidden from lists. The
    tables ``ordered`` have an order already.
    """
    described = published_tables(audience)
    header = read_sql(f"publish/{audience.word}.sql")
    found = set(tables_in_file)
    unknown = found - {table.name for table in described}
    return {
        "title": gettext(header.value("title"), language),
        "description": gettext(header.value("description"), language),
        "tables": {
            **{
                table.name: _describe_table(table, language, table.name not in ordered) | _search(table, found)
                for table in described
            },
            **{name: {"hidden": True} for name in sorted(unknown)},
        },
    }


def _describe_table(table: Table, language: str, has_our_order: bool) -> Metadata:
    return {
        "title": gettext(table.title, language),
        "description": gettext(table.description, language),
        "columns": {column.name: gettext(column.description, language) for column in table.columns},
        **_shape(table, has_our_order),
    }


def _search(table: Table, tables_in_file: Set[str]) -> Metadata:
    """Say where Datasette's own search looks, for a table that the file has an index of."""
    index = f"{table.name}_search"
    return {"fts_table": index} if index in tables_in_file else {}


def _shape(table: Table, has_our_order: bool) -> Metadata:
    shape = SHAPES.get(table.name, Shape())
    columns = {column.name for column in table.columns}
    order = {"sort": shape.sort, "sort_desc": shape.sort_desc} if has_our_order else {}
    single = {"label_column": shape.label_column, **order}
    facets = [facet for facet in shape.facets if facet in columns]
    return {key: column for key, column in single.items() if column in columns} | ({"facets": facets} if facets else {})


def metadata_of(datasette: Datasette, key: str | None) -> Metadata:
    """Return what 0.65 asks for at every look-up; a copy, because it writes the site's own words into what it gets.

    A page asks hundreds of times, mostly for permissions and settings, about which nothing is said here.
    """
    instance = instance_of(datasette)
    if key not in TOLD or not instance.is_site:
        return {}
    return {**instance.title, "databases": deepcopy(dict(instance.metadata))}

"""What Datasette's own pages say about our tables, on both versions, and that a site's own words come first."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from datasette_netzwerk import compat
from datasette_netzwerk.audiences import JOINABLE, PUBLISHED, Audience
from datasette_netzwerk.settings import Settings
from datasette_netzwerk.sqlfiles import Column, Table, read_tables
from datasette_netzwerk.web import descriptions
from datasette_netzwerk.web.descriptions import SHAPES, describe, describe_site, published_tables
from datasette_netzwerk.web.vega import TABLE_CHARTS
from tests.web.sample_files import IN_ENGLISH, build_sample


def public_datasette(folder: Path, **site: Any) -> Datasette:
    """Return a Datasette that serves the public file, with what a site says in its metadata."""
    site = {**IN_ENGLISH, **site}
    configuration = {"config": site} if compat.has_stored_metadata(Datasette) else {}
    return Datasette([str(folder / "public.db")], metadata=site, **configuration)


def test_the_comments_of_a_table_are_read_above_it_and_behind_its_columns() -> None:
    sql = (
        "-- title: A file\n\n-- Companies that a member\n-- represents.\ncreate table published.member_companies (\n"
        "  id text primary key, -- Random id\n  share real not null check (share - 1 <= 0), -- 0 to 1: a share\n"
        "  primary key (id)\n) strict;\n\n-- Only a note.\n\ncreate table published.plain (\n  id integer\n) strict;\n"
    )
    columns = (Column("id", "Random id"), Column("share", "0 to 1: a share"))
    assert read_tables(sql) == (
        Table("member_companies", "Companies that a member represents.", columns),
        Table("plain", "", (Column("id", ""),)),
    )
    assert read_tables(sql)[0].title == "Member companies"


@pytest.mark.parametrize("audience", PUBLISHED)
def test_every_table_and_column_of_a_published_file_is_described(audience: Audience) -> None:
    tables = published_tables(audience)
    assert tables
    assert [table.name for table in tables if not table.description] == []
    assert [(table.name, column.name) for table in tables for column in table.columns if not column.description] == []


def test_every_shape_and_chart_is_of_a_table_with_these_columns() -> None:
    columns: dict[str, set[str]] = {}
    for audience in JOINABLE:
        for table in published_tables(audience):
            columns.setdefault(table.name, set()).update(column.name for column in table.columns)
    for name, shape in SHAPES.items():
        used = {shape.label_column, shape.sort, shape.sort_desc, *shape.facets} - {None}
        assert used <= columns[name], name
    for name, chart in TABLE_CHARTS.items():
        assert {chart.x, chart.y} <= columns[name], name


def test_descriptions_are_in_the_language_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descriptions, "gettext", lambda message, language: f"{language}: {message}")
    described = describe(Audience.PUBLIC, ["members"], "de")
    assert described["title"] == "de: What everybody sees"
    assert described["tables"]["member_industries"]["title"] == "de: Member industries"
    assert described["tables"]["members"]["columns"]["town"] == "de: Town"


def test_what_the_reviewed_sql_does_not_name_is_hidden() -> None:
    described = describe(Audience.PUBLIC, ["members", "members_search", "members_search_data"], "en")
    assert described["tables"]["members_search"] == {"hidden": True}
    assert described["tables"]["members_search_data"] == {"hidden": True}
    assert "hidden" not in described["tables"]["members"]


def test_a_table_is_counted_by_the_same_columns_for_every_audience() -> None:
    for audience in JOINABLE:
        assert describe(audience, [], "en")["tables"]["members"]["facets"] == ["town", "role"]


def test_a_site_is_described_by_its_settings() -> None:
    assert describe_site(Settings(name="Netzwerk Amsel")) == {"title": "Netzwerk Amsel"}


@pytest.mark.asyncio
async def test_titles_and_descriptions_of_file_table_and_columns_are_shown(sample_folder: Path) -> None:
    datasette = public_datasette(sample_folder)
    home = (await datasette.client.get("/")).text
    database = (await datasette.client.get("/public")).text
    table = (await datasette.client.get("/public/member_countries")).text
    assert "<h1>Netzwerk Amsel</h1>" in home
    assert "What everybody sees" in database
    assert "Member countries" in table
    assert "Which listed member works in which country or knows people there." in table
    assert "works, lived or knows: how well she knows it" in table


@pytest.mark.asyncio
async def test_what_the_site_itself_says_comes_first(sample_folder: Path) -> None:
    tables = {
        "members": {"title": "Wir", "description": "Wir alle", "columns": {"town": "Wohnort"}, "sort_desc": "name"}
    }
    site = {"title": "Unser Netz", "databases": {"public": {"title": "Offen", "tables": tables}}}
    datasette = public_datasette(sample_folder, **site)
    for _ in range(2):
        assert "<h1>Unser Netz</h1>" in (await datasette.client.get("/")).text
        assert "Offen" in (await datasette.client.get("/public")).text
        page = (await datasette.client.get("/public/members")).text
        assert "Wir alle" in page
        assert "Wohnort" in page
        assert "Key that sorts names as a German phone book does" in page
    rows = (await datasette.client.get("/public/members.json?_shape=array")).json()
    assert rows[0]["name"] == "Özlem Groß"


@pytest.mark.asyncio
async def test_foreign_keys_show_the_name_of_what_they_point_to(sample_folder: Path) -> None:
    page = (await public_datasette(sample_folder).client.get("/public/member_countries")).text
    assert ">Indien</a>" in page
    assert ">Anna Berg</a>" in page


@pytest.mark.asyncio
async def test_members_come_in_the_order_of_a_phone_book_and_meetings_newest_first(sample_folder: Path) -> None:
    datasette = public_datasette(sample_folder)
    members = (await datasette.client.get("/public/members.json?_shape=array")).json()
    meetings = (await datasette.client.get("/public/meetings.json?_shape=array")).json()
    assert [row["family_name"] for row in members] == ["Berg", "Groß", "Łuczak", "Müller", "Sharma", "Vahl"]
    assert [row["held_on"] for row in meetings] == ["2026-10-13", "2026-03-10", "2025-09-09", "2025-03-11"]


@pytest.mark.asyncio
async def test_members_are_counted_by_town(sample_folder: Path) -> None:
    page = (await public_datasette(sample_folder).client.get("/public/members")).text
    assert "town=Drosselstadt" in page
    assert "facet" in page


@pytest.mark.asyncio
async def test_tables_that_only_serve_searching_are_not_listed(tmp_path: Path) -> None:
    path = build_sample(tmp_path / "public.db", Audience.PUBLIC)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("create table search_words (word text)")
    page = (await public_datasette(tmp_path).client.get("/public")).text
    assert 'href="/public/members"' in page
    assert 'href="/public/search_words"' not in page


@pytest.mark.asyncio
async def test_a_second_database_keeps_its_own_words(sample_folder: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "birds.db")) as connection, connection:
        connection.execute("create table members (id integer primary key, name text)")
    datasette = Datasette([str(sample_folder / "public.db"), str(tmp_path / "birds.db")])
    page = (await datasette.client.get("/birds/members")).text
    assert page.count("listed") == 0
    assert (await datasette.client.get("/birds/members_per_town")).status_code == 404

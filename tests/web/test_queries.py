"""Canned queries: each file is complete, answers on every file that offers it, and forgives what people type."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from datasette.app import Datasette

from datasette_netzwerk import compat
from datasette_netzwerk.audiences import JOINABLE, Audience
from datasette_netzwerk.matching import finds, sorted_as
from datasette_netzwerk.sqlfiles import SqlFile, read_header, sql_files
from datasette_netzwerk.web.connections import prepare
from datasette_netzwerk.web.descriptions import published_tables
from datasette_netzwerk.web.instances import Instance, remember
from datasette_netzwerk.web.queries import LABEL, Query, queries_for, query_from
from tests.web.sample_files import IN_ENGLISH, SHARED, build_file, rows
from tests.web.serving import get, serving
from tests.web.small_group import member, publish_people

SNAKE_CASE = re.compile(r"[a-z][a-z0-9_]*")
TYPES = {"quantitative", "temporal", "ordinal", "nominal"}
OFFERS = [(audience, query) for audience in JOINABLE for query in queries_for(audience)]
QUERY_FILES = [(audience, file) for audience in JOINABLE for file in sql_files(f"queries/{audience.word}")]

each_offer = pytest.mark.parametrize(
    ("audience", "query"), OFFERS, ids=[f"{audience.word}-{query.name}" for audience, query in OFFERS]
)
each_file = pytest.mark.parametrize(
    ("audience", "file"), QUERY_FILES, ids=[f"{audience.word}-{file.name}" for audience, file in QUERY_FILES]
)


def ask(path: Path, query: Query, **parameters: str) -> list[dict[str, Any]]:
    """Return the rows with which the file at ``path`` answers ``query``; what is not named is empty, as in a form."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        prepare(connection)
        connection.row_factory = sqlite3.Row
        values = {parameter.name: "" for parameter in query.parameters} | parameters
        return [dict(row) for row in connection.execute(query.sql, values)]


def named(name: str, audience: Audience = Audience.ORGANISERS) -> Query:
    """Return the query called ``name``."""
    return next(query for query in queries_for(audience) if query.name == name)


@each_file
def test_every_file_says_what_it_answers_and_what_a_row_is(audience: Audience, file: SqlFile) -> None:
    assert file.value("title")
    assert file.value("description").endswith(".")
    assert file.value("row")
    assert {key for key, _ in file.header} <= {"title", "description", "row", "parameter", "choices", "chart"}


@each_file
def test_every_parameter_is_described_with_what_an_empty_one_means(audience: Audience, file: SqlFile) -> None:
    query = query_from(file)
    assert sorted(set(re.findall(r":([a-z_]+)", query.sql))) == sorted(each.name for each in query.parameters)
    assert all(each.label and each.default for each in query.parameters)


@each_file
def test_every_file_follows_the_style(audience: Audience, file: SqlFile) -> None:
    assert SNAKE_CASE.fullmatch(file.name)
    assert not re.search(r"\b(SELECT|FROM|WHERE|JOIN|GROUP|ORDER)\b", file.sql)
    assert not file.statement.startswith("--")
    assert not file.statement.rstrip().endswith(";")


@each_offer
def test_every_query_answers_on_the_file_that_offers_it(sample_folder: Path, audience: Audience, query: Query) -> None:
    rows = ask(sample_folder / f"{audience.word}.db", query)
    assert rows, "a query that says nothing when nothing is asked helps nobody"
    assert all(SNAKE_CASE.fullmatch(column) for column in rows[0])
    assert len(rows) <= 1000


@each_offer
def test_a_chart_uses_columns_that_the_query_has(sample_folder: Path, audience: Audience, query: Query) -> None:
    if query.chart is None:
        assert "chart" not in {key for key, _ in read_header(query.sql)}
        return
    rows = ask(sample_folder / f"{audience.word}.db", query)
    chart = query.chart
    assert {chart.x, chart.y, *filter(None, [chart.color])} <= set(rows[0])
    assert {chart.x_type, chart.y_type} <= TYPES
    assert len(rows) > 1
    if chart.x_type == "temporal":
        assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", row[chart.x]) for row in rows)


@each_file
def test_a_chart_that_is_named_is_understood(audience: Audience, file: SqlFile) -> None:
    assert (query_from(file).chart is None) == (not file.value("chart"))


@each_offer
def test_what_can_be_asked_for_is_found_when_it_is_asked_for(
    sample_folder: Path, audience: Audience, query: Query
) -> None:
    if query.choices is None:
        assert {each.name for each in query.parameters} <= {"since"}
        return
    path = sample_folder / f"{audience.word}.db"
    choices = ask(path, query_from(next(f for f in sql_files("queries/choices") if f.name == query.choices)))
    assert choices
    for choice in choices:
        asked = {name: value for name, value in choice.items() if name != LABEL}
        assert set(asked) == {parameter.name for parameter in query.parameters}
        assert ask(path, query, **asked)


def test_no_query_is_called_like_a_table_which_it_would_hide() -> None:
    tables = {table.name for audience in JOINABLE for table in published_tables(audience)}
    assert tables & {query.name for query in queries_for(Audience.ORGANISERS)} == set()


def test_an_audience_has_its_own_queries_and_those_of_the_smaller_ones() -> None:
    names = {audience: {query.name for query in queries_for(audience)} for audience in JOINABLE}
    assert names[Audience.PUBLIC] < names[Audience.MEMBERS] < names[Audience.ORGANISERS]
    assert "newest_members" not in names[Audience.PUBLIC]
    assert "members_not_seen_since" not in names[Audience.MEMBERS]


class Wish(NamedTuple):
    """What somebody types, and the members that should come back."""

    typed: str
    expected: list[str]


INDUSTRY_WISHES = (
    Wish("", ["Anna Berg", "Özlem Groß", "Piotr Łuczak", "Jürgen Müller", "Ravi Sharma"]),
    Wish("69", ["Anna Berg"]),
    Wish("Rechts- und Steuerberatung", ["Anna Berg"]),
    Wish("steuer", ["Anna Berg"]),
    Wish("beratung", ["Anna Berg"]),
    Wish("legal", ["Anna Berg"]),
    Wish("LEGAL and Accounting", ["Anna Berg"]),
    Wish("Steuerberaterin", ["Anna Berg"]),
    Wish("dachdecker", ["Özlem Groß"]),
    Wish("  Glueck ", ["Jürgen Müller"]),
    Wish("Glück & Co <b>", ["Jürgen Müller"]),
    Wish("spedition", ["Piotr Łuczak", "Ravi Sharma"]),
    Wish("Raumfahrt", []),
)


@pytest.mark.parametrize("audience", JOINABLE)
@pytest.mark.parametrize(Wish._fields, INDUSTRY_WISHES)
def test_an_industry_is_found_however_it_is_written(
    sample_folder: Path, audience: Audience, typed: str, expected: list[str]
) -> None:
    rows = ask(sample_folder / f"{audience.word}.db", named("members_in_industry"), industry=typed)
    assert [row["member"] for row in rows] == expected


COUNTRY_WISHES = (
    Wish("", ["Anna Berg", "Ravi Sharma", "Piotr Łuczak", "Özlem Groß"]),
    Wish("IN", ["Anna Berg", "Ravi Sharma"]),
    Wish(" in ", ["Anna Berg", "Ravi Sharma"]),
    Wish("India", ["Anna Berg", "Ravi Sharma"]),
    Wish("indien", ["Anna Berg", "Ravi Sharma"]),
    Wish("tuerkei", ["Özlem Groß"]),
    Wish("Turkei", ["Özlem Groß"]),
    Wish("Türkiye", ["Özlem Groß"]),
    Wish("PO", []),
    Wish("Pol", ["Piotr Łuczak"]),
    Wish("Atlantis", []),
)


@pytest.mark.parametrize(Wish._fields, COUNTRY_WISHES)
def test_a_country_is_found_by_code_and_by_name_in_both_languages(
    sample_folder: Path, typed: str, expected: list[str]
) -> None:
    rows = ask(sample_folder / "public.db", named("members_in_country"), country=typed)
    assert [row["member"] for row in rows] == expected


def test_a_member_who_knows_a_country_in_two_ways_comes_once(sample_folder: Path) -> None:
    (row,) = ask(sample_folder / "public.db", named("members_in_country"), country="PL")
    assert row["depth"] == "works, lived"


def test_industry_and_country_must_both_hold(sample_folder: Path) -> None:
    query = named("members_in_industry_and_country")
    path = sample_folder / "public.db"
    assert [row["member"] for row in ask(path, query, industry="programmierung", country="indien")] == ["Ravi Sharma"]
    assert ask(path, query, industry="programmierung", country="polen") == []
    assert len(ask(path, query)) == 4


def test_members_are_counted_per_industry_country_and_town(sample_folder: Path) -> None:
    path = sample_folder / "public.db"
    countries = [
        (row["country"], row["member_count"], row["works_count"]) for row in ask(path, named("members_per_country"))
    ]
    assert countries == [("Indien", 2, 0), ("Polen", 1, 1), ("Türkei", 1, 0)]
    towns = [(row["town"], row["member_count"]) for row in ask(path, named("members_per_town"))]
    assert towns == [("Amselfeld", 2), ("Drosselstadt", 2), ("Finkenau", 1)]
    assert {row["member_count"] for row in ask(path, named("members_per_industry"))} == {1}


def test_a_long_history_is_cut_to_the_last_thousand_meetings(tmp_path: Path) -> None:
    days = [f"{1980 + number // 300}-{number % 300 // 25 + 1:02}-{number % 25 + 1:02}" for number in range(1500)]
    meetings = rows("id held_on name chapter_id is_cancelled", *((day, day, "Abend", "amsel", 0) for day in days))
    counts = rows("meeting_id held_on attendance_count chapter_id", *((day, day, 20, "amsel") for day in days))
    content = {**SHARED, "meetings": meetings, "attendance_by_meeting": counts}
    path = build_file(tmp_path / "public.db", Audience.PUBLIC, content)
    answered = ask(path, named("attendance_per_meeting"))
    assert [row["held_on"] for row in answered] == days[500:]


def test_whom_nobody_has_seen_is_asked_from_a_day_on_and_leave_counts(sample_folder: Path) -> None:
    path, query = sample_folder / "organisers.db", named("members_not_seen_since")
    # Müller is on leave, Łuczak was on leave at the only meeting since then, Vahl has left.
    assert [(row["member"], row["last_seen_on"]) for row in ask(path, query)] == [
        ("Ravi Sharma", None),
        ("Özlem Groß", "2025-09-09"),
    ]
    assert [row["member"] for row in ask(path, query, since="2025-09-09")] == ["Ravi Sharma"]
    assert [row["member"] for row in ask(path, query, since="09.09.2025")] == ["Ravi Sharma"]
    assert ask(path, query, since="2027-01-01") == []
    assert ask(path, query, since="when she came") == ask(path, query)


def test_members_who_never_came_are_current_members_who_could_have_come(sample_folder: Path) -> None:
    rows = ask(sample_folder / "organisers.db", named("members_who_never_came"))
    assert [(row["member"], row["meetings_since_joining"]) for row in rows] == [("Ravi Sharma", 4)]


def test_guests_without_second_visit_are_those_who_came_once(sample_folder: Path) -> None:
    rows = ask(sample_folder / "organisers.db", named("guests_without_second_visit"))
    assert [(row["guest"], row["held_on"], row["invited_by"]) for row in rows] == [
        ("Uwe Neu", "2026-10-13", "Özlem Groß")
    ]


def test_short_words_are_found_at_the_beginning_of_words_only() -> None:
    assert finds("IT-Beratung", "it")
    assert not finds("Architektur", "it")
    assert finds("Steuerrecht", "recht")
    assert finds(None, "")
    assert not finds(None, "recht")


def members_datasette(sample_folder: Path, **site: Any) -> Datasette:
    """Return a Datasette that shows the public and the members' file, with what a site says in its metadata."""
    site = {**IN_ENGLISH, **site}
    configuration = {"config": site} if compat.has_stored_queries(Datasette) else {}
    files = [str(sample_folder / "public.db"), str(sample_folder / "members.db")]
    datasette = Datasette(files, metadata=site, **configuration)
    remember(datasette, Instance(opened_to=Audience.MEMBERS))
    return datasette


@pytest.mark.asyncio
@pytest.mark.parametrize("query", list(queries_for(Audience.MEMBERS)), ids=lambda query: query.name)
async def test_every_query_answers_in_html_json_and_csv(sample_folder: Path, query: Query) -> None:
    datasette = members_datasette(sample_folder)
    page = await datasette.client.get(f"/members/{query.name}")
    rows = (await datasette.client.get(f"/members/{query.name}.json?_shape=objects")).json()["rows"]
    table = await datasette.client.get(f"/members/{query.name}.csv")
    assert page.status_code == table.status_code == 200
    assert query.title.replace("'", "&#39;") in page.text
    assert rows
    assert list(rows[0]) == table.text.splitlines()[0].split(",")
    assert len(table.text.splitlines()) == len(rows) + 1


@pytest.mark.asyncio
async def test_a_query_of_members_is_not_offered_to_the_public(sample_folder: Path) -> None:
    datasette = members_datasette(sample_folder)
    assert (await datasette.client.get("/members/newest_members.json")).status_code == 200
    assert (await datasette.client.get("/public/newest_members.json")).status_code == 404


@pytest.mark.asyncio
async def test_a_query_without_parameters_says_what_can_be_asked_for_and_escapes_it(sample_folder: Path) -> None:
    page = (await members_datasette(sample_folder).client.get("/public/members_in_industry")).text
    assert '<a href="?industry=Programmierung">Programmierung (1)</a>' in page
    assert f'<a href="?industry={quote("Glück & Co <b>").replace("%20", "+")}">Glück &amp; Co &lt;b&gt; (1)</a>' in page
    assert "<dt>Industry (<code>industry</code>)</dt>" in page
    assert "left empty: all industries" in page
    assert "Co <b>" not in page


@pytest.mark.asyncio
async def test_a_query_with_a_chart_links_to_it_from_its_page_and_from_the_database(sample_folder: Path) -> None:
    datasette = members_datasette(sample_folder)
    fragment = (
        "#g.mark=line&amp;g.x_column=held_on&amp;g.x_type=temporal"
        "&amp;g.y_column=attendance_count&amp;g.y_type=quantitative"
    )
    page = (await datasette.client.get("/public/attendance_per_meeting")).text
    assert f'<a class="netzwerk-chart" href="{fragment}">Show as a chart</a>' in page
    assert f'href="/public/attendance_per_meeting{fragment}"' in (await datasette.client.get("/public")).text


@pytest.mark.asyncio
async def test_a_query_of_the_site_comes_before_ours_of_the_same_name(sample_folder: Path) -> None:
    theirs = {"sql": "select 'ours' as whose", "title": "Towns"}
    datasette = members_datasette(sample_folder, databases={"public": {"queries": {"members_per_town": theirs}}})
    for _ in range(2):
        rows = (await datasette.client.get("/public/members_per_town.json?_shape=array")).json()
        assert rows == [{"whose": "ours"}]
    assert (await datasette.client.get("/public/members_per_country.json")).status_code == 200
    assert len((await datasette.client.get("/members/members_per_town.json?_shape=array")).json()) == 3


def test_names_sort_as_in_german_lists_whatever_their_case() -> None:
    names = ["Vietnam", "Österreich", "IT und Software", "Äthiopien", "Immobilien", "Zypern", "Afghanistan"]
    assert sorted(names, key=lambda name: str(sorted_as(name))) == [
        "Äthiopien", "Afghanistan", "Immobilien", "IT und Software", "Österreich", "Vietnam", "Zypern",
    ]  # fmt: skip
    assert sorted_as(None) is None


@pytest.mark.asyncio
@pytest.mark.parametrize("query", ["members_in_country", "members_per_country"])
async def test_countries_come_in_german_order_in_json_too(tmp_path: Path, query: str) -> None:
    names = {"IN": "Vietnam", "PL": "Äthiopien", "NL": "Österreich"}
    path = publish_people(tmp_path / "public.db", [member("Anna Berg", countries=[(code, "works") for code in names])])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany("update countries set name = ? where id = ?", [(n, c) for c, n in names.items()])
    rows = (await get(serving(path), f"/public/{query}.json?_shape=array")).json()
    assert [row["country"] for row in rows] == ["Äthiopien", "Österreich", "Vietnam"]

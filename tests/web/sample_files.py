"""Published files of a small fictional group, and files full of canaries, made without importing anything."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from datasette_netzwerk.audiences import PUBLISHED, Audience
from datasette_netzwerk.folding import slug, sort_key
from datasette_netzwerk.generations import Manifest, sha256_of
from datasette_netzwerk.site import Site
from datasette_netzwerk.sqlfiles import read_sql

CREATE_TABLE = re.compile(r"^create table published\..+?;$", re.MULTILINE | re.DOTALL)
CANARY_NUMBER = 918273645

Cell = str | int | float | None
Row = Mapping[str, Cell]
Rows = Mapping[str, Sequence[Row]]

IN_ENGLISH = {"plugins": {"datasette-netzwerk": {"name": "Netzwerk Amsel", "language": "en"}}}
"""What a site says in its metadata so that expected words can be written down in English."""

METADATA = """\
title: Netzwerk Amsel
plugins:
  datasette-netzwerk:
    name: Netzwerk Amsel
    language: en
"""


def rows(columns: str, *cells: tuple[Cell, ...]) -> list[Row]:
    """Return rows with the same columns, each written as its cells; a column that is not named stays empty."""
    return [dict(zip(columns.split(), row, strict=True)) for row in cells]


def member(id: str, given_name: str, family_name: str, company_id: str | None, town: str | None, joined_on: str) -> Row:
    """Return a row of ``members``."""
    return {
        "id": id,
        "slug": f"{given_name}-{family_name}".lower(),
        "name": f"{given_name} {family_name}",
        "given_name": given_name,
        "family_name": family_name,
        "sort_key": sort_key(family_name, given_name),
        "company_id": company_id,
        "town": town,
        "email": f"{slug(given_name)}@amsel.example",
        "joined_on": joined_on,
        "chapter_id": "amsel",
        "is_current": 1,
    }


MEMBERS = (
    member("m1", "Anna", "Berg", "c1", "Amselfeld", "2019-03-01"),
    member("m2", "Özlem", "Groß", "c2", "Amselfeld", "2020-05-04"),
    member("m3", "Jürgen", "Müller", "c3", "Drosselstadt", "2021-02-10"),
    member("m4", "Piotr", "Łuczak", "c4", "Drosselstadt", "2022-09-01"),
    member("m5", "Ravi", "Sharma", "c5", "Finkenau", "2023-11-06"),
    member("m6", "Tim", "Vahl", None, None, "2024-01-15"),
)
ONCE_A_MEMBER = {**member("m7", "Ute", "Ehemals", None, "Finkenau", "2018-04-01"), "left_on": "2024-12-31"}
IN_ORGANISERS_EYES: Mapping[str, Row] = {
    "m3": {"is_on_leave": 1},
    "m6": {"is_current": 0, "left_on": "2026-06-30"},
    "m7": {"is_current": 0},
}

SHARED: Rows = {
    "generations": rows("as_of", ("2026-11-24",)),
    "chapters": rows("id name", ("amsel", "Netzwerk Amsel")),
    "companies": rows(
        "id name",
        ("c1", "Berg Steuerberatung"),
        ("c2", "Groß Dachbau"),
        ("c3", "Müller Druck"),
        ("c4", "Łuczak Transporte"),
        ("c5", "Sharma Software"),
    ),
    "members": MEMBERS,
    "industries": rows(
        "id name name_de name_en section",
        ("43", "Vorbereitende Baustellenarbeiten", "Vorbereitende Baustellenarbeiten", "Specialised construction", "F"),
        ("49", "Landverkehr", "Landverkehr", "Land transport", "H"),
        ("62", "Programmierung", "Programmierung", "Computer programming", "J"),
        ("69", "Rechts- und Steuerberatung", "Rechts- und Steuerberatung", "Legal and accounting", "M"),
        ("glueck", "Glück & Co <b>", "Glück & Co <b>", "Glück & Co <b>", None),
    ),
    "member_industries": rows(
        "member_id industry_id own_words",
        ("m1", "69", "Steuerberaterin"),
        ("m2", "43", "Dachdeckerei"),
        ("m3", "glueck", "Glück & Co <b>"),
        ("m4", "49", "Spedition"),
        ("m5", "62", "Software für Speditionen"),
    ),
    "countries": rows(
        "id name name_de name_en",
        ("IN", "Indien", "Indien", "India"),
        ("PL", "Polen", "Polen", "Poland"),
        ("TR", "Türkei", "Türkei", "Türkiye"),
    ),
    "member_countries": rows(
        "member_id country_id depth",
        ("m2", "TR", "knows"),
        ("m4", "PL", "works"),
        ("m4", "PL", "lived"),
        ("m5", "IN", "lived"),
        ("m1", "IN", "knows"),
    ),
    "offers": rows("member_id text arrival", ("m1", "Nachfolge steuerlich begleiten", 1)),
    "requests": rows("member_id text arrival", ("m2", "Auszubildende", 1)),
    "languages": rows("id name name_de name_en", ("de", "Deutsch", "Deutsch", "German")),
    "member_languages": rows("member_id language_id", ("m1", "de")),
    "topics": rows("id name", ("nachfolge", "Nachfolge")),
    "member_topics": rows("member_id topic_id", ("m1", "nachfolge")),
    "meetings": rows(
        "id held_on name kind place capacity chapter_id is_cancelled",
        ("2025-03-11-abend", "2025-03-11", "Abend", "Monatstreffen", "Gasthof", 40, "amsel", 0),
        ("2025-09-09-besuch", "2025-09-09", "Besuch", "Betriebsbesuch", "Werk", 30, "amsel", 0),
        ("2026-03-10-abend", "2026-03-10", "Abend", "Monatstreffen", "Gasthof", 40, "amsel", 0),
        ("2026-10-13-fest", "2026-10-13", "Fest", "Feier", "Scheune", 80, "amsel", 0),
    ),
    "attendance_by_meeting": rows(
        "meeting_id held_on attendance_count member_count first_year_count guest_count capacity chapter_id",
        ("2025-03-11-abend", "2025-03-11", 31, 25, 6, 6, 40, "amsel"),
        ("2025-09-09-besuch", "2025-09-09", 18, 18, 5, 0, 30, "amsel"),
        ("2026-03-10-abend", "2026-03-10", 27, 22, 5, 5, 40, "amsel"),
        ("2026-10-13-fest", "2026-10-13", 64, 40, 8, 24, 80, "amsel"),
    ),
    "attendance_by_year": rows(
        "chapter_id year meeting_count attendance_count people_count mean_attendance",
        ("amsel", 2025, 2, 49, 33, 24.5),
        ("amsel", 2026, 2, 91, 70, 45.5),
    ),
    "membership_by_year": rows(
        "chapter_id year joined_count left_count member_count", ("amsel", 2025, 7, 5, 38), ("amsel", 2026, 9, 6, 41)
    ),
    "guests_by_year": rows("chapter_id year guest_count joined_count", ("amsel", 2025, 6, 0), ("amsel", 2026, 28, 5)),
    "interactions_by_year": rows(
        "chapter_id year kind interaction_count",
        ("amsel", 2025, "introduction", 12),
        ("amsel", 2025, "referral", 7),
        ("amsel", 2026, "introduction", 15),
        ("amsel", 2026, "referral", 9),
    ),
}

FOR_ORGANISERS: Rows = {
    **SHARED,
    "members": [
        {**row, "is_on_leave": 0, **IN_ORGANISERS_EYES.get(str(row["id"]), {})} for row in (*MEMBERS, ONCE_A_MEMBER)
    ],
    "member_industries": [
        *SHARED["member_industries"],
        *rows("member_id industry_id own_words", ("m7", "69", "Notarin")),
    ],
    "member_countries": [*SHARED["member_countries"], *rows("member_id country_id depth", ("m7", "PL", "works"))],
    "guests": rows(
        "id name sort_key email",
        ("g1", "Klara Gast", "gast\tKlara", "klara@gast.example"),
        ("g2", "Uwe Neu", "neu\tUwe", None),
    ),
    "guest_visits": rows(
        "meeting_id guest_id status invited_by_id",
        ("2025-03-11-abend", "g1", "present", "m1"),
        ("2026-03-10-abend", "g1", "present", None),
        ("2026-10-13-fest", "g2", "late", "m2"),
        ("2025-03-11-abend", "g2", "absent", "m2"),
    ),
    "attendance": rows(
        "meeting_id member_id status is_there is_guest chapter_id",
        ("2026-10-13-fest", "m1", "present", 1, 0, "amsel"),
        ("2026-10-13-fest", "m4", "leave", 0, 0, "amsel"),
        ("2026-10-13-fest", "m5", "absent", 0, 0, "amsel"),
    ),
    "attendance_by_member": rows(
        "member_id chapter_id meeting_count attendance_count last_held_on",
        ("m1", "amsel", 4, 4, "2026-10-13"),
        ("m2", "amsel", 4, 2, "2025-09-09"),
        ("m3", "amsel", 3, 1, "2025-03-11"),
        ("m4", "amsel", 3, 3, "2026-03-10"),
        ("m5", "amsel", 4, 0, None),
        ("m6", "amsel", 2, 0, None),
    ),
}


def build_file(path: Path, audience: Audience, content: Rows | None = None, *, generation: int = 1) -> Path:
    """Write the file of ``audience``, with the tables that its .sql creates and ``content`` in them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"pragma application_id = {audience.application_id}")
        connection.execute(f"pragma user_version = {generation}")
        for statement in CREATE_TABLE.findall(read_sql(f"publish/{audience.word}.sql").sql):
            connection.execute(statement.replace("published.", ""))
        for table, table_rows in (content or {}).items():
            insert_rows(connection, table, table_rows)
    return path


def insert_rows(connection: sqlite3.Connection, table: str, table_rows: Iterable[Row]) -> None:
    """Insert rows into ``table``."""
    for row in table_rows:
        names = ", ".join(row)
        values = ", ".join(f":{name}" for name in row)
        connection.execute(f"insert into {table} ({names}) values ({values})", row)


def build_sample(path: Path, audience: Audience, *, generation: int = 1) -> Path:
    """Write the group's file for a joinable audience."""
    content = FOR_ORGANISERS if audience is Audience.ORGANISERS else SHARED
    return build_file(path, audience, content, generation=generation)


def canary(audience: Audience, table: str, column: str) -> str:
    """Return the text that only this column of this file has."""
    return f"kanarie-{audience.word}-{table}-{column}"


def build_canaries(path: Path, audience: Audience) -> Path:
    """Write a file of ``audience`` that has a canary in every cell of every table."""
    if audience is Audience.RECORDS:
        return _build_records(path)
    build_file(path, audience)
    with closing(sqlite3.connect(path)) as connection, connection:
        for (table,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
            columns = connection.execute("select name, type from pragma_table_info(?)", (table,)).fetchall()
            row = {name: _canary_cell(audience, table, name, kind) for name, kind in columns}
            insert_rows(connection, table, [row])
    return path


def _canary_cell(audience: Audience, table: str, column: str, kind: str) -> Cell:
    return CANARY_NUMBER if kind in ("INTEGER", "REAL") else canary(audience, table, column)


def _build_records(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"pragma application_id = {Audience.RECORDS.application_id}")
        connection.execute("create table people (name text)")
        insert_rows(connection, "people", [{"name": canary(Audience.RECORDS, "people", "name")}])
    return path


def publish_sample(site: Site, number: int = 1) -> Manifest:
    """Publish a generation with the group's files (private with canaries) and make it current, as publishing does."""
    for audience in PUBLISHED:
        path = site.generation_file(number, audience)
        build = build_canaries if audience is Audience.PRIVATE else build_sample
        build(path, audience)
        path.chmod(0o440)
    return make_current(site, number)


def make_current(site: Site, number: int) -> Manifest:
    """Write CURRENT.json for the files of a generation as they are."""
    manifest = Manifest(
        generation=number,
        files={audience: f"{audience.word}.db" for audience in PUBLISHED},
        sha256={audience: sha256_of(site.generation_file(number, audience)) for audience in PUBLISHED},
        created_at="2026-11-24T08:00:00Z",
    )
    draft = site.manifest.with_suffix(".tmp")
    draft.write_text(manifest.to_json(), encoding="utf-8")
    draft.replace(site.manifest)
    return manifest


def sample_site(folder: Path) -> Site:
    """Return a site with one generation of the group published."""
    site = Site(folder)
    site.published.mkdir(parents=True)
    site.metadata.write_text(METADATA, encoding="utf-8")
    publish_sample(site)
    build_sample(site.public, Audience.PUBLIC)
    build_canaries(site.records, Audience.RECORDS)
    return site

"""Tells, in German and from the reviewed SQL alone, who sees which detail of a person, and on what condition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

from datasette_netzwerk.audiences import JOINABLE, Audience
from datasette_netzwerk.i18n import gettext
from datasette_netzwerk.publish.building import look_up, prepare
from datasette_netzwerk.records.store.database import copy_of_records
from datasette_netzwerk.settings import Settings
from datasette_netzwerk.site import Site
from datasette_netzwerk.sqlfiles import Table, read_sql, read_tables

INSERT = re.compile(r"^insert into published\.(?P<table>\w+)\n(?P<select>.*?;)$", re.MULTILINE | re.DOTALL)
ALL_ROWS = re.compile(r"^where shown\.(?P<field>\w+)$", re.MULTILINE)
ONE_COLUMN = re.compile(r"case when shown\.(?P<field>\w+) then")
COMMA = re.compile(r",\n  (?=\S)")
TECHNICAL = re.compile(r"id|slug|sort_key|given_name|family_name|is_current|\w+_id")
"""Columns that tell nothing beside another one: ids, addresses, the parts of a name."""

NEVER, CONSENT, UNLESS_REFUSED, ALWAYS = "–", "mit Einwilligung", "ja, außer nach einem Nein", "immer"

Condition = Mapping[str, str]


def conditions(audience: Audience) -> Condition:
    """Return when each field shows to ``audience``: tried out on a member who said nothing, yes or no."""
    nothing, yes, no = (fields_shown(audience, answer) for answer in (None, 0, 1))
    return {
        field: ALWAYS if field in no else UNLESS_REFUSED if field in nothing else CONSENT if field in yes else NEVER
        for field in sorted(nothing | yes | no | {"name"})
    }


def fields_shown(audience: Audience, is_refusal: int | None) -> frozenset[str]:
    """Return what ``shown.sql`` lets ``audience`` see of a member who gave one answer for everything, or none."""
    today = date(2026, 1, 1)
    with closing(copy_of_records(Site(Path("/nowhere")))) as records:
        records.execute("pragma foreign_keys = off")
        records.executescript(
            "insert into chapters (id, name, slug) values (1, 'A', 'a');"
            "insert into people (id, family_name, name_key, sort_key, import_run_id, line) values (1, 'B', 'b', 'b', 1, 1);"
            "insert into memberships (person_id, chapter_id, import_run_id, line) values (1, 1, 1, 1);"
        )
        records.row_factory = None
        prepare(records, Settings(), today)
        if is_refusal is not None:
            records.execute(
                "insert into consents (person_id, field, audience, given_on, is_refusal, import_run_id, line)"
                " select 1, field, audience, '2025-01-01', :answer, 1, 1 from fields, (select 'public' as audience union"
                " select 'members')",
                {"answer": is_refusal},
            )
        look_up(records, audience)
        cursor = records.execute("select * from shown")
        row = cursor.fetchone()
        names = [column[0] for column in cursor.description]
    return frozenset({"name", *(name for name, cell in zip(names, row, strict=True) if cell == 1)} if row else ())


def column_fields(audience: Audience, table: Table) -> Mapping[str, str]:
    """Return for each column of a table about people the field whose permission it needs; nothing for other tables."""
    for match in INSERT.finditer(read_sql(f"publish/{audience.word}.sql").sql):
        select = match["select"]
        if match["table"] == table.name and re.search(r"\bshown\b", select):
            of_all = ALL_ROWS.search(select)
            if of_all:
                return {column.name: of_all["field"] for column in table.columns}
            selected = COMMA.split(select.split("\nfrom ")[0])
            if len(selected) != len(table.columns):
                return {column.name: "name" for column in table.columns}
            found = [ONE_COLUMN.search(each) for each in selected]
            return {
                column.name: field["field"] if field else "name"
                for column, field in zip(table.columns, found, strict=True)
            }
    return {}


def rows() -> Iterator[tuple[str, dict[Audience, str]]]:
    """Yield each detail of a person in German words, with the condition on which each audience sees it."""
    when = {audience: conditions(audience) for audience in JOINABLE}
    seen: dict[str, dict[Audience, str]] = {}
    for audience in JOINABLE:
        for table in read_tables(read_sql(f"publish/{audience.word}.sql").sql):
            for column, field in column_fields(audience, table).items():
                if not TECHNICAL.fullmatch(column) or table.name != "members":
                    seen.setdefault(label(table, column), {})[audience] = when[audience].get(field, NEVER)
    yield from seen.items()


def label(table: Table, column: str) -> str:
    """Return what a reader calls the detail: a column of the members, or the whole of a smaller table."""
    if table.name == "members":
        return gettext(next(each.description for each in table.columns if each.name == column), "de")
    return gettext(table.title, "de")


def lines() -> Iterator[str]:
    """Yield the lines of the table."""
    yield "| Angabe | alle | Mitglieder | Organisationsteam |"
    yield "|---|---|---|---|"
    for name, by_audience in rows():
        yield f"| {name} | {' | '.join(by_audience.get(audience, NEVER) for audience in JOINABLE)} |"


BEGIN = "<!-- Wer sieht was: geschrieben von scripts/generate_docs.py aus publish/*.sql -->"
END = "<!-- Ende -->"


def with_table(handbook: str) -> str:
    """Return the handbook with the table between its two marks as the SQL has it now."""
    before, _, rest = handbook.partition(BEGIN)
    return "\n".join([f"{before}{BEGIN}", "", *lines(), "", f"{END}{rest.partition(END)[2]}"])

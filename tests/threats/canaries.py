"""A member whom nobody may see, with a canary in every column of every table that has one of her rows."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from datasette_netzwerk.site import Site
from tests.group import import_group

LETTERS = "ghijklmnopqrstuvwxyz"
"""No digit of a random id, so a canary is never there by accident."""

HERS = """\
Mitgliedsnr.;Vorname;Nachname;Firma;Position;Branche;Straße;PLZ;Ort;E-Mail;Eintritt;Amt;Bietet;Sucht;Themen;Sprachen;\
Kontakte in;Auszeit von;Auszeit bis;Im Internet sichtbar;Für Mitglieder sichtbar;Einwilligung am;Bemerkung;Hobby
99;Zacharias;Verborgen;Verborgen Glas;Inhaber;Glasperlenspiel;Hinterweg 99;48439;Elsterbach;z@verborgen.example;01.04.2021;\
Kassenwart;Perlen;Sand;Glas;Deutsch;Ghana;01.01.2026;31.12.2026;nein;nein;01.04.2021;Notiz;Segeln
"""
HER_ATTENDANCE = """\
Datum;Mitglied;Status;Vertreten durch;Gast von;Bemerkung
14.10.2025;Zacharias Verborgen;anwesend;;;spät
10.12.2024;Niemand Bekanntes;anwesend;;;
"""
HER_CONTACTS = """\
Datum;Art;Von;An;Dritte Person;Ergebnis;Betrag;Text
14.10.2025;Vermittlung;Zacharias Verborgen;Bernd Groß;Quirin Fremd;Auftrag;17,00;Glasbau
"""

HER_ROWS = {
    "people": "id = :id",
    "identifiers": "kind = 'person' and record_id = :id",
    "companies": "id in (select company_id from positions where person_id = :id)",
    "industries": "id in (select industry_id from member_industries where person_id = :id)",
    "consents": "person_id = :id and field <> 'name'",
    "interactions": "giver_id = :id",
    "published_ids": "record_id = :id and kind = 'person' and audience = 'public'",
    "import_runs": "1",
    "problems": "1",
    "changes": "1",
    "context": "1",
    # Groups and meetings are public; what of them is not is asked for below.
    "chapters": "1",
    "meetings": "1",
}
"""Which rows are hers, or nobody's, where no column ``person_id`` says so. Of any other table, one row is made up."""


OUR_CODES = {("member_languages", "language_code"), ("problems", "code")}
"""Codes that the program itself writes, from its own lists."""


def import_her(site: Site, folder: Path) -> None:
    """Import the hidden member, her attendance, what she did for others, and a row that is a problem."""
    folder.mkdir()
    for name, text in {"z.csv": HERS, "anwesend.csv": HER_ATTENDANCE, "kontakte2.csv": HER_CONTACTS}.items():
        (folder / name).write_text(text, encoding="utf-8")
        import_group(site, [folder / name])


def canary(name: str) -> str:
    """Return twelve letters that only this column has."""
    return "".join(LETTERS[byte % len(LETTERS)] for byte in _digest(name)[:12])


def plant(site: Site) -> dict[str, str]:
    """Write a canary into every text column of one row of hers in every table; return them by ``table.column``.

    A column that takes only certain words, codes or times takes none; it is not in what is returned.
    """
    with closing(sqlite3.connect(site.records)) as records, records:
        (her_id,) = records.execute("select id from people where family_name = 'Verborgen'").fetchone()
        records.execute(
            "insert into consents select person_id, 'hobby', audience, given_on, null, 0, 'x', 'x', import_run_id, line"
            " from consents where person_id = ? and field = 'name' and audience = 'members'",
            (her_id,),
        )
        planted = {
            f"{table}.{column}": _plant(records, table, column, her_id) for table, column in text_columns(records)
        }
    return {name: value for name, value in planted.items() if value is not None}


def text_columns(records: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return every text column of every table that a program writes, as the schema has it today."""
    tables = "select name from sqlite_master where type = 'table' and name not glob '[s_]*' order by name"
    return [
        (table, row[1])
        for (table,) in records.execute(tables).fetchall()
        for row in records.execute(f"pragma table_xinfo({table})").fetchall()
        if row[2].upper() == "TEXT" and row[6] == 0 and (table, row[1]) not in OUR_CODES
    ]


def _plant(records: sqlite3.Connection, table: str, column: str, her_id: int) -> str | None:
    information = records.execute(f"pragma table_info({table})").fetchall()
    default = "person_id = :id" if any(row[1] == "person_id" for row in information) else "1"
    key = ", ".join(row[1] for row in information if row[5]) or "rowid"
    hers = f"({key}) in (select {key} from {table} where {HER_ROWS.get(table, default)} limit 1)"
    if records.execute(f"select 1 from {table} where {hers}", {"id": her_id}).fetchone() is None:
        _make_up(records, table, her_id)
    text, day = canary(f"{table}.{column}"), _day(f"{table}.{column}")
    for written, sought in ((text, text), (json.dumps({"hobby": text}), text), (day, day)):
        try:
            changed = records.execute(
                f"update {table} set {column} = :value where {hers}", {"value": written, "id": her_id}
            )
        except sqlite3.IntegrityError:
            continue
        assert changed.rowcount == 1, f"she has no row in {table}"
        return sought
    return None


def _make_up(records: sqlite3.Connection, table: str, her_id: int) -> None:
    """Insert a row for her into a table that this test has never heard of."""
    columns = {row[1]: "?" for row in records.execute(f"pragma table_info({table})")}
    values = [her_id if kind != "TEXT" else "x" for kind in _types(records, table)]
    records.execute("pragma ignore_check_constraints = on")
    records.execute(f"insert into {table} ({', '.join(columns)}) values ({', '.join(columns.values())})", values)
    records.execute("pragma ignore_check_constraints = off")


def _types(records: sqlite3.Connection, table: str) -> list[str]:
    return [row[2].upper() for row in records.execute(f"pragma table_info({table})")]


def _day(name: str) -> str:
    """Return a day that nobody else has: long ago, or for an end far ahead."""
    year = 2800 if name.endswith(("ended_on", "withdrawn_on", "resolved_at")) else 1800
    return (date(year, 1, 1) + timedelta(days=int.from_bytes(_digest(name)[:4], "big") % 36_000)).isoformat()


def _digest(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()

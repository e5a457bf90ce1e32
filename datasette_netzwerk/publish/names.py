"""Gives the audiences' SQL the names of countries, languages and industries, in German and English."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from datasette_netzwerk.records.normalise.countries import country_name
from datasette_netzwerk.records.normalise.industries import industry_name, industry_title, section_of
from datasette_netzwerk.records.normalise.languages import language_name
from datasette_netzwerk.records.normalise.tables import read_table
from datasette_netzwerk.sqlfiles import read_sql

Named = Callable[[str, str], str]


def store_names(connection: sqlite3.Connection, language: str) -> None:
    """Fill the temporary tables of names; ``language`` is the one in the column ``name``."""
    countries = _names((row["code"] for row in read_table("countries")), country_name, language)
    languages = _names((row["code"] for row in read_table("languages")), language_name, language)
    divisions = [row["code"] for row in read_table("industries") if row["section"]]
    connection.executemany(read_sql("publish/country_name_insert.sql").sql, countries)
    connection.executemany(read_sql("publish/language_name_insert.sql").sql, languages)
    connection.executemany(
        read_sql("publish/industry_title_insert.sql").sql,
        (
            {
                **names,
                "official_name": industry_title(names["code"], language),
                "section": industry_title(section_of(names["code"]), language),
            }
            for names in _names(divisions, industry_name, language)
        ),
    )


def _names(codes: Iterable[str], named: Named, language: str) -> Iterable[dict[str, str]]:
    return (
        {"code": code, "name": named(code, language), "name_de": named(code, "de"), "name_en": named(code, "en")}
        for code in codes
    )

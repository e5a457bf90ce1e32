"""Runs a canned query on the organisers' file, for a list to save or e-mail addresses to copy."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing

from datasette_netzwerk.audiences import JOINABLE, Audience
from datasette_netzwerk.generations import read_manifest
from datasette_netzwerk.matching import add_functions
from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.export.files import Sheet
from datasette_netzwerk.site import Site
from datasette_netzwerk.sqlfiles import SqlFile, sql_files


def run_query(site: Site, name: str, values: Mapping[str, str]) -> Sheet:
    """Return the rows of the canned query ``name``; a parameter that is not given is empty.

    Raises `NotUnderstood` where there is no such query, or nothing was published yet.
    """
    query = _query(name)
    parameters = {text.split("|", 1)[0].strip(): "" for text in query.values("parameter")}
    for unknown in set(values) - set(parameters):
        expected = ", ".join(parameters) or "-"
        raise NotUnderstood(Problem("export.unknown_parameter", value=unknown, arguments={"expected": expected}))
    with closing(_organisers_file(site)) as connection:
        cursor = connection.execute(query.sql, {**parameters, **values})
        header = tuple(column[0] for column in cursor.description)
        rows = [tuple("" if cell is None else str(cell) for cell in row) for row in cursor]
    return Sheet(name[:31], header, rows)


def emails_of_query(site: Site, name: str, values: Mapping[str, str]) -> list[str]:
    """Return the e-mail addresses of the people in a query's rows, each once, in the order of the rows.

    Raises `NotUnderstood` also for a query whose rows are not about people.
    """
    sheet = run_query(site, name, values)
    if "email" in sheet.header:
        column = sheet.header.index("email")
        found = [row[column] for row in sheet.rows]
    elif "slug" in sheet.header:
        column = sheet.header.index("slug")
        with closing(_organisers_file(site)) as connection:
            known = dict(connection.execute("select slug, email from members").fetchall())
        found = [known.get(row[column]) or "" for row in sheet.rows]
    else:
        raise NotUnderstood(Problem("export.no_people", value=name))
    return list(dict.fromkeys(email for email in found if email))


def _query(name: str) -> SqlFile:
    queries = {file.name: file for audience in JOINABLE for file in sql_files(f"queries/{audience.word}")}
    if name not in queries:
        arguments = {"expected": ", ".join(sorted(queries))}
        raise NotUnderstood(Problem("export.unknown_query", value=name, arguments=arguments))
    return queries[name]


def _organisers_file(site: Site) -> sqlite3.Connection:
    manifest = read_manifest(site)
    if manifest is None:
        raise NotUnderstood(Problem("export.not_published", source=str(site.folder)))
    path = site.generation_file(manifest.generation, Audience.ORGANISERS)
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    add_functions(connection)
    return connection

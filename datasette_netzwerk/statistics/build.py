"""Builds the derived tables from the facts, as temporary tables of one connection."""

from __future__ import annotations

import sqlite3

from datasette_netzwerk.sqlfiles import SqlFile, read_sql, sql_files


def statistic_files() -> tuple[SqlFile, ...]:
    """Return the portable statistics in the order in which they build on each other."""
    return tuple(sql_files("statistics"))


def table_of(statistic: SqlFile) -> str:
    """Return the name of the table that a file builds: ``10_visits`` builds ``visits``."""
    return statistic.name.split("_", 1)[1]


def build_statistics(connection: sqlite3.Connection) -> None:
    """Build every derived table as ``temp.<table>`` from the facts that ``connection`` holds.

    Needs the temporary table ``publication`` with the day of publication (``today``).
    """
    connection.executescript(read_sql("statistics/inputs/facts.sql").sql)
    for statistic in statistic_files():
        # The table's name is the file's name; a statement cannot be given a table name as a parameter.
        connection.execute(f"create temp table {table_of(statistic)} as {statistic.sql}")

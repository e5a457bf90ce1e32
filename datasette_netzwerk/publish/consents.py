"""Tells which consents open nothing, so that nobody wonders why somebody is not shown."""

from __future__ import annotations

import sqlite3

from datasette_netzwerk.problems import Problem
from datasette_netzwerk.sqlfiles import read_sql

CODES = {
    "no_date": "consent.opens_nothing_no_date",
    "not_yet": "consent.opens_nothing_not_yet",
    "unknown_audience": "consent.opens_nothing_unknown_audience",
    "unknown_field": "consent.opens_nothing_unknown_field",
}


def consents_without_effect(snapshot: sqlite3.Connection) -> tuple[Problem, ...]:
    """Return one notice for each reason for which consents open nothing, with how many people it concerns."""
    rows = snapshot.execute(read_sql("publish/consents_without_effect.sql").sql)
    return tuple(Problem(CODES[reason], arguments={"count": str(count)}) for reason, count in rows)

"""Keeps the hashes of whoever asked to be forgotten."""

from __future__ import annotations

import secrets
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

from datasette_netzwerk.records.identity.tombstones import Tombstones, all_keys, hashed
from datasette_netzwerk.records.identity.traits import Traits
from datasette_netzwerk.sqlfiles import read_sql


def read_tombstones(connection: sqlite3.Connection) -> Tombstones:
    """Return the hashes of everybody forgotten; none from records that are older than forgetting."""
    if not connection.execute(read_sql("records/store/sql/forgotten_keys_exist.sql").sql).fetchone()[0]:
        return Tombstones()
    hashes: dict[str, set[str]] = defaultdict(set)
    for salt, value in connection.execute(read_sql("records/store/sql/forgotten_keys_all.sql").sql):
        hashes[salt].add(value)
    return Tombstones({salt: frozenset(values) for salt, values in hashes.items()})


def tombstones_in(records: Path) -> Tombstones:
    """Return the hashes of everybody forgotten in a file of records."""
    with closing(sqlite3.connect(f"{records.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        return read_tombstones(connection)


def keep_tombstone(connection: sqlite3.Connection, descriptions: Iterable[Traits], today: date) -> None:
    """Keep the hashes of one person, with the salt that these records have."""
    salt = next(iter(read_tombstones(connection).hashes), None) or secrets.token_hex(32)
    keys = {key for traits in descriptions for key in all_keys(traits)}
    _insert(connection, ((salt, hashed(salt, key)) for key in sorted(keys)), today)


def keep_tombstones(connection: sqlite3.Connection, tombstones: Tombstones, today: date) -> None:
    """Keep the hashes that other records have."""
    _insert(
        connection, ((salt, value) for salt, values in tombstones.hashes.items() for value in sorted(values)), today
    )


def _insert(connection: sqlite3.Connection, hashes: Iterable[tuple[str, str]], today: date) -> None:
    sql = read_sql("records/store/sql/forgotten_key_insert.sql").sql
    connection.executemany(sql, ({"salt": salt, "hash": value, "today": today.isoformat()} for salt, value in hashes))

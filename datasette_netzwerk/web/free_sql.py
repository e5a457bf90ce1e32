"""Takes from SQL that organisers write what tells of the computer, and what would fill its memory."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from datasette_netzwerk.audiences import Audience, audience_of_mark
from datasette_netzwerk.web.site_settings import settings_of

if TYPE_CHECKING:
    from datasette.app import Datasette

LONGEST_VALUE = 1_000_000
"""Bytes that one value may have: `hex(zeroblob(30000000))` would be sixty million."""

CLOSED_TABLES = ("pragma_database_list", "dbstat", "sqlite_dbpage")
CLOSED_FUNCTIONS = ("fts3_tokenizer", "load_extension", "readfile", "writefile", "edit")


def restrain(datasette: Datasette, connection: sqlite3.Connection) -> None:
    """Close paths, free pages and addresses in memory to a connection on which somebody may write SQL of her own."""
    if not settings_of(datasette).sql:
        return
    audience = audience_of_mark(connection.execute("pragma application_id").fetchone()[0])
    if audience is Audience.ORGANISERS:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        connection.set_authorizer(authorize)


def authorize(action: int, first: str | None, second: str | None, _database: str | None, _source: str | None) -> int:
    """Answer SQLite whether a statement may do something; what writes, Datasette and the read-only file refuse."""
    is_closed_table = action == sqlite3.SQLITE_READ and (first or "").lower() in CLOSED_TABLES
    is_closed_function = action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in CLOSED_FUNCTIONS
    is_attaching = action in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH)
    return sqlite3.SQLITE_DENY if is_closed_table or is_closed_function or is_attaching else sqlite3.SQLITE_OK

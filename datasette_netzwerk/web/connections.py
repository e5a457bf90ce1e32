"""Gives every connection to one of our files what the canned queries count on."""

from __future__ import annotations

import sqlite3

from datasette_netzwerk.audiences import JOINABLE, Audience, audience_of_mark
from datasette_netzwerk.sqlfiles import read_sql
from datasette_netzwerk.web.matching import finds


def prepare(connection: sqlite3.Connection) -> None:
    """Add the function ``finds(text, wanted)`` and the view ``current_members``; leave a file that is not ours as it is.

    The view lives in the connection, not in the file: organisers' files also hold who was a member once, the others
    hold nobody else, and a query asks for members in the same words on each of them.
    """
    audience = audience_of_mark(connection.execute("pragma application_id").fetchone()[0])
    if audience not in JOINABLE:
        return
    connection.create_function("finds", 2, finds, deterministic=True)
    name = "current_members_of_all" if audience is Audience.ORGANISERS else "current_members"
    is_query_only = connection.execute("pragma query_only").fetchone()[0]
    connection.execute("pragma query_only = off")  # it would forbid even what never leaves the connection
    connection.execute(read_sql(f"web/sql/{name}.sql").statement)
    connection.execute(f"pragma query_only = {is_query_only}")

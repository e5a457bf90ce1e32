"""Gives every connection to one of our files what the canned queries count on."""

from __future__ import annotations

import sqlite3

from datasette_netzwerk.audiences import JOINABLE, audience_of_mark
from datasette_netzwerk.matching import add_functions


def prepare(connection: sqlite3.Connection) -> None:
    """Add the functions of the canned queries; leave a file that is not ours as it is.

    Nothing else: Datasette 0.65 lists even a temporary view as one more database for everybody to look into.
    """
    if audience_of_mark(connection.execute("pragma application_id").fetchone()[0]) in JOINABLE:
        add_functions(connection)

"""Keeps what outlasts a generation and a restart of the server, in the site's private folder."""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.site import PRIVATE_FOLDER_MODE, Site
from datasette_netzwerk.sqlfiles import read_sql

STATE_FILE_MODE = 0o600
COOKIE_SECRET = "cookies"


def cookie_secret(site: Site) -> str:
    """Return the secret with which a site's server signs cookies; the first call makes it."""
    site.private.mkdir(mode=PRIVATE_FOLDER_MODE, parents=True, exist_ok=True)
    site.state.touch(mode=STATE_FILE_MODE)
    try:
        with closing(sqlite3.connect(site.state)) as state, state:
            # Marked as what is never served, so that nobody puts it online by naming it to Datasette.
            state.execute(f"pragma application_id = {Audience.RECORDS.application_id}")
            state.execute(read_sql("web/sql/secret_table.sql").sql)
            fresh = {"name": COOKIE_SECRET, "value": secrets.token_hex(32)}
            state.execute(read_sql("web/sql/secret_insert.sql").sql, fresh)
            found = state.execute(read_sql("web/sql/secret_find.sql").sql, {"name": COOKIE_SECRET}).fetchone()
    except sqlite3.DatabaseError as error:
        raise NotUnderstood(Problem("state.unusable", source=str(site.state), value=str(error))) from error
    return str(found[0])

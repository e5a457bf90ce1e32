"""Keeps what outlasts a generation and a restart of the server, in the site's private folder."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.site import PRIVATE_FILE_MODE, PRIVATE_FOLDER_MODE, Site
from datasette_netzwerk.sqlfiles import read_sql

COOKIE_SECRET = "cookies"


def cookie_secret(site: Site, report: Callable[[Problem], None]) -> str:
    """Return the secret with which a site's server signs cookies; the first call makes it.

    Where it can't be kept, as in a folder that is read-only, it holds until the server ends, and that is reported.
    Raises `NotUnderstood` when the file is no database.
    """
    try:
        return _kept_secret(site) or _new_secret(site)
    except (OSError, sqlite3.OperationalError) as error:
        report(Problem("state.not_kept", source=str(site.state), value=str(error)))
        return secrets.token_hex(32)
    except sqlite3.DatabaseError as error:
        raise NotUnderstood(Problem("state.unusable", source=str(site.state), value=str(error))) from error


def _kept_secret(site: Site) -> str | None:
    """Read the secret without writing anything: on a full disk, too, the server has to start."""
    if not site.state.exists():
        return None
    with closing(sqlite3.connect(f"{site.state.as_uri()}?mode=ro", uri=True)) as state:
        if not state.execute(read_sql("web/sql/secret_table_exists.sql").sql).fetchone():
            return None
        found = state.execute(read_sql("web/sql/secret_find.sql").sql, {"name": COOKIE_SECRET}).fetchone()
    return str(found[0]) if found else None


def _new_secret(site: Site) -> str:
    site.private.mkdir(mode=PRIVATE_FOLDER_MODE, parents=True, exist_ok=True)
    site.state.touch(mode=PRIVATE_FILE_MODE)
    with closing(sqlite3.connect(site.state)) as state, state:
        # Marked as what is never served, so that nobody puts it online by naming it to Datasette.
        state.execute(f"pragma application_id = {Audience.RECORDS.application_id}")
        state.execute(read_sql("web/sql/secret_table.sql").sql)
        fresh = {"name": COOKIE_SECRET, "value": secrets.token_hex(32)}
        state.execute(read_sql("web/sql/secret_insert.sql").sql, fresh)
        found = state.execute(read_sql("web/sql/secret_find.sql").sql, {"name": COOKIE_SECRET}).fetchone()
    return str(found[0])

"""Lets one publication at a time work on a site."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from datasette_netzwerk.problems import Problem, Refused
from datasette_netzwerk.site import PRIVATE_FOLDER_MODE, Site


@contextmanager
def publishing_lock(site: Site) -> Iterator[None]:
    """Hold the site's publishing lock; raise `Refused` when another process holds it.

    A write transaction on a file of its own is a lock on every system that SQLite runs on, and a killed process
    leaves nothing behind that somebody would have to clear.
    """
    site.published.mkdir(mode=PRIVATE_FOLDER_MODE, parents=True, exist_ok=True)
    with closing(sqlite3.connect(site.published / "lock.db", isolation_level=None, timeout=0)) as lock:
        try:
            lock.execute("begin exclusive")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise Refused(Problem("publish.busy", source=str(site.folder))) from error
        yield

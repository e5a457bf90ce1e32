"""Sees that one worker at a time works on a site, however many servers show it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from datasette_netzwerk.site import PRIVATE_FILE_MODE, Site


def lock_of_worker(site: Site) -> sqlite3.Connection | None:
    """Return the lock that this worker now holds, or ``None`` while another one is at work.

    It ends with the process. Raises `OSError` or `sqlite3.OperationalError` where nothing can be written.
    """
    path = site.private / "worker.db"
    path.touch(mode=PRIVATE_FILE_MODE)
    lock = sqlite3.connect(path, isolation_level=None, timeout=0)
    try:
        lock.execute("begin exclusive")
    except sqlite3.OperationalError as error:
        with closing(lock):
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
        return None
    return lock

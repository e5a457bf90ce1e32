"""Adds to inbox.db what people enter, and reads it for the records half; neither ever changes an entry."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.problems import Problem, Refused
from datasette_netzwerk.site import PRIVATE_FILE_MODE, PRIVATE_FOLDER_MODE, Site
from datasette_netzwerk.sqlfiles import read_sql

SECONDS_TO_WAIT = 5.0


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that somebody entered: ``kind`` says what is to be done with ``content``."""

    id: int
    kind: str
    actor: str
    content: Mapping[str, Any]
    received_at: str


def add_entry(site: Site, kind: str, actor: str, content: Mapping[str, Any]) -> int:
    """Keep what ``actor`` entered and return its number; when this returns, it is on the disk.

    Raises `Refused` when it can't be kept: then nothing was.
    """
    row = {
        "kind": kind,
        "actor": actor,
        "content": json.dumps(dict(content), ensure_ascii=False, sort_keys=True),
        "received_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    with _opened(site) as inbox:
        return int(inbox.execute(read_sql("inbox/entry_insert.sql").sql, row).lastrowid or 0)


def read_entries(site: Site) -> list[Entry]:
    """Return every entry, the oldest first; none where nobody ever entered anything."""
    if not site.inbox.exists():
        return []
    with _opened(site) as inbox:
        rows = inbox.execute(read_sql("inbox/entries_all.sql").sql).fetchall()
    return [Entry(number, kind, actor, json.loads(content), at) for number, kind, actor, content, at in rows]


def empty_entries(site: Site, is_about: Callable[[Entry], bool]) -> int:
    """Take the content out of every entry that ``is_about`` names, and return how many these were.

    The file is rewritten, so that nothing of them is left between its pages either. What was not applied yet never is.
    """
    found = [entry for entry in read_entries(site) if is_about(entry)]
    if not found:
        return 0
    with _opened(site) as inbox:
        inbox.executemany(read_sql("inbox/entry_empty.sql").sql, [{"id": entry.id} for entry in found])
    with _opened(site) as inbox:
        inbox.commit()
        inbox.execute("vacuum")
    return len(found)


def changed_at(site: Site) -> datetime | None:
    """Return when something was last entered; ``None`` where nobody ever entered anything. Asking costs next to nothing."""
    try:
        return datetime.fromtimestamp(site.inbox.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


@contextmanager
def _opened(site: Site) -> Iterator[sqlite3.Connection]:
    """Open the inbox for one transaction, made where there is none."""
    try:
        site.private.mkdir(mode=PRIVATE_FOLDER_MODE, parents=True, exist_ok=True)
        if not site.inbox.exists():  # Touched each time, it would look as if something were entered each time.
            site.inbox.touch(mode=PRIVATE_FILE_MODE)
        with closing(sqlite3.connect(site.inbox, timeout=SECONDS_TO_WAIT)) as inbox:
            # No write-ahead log: the file's own time tells whether something was entered.
            inbox.execute("pragma synchronous = full")
            if not inbox.execute("pragma application_id").fetchone()[0]:
                # Marked as what is never served, whatever somebody calls the file.
                inbox.execute(f"pragma application_id = {Audience.RECORDS.application_id}")
                inbox.executescript(read_sql("inbox/schema.sql").sql)
            with inbox:
                yield inbox
    except (OSError, sqlite3.DatabaseError) as error:
        raise Refused(Problem("inbox.unusable", source=str(site.inbox), value=str(error))) from error

"""Guards against a publication that would lose many members at once, as a wrong column or an old backup does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.problems import Problem
from datasette_netzwerk.publish.currency import current_manifest
from datasette_netzwerk.site import Site
from datasette_netzwerk.sqlfiles import read_sql

MOST_LOST = 0.2
"""The share of members that may go from one publication to the next without anybody being asked."""

GUARDED = (Audience.PUBLIC, Audience.MEMBERS)

Listed = Mapping[Audience, frozenset[str]]
"""The ids of the people whom each audience's current file lists."""


@dataclass(frozen=True, slots=True)
class Loss:
    """How many of those listed would go that nobody took out by a refusal or a withdrawal, and how many such wait."""

    audience: Audience
    lost_count: int
    listed_count: int
    withdrawn_count: int

    def problem(self, code: str = "publish.loses_members") -> Problem:
        """Return the loss as what stands in the way of publishing, or as what ``code`` says of it."""
        arguments = {
            "lost": str(self.lost_count),
            "listed": str(self.listed_count),
            "withdrawn": str(self.withdrawn_count),
            "audience": self.audience.word,
        }
        return Problem(code, arguments=arguments)


def read_listed(site: Site) -> Listed:
    """Return whom the current generation lists; nobody where none can be read."""
    manifest = current_manifest(site)
    if manifest is None:
        return {}
    listed: dict[Audience, frozenset[str]] = {}
    for audience in GUARDED:
        path = site.generation_file(manifest.generation, audience)
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
                listed[audience] = frozenset(row[0] for row in connection.execute("select id from members"))
        except sqlite3.DatabaseError:
            # Missing or damaged: there is nothing to compare with, and publishing is what mends it.
            continue
    return listed


def find_loss(snapshot: sqlite3.Connection, audience: Audience, listed: Listed) -> Iterator[Loss]:
    """Yield the loss if more than a fifth of those listed, and more than one, are listed no more.

    Who withdrew or refused does not count: that must never wait for anybody. Who left counts, because a wrong column
    makes everybody leave. The snapshot's lookups are those of ``audience``.
    """
    before = listed.get(audience, frozenset())
    rows = snapshot.execute(read_sql("publish/still_listed.sql").sql).fetchall()
    still = {public_id for public_id, is_listed, _ in rows if is_listed}
    said_no = {public_id for public_id, is_listed, has_said_no in rows if has_said_no and not is_listed}
    lost_count = len(before - still - said_no)
    if lost_count > max(1, MOST_LOST * len(before)):
        yield Loss(audience, lost_count, len(before), len(before & said_no))

"""Builds one file per audience from a copy of the records, each from empty."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from datasette_netzwerk import i18n
from datasette_netzwerk.audiences import JOINABLE, Audience
from datasette_netzwerk.folding import slug
from datasette_netzwerk.model import CONSENT_FIELDS
from datasette_netzwerk.publish.figures import Earlier, tell_figures
from datasette_netzwerk.publish.names import store_names
from datasette_netzwerk.publish.search import build_search
from datasette_netzwerk.settings import Settings
from datasette_netzwerk.site import Site
from datasette_netzwerk.sqlfiles import read_sql
from datasette_netzwerk.statistics.build import build_statistics


def copy_records(site: Site) -> sqlite3.Connection:
    """Return the records in memory: one consistent state for all files, and no half-written copy on the disk."""
    snapshot = sqlite3.connect(":memory:", isolation_level=None)
    with closing(sqlite3.connect(f"{site.records.as_uri()}?mode=ro", uri=True)) as records:
        records.backup(snapshot)
    return snapshot


def prepare(snapshot: sqlite3.Connection, settings: Settings, today: date) -> None:
    """Give the snapshot what the audiences' SQL reads beside the records: the day, the names, the statistics."""
    snapshot.create_function("problem_message", 4, i18n.problem_teller(settings.language), deterministic=True)
    snapshot.executescript(read_sql("publish/publication.sql").sql)
    snapshot.execute(
        "insert into publication (audience, today, reports_shown_to) values ('', :today, :reports)",
        {"today": today.isoformat(), "reports": settings.reports_shown_to},
    )
    fields = [{"field": name, "is_default": int(name in settings.shown_to_members)} for name in CONSENT_FIELDS]
    snapshot.executemany("insert into fields (field, is_default) values (:field, :is_default)", fields)
    store_names(snapshot, settings.language)
    build_statistics(snapshot)
    snapshot.execute("insert or ignore into published_ids (audience, kind, record_id, public_id) select * from new_ids")


def build_file(snapshot: sqlite3.Connection, audience: Audience, path: Path, number: int, earlier: Earlier) -> None:
    """Build one audience's file; the snapshot's lookups are those of that audience afterwards."""
    with _attached(snapshot, path):
        snapshot.execute("pragma published.journal_mode = delete")
        snapshot.execute("pragma published.secure_delete = on")
        snapshot.execute(f"pragma published.application_id = {audience.application_id}")
        snapshot.execute(f"pragma published.user_version = {number}")
        look_up(snapshot, audience)
        snapshot.executescript("begin;" + read_sql(f"publish/{audience.word}.sql").sql)
        if audience is Audience.PUBLIC:
            tell_figures(snapshot, earlier)
        if audience in JOINABLE:
            build_search(snapshot)
        snapshot.execute("commit")
        if snapshot.execute("pragma published.freelist_count").fetchone()[0]:
            # Optimising a large index frees pages. Rows were numbered from one on without a gap, so they keep their numbers.
            snapshot.execute("vacuum published")
        # A served copy must notice that its tables may have changed; SQLite would count the same number up each time.
        snapshot.execute(f"pragma published.schema_version = {number}")


@contextmanager
def _attached(snapshot: sqlite3.Connection, path: Path) -> Iterator[None]:
    snapshot.execute("attach database :path as published", {"path": str(path)})
    yield
    snapshot.execute("detach database published")


def look_up(snapshot: sqlite3.Connection, audience: Audience) -> None:
    """Decide who is shown to ``audience``, with which fields, under which ids and addresses."""
    snapshot.execute("begin")
    snapshot.execute("update publication set audience = :audience", {"audience": audience.word})
    snapshot.execute("commit")
    snapshot.executescript(read_sql("publish/lookups.sql").sql)
    snapshot.executescript(read_sql("publish/shown.sql").sql)
    _give_slugs(snapshot, audience)


def _give_slugs(snapshot: sqlite3.Connection, audience: Audience) -> None:
    """Give each person who is shown for the first time an address made from her name, and let her keep it.

    Only people shown to the same audience count: a number after the name would tell of a namesake who is hidden.
    """
    taken = {row[0] for row in snapshot.execute("select slug from ids where slug is not null")}
    for name, public_id in snapshot.execute(read_sql("publish/people_without_slug.sql").sql).fetchall():
        free = next(text for text in _numbered(slug(name) or "person") if text not in taken)
        taken.add(free)
        snapshot.execute(
            "update published_ids set slug = :slug where audience = :audience and public_id = :id",
            {"slug": free, "audience": audience.word, "id": public_id},
        )


def _numbered(text: str) -> Iterator[str]:
    yield text
    number = 2
    while True:
        yield f"{text}-{number}"
        number += 1


def keep_ids(site: Site, snapshot: sqlite3.Connection) -> None:
    """Write the random ids and slugs back, so that the next generation uses them again."""
    columns = ("audience", "kind", "record_id", "public_id", "slug")
    rows = [
        dict(zip(columns, row, strict=True))
        for row in snapshot.execute("select audience, kind, record_id, public_id, slug from published_ids")
    ]
    with closing(sqlite3.connect(site.records)) as records, records:
        records.executemany(read_sql("publish/keep_ids.sql").sql, rows)

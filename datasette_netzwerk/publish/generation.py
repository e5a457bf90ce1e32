"""Publishes a generation: one file per audience, built from empty, then made current in one step."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from datasette_netzwerk import i18n
from datasette_netzwerk.audiences import JOINABLE, PUBLISHED, Audience
from datasette_netzwerk.folding import slug
from datasette_netzwerk.generations import HOLD_FILE, Manifest, read_manifest, remove_released, sha256_of
from datasette_netzwerk.model import CONSENT_FIELDS
from datasette_netzwerk.problems import NotUnderstood, Problem, Refused
from datasette_netzwerk.publish.locking import publishing_lock
from datasette_netzwerk.publish.names import store_names
from datasette_netzwerk.publish.search import build_search
from datasette_netzwerk.publish.site_files import write_site_files
from datasette_netzwerk.settings import Settings, read_settings
from datasette_netzwerk.site import Site
from datasette_netzwerk.sqlfiles import read_sql
from datasette_netzwerk.statistics.build import build_statistics

FILE_MODE = 0o440


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published: the generation's number and how many members each audience can see."""

    generation: int
    member_counts: dict[Audience, int]


def publish(site: Site, *, today: date | None = None) -> Publication:
    """Build a new generation from the site's records and make it current.

    Readers see the old generation until the last step, and the whole new one after it. Raises `NotUnderstood` when
    there is nothing to publish from, `Refused` when another publication is at work.
    """
    if not site.records.is_file():
        raise NotUnderstood(Problem("site.no_records", source=str(site.folder)))
    settings = read_settings(site.metadata)
    with publishing_lock(site), closing(_snapshot(site)) as snapshot:
        number = _next_number(site)
        folder = _empty_folder(site, number)
        _prepare(snapshot, settings, today or datetime.now(i18n.zone(settings.time_zone)).date())
        counts = {audience: _build(snapshot, audience, folder, number) for audience in PUBLISHED}
        _keep_ids(site, snapshot)
        _make_current(site, number, folder)
        write_site_files(site)
        _refresh_public(site, number)
        _remove_leftovers(site)
        remove_released(site)
    return Publication(number, counts)


def _snapshot(site: Site) -> sqlite3.Connection:
    """Copy the records into memory: one consistent state for all files, and no half-written copy on the disk."""
    snapshot = sqlite3.connect(":memory:", isolation_level=None)
    with closing(sqlite3.connect(f"file:{site.records}?mode=ro", uri=True)) as records:
        records.backup(snapshot)
    return snapshot


def _next_number(site: Site) -> int:
    """Return a number that no folder and no manifest has used, even if the manifest can't be read any more."""
    numbers = [int(entry.name) for entry in site.published.iterdir() if entry.name.isdecimal()]
    try:
        manifest = read_manifest(site)
    except NotUnderstood:
        manifest = None
    return max([*numbers, manifest.generation if manifest else 0]) + 1


def _empty_folder(site: Site, number: int) -> Path:
    folder = site.published / f"{number}.tmp"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / HOLD_FILE).touch()
    return folder


def _prepare(snapshot: sqlite3.Connection, settings: Settings, today: date) -> None:
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


def _build(snapshot: sqlite3.Connection, audience: Audience, folder: Path, number: int) -> int:
    """Build one audience's file and return how many people it lists."""
    path = folder / f"{audience.word}.db"
    with _attached(snapshot, path):
        snapshot.execute("pragma published.journal_mode = delete")
        snapshot.execute("pragma published.secure_delete = on")
        snapshot.execute(f"pragma published.application_id = {audience.application_id}")
        snapshot.execute(f"pragma published.user_version = {number}")
        snapshot.execute("begin")
        snapshot.execute("update publication set audience = :audience", {"audience": audience.word})
        snapshot.execute("commit")
        snapshot.executescript(read_sql("publish/lookups.sql").sql)
        snapshot.executescript(read_sql("publish/shown.sql").sql)
        _give_slugs(snapshot, audience)
        snapshot.executescript("begin;" + read_sql(f"publish/{audience.word}.sql").sql)
        if audience in JOINABLE:
            build_search(snapshot)
        snapshot.execute("commit")
        # A served copy must notice that its tables may have changed; SQLite would count the same number up each time.
        snapshot.execute(f"pragma published.schema_version = {number}")
        count: int = snapshot.execute("select count(*) from shown").fetchone()[0]
    _settle(path)
    return count


@contextmanager
def _attached(snapshot: sqlite3.Connection, path: Path) -> Iterator[None]:
    snapshot.execute("attach database :path as published", {"path": str(path)})
    yield
    snapshot.execute("detach database published")


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


def _settle(path: Path) -> None:
    """Check the finished file, make it read-only and see that it is on the disk."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        fault = connection.execute("pragma integrity_check").fetchone()[0]
        dangling = connection.execute("pragma foreign_key_check").fetchone()
    if fault != "ok" or dangling is not None:
        raise Refused(Problem("generation.unsound", source=path.name, value=str(dangling or fault)))
    path.chmod(FILE_MODE)
    _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _keep_ids(site: Site, snapshot: sqlite3.Connection) -> None:
    """Write the random ids and slugs back, so that the next generation uses them again."""
    columns = ("audience", "kind", "record_id", "public_id", "slug")
    rows = [
        dict(zip(columns, row, strict=True))
        for row in snapshot.execute("select audience, kind, record_id, public_id, slug from published_ids")
    ]
    with closing(sqlite3.connect(site.records)) as records, records:
        records.executemany(read_sql("publish/keep_ids.sql").sql, rows)


def _make_current(site: Site, number: int, folder: Path) -> None:
    final = site.generation(number)
    _sync(folder)
    folder.rename(final)
    manifest = Manifest(
        generation=number,
        files={audience: f"{audience.word}.db" for audience in PUBLISHED},
        sha256={audience: sha256_of(final / f"{audience.word}.db") for audience in PUBLISHED},
        created_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    draft = site.manifest.with_suffix(".json.tmp")
    draft.write_text(manifest.to_json(), encoding="utf-8")
    _sync(draft)
    draft.replace(site.manifest)
    _sync(site.published)


def _refresh_public(site: Site, number: int) -> None:
    """Bring the new public file into the one that plain ``datasette SITE`` serves, without replacing that file.

    SQLite's backup writes into the live file as one transaction, so a server that has it open goes over to the new
    pages; the truncated checkpoint leaves no old page behind in the journal.
    """
    with (
        closing(sqlite3.connect(f"file:{site.generation_file(number, Audience.PUBLIC)}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(site.public)) as target,
    ):
        target.execute("pragma journal_mode = wal")
        source.backup(target)
        target.execute("pragma wal_checkpoint(truncate)")


def _remove_leftovers(site: Site) -> None:
    """Remove what an interrupted publication left behind."""
    for entry in site.published.glob("*.tmp"):
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()

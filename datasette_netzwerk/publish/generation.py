"""Publishes a generation: one file per audience, built from empty, checked, then made current in one step."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from datasette_netzwerk import i18n
from datasette_netzwerk.audiences import PUBLISHED, Audience
from datasette_netzwerk.generations import HOLD_FILE
from datasette_netzwerk.problems import NotUnderstood, Problem, Refused
from datasette_netzwerk.publish.building import build_file, copy_records, keep_ids, prepare
from datasette_netzwerk.publish.canaries import words_of_records
from datasette_netzwerk.publish.consents import consents_without_effect
from datasette_netzwerk.publish.currency import clear_away, make_current, next_number, refresh_public
from datasette_netzwerk.publish.figures import read_earlier
from datasette_netzwerk.publish.gates import check_file
from datasette_netzwerk.publish.guard import Loss, find_loss, read_listed
from datasette_netzwerk.publish.locking import publishing_lock
from datasette_netzwerk.publish.site_files import write_site_files
from datasette_netzwerk.settings import read_settings
from datasette_netzwerk.site import Site


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published: the generation's number, how many members each audience can see, and what to look at.

    ``notices`` tell of consents that open nothing, and of what would have been refused without ``force``.
    """

    generation: int
    member_counts: dict[Audience, int]
    notices: tuple[Problem, ...] = ()


def publish(site: Site, *, today: date | None = None, force: bool = False) -> Publication:
    """Build a new generation from the site's records and make it current.

    Readers see the old generation until the last step, and the whole new one after it. Raises `NotUnderstood` when
    there is nothing to publish from; `Refused` when another publication is at work, a file does not pass the gates,
    nothing can be written, or so many members would be lost that ``force`` has to say so.
    """
    if not site.records.is_file():
        raise NotUnderstood(Problem("site.no_records", source=str(site.folder)))
    settings = read_settings(site.metadata)
    try:
        with publishing_lock(site), closing(copy_records(site)) as snapshot:
            prepare(snapshot, settings, today or datetime.now(i18n.zone(settings.time_zone)).date())
            return _publish(site, snapshot, force=force)
    except (sqlite3.DatabaseError, OSError) as error:
        raise Refused(Problem("publish.failed", source=str(site.folder), value=_reason(error))) from error


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)


def _publish(site: Site, snapshot: sqlite3.Connection, *, force: bool) -> Publication:
    number = next_number(site)
    with _unfinished(site, number) as folder:
        counts, loss = _build(site, snapshot, folder, number)
        if loss is not None and not force:
            raise Refused(loss.problem())
        keep_ids(site, snapshot)
        make_current(site, number, folder)
    try:
        write_site_files(site)
        refresh_public(site, number)
        clear_away(site)
    except (sqlite3.DatabaseError, OSError) as error:
        raise Refused(Problem("publish.half", source=str(site.public), value=_reason(error))) from error
    forced = (loss.problem("publish.lost_members"),) if loss else ()
    return Publication(number, counts, (*forced, *consents_without_effect(snapshot)))


@contextmanager
def _unfinished(site: Site, number: int) -> Iterator[Path]:
    """Yield the folder in which a generation is built; what does not become current leaves nothing on the disk."""
    clear_away(site)
    folder = site.published / f"{number}.tmp"
    try:
        folder.mkdir()
        (folder / HOLD_FILE).touch()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _build(
    site: Site, snapshot: sqlite3.Connection, folder: Path, number: int
) -> tuple[dict[Audience, int], Loss | None]:
    """Build every file and let each pass the gates; tell how many people it lists, and who would be lost."""
    words = words_of_records(snapshot)
    earlier = read_earlier(site)
    listed = read_listed(site)
    counts: dict[Audience, int] = {}
    losses: list[Loss] = []
    for audience in PUBLISHED:
        path = folder / f"{audience.word}.db"
        build_file(snapshot, audience, path, number, earlier)
        check_file(snapshot, audience, path, number, words)
        counts[audience] = snapshot.execute("select count(*) from shown").fetchone()[0]
        losses += find_loss(snapshot, audience, listed)
    return counts, max(losses, key=lambda loss: loss.lost_count, default=None)

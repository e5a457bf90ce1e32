"""Brings a backup back: checked first, with the present kept, and without opening again what was closed since."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from datasette_netzwerk.problems import NetzwerkError, NotUnderstood, Problem, Refused
from datasette_netzwerk.records.forgetting import replay_forgotten
from datasette_netzwerk.records.store.backups import Backup, make_backup, read_backups
from datasette_netzwerk.records.store.copying import check_copy, copy_database
from datasette_netzwerk.records.store.database import check_records, one_transaction, open_records
from datasette_netzwerk.records.store.forgotten import tombstones_in
from datasette_netzwerk.site import PRIVATE_FOLDER_MODE, Site
from datasette_netzwerk.sqlfiles import read_sql

SECONDS_TO_WAIT = 5.0
CLOSED_SINCE = ("withdrawals_keep", "refusals_keep")


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it: where the records that were there before are kept, how many withdrawals stay in force, and how
    many people, whom the backup still knew, were forgotten again."""

    present: Path | None
    withdrawal_count: int
    forgotten_count: int = 0


def restore(site: Site, file: Path, now: datetime) -> Restored:
    """Bring the records in ``file`` back into ``site``.

    The present is kept as a backup first; where it is damaged, its files are moved aside as they are. Withdrawals and
    refusals that came after the backup stay in force, and whoever was forgotten since stays forgotten: the backup is
    made ready beside the records and takes their place only then. Raises `NotUnderstood` when ``file`` holds no
    records, `Refused` when it is not sound, of a newer program, or the records are being written; then nothing was
    changed.
    """
    if not file.is_file():
        raise NotUnderstood(Problem("restore.no_file", source=str(file)))
    file = file.resolve()
    check_copy(file)
    check_records(file)
    site.private.mkdir(mode=PRIVATE_FOLDER_MODE, parents=True, exist_ok=True)
    present = _keep_present(site, now)
    with TemporaryDirectory(dir=site.private) as folder:
        ready = Site(Path(folder))
        ready.private.mkdir()
        copy_database(file, ready.records)
        restored = _make_ready(site, ready, present, now.date())
        _write(ready.records, site.records)
    _bring_back_missing(site, file)
    return restored


def _make_ready(site: Site, ready: Site, present: Path | None, today: date) -> Restored:
    """Close in the copy what was closed since, by what the present and every backup know."""
    knowing = {backup.path for backup in read_backups(site)} | ({present} if present else set())
    with closing(open_records(ready)) as records:
        withdrawals = _keep_closed(records, present) if present else 0
        forgotten = sum(replay_forgotten(records, tombstones_in(path), today) for path in sorted(knowing))
        records.execute("pragma wal_checkpoint(truncate)")
    return Restored(present, withdrawals, forgotten)


def _keep_present(site: Site, now: datetime) -> Path | None:
    """Return where the present records are kept now; ``None`` where there are none, or none that can be read."""
    if not site.records.exists():
        return None
    try:
        return make_backup(site, now).path
    except (NetzwerkError, sqlite3.DatabaseError) as error:
        if isinstance(error, sqlite3.OperationalError):
            raise Refused(Problem("restore.present_not_kept", value=str(error))) from error
        _move_aside(site, now)
        return None


def _move_aside(site: Site, now: datetime) -> None:
    folder = site.backups / f"damaged-{now:%Y-%m-%dT%H%M%SZ}"
    folder.mkdir(mode=PRIVATE_FOLDER_MODE, parents=True)
    for path in site.private.glob(f"{site.records.name}*"):
        path.rename(folder / path.name)


def _write(file: Path, target: Path) -> None:
    """Write a database into another as one transaction: who has it open goes over to it as a whole."""
    with (
        closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(target)) as records,
    ):
        records.execute("pragma journal_mode = wal")
        source.backup(records, progress=_until(time.monotonic() + SECONDS_TO_WAIT))
        records.execute("pragma wal_checkpoint(truncate)")


def _until(end: float) -> Callable[[int, int, int], None]:
    """Return what stops a copy that is kept from beginning: SQLite itself would wait for ever."""

    def check(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > end:
            raise Refused(Problem("records.busy"))

    return check


def _bring_back_missing(site: Site, file: Path) -> None:
    """Bring back the server's state and the inbox where there are none: on a new computer both are gone."""
    backup = Backup.at(file)
    if backup is None:
        return
    for path in (site.state, site.inbox):
        if not path.exists() and backup.beside(path.stem).exists():
            copy_database(backup.beside(path.stem), path)


def _keep_closed(records: sqlite3.Connection, present: Path) -> int:
    """Have what people withdrew or refused since the backup stay so; return how many times that was."""
    records.execute("attach database :path as present", {"path": str(present)})
    with one_transaction(records):
        records.execute(read_sql("records/store/sql/context_set.sql").sql, {"actor": "restore", "import_run_id": None})
        count = sum(records.execute(read_sql(f"records/store/sql/{name}.sql").sql).rowcount for name in CLOSED_SINCE)
    records.execute("detach database present")
    return count

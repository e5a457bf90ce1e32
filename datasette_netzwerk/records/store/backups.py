"""Makes, finds and lets go of backups: one a night, those of seven days and four weeks are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.store.copying import copy_database
from datasette_netzwerk.site import PRIVATE_FOLDER_MODE, Site

DAYS_KEPT = 7
WEEKS_KEPT = 4
STAMP = "%Y-%m-%dT%H%M%SZ"
RECORDS = "records"


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """One backup: when it was made (UTC), and the file with the records; the server's state and the inbox lie beside it."""

    made_at: datetime
    path: Path

    @classmethod
    def at(cls, path: Path) -> Self | None:
        """Return the backup whose records are ``path``; ``None`` for any other file."""
        kind, _, stamp = path.stem.partition("-")
        if kind != RECORDS or path.suffix != ".db":
            return None
        try:
            return cls(datetime.strptime(stamp, STAMP).replace(tzinfo=UTC), path)
        except ValueError:
            return None

    @property
    def day(self) -> date:
        """The day on which it was made."""
        return self.made_at.date()

    @property
    def week(self) -> tuple[int, int]:
        """The year and week in which it was made."""
        year, week, _ = self.made_at.isocalendar()
        return year, week

    def beside(self, kind: str) -> Path:
        """Return where the copy of the site's ``kind`` database lies."""
        return self.path.with_name(f"{kind}-{self.made_at.strftime(STAMP)}.db")


def make_backup(site: Site, now: datetime) -> Backup:
    """Copy the records, the server's state and the inbox into the site's backups.

    Raises `NotUnderstood` where there are no records, `Refused` when the copy is not sound.
    """
    if not site.records.exists():
        raise NotUnderstood(Problem("site.no_records", source=str(site.folder)))
    site.backups.mkdir(mode=PRIVATE_FOLDER_MODE, parents=True, exist_ok=True)
    at = now.astimezone(UTC).replace(microsecond=0)
    backup = Backup(at, site.backups / f"{RECORDS}-{at.strftime(STAMP)}.db")
    for path in (site.state, site.inbox):
        if path.exists():
            copy_database(path, backup.beside(path.stem))
    # The records last: their name is what makes it a backup.
    copy_database(site.records, backup.path)
    return backup


def read_backups(site: Site) -> list[Backup]:
    """Return the site's backups, the oldest first."""
    if not site.backups.is_dir():
        return []
    return sorted(backup for path in site.backups.iterdir() if (backup := Backup.at(path)) is not None)


def latest_backup(site: Site) -> datetime | None:
    """Return when the last backup was made."""
    backups = read_backups(site)
    return backups[-1].made_at if backups else None


def remove_old_backups(site: Site) -> None:
    """Remove every backup that is not to be kept: what was erased must not live on in backups for ever."""
    backups = read_backups(site)
    for backup in set(backups) - kept(backups):
        for path in site.backups.glob(f"*-{backup.made_at.strftime(STAMP)}.db"):
            path.unlink()
    for draft in site.backups.glob("*.tmp"):
        draft.unlink()


def kept(backups: Iterable[Backup]) -> set[Backup]:
    """Return the backups to keep: all of the last day, the last one of each of seven days and of each of four weeks."""
    newest_first = sorted(backups, reverse=True)
    days: dict[date, Backup] = {}
    weeks: dict[tuple[int, int], Backup] = {}
    for backup in newest_first:
        days.setdefault(backup.day, backup)
        weeks.setdefault(backup.week, backup)
    daily, weekly = list(days.values())[:DAYS_KEPT], list(weeks.values())[:WEEKS_KEPT]
    return {backup for backup in newest_first if backup.day == newest_first[0].day} | {*daily, *weekly}

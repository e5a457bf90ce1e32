"""What the records worker does, and when each thing is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from datasette_netzwerk import i18n
from datasette_netzwerk.generations import Manifest, check_generation, read_manifest
from datasette_netzwerk.inbox.door import changed_at
from datasette_netzwerk.problems import NotUnderstood, Refused
from datasette_netzwerk.publish.generation import publish
from datasette_netzwerk.records.store.backups import latest_backup, make_backup, remove_old_backups
from datasette_netzwerk.settings import read_settings
from datasette_netzwerk.site import Site
from datasette_netzwerk.work.log import JobState
from datasette_netzwerk.worker.applying import UNKNOWN_KIND, apply_entries

BACKUP_TIME = time(3, 0)
"""Local time of the nightly backup."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a job is judged by: the site, the time, and where the job stands."""

    site: Site
    now: datetime
    state: JobState

    @property
    def zone(self) -> tzinfo:
        """The site's time zone."""
        return i18n.zone(read_settings(self.site.metadata).time_zone)

    @property
    def day(self) -> date:
        """The day at the site."""
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that the worker does: when it is due, how it is done, and how long it may wait between two looks."""

    name: str
    is_due: Callable[[Moment], bool]
    run: Callable[[Moment], None]
    pause: timedelta


def is_publication_due(moment: Moment) -> bool:
    """Return whether what is published is of another day, or is not what was published.

    Everything that is published is as of a day: with it consents begin and end, members come and go, meetings pass. A
    site that was never published waits for an organiser to do it first.
    """
    site = moment.site
    if not site.records.exists() or not _was_published(site):
        return False
    try:
        manifest = read_manifest(site)
    except NotUnderstood:
        return True
    if manifest is None or _published_on(manifest, moment.zone) < moment.day:
        return True
    return bool(check_generation(site, manifest))


def _was_published(site: Site) -> bool:
    return site.published.is_dir() and any(entry.name.isdecimal() for entry in site.published.iterdir())


def _published_on(manifest: Manifest, zone: tzinfo) -> date:
    return datetime.fromisoformat(manifest.created_at).astimezone(zone).date()


def run_publication(moment: Moment) -> None:
    """Publish what the records say on this day."""
    publish(moment.site, today=moment.day)


def is_backup_due(moment: Moment) -> bool:
    """Return whether there is no backup since the last time that it was three o'clock at night."""
    if not moment.site.records.exists():
        return False
    latest = latest_backup(moment.site)
    return latest is None or latest < last_night(moment.now, moment.zone)


def last_night(now: datetime, zone: tzinfo) -> datetime:
    """Return when it was last time for the nightly backup."""
    local = now.astimezone(zone)
    tonight = datetime.combine(local.date(), BACKUP_TIME, zone)
    if tonight > local:
        tonight = datetime.combine(local.date() - timedelta(days=1), BACKUP_TIME, zone)
    return tonight.astimezone(UTC)


def run_backup(moment: Moment) -> None:
    """Back the site up, and let go of backups that are too old."""
    make_backup(moment.site, moment.now)
    remove_old_backups(moment.site)


def is_inbox_due(moment: Moment) -> bool:
    """Return whether somebody entered something since the inbox was last worked through."""
    entered = changed_at(moment.site)
    worked = moment.state.succeeded_at
    return entered is not None and (worked is None or entered >= worked)


def run_inbox(moment: Moment) -> None:
    """Apply what people entered, and show it."""
    applied = apply_entries(moment.site)
    # A worker that was killed, or could not publish, has applied entries that nobody sees yet.
    if applied.count or moment.state.code != UNKNOWN_KIND:
        publish(moment.site, today=moment.day)
    if applied.problems:
        raise Refused(*applied.problems)


JOBS = (
    Job("inbox", is_inbox_due, run_inbox, timedelta(seconds=1)),
    Job("publication", is_publication_due, run_publication, timedelta(seconds=30)),
    Job("backup", is_backup_due, run_backup, timedelta(seconds=30)),
)
"""Everything that the worker does, in the order in which it is done."""

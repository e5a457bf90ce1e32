"""Keeps in work.db where every job of the records worker stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.site import PRIVATE_FILE_MODE, Site
from datasette_netzwerk.sqlfiles import read_sql

FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=1)
SECONDS_TO_WAIT = 5.0


@dataclass(frozen=True, slots=True)
class JobState:
    """Where a job stands: when it last went well, and since when and how often in a row it has failed."""

    succeeded_at: datetime | None = None
    failed_at: datetime | None = None
    failure_count: int = 0
    retry_at: datetime | None = None
    code: str | None = None

    def may_try(self, now: datetime) -> bool:
        """Whether enough time has gone by since it failed."""
        return self.retry_at is None or self.retry_at <= now


def pause_after(failure_count: int) -> timedelta:
    """Return how long to wait after so many failures in a row: half a minute, then twice as long each time, up to an hour."""
    doublings = min(failure_count - 1, 10)
    return min(FIRST_RETRY * (1 << doublings), LONGEST_RETRY)


def note_success(site: Site, job: str, now: datetime) -> None:
    """Keep that a job went well."""
    with _opened(site) as log:
        log.execute(read_sql("work/success_upsert.sql").sql, {"job": job, "at": now.isoformat()})


def note_failure(site: Site, job: str, state: JobState) -> None:
    """Keep that a job failed, why, and when it is tried again."""
    row = {
        "job": job,
        "failed_at": _text(state.failed_at),
        "failure_count": state.failure_count,
        "retry_at": _text(state.retry_at),
        "code": state.code,
    }
    with _opened(site) as log:
        log.execute(read_sql("work/failure_upsert.sql").sql, row)


def read_log(site: Site) -> Mapping[str, JobState]:
    """Return where every job stands; nothing where no worker was at work yet or its log can't be read."""
    try:
        with closing(sqlite3.connect(f"{site.work_log.as_uri()}?mode=ro", uri=True, timeout=SECONDS_TO_WAIT)) as log:
            rows = log.execute(read_sql("work/jobs_all.sql").sql).fetchall()
    except sqlite3.Error:
        return {}
    return {
        job: JobState(_moment(succeeded), _moment(failed), count, _moment(retry), code)
        for job, succeeded, failed, count, retry, code in rows
    }


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


@contextmanager
def _opened(site: Site) -> Iterator[sqlite3.Connection]:
    """Open the log for one transaction, made where there is none."""
    site.work_log.touch(mode=PRIVATE_FILE_MODE)
    if not _is_database(site):
        # It holds nothing that anybody would miss, so what is damaged is begun anew.
        site.work_log.write_bytes(b"")
    with closing(sqlite3.connect(site.work_log, timeout=SECONDS_TO_WAIT)) as log:
        log.execute(f"pragma application_id = {Audience.RECORDS.application_id}")
        log.executescript(read_sql("work/schema.sql").sql)
        with log:
            yield log


def _is_database(site: Site) -> bool:
    with closing(sqlite3.connect(site.work_log, timeout=SECONDS_TO_WAIT)) as log:
        try:
            return str(log.execute("pragma quick_check").fetchone()[0]) == "ok"
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            return False

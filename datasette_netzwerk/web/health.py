"""Says whether all is well with a served site, and if not, why in words: for monitors, which anybody may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from datasette.utils.asgi import Response

from datasette_netzwerk.generations import Manifest
from datasette_netzwerk.i18n import tell_fault
from datasette_netzwerk.problems import Problem
from datasette_netzwerk.site import Site
from datasette_netzwerk.work.log import JobState, read_log

HEALTH = "/-/netzwerk/health"
BACKUP_IS_OLD = timedelta(hours=50)
"""Two nights, and two hours: the clocks may have been put back between them."""

FAILED: Mapping[str, str] = MappingProxyType(
    {
        "publication": "health.publication_failed",
        "backup": "health.backup_failed",
        "inbox": "health.inbox_failed",
    }
)
"""What is said of each job of the records worker that failed: never its own words, which name files and people."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What the server knows of itself."""

    manifest: Manifest | None
    is_kept: bool = False
    is_damaged: bool = False
    is_worker_missing: bool = False
    is_read_only: bool = False


def health_response(site: Site, condition: Condition, language: str | None) -> Response:
    """Return the answer to a monitor.

    Its status is 200 either way: the site is being served, and a monitor that ends what answers 503 would end it.
    """
    problems = list(health_problems(condition, read_log(site), datetime.now(UTC)))
    return Response.json(_content(condition, problems, language), headers={"Cache-Control": "no-store"})


def health_problems(condition: Condition, log: Mapping[str, JobState], now: datetime) -> Iterator[Problem]:
    """Yield why all is not well."""
    if condition.is_kept:
        yield Problem("health.kept_old")
    if condition.is_damaged:
        yield Problem("health.damaged")
    if condition.is_worker_missing:
        yield Problem("health.worker_missing")
    if condition.is_read_only:
        yield Problem("health.read_only")
    for job, state in log.items():
        if state.failure_count and job in FAILED:
            yield Problem(FAILED[job])
    backup = log.get("backup", JobState())
    if backup.succeeded_at is not None and now - backup.succeeded_at > BACKUP_IS_OLD:
        yield Problem("health.backup_old")


def _content(condition: Condition, problems: list[Problem], language: str | None) -> dict[str, Any]:
    return {
        "status": "degraded" if problems else "ok",
        "generation": condition.manifest.generation if condition.manifest else None,
        "published_at": condition.manifest.created_at if condition.manifest else None,
        "reasons": [{"code": each.code, "message": tell_fault(each, language)} for each in problems],
    }

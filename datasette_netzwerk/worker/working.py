"""The worker's day: look what is due, do it, note how it went, wait."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from datasette_netzwerk.problems import NetzwerkError, Problem
from datasette_netzwerk.site import Site
from datasette_netzwerk.work.log import JobState, note_failure, note_success, pause_after, read_log
from datasette_netzwerk.worker.jobs import JOBS, Job, Moment


@dataclass(slots=True)
class Working:
    """A worker at work on ``site``: a job that fails is told and tried again, and keeps no other job from being done."""

    site: Site
    report: Callable[[Problem], None]
    jobs: Sequence[Job] = JOBS
    states: dict[str, JobState] = field(default_factory=dict)
    _looked_at: dict[str, datetime] = field(default_factory=dict)

    def begin(self) -> None:
        """Go on where the worker before this one stopped; what had failed is tried again at once."""
        log = read_log(self.site)
        self.states = {job: JobState(succeeded_at=state.succeeded_at, code=state.code) for job, state in log.items()}

    def look(self, now: datetime, *, was_woken: bool = False) -> None:
        """Do what is due; ``was_woken`` looks at everything, however short ago it was looked at."""
        for job in self.jobs:
            looked_at = self._looked_at.get(job.name)
            if was_woken or looked_at is None or now - looked_at >= job.pause:
                self._looked_at[job.name] = now
                self._do(job, Moment(self.site, now, self.states.get(job.name, JobState())))

    def _do(self, job: Job, moment: Moment) -> None:
        if not moment.state.may_try(moment.now):
            return
        try:
            if not job.is_due(moment):
                return
            job.run(moment)
        except NetzwerkError as error:
            self._failed(job, moment, error.problems)
        except (OSError, sqlite3.Error) as error:
            self._failed(job, moment, (Problem("worker.failed", value=str(error), arguments={"job": job.name}),))
        else:
            self._succeeded(job, moment)

    def _succeeded(self, job: Job, moment: Moment) -> None:
        self.states[job.name] = JobState(succeeded_at=moment.now)
        with suppress(OSError, sqlite3.Error):  # What can't be noted is known here until the program ends.
            note_success(self.site, job.name, moment.now)

    def _failed(self, job: Job, moment: Moment, problems: Sequence[Problem]) -> None:
        count = moment.state.failure_count + 1
        if count == 1 or problems[0].code != moment.state.code:
            for problem in problems:
                self.report(problem)
        self.states[job.name] = JobState(
            succeeded_at=moment.state.succeeded_at,
            failed_at=moment.now,
            failure_count=count,
            retry_at=moment.now + pause_after(count),
            code=problems[0].code,
        )
        with suppress(OSError, sqlite3.Error):
            note_failure(self.site, job.name, self.states[job.name])


def utc_now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)

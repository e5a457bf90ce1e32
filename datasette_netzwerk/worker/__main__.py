"""`python -m datasette_netzwerk.worker SITE LANGUAGE`: started by ``serve``, and ended with it."""

from __future__ import annotations

import signal
import sqlite3
import sys
from contextlib import suppress
from types import TracebackType

import click

from datasette_netzwerk.i18n import language_at_work, tell
from datasette_netzwerk.problems import Problem
from datasette_netzwerk.site import Site, site_at
from datasette_netzwerk.worker.alone import lock_of_worker
from datasette_netzwerk.worker.lifeline import Lifeline
from datasette_netzwerk.worker.working import Working, utc_now

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BETWEEN_TRIES = 10.0


def report(problem: Problem) -> None:
    """Say on the server's terminal what is wrong."""
    with suppress(OSError, ValueError):  # A log that nobody can write must not stop the work.
        click.echo(tell(problem), err=True)


def tell_in_one_line(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say what nobody foresaw without a traceback; the server starts the program again."""
    report(Problem("worker.failed", value=f"{kind.__name__}: {error}"))


def main(folder: str, language: str) -> None:
    """Work on the site in ``folder`` until the line to the server is cut."""
    sys.excepthook = tell_in_one_line
    language_at_work.set(language)
    line = Lifeline()
    # Ctrl-C reaches every program of a terminal; this one ends when the server does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, frame: line.cut())
    line.watch()
    site = site_at(folder)
    lock = wait_for_lock(site, line)
    work(Working(site, report), line)
    if lock is not None:
        lock.close()
    line.finish()


def wait_for_lock(site: Site, line: Lifeline) -> sqlite3.Connection | None:
    """Return the lock as soon as no other worker holds it; ``None`` when the line is cut before that."""
    was_told = False
    while not line.is_cut:
        try:
            lock = lock_of_worker(site)
        except (OSError, sqlite3.Error) as error:
            if not was_told:
                report(Problem("worker.failed", value=str(error)))
            was_told, lock = True, None
        if lock is not None:
            return lock
        line.wait(SECONDS_BETWEEN_TRIES)
    return None


def work(working: Working, line: Lifeline) -> None:
    """Look what is due, again and again."""
    working.begin()
    was_woken = True
    while not line.is_cut:
        working.look(utc_now(), was_woken=was_woken)
        was_woken = line.wait(SECONDS_BETWEEN_LOOKS)


if __name__ == "__main__":
    main(*sys.argv[1:3])

"""What the server says on its terminal: one line at a time, in words, never a traceback and never a visitor's data."""

from __future__ import annotations

import asyncio
import logging
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from pathlib import PurePath
from typing import Any

import click

from datasette_netzwerk.i18n import tell
from datasette_netzwerk.problems import Problem

SERVER_LOG = "uvicorn.error"


def say(text: str) -> None:
    """Say ``text`` to whoever keeps the server.

    Where nobody listens any more, or the disk that holds the log is full, the answers to visitors matter more.
    """
    with suppress(OSError, ValueError):  # ValueError: the stream was closed
        click.echo(text, err=True)


def tell_on_terminal(problem: Problem) -> None:
    """Say what is wrong and what to do."""
    say(tell(problem))


def fault_of(error: BaseException) -> Problem:
    """Return an error that nobody foresaw as a problem: what it is and where, without the values at hand."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{PurePath(frames[-1].filename).name}, {frames[-1].lineno}" if frames else ""
    return Problem("serve.fault", value=type(error).__name__, arguments={"place": place})


def tell_fault_at_hand() -> None:
    """Say that a page could not be made; called where Datasette would print a traceback."""
    error = sys.exception()
    if error is not None:
        tell_on_terminal(fault_of(error))


def tell_fault_of_loop(loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Say what went wrong in a task that nobody waits for."""
    error = context.get("exception")
    if isinstance(error, Exception):
        tell_on_terminal(fault_of(error))


class OneLine(logging.Handler):
    """Says what the server logs in one line each."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say the record; an error in words of ours, and nothing of a request that was ended with the server."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, asyncio.CancelledError):
            return
        if error is not None:
            tell_on_terminal(fault_of(error))
        else:
            say(record.getMessage().strip())


def take_over_log() -> None:
    """Have the server's log come out as lines of ours."""
    log = logging.getLogger(SERVER_LOG)
    log.handlers = [OneLine()]
    log.propagate = False
    log.setLevel(logging.WARNING)

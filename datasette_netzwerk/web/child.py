"""Keeps a program running beside the server: starts it again when it ends, and ends it with the server."""

from __future__ import annotations

import asyncio
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from datasette_netzwerk.problems import Problem

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
SECONDS_TO_END = 5.0


@dataclass(slots=True)
class Child:
    """A program that lives as long as this one.

    The line to its standard input is what ties it: the program ends when the line is cut, and the system cuts it even
    when this process is killed. A byte on the line wakes the program.
    """

    command: Sequence[str]
    report: Callable[[Problem], None]
    first_pause: float = FIRST_PAUSE
    _process: Process | None = None
    _keeping: asyncio.Task[None] | None = None

    @property
    def is_running(self) -> bool:
        """Whether the program is at work."""
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int | None:
        """The number of its process."""
        return self._process.pid if self._process is not None else None

    def start(self) -> None:
        """Start the program, and start it again whenever it ends by itself."""
        self._keeping = asyncio.create_task(self._keep())

    def wake(self) -> None:
        """Have the program look at once whether there is something to do."""
        if self._process is not None and self._process.stdin is not None and self.is_running:
            self._process.stdin.write(b"\n")

    async def end(self) -> None:
        """Cut the line, and wait until the program has ended; one that does not is killed."""
        if self._keeping is not None:
            self._keeping.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeping
        if self._process is None or self._process.returncode is not None:
            return
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), SECONDS_TO_END)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    async def _keep(self) -> None:
        pause = self.first_pause
        while True:
            began = time.monotonic()
            await self._run_once()
            lasted = time.monotonic() - began
            pause = self.first_pause if lasted > LONGEST_PAUSE else min(pause, LONGEST_PAUSE)
            if pause < LONGEST_PAUSE:  # Said again every minute for ever, it would fill the log.
                self.report(Problem("serve.worker_ended", arguments={"seconds": f"{pause:g}"}))
            await asyncio.sleep(pause)
            pause *= 2

    async def _run_once(self) -> None:
        try:
            self._process = await asyncio.create_subprocess_exec(*self.command, stdin=PIPE)
        except OSError:
            self._process = None  # No memory or no process left: it is tried again like one that ended.
            return
        await self._process.wait()

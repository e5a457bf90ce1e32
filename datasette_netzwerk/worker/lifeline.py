"""Ties a program to the one that started it: a byte on standard input wakes it, the end of standard input ends it."""

from __future__ import annotations

import os
import sys
import threading
from typing import BinaryIO

SECONDS_TO_FINISH = 4.0


class Lifeline:
    """The line to the server.

    When it is cut, because the server ended or was killed, the work at hand has a few seconds to finish; then the
    program ends, wherever it is. Whatever it does is made to stand that.
    """

    def __init__(self, line: BinaryIO | None = None, seconds_to_finish: float = SECONDS_TO_FINISH) -> None:
        self._line = line or sys.stdin.buffer
        self._seconds_to_finish = seconds_to_finish
        self._woken = threading.Event()
        self._finished = threading.Event()
        self.is_cut = False

    def watch(self) -> None:
        """Begin to listen."""
        threading.Thread(target=self._listen, name="lifeline", daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Wait until somebody wakes the program, the line is cut or time is up; return whether it was woken."""
        was_woken = self._woken.wait(seconds)
        self._woken.clear()
        return was_woken

    def finish(self) -> None:
        """Say that the work at hand is done, so that the program may end by itself."""
        self._finished.set()

    def cut(self) -> None:
        """Treat the line as cut."""
        self.is_cut = True
        self._woken.set()

    def _listen(self) -> None:
        # Unbuffered: a buffered read would wait for more than the one byte.
        while os.read(self._line.fileno(), 1):
            self._woken.set()
        self.cut()
        if not self._finished.wait(self._seconds_to_finish):
            os._exit(0)

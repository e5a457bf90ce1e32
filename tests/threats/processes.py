"""Runs the real server as people run it, and looks at what it takes of the machine."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasette_netzwerk.site import Site
from tests.web.running import Answer, Running

DATASETTE = Path(sys.executable).with_name("datasette")
SECONDS_TO_START = 60


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        return int(listening.getsockname()[1])


def netzwerk(*arguments: str | Path, site: Site) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    command = (DATASETTE, "netzwerk", *arguments, "--site", site.folder, "--lang", "en")
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=120, check=False)


@dataclass(frozen=True, slots=True)
class Program:
    """A program that serves on a port, and the file that holds what it says."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def get(self, path: str) -> Answer:
        """Ask for ``path``."""
        return Running(self.port).get(path)

    @property
    def health(self) -> Any:
        """What the health page says."""
        return json.loads(self.get("/-/netzwerk/health").text)

    @property
    def said(self) -> str:
        """What the program has said so far."""
        return self.log.read_text(encoding="utf-8")

    @property
    def children(self) -> list[int]:
        """The processes that it started."""
        return children_of(self.process.pid)

    def figure(self, name: str) -> int:
        """Return a figure of the process, such as VmRSS (kB) or Threads, as Linux tells it."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(name))

    @property
    def open_files(self) -> int:
        """How many files it has open."""
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    def wait_until(self, is_so: Any, seconds: float = 20) -> None:
        """Wait until ``is_so()`` is true; fail with what the program said if it never is."""
        end = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < end, self.said
            time.sleep(0.05)


def children_of(pid: int) -> list[int]:
    """Return the processes that ``pid`` started."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
    return [int(each) for each in text.split()]


def is_alive(pid: int) -> bool:
    """Return whether a process is still there, and not only waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@contextmanager
def program(command: Sequence[str | Path], port: int, log: Path) -> Iterator[Program]:
    """Run ``command``, which serves on ``port``, until the block ends."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            list(map(str, command)), stdout=output, stderr=output, env={**os.environ, "LANG": "en"}
        )
    running = Program(process, port, log)
    try:
        end = time.monotonic() + SECONDS_TO_START
        while process.poll() is None and not is_listening(port) and time.monotonic() < end:
            time.sleep(0.02)
        yield running
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def is_listening(port: int) -> bool:
    """Return whether somebody answers on ``port``; asking in HTTP, for a listening socket says nothing yet."""
    try:
        return Running(port).get("/-/netzwerk/health").status > 0
    except OSError:
        return False


@contextmanager
def served(site: Site, log: Path, *options: str) -> Iterator[Program]:
    """Run `datasette netzwerk serve` until the block ends."""
    port = free_port()
    command: Sequence[str | Path] = (
        DATASETTE,
        "netzwerk",
        "serve",
        "--site",
        site.folder,
        "--port",
        str(port),
        "--lang",
        "en",
        *options,
    )
    with program(command, port, log) as running:
        yield running


@contextmanager
def plainly_served(site: Site, log: Path) -> Iterator[Program]:
    """Run `datasette SITE`, as people type it, until the block ends."""
    port = free_port()
    with program((DATASETTE, site.folder, "--port", str(port)), port, log) as running:
        yield running

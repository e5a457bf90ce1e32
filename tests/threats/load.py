"""Visitors who ask without a pause while a site is published again and again, and what they were told."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection

from datasette_netzwerk.site import Site
from tests.threats.marked_group import SIZE, marks_in, publish_marked
from tests.threats.processes import Program

PATHS = (
    "/",
    "/directory",
    "/directory?q=meyer",
    "/directory/anna-meyerb",
    "/public/members",
    "/public/members?_facet=town&_facet=given_name",
    "/public/members.json?_shape=array&_size=1000",
    "/public/members.json?_facet=town&_shape=objects",
    "/public/members.csv?_stream=on&_size=max",
    "/public/members_per_town.json?_shape=array",
)
WHOLE = {"/public/members.csv?_stream=on&_size=max": SIZE + 1, "/public/members.json?_shape=array&_size=1000": SIZE}
"""How many lines or objects an answer has that is whole."""


@dataclass(slots=True)
class Told:
    """What the visitors were told, and by whom it was wrong."""

    count: int = 0
    failed: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    unmarked: set[str] = field(default_factory=set)

    @property
    def wrong(self) -> tuple[int, int, int]:
        """How many answers failed, were stale, or mixed two publications."""
        return len(self.failed), len(self.stale), len(self.mixed)


@dataclass(slots=True)
class Load:
    """Six visitors and a publication every half second."""

    site: Site
    server: Program
    told: Told = field(default_factory=Told)
    published: int = 1
    _is_over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, seconds: float, visitors: int = 6, pause: float = 0.5) -> Told:
        """Publish for so many seconds while the visitors ask, and return what they were told."""
        threads = [threading.Thread(target=self._visit, args=(number,)) for number in range(visitors)]
        for thread in threads:
            thread.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            begun = time.monotonic()
            publish_marked(self.site, self.published + 1)
            self.published += 1
            time.sleep(max(0.0, begun + pause - time.monotonic()))
        self._is_over.set()
        for thread in threads:
            thread.join()
        return self.told

    def _visit(self, number: int) -> None:
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        position = number
        while not self._is_over.is_set():
            path = PATHS[position % len(PATHS)]
            position += 1
            expected = self.published
            try:
                connection.request("GET", path)
                response = connection.getresponse()
                self._judge(path, expected, response.status, response.read().decode("utf-8"))
            except OSError as error:
                connection.close()
                self._judge(path, expected, 0, repr(error))
        connection.close()

    def _judge(self, path: str, expected: int, status: int, text: str) -> None:
        marks = marks_in(text)
        with self._lock:
            self.told.count += 1
            if status != 200 or not is_whole(path, text):
                self.told.failed.append(f"{path}: {status} {text[:200]}")
            elif not marks:
                self.told.unmarked.add(path)
            elif len(marks) > 1:
                self.told.mixed.append(f"{path}: {marks}")
            elif max(marks) < expected:
                self.told.stale.append(f"{path}: {max(marks)} instead of {expected}")


def is_whole(path: str, text: str) -> bool:
    """Return whether nothing is missing at an answer's end."""
    if path not in WHOLE:
        return True
    return (text.count("\n") if ".csv" in path else text.count('"slug"')) == WHOLE[path]


def abort_requests(port: int, paths: Sequence[str], over: threading.Event) -> int:
    """Ask and hang up before the answer, again and again; return how often."""
    count = 0
    while not over.is_set():
        with socket.create_connection(("127.0.0.1", port), timeout=5) as visitor:
            path = paths[count % len(paths)]
            visitor.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            time.sleep(0.01)
        time.sleep(0.1)
        count += 1
    return count

"""Runs an ASGI application on a real port for as long as a test needs it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

import uvicorn

from datasette_netzwerk.web.server import listening_socket

Application = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one request."""

    status: int
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass(frozen=True, slots=True)
class Running:
    """A server on 127.0.0.1."""

    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for ``path`` in a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path, headers=dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, response.read().decode("utf-8"))
        finally:
            connection.close()


@contextmanager
def running(application: Application) -> Iterator[Running]:
    """Serve ``application`` on a free port of 127.0.0.1."""
    with listening_socket("127.0.0.1", 0) as listening:
        config = uvicorn.Config(application, log_level="error", lifespan="on", timeout_graceful_shutdown=5)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield Running(listening.getsockname()[1])
        server.should_exit = True
        thread.join(timeout=20)

"""What browser tests share: a Chromium, a lively group's site on a free port, and windows that note whatever goes wrong."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from datasette.app import Datasette
from playwright.sync_api import Browser, sync_playwright

from tests.browser.windows import Browsing
from tests.web.lively_group import publish_lively
from tests.web.serving import serving
from tests.web.small_group import publish_people


@pytest.fixture(scope="package")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """A running Chromium. It ends with this package: asyncio tests cannot run beside it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def listening(datasette: Datasette) -> Iterator[str]:
    """Serve ``datasette`` on a free port of this computer and give its address."""
    server = uvicorn.Server(uvicorn.Config(datasette.app(), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="package")
def lively(chromium: Browser, plugin: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsing]:
    """A lively group's pages at the root, ready to be visited."""
    folder: Path = tmp_path_factory.mktemp("lively")
    with listening(
        serving(publish_lively(folder / "public.db"), root=True, embed=["https://amsel.example"])
    ) as address:
        yield Browsing(chromium, address)


@pytest.fixture(scope="package")
def empty(chromium: Browser, plugin: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsing]:
    """The pages of a group that has published nobody and no meeting."""
    folder: Path = tmp_path_factory.mktemp("empty")
    file = publish_people(folder / "public.db", (), meetings=())
    with listening(serving(file, root=True, embed=["https://amsel.example"])) as address:
        yield Browsing(chromium, address)

"""Takes the README's pictures of the example group, in a real browser, at the sizes in which they are shown.

python scripts/make_pictures.py          (needs Chromium: scripts/browser.sh)
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
DATASETTE = Path(sys.executable).parent / "datasette"
FLAGS = ("--no-sandbox", "--disable-gpu", "--hide-scrollbars")
SECONDS_TO_START = 20


class Picture(NamedTuple):
    """One picture: its name, the page, the size of the window in CSS pixels, and dark or light."""

    name: str
    page: str
    width: int
    height: int
    scheme: str = "light"


TAKEN = (
    Picture("directory", "/directory", 1280, 800),
    Picture("search-phone", "/directory?q=Indien", 390, 760),
    Picture("statistics", "/statistics", 1280, 800, "dark"),
)


@contextmanager
def example_site() -> Iterator[str]:
    """Import, publish and serve the example group, and yield its address."""
    with tempfile.TemporaryDirectory() as folder, closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        shutil.copy(ROOT / "metadata.yml", folder)
        lists = [
            str(path) for path in sorted((ROOT / "data" / "example").iterdir()) if path.suffix in (".csv", ".xlsx")
        ]
        command = [str(DATASETTE), "netzwerk"]
        subprocess.run([*command, "import", "--site", folder, *lists], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([*command, "publish", "--site", folder], check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen([*command, "serve", "--site", folder, "--port", str(port)])
        try:
            wait_for(f"http://127.0.0.1:{port}/")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"{address} did not answer")


def take(browser: Browser, site: str, picture: Picture) -> None:
    """Take one picture, in German, when the page has nothing more to load."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        locale="de-DE",
    )
    page.goto(site + picture.page, wait_until="networkidle")
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / f"{picture.name}.png")
    page.close()


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with example_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for picture in TAKEN:
            take(browser, site, picture)
        browser.close()


if __name__ == "__main__":
    main()

"""Opens pages in Chromium as a visitor would, and keeps what a visitor would not see: errors, requests, faults."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

Scheme = Literal["light", "dark"]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HEIGHTS = {1280: 900, 390: 844, 320: 640}


@dataclass(frozen=True, slots=True)
class Window:
    """One open page, with what went wrong on it and what it asked for."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        """Return what axe finds wrong, by WCAG 2.2 AA and best practice: the rule, and where."""
        report = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": RULES}})
        violations: list[dict[str, Any]] = report.response["violations"]
        return [f"{rule['id']}: {node['html'][:120]}" for rule in violations for node in rule["nodes"]]

    def sideways(self) -> int:
        """Return by how many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def take_notes(window: Window) -> None:
    """Keep in ``window`` what its page complains about, what breaks in it, and what it asks for."""

    def message(message: ConsoleMessage) -> None:
        if message.type == "error":
            window.errors.append(message.text)

    def broken(error: Error) -> None:
        window.errors.append(str(error))

    def asked(request: Request) -> None:
        window.requests.append(request.url)

    window.page.on("console", message)
    window.page.on("pageerror", broken)
    window.page.on("request", asked)


@dataclass(frozen=True, slots=True)
class Browsing:
    """A site's address, and the browser to visit it with."""

    browser: Browser
    address: str

    @contextmanager
    def window(
        self,
        path: str,
        *,
        width: int = 1280,
        scheme: Scheme = "light",
        language: str = "de",
        script: bool = True,
    ) -> Iterator[Window]:
        """Open ``path`` in a fresh window of ``width``."""
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            color_scheme=scheme,
            locale=language,
            has_touch=width < 400,
            java_script_enabled=script,
        )
        window = Window(context.new_page())
        take_notes(window)
        window.page.goto(self.address + path)
        yield window
        context.close()

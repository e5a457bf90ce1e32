"""Answers every request from the generation that is current when it begins, and knows whether all is well."""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Protocol

from datasette.utils.asgi import Response

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.i18n import gettext
from datasette_netzwerk.problems import NetzwerkError, Problem
from datasette_netzwerk.site import Site
from datasette_netzwerk.web.asgi import Receive, Scope, Send
from datasette_netzwerk.web.console import say, tell_on_terminal
from datasette_netzwerk.web.headers import guard_headers
from datasette_netzwerk.web.health import HEALTH, Condition, health_response
from datasette_netzwerk.web.instances import Instance, instance_of
from datasette_netzwerk.web.served import (
    Served,
    Signature,
    build_served,
    close_served,
    damage_of,
    files_of,
    signature_of,
)
from datasette_netzwerk.web.state import cookie_secret

PORT = re.compile(r":\d+$")
SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BETWEEN_CHECKS = 60.0

Report = Callable[[Problem], None]


class Worker(Protocol):
    """The program that works on the records while this one serves."""

    @property
    def is_running(self) -> bool:
        """Whether it is at work."""

    def wake(self) -> None:
        """Have it look at once whether there is something to do."""


@dataclass(slots=True)
class GenerationServer:
    """An ASGI application that answers every request from the generation that is current when it begins.

    A generation that is not sound is reported once, and the one before it goes on. An old Datasette is closed after
    its last request. Files that change while they are served are told, and the worker is asked to publish anew.
    ``instance`` holds what outlasts a generation: the budgets of visitors, the names the server is called by.
    """

    site: Site
    audience: Audience
    report: Report = tell_on_terminal
    worker: Worker | None = None
    instance: Instance = field(default_factory=Instance)
    current: Served | None = None
    kept_for: tuple[Problem, ...] = ()
    damage: tuple[Problem, ...] = ()
    _secret: str = ""
    _seen: Signature | None = None
    _checked: tuple[Signature, float] | None = None
    _loading: asyncio.Lock = field(default_factory=asyncio.Lock)
    _closing: set[asyncio.Task[None]] = field(default_factory=set)
    _watching: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or the server's own start and end."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self.audience > Audience.PUBLIC and not is_local(host_of(scope)):
            # A page from elsewhere could make its own name point to this computer and read with the visitor's browser.
            await Response.text(gettext("There is no such page."), status=404).asgi_send(send)
        elif scope["path"] == HEALTH:
            await (await self.health()).asgi_send(guard_headers(send))
        else:
            await self._answer(scope, receive, send)

    async def load(self, *, again: bool = False) -> None:
        """Go over to the current generation if it is another one; raise what is wrong if there is none to serve.

        With ``again`` a generation that was not sound when it was looked at is looked at once more.
        """
        if self._is_seen() and not again:
            return
        async with self._loading:
            seen = signature_of([self.site.manifest])
            if seen == self._seen and self.current is not None and not again:
                return
            try:
                self._secret = self._secret or cookie_secret(self.site, self.report)
                fresh = await build_served(self.site, self.audience, self._secret, self.instance)
            except NetzwerkError as error:
                if self.current is None:
                    raise
                self._keep(error.problems)
            else:
                self._take_over(fresh)
            self._seen = seen

    async def health(self) -> Response:
        """Return whether all is well, and if not, why: nothing that a visitor must not know."""
        condition = Condition(
            manifest=self.current.manifest if self.current else None,
            is_kept=bool(self.kept_for),
            is_damaged=bool(self.damage),
            is_worker_missing=self.worker is not None and not self.worker.is_running,
            is_read_only=not os.access(self.site.private, os.W_OK),
        )
        language = instance_of(self.current.datasette).language if self.current else None
        return await asyncio.to_thread(health_response, self.site, condition, language)

    async def check(self) -> None:
        """See whether what is served is still what was published; tell what is not, and have it published anew."""
        if self.current is None:
            return
        damage = await asyncio.to_thread(damage_of, self.site, self.current.manifest)
        if damage and not self.damage:
            for problem in damage:
                self.report(problem)
        self.damage = damage
        if damage and self.worker is not None:
            self.worker.wake()

    async def close(self) -> None:
        """Close what is still open."""
        if self._watching is not None:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        self._retire(self.current)
        self.current = None
        await asyncio.gather(*self._closing)

    def _is_seen(self) -> bool:
        return self.current is not None and signature_of([self.site.manifest]) == self._seen

    def _keep(self, problems: tuple[Problem, ...]) -> None:
        if problems == self.kept_for:
            return
        for problem in (*problems, Problem("serve.kept_old", source=str(self.site.manifest))):
            self.report(problem)
        self.kept_for = problems

    def _take_over(self, fresh: Served) -> None:
        if self.current is not None and fresh.manifest != self.current.manifest:
            say(gettext("Generation {number} is shown now.").format(number=fresh.manifest.generation))
        self._retire(self.current)
        self.current = fresh
        self.kept_for = self.damage = ()
        self._checked = None

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                await self.close()
                await send({"type": "lifespan.shutdown.complete"})
                return
            self._watching = asyncio.create_task(self._watch())
            await send({"type": "lifespan.startup.complete"})

    async def _watch(self) -> None:
        """Look by itself, so that no visitor waits for a new generation and damage is noticed before a visitor does."""
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            with suppress(NetzwerkError):  # A request tells it where there is nothing at all to serve.
                await self.load(again=bool(self.kept_for) and self._is_check_due())
            if self._is_check_due():
                await self.check()

    def _is_check_due(self) -> bool:
        """Return whether a file was touched since the last look, or a minute has passed: a bit may flip in silence."""
        if self.current is None:
            return False
        signature = signature_of(files_of(self.site, self.current.manifest))
        now = time.monotonic()
        if self._checked is None:
            self._checked = (signature, now)
            return False
        before, at = self._checked
        if signature == before and now - at < SECONDS_BETWEEN_CHECKS:
            return False
        self._checked = (signature, now)
        return True

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.load()
        served = self.current
        assert served is not None  # load() raises when there is nothing to serve
        served.request_count += 1
        try:
            await served.application(scope, receive, send)
        finally:
            served.request_count -= 1
            self._close_if_done(served)

    def _retire(self, served: Served | None) -> None:
        if served is not None:
            served.is_retired = True
            self._close_if_done(served)

    def _close_if_done(self, served: Served) -> None:
        if served.is_retired and served.request_count == 0:
            task = asyncio.ensure_future(close_served(self.site, served))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)


def host_of(scope: Scope) -> str:
    """Return the name that a request calls this server by, without port and brackets."""
    headers: Mapping[bytes, bytes] = dict(scope["headers"])
    host = headers.get(b"host", b"").decode("latin-1").lower()
    return PORT.sub("", host).strip("[]")


def is_local(host: str) -> bool:
    """Return whether only programs on this computer reach ``host``."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

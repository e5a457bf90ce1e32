"""Stands before a guarded site: refuses what should not come in, and gives every answer the headers that keep it safe."""

from __future__ import annotations

import asyncio
import re
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click
from datasette.utils.asgi import Request, Response

from datasette_netzwerk import compat
from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.i18n import gettext, tell, tell_fault
from datasette_netzwerk.problems import Problem
from datasette_netzwerk.web import headers
from datasette_netzwerk.web.addresses import BELOW_DATASETTE
from datasette_netzwerk.web.asgi import Application, Receive, Scope, Send
from datasette_netzwerk.web.closed_files import answer_as_missing, closed_file
from datasette_netzwerk.web.incoming import Incoming, is_from_elsewhere, is_host_allowed, is_loopback
from datasette_netzwerk.web.instances import Instance, instance_of
from datasette_netzwerk.web.language import language_of
from datasette_netzwerk.web.limits import HEAVY_FROM, cost_of, refuse_address
from datasette_netzwerk.web.permissions import Actor, audience_of_actor
from datasette_netzwerk.web.server_pages import is_about_server

if TYPE_CHECKING:
    from datasette.app import Datasette

HEAVY_AT_ONCE = 2
"""How many whole tables are read at the same time: one of Datasette's three threads stays for everybody else."""

SECONDS_IN_LINE = 10

PAGE_WITH_ROWS = re.compile(r"/[^/]+/[^/]+")
"""Where a table or a query is shown, which datasette-vega can draw."""

_is_starting: ContextVar[bool] = ContextVar("netzwerk_is_starting", default=False)
is_checking: ContextVar[bool] = ContextVar("netzwerk_is_checking", default=False)
"""True while a site asks itself: Datasette counts as started, and nobody's budget is touched a second time."""


@dataclass(slots=True)
class Guard:
    """An ASGI application around Datasette's own."""

    datasette: Datasette
    application: Application
    _starting: asyncio.Lock = field(default_factory=asyncio.Lock)
    _heavy: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(HEAVY_AT_ONCE))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass on Datasette's own start and end."""
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        await self._start()
        instance = instance_of(self.datasette)
        if not instance.is_guarded:
            await self.application(scope, receive, send)
            return
        request = Incoming(scope, instance.settings.proxies)
        guarded = self._with_headers(instance, request, send)
        refusal = refuse_outright(instance, request)
        if refusal is not None:
            await refusal.asgi_send(guarded)
            return
        await self._answer(instance, request, receive, guarded)

    async def _start(self) -> None:
        """Have it decided what is served: 0.65 does so behind us, with the first request."""
        if _is_starting.get() or is_checking.get():
            return
        async with self._starting:
            token = _is_starting.set(True)
            try:
                await self.datasette.invoke_startup()
            finally:
                _is_starting.reset(token)

    def _with_headers(self, instance: Instance, request: Incoming, send: Send) -> Send:
        place = request.path.removeprefix(self.datasette.setting("base_url").rstrip("/"))
        place = place.removeprefix(BELOW_DATASETTE) or "/"
        return headers.guard_headers(
            send,
            is_https=request.is_https or self.datasette.setting("force_https_urls"),
            has_charts=PAGE_WITH_ROWS.fullmatch(place) is not None,
            is_indexed=headers.is_indexed(place, instance.settings),
            frame_hosts=instance.settings.embed,
        )

    async def _answer(self, instance: Instance, request: Incoming, receive: Receive, send: Send) -> None:
        scope = request.scope
        actor = await compat.actor_of(self.datasette, scope, receive) if request.has_credentials else None
        refusal = self._refuse_spending(instance, request, actor) or self._refuse_server_page(instance, request, actor)
        if refusal is not None:
            await refusal.asgi_send(send)
            return
        name = await closed_file(self.datasette, actor, request.path)
        if name is not None:
            await answer_as_missing(self.application, scope, receive, send, name)
        elif cost_of(request.path, request.query) >= HEAVY_FROM and not is_checking.get():
            await self._answer_in_line(instance, request, receive, send)
        else:
            await self.application(scope, receive, send)

    async def _answer_in_line(self, instance: Instance, request: Incoming, receive: Receive, send: Send) -> None:
        try:
            async with asyncio.timeout(SECONDS_IN_LINE):
                await self._heavy.acquire()
        except TimeoutError:
            await told(instance, request, Problem("limits.busy"), 503, {"Retry-After": "30"}).asgi_send(send)
            return
        try:
            await self.application(request.scope, receive, send)
        finally:
            self._heavy.release()

    def _refuse_spending(self, instance: Instance, request: Incoming, actor: Actor) -> Response | None:
        cost = cost_of(request.path, request.query)
        is_person = instance.settings.logins and audience_of_actor(actor) > Audience.PUBLIC
        # Whoever sits at this computer shares it with nobody; a proxy of the group's says for whom it asks.
        if not cost or is_checking.get() or (not is_person and is_loopback(request.client)):
            return None
        settings = instance.settings
        per_minute = settings.requests_per_person if is_person else settings.requests_per_minute
        visitor = f"person {(actor or {}).get('id')}" if is_person else f"address {request.client}"
        seconds = instance.budgets.spend(visitor, cost, per_minute) if per_minute else 0
        if not seconds:
            return None
        if is_person and instance.budgets.is_first_refusal(visitor):
            # Copying a directory looks like this: whoever keeps the server should know by whom.
            click.echo(tell(Problem("limits.walked", value=visitor), instance.language), err=True)
        problem = Problem("limits.too_many", arguments={"seconds": str(seconds)})
        return told(instance, request, problem, 429, {"Retry-After": str(seconds)})

    def _refuse_server_page(self, instance: Instance, request: Incoming, actor: Actor) -> Response | None:
        if not instance.is_hardened or not is_about_server(request.path):
            return None
        if compat.is_root(self.datasette, actor) or compat.is_root_signing_in(
            self.datasette, request.path, request.query
        ):
            return None
        return Response.text(gettext("There is no such page.", _language(instance, request)), status=404)


def refuse_outright(instance: Instance, request: Incoming) -> Response | None:
    """Return the answer to a request that is refused whoever makes it; ``None`` for any other."""
    hosts = {host.lower() for host in (*instance.settings.hosts, *instance.hosts)}
    if (instance.settings.hosts or instance.is_hardened) and not is_host_allowed(request, hosts):
        return told(instance, request, Problem("request.host"), 400)
    if is_from_elsewhere(request):
        return told(instance, request, Problem("request.elsewhere"), 403)
    refusal = refuse_address(request.path, request.query)
    return told(instance, request, Problem(refusal.code), refusal.status) if refusal else None


def told(
    instance: Instance, request: Incoming, problem: Problem, status: int, more: dict[str, str] | None = None
) -> Response:
    """Return an answer in plain words; nothing that the request said is repeated in it."""
    text = tell_fault(problem, _language(instance, request))
    return Response.text(text, status=status, headers={"Cache-Control": "no-store", **(more or {})})


def _language(instance: Instance, request: Incoming) -> str:
    # The address may be one that nobody should have to take apart: only the browser's own wish counts.
    return language_of(Request({**request.scope, "query_string": b""}, None), instance.language)

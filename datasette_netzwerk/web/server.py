"""Serves a site: one Datasette for each generation, and requests move over when a new one becomes current."""

from __future__ import annotations

import asyncio
import errno
import os
import re
import socket
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import click
import uvicorn
from datasette.utils import StartupError
from datasette.utils.asgi import Response

from datasette_netzwerk import compat
from datasette_netzwerk.audiences import JOINABLE, Audience
from datasette_netzwerk.generations import Manifest, check_generation, hold_generation, read_manifest, remove_released
from datasette_netzwerk.i18n import gettext, tell
from datasette_netzwerk.problems import NetzwerkError, NotUnderstood, Problem, Refused
from datasette_netzwerk.settings import PLUGIN, plugin_block, read_settings, read_yaml
from datasette_netzwerk.site import SETTINGS_FOR_1_0, Site
from datasette_netzwerk.web.instances import Instance, remember
from datasette_netzwerk.web.server_pages import Application, Receive, Scope, Send
from datasette_netzwerk.web.state import cookie_secret

if TYPE_CHECKING:
    from datasette.app import Datasette

PORT = re.compile(r":\d+$")
SECONDS_TO_FINISH = 5

ManifestKey = tuple[int, int, int]
Report = Callable[[Problem], None]


@dataclass(slots=True)
class Served:
    """One generation being served: its Datasette, and how many requests it is answering."""

    datasette: Datasette
    application: Application
    hold: sqlite3.Connection
    request_count: int = 0
    is_retired: bool = False


def tell_on_terminal(problem: Problem) -> None:
    """Tell whoever keeps the server what is wrong."""
    click.echo(tell(problem), err=True)


@dataclass(slots=True)
class GenerationServer:
    """An ASGI application that answers every request from the generation that is current when it begins.

    A generation that is not sound is reported once, and the one before it goes on. An old Datasette is closed after
    its last request.
    """

    site: Site
    audience: Audience
    report: Report = tell_on_terminal
    current: Served | None = None
    _seen: ManifestKey | None = None
    _loading: asyncio.Lock = field(default_factory=asyncio.Lock)
    _closing: set[asyncio.Task[None]] = field(default_factory=set)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or the server's own start and end."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self.audience > Audience.PUBLIC and not is_local(host_of(scope)):
            # A page from elsewhere could make its own name point to this computer and read with the visitor's browser.
            await Response.text(gettext("There is no such page."), status=404).asgi_send(send)
        else:
            await self._answer(scope, receive, send)

    async def load(self) -> None:
        """Go over to the current generation if it is another one; raise what is wrong if there is none to serve."""
        key = manifest_key(self.site)
        if key == self._seen and self.current is not None:
            return
        async with self._loading:
            if key == self._seen and self.current is not None:
                return
            try:
                fresh = await build_served(self.site, self.audience)
            except NetzwerkError as error:
                if self.current is None:
                    raise
                for problem in (*error.problems, Problem("serve.kept_old", source=str(self.site.manifest))):
                    self.report(problem)
            else:
                self._retire(self.current)
                self.current = fresh
            self._seen = key

    async def close(self) -> None:
        """Close what is still open."""
        self._retire(self.current)
        self.current = None
        await asyncio.gather(*self._closing)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                await self.close()
                await send({"type": "lifespan.shutdown.complete"})
                return
            await send({"type": "lifespan.startup.complete"})

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


def manifest_key(site: Site) -> ManifestKey | None:
    """Return what changes whenever a generation is made current."""
    try:
        status = site.manifest.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


async def build_served(site: Site, audience: Audience) -> Served:
    """Return the current generation of ``site``, checked and started, with the files up to ``audience``."""
    manifest = await asyncio.to_thread(sound_manifest, site)
    hold = hold_generation(site, manifest.generation)
    try:
        datasette = build_datasette(site, manifest, audience)
        await datasette.invoke_startup()
    except BaseException as error:
        hold.close()
        if isinstance(error, StartupError):
            reason = {"reason": str(error)}
            raise Refused(Problem("serve.refused", source=str(site.folder), arguments=reason)) from error
        raise
    return Served(datasette, datasette.app(), hold)


async def close_served(site: Site, served: Served) -> None:
    """Close an old Datasette, let its generation go, and remove it: nothing withdrawn outlives its last request."""
    await compat.close(served.datasette)
    served.hold.close()
    await asyncio.to_thread(remove_released, site)


def sound_manifest(site: Site) -> Manifest:
    """Return the current manifest; raise `NotUnderstood` if there is none or a file is not what was published."""
    manifest = read_manifest(site)
    if manifest is None:
        raise NotUnderstood(Problem("site.nothing_published", source=str(site.folder)))
    problems = check_generation(site, manifest)
    if problems:
        raise NotUnderstood(*problems)
    return manifest


def build_datasette(site: Site, manifest: Manifest, audience: Audience) -> Datasette:
    """Return a Datasette with the files that ``audience`` may see, opened to every visitor up to that audience."""
    folder = site.generation(manifest.generation)
    files = [folder / manifest.files[each] for each in JOINABLE if each <= audience]
    datasette = compat.build_instance(
        files,
        metadata=site_metadata(site),
        settings=SETTINGS_FOR_1_0,
        secret=cookie_secret(site),
        folder=site.folder,
    )
    remember(datasette, Instance(opened_to=audience, is_hardened=True))
    return datasette


def site_metadata(site: Site) -> dict[str, Any]:
    """Return what the group wrote into metadata.yml, with our pages at the root: here they are the site.

    Raises `NotUnderstood` when a setting of ours is wrong.
    """
    read_settings(site.metadata)
    metadata = dict(read_yaml(site.metadata)) if site.metadata.exists() else {}
    plugins = dict(metadata.get("plugins") or {})
    plugins[PLUGIN] = {**plugin_block(metadata), "root": True}
    return {**metadata, "plugins": plugins}


def serve(site: Site, *, host: str = "127.0.0.1", port: int = 8001, audience: Audience = Audience.PUBLIC) -> None:
    """Serve ``site`` until somebody ends it.

    Raises `NotUnderstood` when there is nothing sound to serve, `Refused` when the port is taken or when an audience
    other than the public would be shown to anybody but whoever sits at this computer.
    """
    check_audience(host, audience)
    compat.keep_data_out_of_the_log()
    with listening_socket(host, port) as listening:
        try:
            asyncio.run(_serve(GenerationServer(site, audience), listening))
        except KeyboardInterrupt:
            return


async def _serve(application: GenerationServer, listening: socket.socket) -> None:
    await application.load()
    # No access log: it would keep who looked for whom.
    config = uvicorn.Config(
        application,
        lifespan="on",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
    await uvicorn.Server(config).serve(sockets=[listening])


def check_audience(host: str, audience: Audience) -> None:
    """Raise `Refused` unless everybody who reaches ``host`` may see what ``audience`` sees."""
    if audience > Audience.PUBLIC and (audience not in JOINABLE or not is_local(host)):
        raise Refused(Problem("serve.not_local", value=host, arguments={"audience": audience.word}))


def is_local(host: str) -> bool:
    """Return whether only programs on this computer reach ``host``."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens on ``host`` and ``port``; raise `Refused` if there can't be one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise Refused(_not_listening(host, port, error)) from error


def _not_listening(host: str, port: int, error: OSError) -> Problem:
    is_taken = error.errno == errno.EADDRINUSE
    code = "serve.port_in_use" if is_taken else "serve.host_unusable"
    # The system's own words: what create_server adds repeats host and port.
    reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
    arguments = {"port": str(port), "other": str(port + 1), "reason": str(reason)}
    return Problem(code, value=host, arguments=arguments)

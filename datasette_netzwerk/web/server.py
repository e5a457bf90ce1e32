"""Serves a site until somebody ends it: listens, keeps the records worker beside it, and says what it does."""

from __future__ import annotations

import asyncio
import errno
import gc
import os
import socket
from collections.abc import Sequence

import uvicorn

from datasette_netzwerk import compat
from datasette_netzwerk.audiences import JOINABLE, Audience
from datasette_netzwerk.i18n import gettext
from datasette_netzwerk.problems import Problem, Refused
from datasette_netzwerk.site import Site
from datasette_netzwerk.web.child import Child
from datasette_netzwerk.web.console import say, take_over_log, tell_fault_at_hand, tell_fault_of_loop, tell_on_terminal
from datasette_netzwerk.web.generation_server import GenerationServer, is_local
from datasette_netzwerk.web.instances import Instance

SECONDS_TO_FINISH = 5


def serve(
    site: Site,
    *,
    host: str = "127.0.0.1",
    port: int = 8001,
    audience: Audience = Audience.PUBLIC,
    worker: Sequence[str] = (),
) -> None:
    """Serve ``site`` until somebody ends it, with the program ``worker`` at work beside it.

    Raises `NotUnderstood` when there is nothing sound to serve, `Refused` when the port is taken or when an audience
    other than the public would be shown to anybody but whoever sits at this computer.
    """
    check_audience(host, audience)
    take_over_log()
    compat.keep_data_out_of_the_log(tell_fault_at_hand)
    # What is loaded stays: looking through it again after each generation would hold visitors up.
    gc.freeze()
    with listening_socket(host, port) as listening:
        try:
            application = GenerationServer(site, audience, instance=Instance(hosts=frozenset({host.lower()})))
            asyncio.run(_serve(application, listening, worker))
        except KeyboardInterrupt:
            return


async def _serve(application: GenerationServer, listening: socket.socket, worker: Sequence[str]) -> None:
    asyncio.get_running_loop().set_exception_handler(tell_fault_of_loop)
    await application.load()
    child = Child(worker, tell_on_terminal) if worker else None
    if child is not None:
        application.worker = child
        child.start()
    _say_where(application, listening)
    try:
        await _listen(application, listening)
    finally:
        if child is not None:
            await child.end()


async def _listen(application: GenerationServer, listening: socket.socket) -> None:
    # No access log: it would keep who looked for whom.
    config = uvicorn.Config(
        application,
        lifespan="on",
        # Whom a proxy asks for is believed as the settings say: see `Incoming.client`.
        proxy_headers=False,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
    await uvicorn.Server(config).serve(sockets=[listening])


def _say_where(application: GenerationServer, listening: socket.socket) -> None:
    host, port = listening.getsockname()[:2]
    address = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    assert application.current is not None  # load() raises when there is nothing to serve
    text = gettext("Generation {number} is shown at {address} (Ctrl-C ends it).")
    say(text.format(number=application.current.manifest.generation, address=address))


def check_audience(host: str, audience: Audience) -> None:
    """Raise `Refused` unless everybody who reaches ``host`` may see what ``audience`` sees."""
    if audience > Audience.PUBLIC and (audience not in JOINABLE or not is_local(host)):
        raise Refused(Problem("serve.not_local", value=host, arguments={"audience": audience.word}))


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

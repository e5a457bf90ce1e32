"""Who asks, what is served, and with which words: the givens of the threat tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.plugins import pm

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.compat import has_stored_metadata
from datasette_netzwerk.settings import PLUGIN

Files = Mapping[Audience, Path]
Actor = dict[str, Any] | None

MEMBER: Actor = {"id": "anna", "role": "member"}
ORGANISER: Actor = {"id": "orga", "role": "organiser"}
ROOT: Actor = {"id": "root"}
NOT_QUITE: Mapping[str, Any] = {
    "capitals": {"id": "x", "role": "MEMBER"},
    "nothing": {"id": "x", "role": None},
    "a dictionary": {"id": "x", "role": {"member": True}},
    "a list": {"id": "x", "role": ["member", "organiser"]},
    "another key": {"id": "x", "roles": ["member", "organiser"]},
    "a blank behind it": {"id": "x", "role": "member "},
    "a number": {"id": "x", "role": 2},
    "yes": {"id": "x", "role": True},
    "a star": {"id": "*"},
    "an audience": {"id": "x", "role": "organisers"},
}
"""Actors of whom nobody said that they are members."""

JOINED = (Audience.PUBLIC, Audience.MEMBERS, Audience.ORGANISERS)


def datasette_with(*files: Path, config: Mapping[str, Any] | None = None, **settings: Any) -> Datasette:
    """Return a Datasette with ``files``, the plugin's ``settings`` and whatever else the site wrote."""
    written = {**(config or {})}
    plugins = {**written.get("plugins", {}), PLUGIN: {"name": "Netzwerk Amsel", "language": "en", **settings}}
    written["plugins"] = plugins
    taken = {"config": written} if has_stored_metadata(Datasette) else {}
    return Datasette([str(file) for file in files], metadata=written, **taken)


def cookies_of(datasette: Datasette, actor: Actor) -> dict[str, str]:
    """Return the cookie with which ``actor`` comes."""
    return {"ds_actor": datasette.sign({"a": actor}, "actor")} if actor else {}


async def ask(datasette: Datasette, path: str, actor: Actor = None, method: str = "get", **headers: str) -> Any:
    """Return the answer to a request of ``actor``; header names are written with underscores."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return await datasette.client.request(method.upper(), path, headers=named, cookies=cookies_of(datasette, actor))


@contextmanager
def having(plugin: object, name: str | None = None) -> Iterator[None]:
    """Have a plugin in Datasette's hands for a while."""
    pm.register(plugin, name=name)
    try:
        yield
    finally:
        pm.unregister(plugin)

"""Serves published files of the small group in Datasette, with settings as a group writes them into metadata.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from datasette.app import Datasette

from datasette_netzwerk.compat import has_stored_metadata
from datasette_netzwerk.settings import PLUGIN

NAME = "Netzwerk Rheine"


def serving(*files: Path, datasette_settings: dict[str, Any] | None = None, **settings: Any) -> Datasette:
    """Return a Datasette that serves ``files`` with the plugin's ``settings``, on either version."""
    block = {"plugins": {PLUGIN: {"name": NAME, **settings}}}
    taken = {"config": block} if has_stored_metadata(Datasette) else {"metadata": block}
    return Datasette([str(file) for file in files], settings=datasette_settings or {}, **taken)


async def get(datasette: Datasette, path: str, **headers: str) -> Any:
    """Return the response to a request for ``path``; header names are written with underscores."""
    return await datasette.client.get(path, headers={name.replace("_", "-"): text for name, text in headers.items()})

"""Checks a site before it is served: its settings, its files and their modes, its secrets, and what a stranger would see."""

from __future__ import annotations

import asyncio
import json
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from datasette_netzwerk import compat
from datasette_netzwerk.audiences import PUBLISHED, Audience, audience_of_file
from datasette_netzwerk.problems import Problem
from datasette_netzwerk.settings import plugin_block, read_yaml, settings_from
from datasette_netzwerk.site import SERVER_SETTINGS, Site
from datasette_netzwerk.web.self_check import stray_allows
from datasette_netzwerk.web.served import build_served

SECRET_WORDS = (
    "secret",
    "password",
    "passphrase",
    "token",
    "api_key",
    "apikey",
    "private_key",
    "dsn",
    "smtp",
    "webhook",
)
"""What the key of a secret has in its name."""

FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO
REFERENCES = frozenset({"$env", "$file"})


def check_site(site: Site) -> tuple[Problem, ...]:
    """Return all that is wrong with ``site``; raise `NetzwerkError` where it could not be served at all.

    What is served is built as for visitors and asked as a stranger would, and closed again.
    """
    metadata = read_yaml(site.metadata) if site.metadata.exists() else {}
    settings = settings_from(plugin_block(metadata))
    asyncio.run(_look(site))
    return (
        *stray_allows(metadata, {audience.word: audience for audience in PUBLISHED}),
        *secrets_in(metadata, site.metadata),
        *readable_by_others(site.private),
        *files_in_the_open(site.folder),
        *changed_settings(site),
        *(() if not settings.logins or compat.has_login_plugin() else (Problem("check.no_login"),)),
    )


async def _look(site: Site) -> None:
    served = await build_served(site, Audience.PUBLIC, secret="no visitor is answered")
    try:
        await compat.close(served.datasette)
    finally:
        served.hold.close()


def secrets_in(written: Mapping[str, Any], file: Path) -> Iterator[Problem]:
    """Yield each secret that stands in a file in so many words, and each file with one that others can read."""
    for place, value in _leaves(written, ()):
        if place[-1] == "$file":
            path = Path(str(value))
            if path.is_file() and path.stat().st_mode & FOR_OTHERS:
                yield Problem("check.readable_secret", source=str(path))
        elif isinstance(value, str) and value and _is_secret(place):
            yield Problem("check.plain_secret", source=file.name, column=".".join(place))


def _leaves(written: object, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    if isinstance(written, dict):
        for key, value in written.items():
            yield from _leaves(value, (*place, str(key)))
    elif isinstance(written, list):
        for value in written:
            yield from _leaves(value, place)
    elif place:
        yield place, written


def _is_secret(place: tuple[str, ...]) -> bool:
    """Return whether a key's name says that what stands there is secret, and it stands among a plugin's settings."""
    name = place[-1].lower()
    return place[0] == "plugins" and name not in REFERENCES and any(word in name for word in SECRET_WORDS)


def readable_by_others(private: Path) -> Iterator[Problem]:
    """Yield the private folder if others on this computer may look into it: whatever lies in it is behind its door."""
    if private.is_dir() and private.stat().st_mode & FOR_OTHERS:
        yield Problem("check.readable_folder", source=str(private))


def files_in_the_open(folder: Path) -> Iterator[Problem]:
    """Yield each file at the top of the site that is not for everybody, by the mark it carries."""
    for path in sorted(each for each in folder.iterdir() if each.is_file()):
        audience = audience_of_file(path)
        if audience is not None and audience > Audience.PUBLIC:
            yield Problem("check.file_in_the_open", source=str(path), arguments={"audience": audience.word})


def changed_settings(site: Site) -> Iterator[Problem]:
    """Yield each setting that plain Datasette needs and that somebody took out of the files it reads."""
    files: Iterable[tuple[Path, Any]] = (
        (site.folder / "settings.json", _json),
        (site.folder / "datasette.yml", lambda path: read_yaml(path).get("settings") or {}),
    )
    for path, read in files:
        found = read(path) if path.exists() else {}
        for name, value in SERVER_SETTINGS.items():
            if isinstance(value, bool) and found.get(name) is not value:
                yield Problem("check.settings_changed", source=path.name, column=name)


def _json(path: Path) -> Mapping[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}

"""Reads which generation of audience files is current, holds it while it is served, and removes what nobody holds."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from datasette_netzwerk.audiences import Audience, audience_named
from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.site import Site

HOLD_FILE = "held.db"
"""An empty database in each generation's folder; whoever serves the generation keeps it locked."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What CURRENT.json says: the generation's number, its files with their SHA-256, and when it was made (UTC)."""

    generation: int
    files: Mapping[Audience, str]
    sha256: Mapping[Audience, str]
    created_at: str

    def to_json(self) -> str:
        """Return the text of CURRENT.json."""
        content = {
            "generation": self.generation,
            "files": {audience.word: name for audience, name in self.files.items()},
            "sha256": {audience.word: digest for audience, digest in self.sha256.items()},
            "created_at": self.created_at,
        }
        return json.dumps(content, indent=2) + "\n"


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(site: Site) -> Manifest | None:
    """Return the current manifest, or ``None`` when nothing was published yet.

    Raises `NotUnderstood` when CURRENT.json is there and can't be read.
    """
    try:
        content = json.loads(site.manifest.read_text(encoding="utf-8"))
        return Manifest(
            generation=int(content["generation"]),
            files=_by_audience(content["files"]),
            sha256=_by_audience(content["sha256"]),
            created_at=str(content["created_at"]),
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise NotUnderstood(Problem("manifest.unreadable", source=str(site.manifest))) from error


def _by_audience(texts: Mapping[str, str]) -> dict[Audience, str]:
    named = {audience_named(word): str(text) for word, text in texts.items()}
    return {audience: text for audience, text in named.items() if audience is not None}


def check_generation(site: Site, manifest: Manifest) -> tuple[Problem, ...]:
    """Return what is wrong with the files of ``manifest``: missing, or not the bytes that were published."""
    problems = []
    for audience, name in manifest.files.items():
        path = site.generation(manifest.generation) / name
        if not path.is_file():
            problems.append(Problem("generation.missing", source=str(path)))
        elif sha256_of(path) != manifest.sha256.get(audience):
            problems.append(Problem("generation.damaged", source=str(path)))
    return tuple(problems)


def hold_generation(site: Site, number: int) -> sqlite3.Connection:
    """Return a lock that keeps the generation's files where they are until it is closed; many may hold it at once.

    A killed process holds nothing. Raises `NotUnderstood` when the generation is gone already.
    """
    path = site.generation(number) / HOLD_FILE
    mode = "ro" if path.exists() else "rwc"
    try:
        hold = sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False)
        hold.execute("begin")
        hold.execute("select count(*) from sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        raise NotUnderstood(Problem("generation.missing", source=str(path.parent))) from error
    return hold


def remove_released(site: Site) -> None:
    """Remove every generation that is neither current nor held by a server: a withdrawn consent must not outlive it.

    Does nothing while nobody knows which generation is current.
    """
    try:
        manifest = read_manifest(site)
    except NotUnderstood:
        return
    if manifest is None:
        return
    for entry in site.published.iterdir():
        if entry.name.isdecimal() and int(entry.name) < manifest.generation:
            with _let_go(entry) as is_free:
                if is_free:
                    shutil.rmtree(entry)


@contextmanager
def _let_go(folder: Path) -> Iterator[bool]:
    """Tell whether nobody holds the generation in ``folder``, and see that nobody begins to meanwhile."""
    with closing(sqlite3.connect(folder / HOLD_FILE, isolation_level=None, timeout=0)) as lock:
        try:
            lock.execute("begin exclusive")
        except sqlite3.OperationalError:
            yield False
        else:
            yield True

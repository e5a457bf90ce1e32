"""Makes a finished generation the current one, in one step, and clears away what came before."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from datasette_netzwerk.audiences import PUBLISHED, Audience
from datasette_netzwerk.generations import Manifest, read_manifest, remove_released, sha256_of
from datasette_netzwerk.problems import NotUnderstood
from datasette_netzwerk.site import Site, sync

FILE_MODE = 0o440


def current_manifest(site: Site) -> Manifest | None:
    """Return the current manifest, or ``None`` where there is none that can be read."""
    try:
        return read_manifest(site)
    except NotUnderstood:
        return None


def next_number(site: Site) -> int:
    """Return a number that no folder and no manifest has used, even if the manifest can't be read any more."""
    numbers = [int(entry.name) for entry in site.published.iterdir() if entry.name.isdecimal()]
    manifest = current_manifest(site)
    return max([*numbers, manifest.generation if manifest else 0]) + 1


def make_current(site: Site, number: int, folder: Path) -> None:
    """Put the finished files of ``folder`` on the disk for good and name them in the manifest.

    The manifest is replaced in one step, so all audiences go over together; before it, nobody looks at the files.
    """
    for audience in PUBLISHED:
        path = folder / f"{audience.word}.db"
        path.chmod(FILE_MODE)
        sync(path)
    sync(folder)
    final = site.generation(number)
    folder.rename(final)
    sync(site.published)
    manifest = Manifest(
        generation=number,
        files={audience: f"{audience.word}.db" for audience in PUBLISHED},
        sha256={audience: sha256_of(final / f"{audience.word}.db") for audience in PUBLISHED},
        created_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    draft = site.manifest.with_suffix(".json.tmp")
    draft.write_text(manifest.to_json(), encoding="utf-8")
    sync(draft)
    draft.replace(site.manifest)
    sync(site.published)


def refresh_public(site: Site, number: int) -> None:
    """Bring the new public file into the one that plain ``datasette SITE`` serves, without replacing that file.

    Only a file that is no sound database any more is made anew: nobody can be reading it.
    """
    try:
        _copy_into(site.generation_file(number, Audience.PUBLIC), site.public)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        for path in (site.public, *site.folder.glob(f"{site.public.name}-*")):
            path.unlink(missing_ok=True)
        _copy_into(site.generation_file(number, Audience.PUBLIC), site.public)


def _copy_into(source_path: Path, target_path: Path) -> None:
    """Copy a database as one transaction of the target's: who has it open goes over to the new pages as a whole.

    The truncated checkpoint leaves no old page behind in the journal.
    """
    with (
        closing(sqlite3.connect(f"{source_path.as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(target_path)) as target,
    ):
        target.execute("pragma journal_mode = wal")
        source.backup(target)
        target.execute("pragma wal_checkpoint(truncate)")


def clear_away(site: Site) -> None:
    """Remove what interrupted publications left behind, and every old generation that nobody serves any more."""
    manifest = current_manifest(site)
    for entry in site.published.iterdir():
        is_unfinished = entry.suffix == ".tmp"
        is_abandoned = entry.name.isdecimal() and manifest is not None and int(entry.name) > manifest.generation
        if is_unfinished or is_abandoned:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    remove_released(site)

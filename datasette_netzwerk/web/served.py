"""Builds the Datasette that serves one generation, and ends it after its last request."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.utils import StartupError

from datasette_netzwerk import compat
from datasette_netzwerk.audiences import JOINABLE, Audience
from datasette_netzwerk.generations import Manifest, check_generation, hold_generation, read_manifest, remove_released
from datasette_netzwerk.problems import NotUnderstood, Problem, Refused
from datasette_netzwerk.settings import PLUGIN, plugin_block, read_settings, read_yaml, settings_from
from datasette_netzwerk.site import SETTINGS_FOR_1_0, Site
from datasette_netzwerk.web.asgi import Application
from datasette_netzwerk.web.instances import Instance, remember
from datasette_netzwerk.web.templating import forget_environment

if TYPE_CHECKING:
    from datasette.app import Datasette

Signature = tuple[tuple[int, int, int] | None, ...]

WRONG_CONFIGURATION = (AttributeError, LookupError, OSError, TypeError, ValueError)
"""What Datasette and plugins raise at their start when something in metadata.yml is not as they expect."""


@dataclass(slots=True)
class Served:
    """One generation being served: its Datasette, and how many requests it is answering."""

    manifest: Manifest
    datasette: Datasette
    application: Application
    hold: sqlite3.Connection
    request_count: int = 0
    is_retired: bool = False


async def build_served(site: Site, audience: Audience, secret: str, instance: Instance | None = None) -> Served:
    """Return the current generation of ``site``, checked and started, with the files up to ``audience``.

    ``instance`` holds what outlasts a generation.
    """
    manifest = await asyncio.to_thread(sound_manifest, site)
    hold = hold_generation(site, manifest.generation)
    try:
        datasette = build_datasette(site, manifest, audience, secret, instance)
        await datasette.invoke_startup()
        return Served(manifest, datasette, datasette.app(), hold)
    except sqlite3.Error as error:
        hold.close()
        raise NotUnderstood(Problem("generation.strange", source=str(site.folder), value=str(error))) from error
    except (StartupError, *WRONG_CONFIGURATION) as error:
        hold.close()
        reason = str(error) if isinstance(error, StartupError) else f"{type(error).__name__}: {error}"
        raise Refused(Problem("serve.refused", source=str(site.folder), arguments={"reason": reason})) from error
    except BaseException:
        hold.close()
        raise


async def close_served(site: Site, served: Served) -> None:
    """Close an old Datasette, let its generation go, and remove it: nothing withdrawn outlives its last request."""
    await compat.close(served.datasette)
    forget_environment(served.datasette)
    served.hold.close()
    with suppress(OSError):  # A folder that can't be removed now is removed by the next publication.
        await asyncio.to_thread(remove_released, site)
    # Its parts refer to each other in circles: left to chance, the memory of many generations would pile up.
    gc.collect()


def sound_manifest(site: Site) -> Manifest:
    """Return the current manifest; raise `NotUnderstood` if there is none or a file is not what was published."""
    manifest = read_manifest(site)
    if manifest is None:
        raise NotUnderstood(Problem("site.nothing_published", source=str(site.folder)))
    problems = damage_of(site, manifest)
    if problems:
        raise NotUnderstood(*problems)
    return manifest


def damage_of(site: Site, manifest: Manifest) -> tuple[Problem, ...]:
    """Return what is wrong with the files of ``manifest``; a file that can't be read counts as damaged."""
    try:
        return check_generation(site, manifest)
    except OSError as error:
        return (Problem("generation.damaged", source=str(error.filename)),)


def signature_of(paths: Iterable[Path]) -> Signature:
    """Return what changes whenever one of the files is replaced, changed or removed."""
    return tuple(_signature(path) for path in paths)


def _signature(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def files_of(site: Site, manifest: Manifest) -> list[Path]:
    """Return the paths of all files of ``manifest``."""
    return [site.generation(manifest.generation) / name for name in manifest.files.values()]


def build_datasette(
    site: Site, manifest: Manifest, audience: Audience, secret: str, instance: Instance | None = None
) -> Datasette:
    """Return a Datasette with the files that ``audience`` may see, opened to every visitor up to that audience.

    Where people log in, it has every audience's file, and each opens to whoever belongs to it.
    """
    folder = site.generation(manifest.generation)
    metadata = site_metadata(site)
    has_logins = settings_from(plugin_block(metadata)).logins
    widest = max(audience, Audience.ORGANISERS if has_logins else Audience.PUBLIC)
    files = [folder / manifest.files[each] for each in JOINABLE if each <= widest]
    datasette = compat.build_instance(
        files,
        metadata=metadata,
        settings=SETTINGS_FOR_1_0,
        secret=secret,
        folder=site.folder,
    )
    remember(datasette, replace(instance or Instance(), opened_to=audience, is_hardened=True))
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

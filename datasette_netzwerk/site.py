"""Where everything of one group's site lies: a Datasette configuration directory with a private folder inside."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from datasette_netzwerk.audiences import Audience

PRIVATE_FOLDER_MODE = 0o700
PRIVATE_FILE_MODE = 0o600

SERVER_SETTINGS: Mapping[str, bool | int] = MappingProxyType(
    {
        "default_allow_sql": False,
        "allow_download": False,
        "suggest_facets": False,
        "max_returned_rows": 1000,
        "sql_time_limit_ms": 1000,
        "facet_time_limit_ms": 200,
    }
)
"""The Datasette settings under which a site is served, whoever starts the server: no SQL, no download."""

SETTINGS_FOR_1_0: Mapping[str, bool | int] = MappingProxyType({**SERVER_SETTINGS, "allow_signed_tokens": False})
"""The same for Datasette 1.0, where every visitor with a login could make a token that never ends."""


@dataclass(frozen=True, slots=True)
class Site:
    """The paths of one site. Its top level holds only what is public; all else is below ``private``."""

    folder: Path

    @property
    def metadata(self) -> Path:
        """Titles, descriptions and the plugin's settings, written by the group."""
        return self.folder / "metadata.yml"

    @property
    def public(self) -> Path:
        """The public file as plain ``datasette SITE`` serves it."""
        return self.folder / "public.db"

    @property
    def private(self) -> Path:
        """The folder that nobody but its owner may open."""
        return self.folder / "private"

    @property
    def records(self) -> Path:
        """The truth; never served."""
        return self.private / "records.db"

    @property
    def layouts(self) -> Path:
        """The group's own mapping files for lists that are recognised by their headers."""
        return self.private / "layouts"

    @property
    def published(self) -> Path:
        """The folder of the generations."""
        return self.private / "published"

    @property
    def manifest(self) -> Path:
        """Says which generation is current."""
        return self.published / "CURRENT.json"

    @property
    def state(self) -> Path:
        """What outlives a generation while serving: the secret."""
        return self.private / "state.db"

    @property
    def inbox(self) -> Path:
        """What people entered and the records half has yet to apply, or has applied: it is only ever added to."""
        return self.private / "inbox.db"

    @property
    def work_log(self) -> Path:
        """What the records worker did, and what failed."""
        return self.private / "work.db"

    @property
    def backups(self) -> Path:
        """The folder of the backups."""
        return self.private / "backups"

    def generation(self, number: int) -> Path:
        """The folder of one generation."""
        return self.published / str(number)

    def generation_file(self, number: int, audience: Audience) -> Path:
        """One audience's file of one generation."""
        return self.generation(number) / f"{audience.word}.db"

    @property
    def exists(self) -> bool:
        """Whether this folder is a site already."""
        return self.records.exists()


def site_at(folder: str | os.PathLike[str] | None) -> Site:
    """Return the site at ``folder``, else at ``$NETZWERK_SITE``, else in the current folder."""
    return Site(Path(folder or os.environ.get("NETZWERK_SITE") or ".").resolve())


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk and survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

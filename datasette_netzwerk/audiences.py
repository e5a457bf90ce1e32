"""Who may see a published file: the audiences, their order, and the mark that each file carries in itself."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path

SQLITE_MAGIC = b"SQLite format 3\x00"
APPLICATION_ID_OFFSET = 68  # sqlite.org/fileformat2.html, "Application ID": 4 bytes, big-endian


class Audience(IntEnum):
    """An audience, ordered by how much it may see.

    ``PRIVATE`` holds what only the person herself may read, ``RECORDS`` is the truth that is never served:
    neither is an audience that anybody can join.
    """

    PUBLIC = 1
    MEMBERS = 2
    ORGANISERS = 3
    PRIVATE = 4
    RECORDS = 5

    @property
    def word(self) -> str:
        """The name used in file names, settings and addresses, such as ``public``."""
        return self.name.lower()

    @property
    def application_id(self) -> int:
        """The number in the header of every SQLite file of this audience: the letters NZW and the audience."""
        return int.from_bytes(b"NZW" + bytes([self.value]), "big")


JOINABLE = (Audience.PUBLIC, Audience.MEMBERS, Audience.ORGANISERS)
"""Audiences that a visitor may belong to, the narrowest file first."""

PUBLISHED = (*JOINABLE, Audience.PRIVATE)
"""Audiences that get a file in every generation."""


def audience_named(word: str) -> Audience | None:
    """Return the audience called ``word``, or ``None``."""
    return next((audience for audience in Audience if audience.word == word), None)


def audience_of_mark(application_id: int) -> Audience | None:
    """Return the audience whose files carry this ``application_id``, or ``None`` for a foreign file."""
    return next((audience for audience in Audience if audience.application_id == application_id), None)


def audience_of_file(path: str | Path) -> Audience | None:
    """Return the audience marked in the SQLite file at ``path``, whatever it is called; ``None`` for any other file.

    Reads the header and nothing else, so a file that is locked, damaged further down or in use still tells.
    """
    try:
        with open(path, "rb") as file:
            header = file.read(APPLICATION_ID_OFFSET + 4)
    except OSError:
        return None
    if not header.startswith(SQLITE_MAGIC):
        return None
    return audience_of_mark(int.from_bytes(header[APPLICATION_ID_OFFSET:], "big"))

"""What is no list at all: other formats under a list's name, and things that are no file."""

from __future__ import annotations

import gzip
import os
import sqlite3
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from tests.hostile.corpus.write import LIST, Write, data, large


def archive(*names: str) -> Write:
    """Write an archive with these parts."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as made:
            for name in names:
                made.writestr(name, "…")

    return write


def database(path: Path) -> None:
    """Write a SQLite file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table people (name text)")
        connection.commit()


def link(target: str) -> Write:
    """Write a link to something."""
    return lambda path: path.symlink_to(target)


def good_link(path: Path) -> None:
    """Write a list and a link to it."""
    beside = path.parent / "verlinkt.csv"
    beside.write_text(LIST, encoding="utf-8")
    path.symlink_to(beside)


FILES: Mapping[str, Write] = {
    "picture.csv": data(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
    "photo.xlsx": data(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20),
    "letter.xlsx": archive("[Content_Types].xml", "word/document.xml"),
    "archive.xlsx": archive("brief.txt"),
    "xlsb.xlsx": archive("[Content_Types].xml", "xl/workbook.bin"),
    "page.csv": data(b"%PDF-1.7\n" + bytes(range(256)) * 20),
    "program.csv": data(b"MZ\x90\0" + bytes(range(256)) * 20),
    "program.vcf": data(b"\x7fELF" + bytes(range(256)) * 20),
    "packed.csv": large(lambda: gzip.compress(LIST.encode())),
    "database.csv": database,
    "letter.csv": data(b"{\\rtf1\\ansi Guten Tag}"),
    "noise.csv": large(lambda: bytes((n * n * 31 + n // 7) % 251 for n in range(200_000))),
    "noise.ics": large(lambda: bytes((n * n * 31 + n // 7) % 251 for n in range(200_000))),
    "prose.txt": data(b"Liebe Mitglieder,\n\nwir treffen uns am Dienstag.\n\nHerzlich\n"),
    "folder.csv": lambda path: path.mkdir(),
    "pipe.csv": lambda path: os.mkfifo(path),
    "endless.csv": link("/dev/zero"),
    "link.csv": good_link,
    "link-to-nothing.csv": link("nirgends.csv"),
    "link-to-itself.csv": link("link-to-itself.csv"),
    "missing.csv": lambda path: None,
}

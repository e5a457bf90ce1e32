"""Reads a .sql file and its header; the only code that opens one."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

HEADER_LINE = re.compile(r"^--\s?(?:(?P<key>[a-z]+):\s*)?(?P<text>.*)$")


@dataclass(frozen=True, slots=True)
class SqlFile:
    """One .sql file of the package: its name, its header and its statements.

    The header is the block of ``-- key: text`` comments at the top. A comment line without a key continues the line
    above it; a key may repeat, as ``parameter`` does.
    """

    name: str
    sql: str
    header: tuple[tuple[str, str], ...]

    def value(self, key: str, default: str = "") -> str:
        """Return the header's text for ``key``, or ``default``."""
        return next((text for name, text in self.header if name == key), default)

    def values(self, key: str) -> tuple[str, ...]:
        """Return every text that the header gives for ``key``, in order."""
        return tuple(text for name, text in self.header if name == key)


def read_header(sql: str) -> tuple[tuple[str, str], ...]:
    """Return the ``(key, text)`` pairs of the comment block at the top of ``sql``."""
    entries: list[tuple[str, str]] = []
    for line in sql.splitlines():
        match = HEADER_LINE.match(line)
        if match is None:
            break
        if match["key"]:
            entries.append((match["key"], match["text"].strip()))
        elif entries and match["text"].strip():
            key, text = entries[-1]
            entries[-1] = (key, f"{text} {match['text'].strip()}")
    return tuple(entries)


def _folder(path: str) -> Traversable:
    return resources.files("datasette_netzwerk").joinpath(*path.split("/"))


@cache
def read_sql(path: str) -> SqlFile:
    """Return the package's .sql file at ``path``, such as ``publish/public.sql``."""
    sql = _folder(path).read_text(encoding="utf-8")
    return SqlFile(name=path.rsplit("/", 1)[-1].removesuffix(".sql"), sql=sql, header=read_header(sql))


def sql_files(folder: str) -> Iterator[SqlFile]:
    """Yield every .sql file of the package's ``folder``, in the order of their names."""
    for entry in sorted(_folder(folder).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".sql"):
            yield read_sql(f"{folder}/{entry.name}")


def statements(sql: str) -> Iterator[str]:
    """Yield the statements of a script one by one, so that they can run inside one transaction.

    ``sqlite3``'s ``executescript`` would commit whatever is open; it knows no other way to run several statements.
    """
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending

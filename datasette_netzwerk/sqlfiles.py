"""Reads a .sql file and its header; the only code that opens one."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import dropwhile

HEADER_LINE = re.compile(r"^--\s?(?:(?P<key>[a-z]+):\s*)?(?P<text>.*)$")
TABLE_START = re.compile(r"^create table (?:published\.)?(?P<name>\w+) \($")
TABLE_COLUMN = re.compile(r"^  (?P<name>\w+) (?:text|integer|real)\b.*?(?:-- (?P<text>.+))?$")


@dataclass(frozen=True, slots=True)
class SqlFile:
    """One .sql file of the package: its name, its header and its statements.

    The header is the block of ``-- key: text`` comments at the top. A comment line without a key continues the line
    above it; a key may repeat, as ``parameter`` does.
    """

    name: str
    sql: str
    header: tuple[tuple[str, str], ...]

    @property
    def statement(self) -> str:
        """The file without its header."""
        lines = self.sql.splitlines(keepends=True)
        return "".join(dropwhile(lambda line: line.startswith("--") or not line.strip(), lines))

    def value(self, key: str, default: str = "") -> str:
        """Return the header's text for ``key``, or ``default``."""
        return next((text for name, text in self.header if name == key), default)

    def values(self, key: str) -> tuple[str, ...]:
        """Return every text that the header gives for ``key``, in order."""
        return tuple(text for name, text in self.header if name == key)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a published table, as its comment describes it."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A published table, as the comments above it and behind its columns describe it."""

    name: str
    description: str
    columns: tuple[Column, ...]

    @property
    def title(self) -> str:
        """The name as words, such as ``Member industries``."""
        return self.name.replace("_", " ").capitalize()


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


def read_tables(sql: str) -> tuple[Table, ...]:
    """Return the tables that ``sql`` creates, with the comment above each and behind each of its columns."""
    tables: list[Table] = []
    comment: list[str] = []
    for line in sql.splitlines():
        if start := TABLE_START.match(line):
            tables.append(Table(start["name"], " ".join(comment), ()))
        elif tables and (column := TABLE_COLUMN.match(line)):
            described = Column(column["name"], column["text"] or "")
            tables[-1] = replace(tables[-1], columns=(*tables[-1].columns, described))
        comment = [*comment, line.removeprefix("--").strip()] if line.startswith("--") else []
    return tuple(tables)


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

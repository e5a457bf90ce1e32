"""Copies one of a site's databases as it is at one moment, into a file that is checked before it counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from datasette_netzwerk.problems import Problem, Refused
from datasette_netzwerk.site import PRIVATE_FILE_MODE, sync
from datasette_netzwerk.sqlfiles import read_sql


def copy_database(source: Path, target: Path) -> Mapping[str, int]:
    """Copy ``source`` to ``target``, which only its owner may read, and return how many rows each table has.

    The copy is of one moment, whoever writes meanwhile. It bears its name only after it was found sound and holds as
    many rows as were there; an interrupted one leaves nothing that could be taken for it. Raises `Refused` otherwise.
    """
    draft = target.with_suffix(".tmp")
    draft.unlink(missing_ok=True)
    draft.touch(mode=PRIVATE_FILE_MODE)
    try:
        counts = _copy(source, draft)
        check_copy(draft, counts)
        sync(draft)
        draft.replace(target)
        sync(target.parent)
    finally:
        draft.unlink(missing_ok=True)
    return counts


def _copy(source: Path, draft: Path) -> Mapping[str, int]:
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=rw", uri=True, isolation_level=None)) as original,
        closing(sqlite3.connect(draft, isolation_level=None)) as copy,
    ):
        # Counting begins the transaction in which the copy is made too.
        original.execute("begin")
        counts = row_counts(original)
        original.backup(copy)
        # The copy stands for itself: no journal beside it that could get lost.
        copy.execute("pragma journal_mode = delete")
    return counts


def check_copy(path: Path, counts: Mapping[str, int] | None = None) -> None:
    """Raise `Refused` unless the database at ``path`` is sound and has as many rows as ``counts`` says."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as copy:
            fault = str(copy.execute("pragma integrity_check(1)").fetchone()[0])
            is_dangling = copy.execute("pragma foreign_key_check").fetchone() is not None
            found = row_counts(copy)
    except sqlite3.DatabaseError as error:
        raise Refused(Problem("backup.unsound", source=str(path), value=str(error))) from error
    if fault != "ok" or is_dangling or (counts is not None and found != counts):
        value = fault if fault != "ok" else "rows"
        raise Refused(Problem("backup.unsound", source=str(path), value=value))


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    names = [row[0] for row in connection.execute(read_sql("records/store/sql/table_names.sql").sql)]
    # A name can be no parameter; these come from the file itself, and each is quoted.
    return {name: connection.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names}  # noqa: S608

"""Import runs: one execution of an import, and the hand through which it writes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from datasette_netzwerk.model import Kind
from datasette_netzwerk.records.store.database import now
from datasette_netzwerk.records.store.edits import NO_EDITS, Conflict, Edits, with_edits
from datasette_netzwerk.sqlfiles import read_sql


@cache
def _sql(statement: str) -> str:
    return read_sql(f"records/store/sql/{statement}.sql").sql


@dataclass(frozen=True, slots=True)
class Run:
    """One import at work: its connection, its key, the chapter its facts belong to, and the day it runs on."""

    connection: sqlite3.Connection
    id: int
    chapter_id: int
    today: date
    kind: Kind = Kind.MEMBERS
    edits: Edits = field(default_factory=lambda: NO_EDITS)
    conflicts: list[Conflict] = field(default_factory=list)
    keys: dict[tuple[str, str], int] = field(default_factory=dict)
    blank: set[int] = field(default_factory=set)
    """Who is being added: of her nothing is stored that would have to be looked up or removed."""

    def execute(self, statement: str, values: Mapping[str, Any], line: int = 0) -> sqlite3.Cursor:
        """Run the store's .sql file called ``statement``; ``import_run_id`` and ``line`` tell where a fact came from."""
        if self.edits:
            values, conflicts = with_edits(self.edits, statement, values)
            self.conflicts.extend(conflicts)
        return self.connection.execute(_sql(statement), {**values, "import_run_id": self.id, "line": line})

    def execute_many(self, statement: str, rows: Iterable[tuple[Mapping[str, Any], int]]) -> None:
        """Run a statement that overwrites nothing for many rows, each with the line it comes from."""
        values = ({**each, "import_run_id": self.id, "line": line} for each, line in rows)
        self.connection.executemany(_sql(statement), values)

    def key_of(self, table: str, key: str, values: Mapping[str, Any], line: int = 0) -> int:
        """Return the number of the company or industry with ``key``, added if it is new; each is looked up once."""
        known = self.keys.get((table, key))
        if known is None:
            self.execute(f"{table}_insert", values, line)
            known = self.keys[table, key] = int(self.execute(f"{table}_find", {"key": key}).fetchone()[0])
        return known

    def changes(self) -> int:
        """Return how many rows this connection has changed so far; equal before and after means: nothing new."""
        return self.connection.total_changes


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows of one run."""

    rows: int = 0
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: int = 0


def begin_run(
    connection: sqlite3.Connection,
    *,
    kind: Kind,
    file_name: str,
    sha256: str,
    mapping_sha256: str,
    encoding: str | None,
    delimiter: str | None,
    options_sha256: str,
    columns: Sequence[tuple[str, str | None]] | None,
    actor: str,
    chapter_id: int,
    today: date,
    edits: Edits = NO_EDITS,
) -> Run:
    """Record that an import begins, and tell the history who is at work."""
    values = {
        "kind": kind.value,
        "file_name": file_name,
        "sha256": sha256,
        "mapping_sha256": mapping_sha256,
        "encoding": encoding,
        "delimiter": delimiter,
        "options_sha256": options_sha256,
        "columns": None if columns is None else json.dumps(columns, ensure_ascii=False),
        "actor": actor,
        "started_at": now(),
    }
    cursor = connection.execute(read_sql("records/store/sql/run_insert.sql").sql, values)
    run_id = int(cursor.lastrowid or 0)
    context = {"actor": actor, "import_run_id": run_id}
    connection.execute(read_sql("records/store/sql/context_set.sql").sql, context)
    return Run(connection, run_id, chapter_id, today, kind, edits)


def finish_run(run: Run, counts: Counts) -> None:
    """Record what became of the rows, and that nobody is at work any more."""
    values = {
        "id": run.id,
        "finished_at": now(),
        "row_count": counts.rows,
        "inserted_count": counts.inserted,
        "updated_count": counts.updated,
        "unchanged_count": counts.unchanged,
        "problem_count": counts.problems,
    }
    run.connection.execute(read_sql("records/store/sql/run_finish.sql").sql, values)
    run.connection.execute(read_sql("records/store/sql/context_set.sql").sql, {"actor": None, "import_run_id": None})


def chapter_for(connection: sqlite3.Connection, name: str, slug: str) -> int:
    """Return the chapter that facts belong to; a site of one group has one, and it follows the name in the settings."""
    row = connection.execute(read_sql("records/store/sql/chapter_find.sql").sql).fetchone()
    if row is None:
        cursor = connection.execute(read_sql("records/store/sql/chapter_insert.sql").sql, {"name": name, "slug": slug})
        return int(cursor.lastrowid or 0)
    if row["name"] != name:
        connection.execute(
            read_sql("records/store/sql/chapter_rename.sql").sql, {"id": row["id"], "name": name, "slug": slug}
        )
    return int(row["id"])


def earlier_import(connection: sqlite3.Connection, sha256: str, options_sha256: str) -> sqlite3.Row | None:
    """Return the last import of this very file with these options, if all that it says stands as it left it."""
    values = {"sha256": sha256, "options_sha256": options_sha256}
    row: sqlite3.Row | None = connection.execute(read_sql("records/store/sql/run_of_file.sql").sql, values).fetchone()
    return row


def read_runs(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return every import, the latest first."""
    return [dict(row) for row in connection.execute(read_sql("records/store/sql/runs_all.sql").sql)]

"""Undoes one import: every fact, problem and number stands again as it stood before, or the undo is refused by name."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from datasette_netzwerk.problems import NotUnderstood, Problem, Refused
from datasette_netzwerk.records.store.database import now, one_transaction
from datasette_netzwerk.records.store.facts import (
    FactTable,
    fact_tables,
    read_added,
    remove_added,
    remove_unused,
    restore_row,
    restore_values,
    runs_that_use,
)
from datasette_netzwerk.sqlfiles import read_sql

SHARED = frozenset({"companies", "industries"})
"""Words that many facts use: what others use by now stays when the import that brought it is undone."""


def undo_run(connection: sqlite3.Connection, run_id: int, actor: str) -> dict[str, Any]:
    """Undo the import ``run_id`` in one transaction, and return what it was.

    Raises `NotUnderstood` where there is no such import or it was undone, `Refused` with one problem for each later
    import or edit that builds on it.
    """
    # The keys are held by looking at all of them at the end: restoring goes through states that break them.
    connection.execute("pragma foreign_keys = off")
    try:
        with one_transaction(connection):
            run = _run_that_stands(connection, run_id)
            tables = fact_tables(connection)
            if dependents := _dependents(connection, run, tables):
                raise Refused(*dependents)
            with _nobody_at_work(connection):
                _restore(connection, run_id, tables)
            _settle(connection, run_id, actor)
            if broken := connection.execute("pragma foreign_key_check").fetchall():
                raise Refused(Problem("undo.impossible", value=str(run_id), arguments={"table": str(broken[0][0])}))
    except sqlite3.IntegrityError as error:
        reason = str(error).rpartition(": ")[2]
        raise Refused(Problem("undo.impossible", value=str(run_id), arguments={"table": reason})) from error
    finally:
        connection.execute("pragma foreign_keys = on")
    return run


def _run_that_stands(connection: sqlite3.Connection, run_id: int) -> dict[str, Any]:
    row = _execute(connection, "run_find", {"id": run_id}).fetchone()
    if row is None:
        raise NotUnderstood(Problem("undo.unknown_run", value=str(run_id)))
    if row["undone_at"]:
        arguments = {"actor": row["undone_by"], "date": row["undone_at"][:10]}
        raise NotUnderstood(Problem("undo.undone_already", value=str(run_id), arguments=arguments))
    return dict(row)


# -- what builds on the import ----------------------------------------------------------------------------------


def _dependents(connection: sqlite3.Connection, run: Mapping[str, Any], tables: tuple[FactTable, ...]) -> list[Problem]:
    """Return one problem for each later import, and each hand, that changed or uses what the import wrote."""
    imports: set[int] = set()
    hands: Counter[tuple[str, str]] = Counter()
    for change in _later_changes(connection, run, tables):
        if change["import_run_id"] is None:
            hands[change["actor"] or "", change["changed_at"][:10]] += 1
        else:
            imports.add(change["import_run_id"])
    imports.update(_later_uses(connection, run["id"], tables))
    imports.update(row["import_run_id"] for row in _execute(connection, "retried_by", {"run": run["id"]}))
    return [
        *(_later_import(connection, run["id"], later) for later in sorted(imports)),
        *(_later_edit(run["id"], actor, day, count) for (actor, day), count in sorted(hands.items())),
    ]


def _later_changes(
    connection: sqlite3.Connection, run: Mapping[str, Any], tables: tuple[FactTable, ...]
) -> Iterator[sqlite3.Row]:
    values = {"run": run["id"], "last_change_id": run["last_change_id"]}
    later = _execute(connection, "changes_since_run", values).fetchall()
    if not later:
        return
    written = {(row["table_name"], row["record_key"]) for row in _changes(connection, run["id"])}
    names = {row["table_name"] for row in later}
    for table in tables:
        if table.name in names:
            written |= {(table.name, str(row["record_key"])) for row in read_added(connection, table, run["id"])}
    for row in later:
        # A row that was added and is gone has its run in the change that removed it.
        if (row["table_name"], row["record_key"]) in written or _run_before(row) == run["id"]:
            yield row


def _run_before(change: sqlite3.Row) -> int | None:
    before: int | None = json.loads(change["differences"]).get("import_run_id", [None])[0]
    return before


def _later_uses(connection: sqlite3.Connection, run_id: int, tables: tuple[FactTable, ...]) -> Iterator[int]:
    """Yield each later import with a row that refers to a row which the import added."""
    by_name = {table.name: table for table in tables if table.name not in SHARED}
    for child in tables:
        for column, parent in child.parents.items():
            if parent in by_name:
                yield from runs_that_use(connection, child, column, by_name[parent], run_id)


def _later_import(connection: sqlite3.Connection, run_id: int, later: int) -> Problem:
    row = _execute(connection, "run_find", {"id": later}).fetchone()
    arguments = {"later": str(later), "file": row["file_name"]}
    return Problem("undo.later_import", value=str(run_id), arguments=arguments)


def _later_edit(run_id: int, actor: str, day: str, count: int) -> Problem:
    arguments = {"actor": actor, "date": day, "count": str(count)}
    return Problem("undo.later_edit", value=str(run_id), arguments=arguments)


# -- how everything stood before ----------------------------------------------------------------------------------


@contextmanager
def _nobody_at_work(connection: sqlite3.Connection) -> Iterator[None]:
    """Let the triggers write nothing: the run itself will say that it was undone, and by whom."""
    _execute(connection, "context_clear", {})
    yield
    _execute(connection, "context_begin", {})


def _restore(connection: sqlite3.Connection, run_id: int, tables: tuple[FactTable, ...]) -> None:
    for table in tables:
        if table.name not in SHARED:
            remove_added(connection, table, run_id)
    _restore_changed(connection, run_id, {table.name: table for table in tables})
    for table in tables:
        if table.name in SHARED:
            remove_unused(connection, table, run_id, tables)


def _restore_changed(connection: sqlite3.Connection, run_id: int, tables: Mapping[str, FactTable]) -> None:
    for change in reversed(_changes(connection, run_id)):
        before = {name: pair[0] for name, pair in json.loads(change["differences"]).items()}
        table = tables[change["table_name"]]
        if change["operation"] == "update":
            restore_values(connection, table, change["record_key"], before)
        elif before.get("import_run_id") != run_id:  # else it was added and removed by this very import
            restore_row(connection, table, change["record_key"], before)


def _settle(connection: sqlite3.Connection, run_id: int, actor: str) -> None:
    """Put right what is no fact: problems, public ids, whose history it is, and the run itself."""
    for statement in ("problems_of_run_delete", "problems_reopen"):
        _execute(connection, statement, {"run": run_id})
    for statement in ("published_ids_without_record_delete", "changes_of_nobody"):
        _execute(connection, statement, {})
    _execute(connection, "run_undone", {"id": run_id, "now": now(), "actor": actor})


def _changes(connection: sqlite3.Connection, run_id: int) -> list[sqlite3.Row]:
    return _execute(connection, "changes_of_run", {"run": run_id}).fetchall()


def _execute(connection: sqlite3.Connection, statement: str, values: Mapping[str, Any]) -> sqlite3.Cursor:
    return connection.execute(read_sql(f"records/store/sql/{statement}.sql").sql, values)

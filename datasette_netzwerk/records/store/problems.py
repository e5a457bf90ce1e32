"""Keeps problems, so that nothing is lost and a row that waits for a person can be tried again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from datasette_netzwerk.model import Record
from datasette_netzwerk.problems import Problem
from datasette_netzwerk.records.store.database import now
from datasette_netzwerk.records.store.runs import Run
from datasette_netzwerk.records.store.waiting import record_to_json
from datasette_netzwerk.sqlfiles import read_sql


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row that waits in the problems until a later import makes its person or meeting known."""

    problem_id: int
    import_run_id: int
    source: str
    line: int
    record: str


def store_problem(run: Run, problem: Problem, record: Record | None = None) -> None:
    """Keep one problem; ``record`` is the row as understood, to be tried again at every later import."""
    values = {
        "code": problem.code,
        "severity": problem.severity.value,
        "source": problem.source,
        "sheet": problem.sheet,
        "column_name": problem.column,
        "value": problem.value,
        "arguments": _json(problem.arguments),
        "row": None if problem.row is None else _json(problem.row),
        "record": None if record is None else record_to_json(record),
    }
    run.execute("problem_insert", values, problem.line or 0)


def resolve_older(run: Run, source: str, problems: Sequence[Problem]) -> None:
    """Close the problems that an earlier version of the file ``source`` had and this one has not."""
    still = [
        json.dumps(
            [
                problem.code,
                problem.column,
                problem.value,
                _json(problem.arguments),
                None if problem.row is None else _json(problem.row),
            ],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for problem in problems
    ]
    run.execute("problems_resolve_older", {"now": now(), "source": source, "still": _json(still)})


def read_waiting(run: Run) -> list[Waiting]:
    """Return the rows that wait, oldest first."""
    return [Waiting(*row) for row in run.execute("problems_waiting", {}).fetchall()]


def resolve(run: Run, problem_id: int) -> None:
    """Close one problem."""
    run.execute("problem_resolve", {"now": now(), "id": problem_id})


def read_open_problems(connection: sqlite3.Connection) -> list[Problem]:
    """Return every open problem, oldest first."""
    return [_problem(row) for row in connection.execute(read_sql("records/store/sql/problems_open.sql").sql)]


def _problem(row: sqlite3.Row) -> Problem:
    raw: Any = json.loads(row["row"]) if row["row"] else None
    return Problem(
        code=row["code"],
        source=row["source"],
        sheet=row["sheet"],
        line=row["line"] or None,
        column=row["column_name"],
        value=row["value"],
        arguments=json.loads(row["arguments"]),
        row=raw,
    )


def _json(value: Mapping[str, str] | list[str]) -> str:
    plain = dict(value) if isinstance(value, Mapping) else value
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)

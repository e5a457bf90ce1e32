"""Keeps the pairs that may be one person, and for ever what somebody answered."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.identity.index import OpenDoubt
from datasette_netzwerk.records.store.database import now
from datasette_netzwerk.records.store.runs import Run
from datasette_netzwerk.sqlfiles import read_sql

ANSWERS = ("same", "different", "later")


@dataclass(frozen=True, slots=True)
class Side:
    """One of two people in question, as she is known and as the list described her."""

    person_id: int
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Review:
    """A pair that may be one person: both sides, and the reasons as codes with their weight."""

    id: int
    one: Side
    other: Side
    score: float
    reasons: tuple[tuple[str, float], ...]
    is_put_off: bool


def ask(run: Run, doubt: OpenDoubt) -> None:
    """Put a pair into the queue, unless somebody was asked about it already."""
    sides = sorted(((doubt.row_person, doubt.one.to_json()), (doubt.other_person, doubt.other.to_json())))
    (one_id, one), (other_id, other) = sides
    values = {
        "one_id": one_id,
        "other_id": other_id,
        "one_description": one,
        "other_description": other,
        "score": doubt.evidence.score,
        "reasons": json.dumps([[reason.code, reason.points] for reason in doubt.evidence.reasons]),
        "now": now(),
    }
    if not run.execute("review_attach", values).rowcount:
        run.execute("review_insert", values)


def read_reviews(connection: sqlite3.Connection) -> list[Review]:
    """Return the pairs that somebody should look at: what nobody answered first, the likeliest before the others."""
    return [_review(connection, row) for row in _execute(connection, "reviews_open", {}).fetchall()]


def read_review(connection: sqlite3.Connection, review_id: int) -> Review:
    """Return one pair of the queue; raise `NotUnderstood` where there is none, or it was answered."""
    row = _execute(connection, "review_find", {"id": review_id}).fetchone()
    if row is None or row["one_id"] is None or row["other_id"] is None:
        raise NotUnderstood(Problem("review.unknown", value=str(review_id)))
    if row["answer"] in ("same", "different"):
        raise NotUnderstood(Problem("review.answered", value=str(review_id), arguments={"answer": row["answer"]}))
    return _review(connection, row)


def keep_answer(connection: sqlite3.Connection, review_id: int, answer: str, actor: str) -> None:
    """Remember what somebody answered about a pair."""
    _execute(connection, "review_answer", {"id": review_id, "answer": answer, "actor": actor, "now": now()})


def _review(connection: sqlite3.Connection, row: sqlite3.Row) -> Review:
    return Review(
        id=row["id"],
        one=_side(connection, row["one_id"]),
        other=_side(connection, row["other_id"]),
        score=row["score"],
        reasons=tuple((code, points) for code, points in json.loads(row["reasons"])),
        is_put_off=row["answer"] is not None,
    )


def _side(connection: sqlite3.Connection, person_id: int) -> Side:
    facts = _execute(connection, "person_in_short", {"id": person_id}).fetchone()
    return Side(person_id, {name: str(value) for name, value in dict(facts).items() if value is not None})


def _execute(connection: sqlite3.Connection, statement: str, values: Mapping[str, Any]) -> sqlite3.Cursor:
    return connection.execute(read_sql(f"records/store/sql/{statement}.sql").sql, values)

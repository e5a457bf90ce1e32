"""Makes two people one, and two again exactly as they were."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from datasette_netzwerk.problems import NotUnderstood, Problem, Refused
from datasette_netzwerk.records.store.database import now, one_transaction
from datasette_netzwerk.records.store.facts import (
    FactTable,
    fact_tables,
    point_elsewhere,
    read_row,
    remove_row,
    restore_row,
    rows_about,
    table_named,
)
from datasette_netzwerk.records.store.reviews import keep_answer
from datasette_netzwerk.sqlfiles import read_sql

STATUSES = ("present", "late", "remote", "substituted", "excused", "medical", "leave", "absent")
"""Of two statuses at one meeting the earlier here stays: who was seen was there, and who gave a reason gave one."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Two people made one: who stays, and what had to be decided on the way."""

    kept_id: int
    gone_id: int
    notices: tuple[Problem, ...] = ()


def merge(connection: sqlite3.Connection, kept: int, gone: int, actor: str) -> Merge:
    """Give ``kept`` everything that is known about ``gone``, who is no person of her own any more.

    Raises `Refused` where facts stand between the two: somebody who met herself is two people.
    """
    if kept == gone:
        raise NotUnderstood(Problem("merge.same_person"))
    pair = {"kept": kept, "gone": gone}
    with _without_keys(connection), one_transaction(connection):
        between = [row["held_on"] for row in _execute(connection, "merge_between", pair)]
        if between:
            raise Refused(Problem("merge.between", arguments={"count": str(len(between)), "date": between[0]}))
        _execute(connection, "context_set", {"actor": actor, "import_run_id": None})
        tables = _tables(connection)
        first = _last_change(connection) + 1
        before = _snapshot(connection, tables, (kept, gone))
        notices = _settle_conflicts(connection, pair)
        _move(connection, tables, kept, gone, actor)
        after = _snapshot(connection, tables, (kept, gone))
        values = {**pair, "now": now(), "actor": actor, "first": first, "last": _last_change(connection)}
        _execute(connection, "merge_insert", {**values, "undoing": _undoing(before, after)})
        _execute(connection, "context_set", {"actor": None, "import_run_id": None})
        _check_keys(connection)
    return Merge(kept, gone, tuple(notices))


def unmerge(connection: sqlite3.Connection, person: int) -> Merge:
    """Make the last two people two again who were made one as ``person``; everything is as it was before.

    What came to her since stays with ``person``. Raises `Refused`, naming who and when, if what was merged was changed.
    """
    with _without_keys(connection), one_transaction(connection):
        row = _execute(connection, "merge_latest", {"id": person}).fetchone()
        if row is None:
            raise NotUnderstood(Problem("unmerge.nothing"))
        tables = {table.name: table for table in _tables(connection)}
        steps = json.loads(row["undoing"])
        changed = [step for step in steps if not _stands(connection, tables[step["table"]], step)]
        if changed:
            raise Refused(*_later(connection, changed, row["last_change_id"]))
        _execute(connection, "context_clear", {})
        _put_back(connection, tables, steps)
        _execute(connection, "context_begin", {})
        _execute(connection, "changes_between", {"first": row["first_change_id"], "last": row["last_change_id"]})
        _execute(connection, "merge_delete", {"id": row["id"]})
        _check_keys(connection)
    return Merge(row["kept_id"], row["gone_id"])


@contextmanager
def _without_keys(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the foreign keys by one look at the end: moving goes through states that break them."""
    connection.execute("pragma foreign_keys = off")
    try:
        yield
    finally:
        connection.execute("pragma foreign_keys = on")


def _check_keys(connection: sqlite3.Connection) -> None:
    broken = connection.execute("pragma foreign_key_check").fetchall()
    if broken:
        raise Refused(Problem("merge.impossible", arguments={"table": str(broken[0][0])}))


# -- what is about somebody -------------------------------------------------------------------------------------------


def _tables(connection: sqlite3.Connection) -> tuple[FactTable, ...]:
    return *fact_tables(connection), table_named(connection, "published_ids"), table_named(connection, "reviews")


def _columns(table: FactTable) -> tuple[str, ...]:
    """Return the columns of ``table`` in which a person stands."""
    if table.name == "people":
        return ("id",)
    if table.name == "reviews":
        return "one_id", "other_id"
    if table.name in ("identifiers", "published_ids"):
        return ("record_id",)
    return tuple(column for column, parent in table.parents.items() if parent == "people")


Snapshot = Mapping[tuple[str, str], Mapping[str, Any]]


def _snapshot(connection: sqlite3.Connection, tables: Sequence[FactTable], people: Sequence[int]) -> Snapshot:
    """Return every row about ``people``, by table and key."""
    return {
        (table.name, key): row
        for table in tables
        if _columns(table)
        for key, row in rows_about(connection, table, _columns(table), people).items()
        if row.get("kind", "person") == "person" or table.name not in ("identifiers", "published_ids")
    }


def _undoing(before: Snapshot, after: Snapshot) -> str:
    """Return, as JSON, each row that is another one afterwards: as it was and as it is."""
    steps = [
        {"table": place[0], "key": place[1], "before": before.get(place), "after": after.get(place)}
        for place in dict.fromkeys((*before, *after))
        if before.get(place) != after.get(place)
    ]
    return json.dumps(steps, ensure_ascii=False)


# -- one of two -------------------------------------------------------------------------------------------------------


def _settle_conflicts(connection: sqlite3.Connection, pair: Mapping[str, int]) -> list[Problem]:
    """Decide where both say something about the same thing, and return what should be told."""
    notices = [
        _settle_meeting(connection, pair, row) for row in _execute(connection, "merge_attendance", pair).fetchall()
    ]
    _execute(connection, "merge_consents", pair)
    _execute(connection, "merge_ranks", pair)
    _execute(connection, "merge_people", pair)
    _execute(connection, "merge_unmapped_empty", pair)
    _join_memberships(connection, pair)
    return [notice for notice in notices if notice is not None]


def _settle_meeting(connection: sqlite3.Connection, pair: Mapping[str, int], row: sqlite3.Row) -> Problem | None:
    kept, gone = row["kept_status"], row["gone_status"]
    loser = "kept" if STATUSES.index(gone) < STATUSES.index(kept) else "gone"
    _execute(connection, "attendance_delete", {"meeting_id": row["meeting_id"], "person_id": pair[loser]})
    if kept == gone:
        return None
    arguments = {"date": row["held_on"], "kept": kept, "gone": gone, "status": gone if loser == "kept" else kept}
    return Problem("merge.attendance_twice", arguments=arguments)


def _join_memberships(connection: sqlite3.Connection, pair: Mapping[str, int]) -> None:
    """Make memberships that overlap one: nobody is a member twice on one day."""
    rows = [dict(row) for row in _execute(connection, "memberships_of_two", pair)]
    theirs = [row for row in rows if row["person_id"] == pair["gone"]]
    for row in (row for row in rows if row["person_id"] == pair["kept"]):
        for other in [other for other in theirs if _overlap(row, other)]:
            starts = [day for day in (row["started_on"], other["started_on"]) if day]
            ends = (row["ended_on"], other["ended_on"])
            row |= {"started_on": min(starts, default=None), "ended_on": None if None in ends else max(ends)}
            _execute(connection, "membership_delete", {"id": other["id"]})
            theirs.remove(other)
        _execute(connection, "membership_dates", {name: row[name] for name in ("id", "started_on", "ended_on")})


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if one["chapter_id"] != other["chapter_id"]:
        return False
    begins, ends = (max(each["started_on"] or "" for each in (one, other)), min(_end(one), _end(other)))
    return bool(begins <= ends)


def _end(membership: Mapping[str, Any]) -> str:
    return membership["ended_on"] or "9999"


def _move(connection: sqlite3.Connection, tables: Sequence[FactTable], kept: int, gone: int, actor: str) -> None:
    _move_reviews(connection, kept, gone, actor)
    for table in tables:
        if table.name not in ("people", "reviews", "published_ids"):
            for column in _columns(table):
                point_elsewhere(connection, table, column, gone, kept)
    published = table_named(connection, "published_ids")
    for key, row in rows_about(connection, published, ("record_id",), (gone,)).items():
        if row["kind"] == "person":
            remove_row(connection, published, key)
    _execute(connection, "person_delete", {"id": gone})


def _move_reviews(connection: sqlite3.Connection, kept: int, gone: int, actor: str) -> None:
    """Let the questions about ``gone`` be about ``kept``; the one about the two is answered."""
    for row in _execute(connection, "reviews_about", {"id": gone}).fetchall():
        sides = [(row["one_id"], row["one_description"]), (row["other_id"], row["other_description"])]
        if kept in (row["one_id"], row["other_id"]):
            keep_answer(connection, row["id"], "same", actor)
        elif None not in (row["one_id"], row["other_id"]):
            moved = sorted((kept if person == gone else person, described) for person, described in sides)
            _move_review(connection, row, moved)


def _move_review(connection: sqlite3.Connection, row: sqlite3.Row, sides: list[tuple[int, str]]) -> None:
    (one, one_description), (other, other_description) = sides
    asked = _execute(connection, "review_of_pair", {"one_id": one, "other_id": other}).fetchone()
    if asked is not None and row["answer"] is None:
        _execute(connection, "review_delete", {"id": row["id"]})
        return
    if asked is not None and asked["answer"] is None:
        _execute(connection, "review_delete", {"id": asked["id"]})
    values = {"id": row["id"], "one_id": one, "other_id": other}
    descriptions = {"one_description": one_description, "other_description": other_description}
    _execute(connection, "review_move", {**values, **descriptions})


# -- two again --------------------------------------------------------------------------------------------------------


def _stands(connection: sqlite3.Connection, table: FactTable, step: Mapping[str, Any]) -> bool:
    """Whether a row is still as the merge left it."""
    row = read_row(connection, table, step["key"])
    found = None if row is None else {name: row[name] for name in table.columns}
    expected = step["after"] if step["after"] is None else {**dict.fromkeys(table.columns), **step["after"]}
    return found == expected


def _put_back(connection: sqlite3.Connection, tables: Mapping[str, FactTable], steps: list[dict[str, Any]]) -> None:
    for step in steps:
        if step["after"] is not None:
            remove_row(connection, tables[step["table"]], step["key"])
    for step in steps:
        if step["before"] is not None:
            restore_row(connection, tables[step["table"]], step["key"], step["before"])


def _later(connection: sqlite3.Connection, steps: Sequence[Mapping[str, Any]], last: int) -> list[Problem]:
    """Return who changed since what the merge had put together: one problem for each import, and each hand and day."""
    found: dict[tuple[str, ...], Problem] = {}
    for step in steps:
        values = {"last": last, "table": step["table"], "key": step["key"]}
        for row in _execute(connection, "changes_of_record_since", values):
            if row["import_run_id"] is None:
                by_hand = {"actor": row["actor"] or "", "date": row["changed_at"][:10]}
                found.setdefault(tuple(by_hand.values()), Problem("unmerge.later_edit", arguments=by_hand))
            else:
                run = {"later": str(row["import_run_id"]), "file": row["file_name"]}
                found.setdefault((run["later"],), Problem("unmerge.later_import", arguments=run))
    return list(found.values()) or [Problem("unmerge.changed", arguments={"table": steps[0]["table"]})]


def _last_change(connection: sqlite3.Connection) -> int:
    return int(_execute(connection, "changes_latest", {}).fetchone()[0])


def _execute(connection: sqlite3.Connection, statement: str, values: Mapping[str, Any]) -> sqlite3.Cursor:
    return connection.execute(read_sql(f"records/store/sql/{statement}.sql").sql, values)

"""Answers whether two people are one: by what somebody says about a pair, or about two names."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.merging import Merge, merge
from datasette_netzwerk.records.normalise.names import normalise_name
from datasette_netzwerk.records.store.database import one_transaction
from datasette_netzwerk.records.store.members import name_key
from datasette_netzwerk.records.store.reviews import keep_answer, read_review
from datasette_netzwerk.sqlfiles import read_sql


def answer_review(connection: sqlite3.Connection, review_id: int, answer: str, actor: str) -> Merge | None:
    """Take an answer (``same``, ``different``, ``later``) about a pair; ``same`` makes the two one.

    Raises `NotUnderstood` where there is no such open pair, `Refused` where the two cannot be one.
    """
    review = read_review(connection, review_id)
    if answer == "same":
        kept, gone = by_weight(connection, review.one.person_id, review.other.person_id)
        return merge(connection, kept, gone, actor)
    with one_transaction(connection):
        keep_answer(connection, review_id, answer, actor)
    return None


def by_weight(connection: sqlite3.Connection, one: int, other: int) -> tuple[int, int]:
    """Return two people, first the one who is known better: a member, somebody with a number, the one known longer."""

    def weight(person: int) -> tuple[Any, ...]:
        return *(-value for value in _execute(connection, "person_weight", {"id": person}).fetchone()), person

    kept, gone = sorted((one, other), key=weight)
    return kept, gone


def merge_people(connection: sqlite3.Connection, kept: str, gone: str, actor: str) -> Merge:
    """Make two people one whom somebody names by number, e-mail address or name; the first stays.

    Two namesakes may be named by the name they share.
    """
    ones, others = people_meant(connection, kept), people_meant(connection, gone)
    if ones == others and len(ones) == 2:
        return merge(connection, *by_weight(connection, *ones), actor)
    return merge(connection, _only(kept, ones), _only(gone, others), actor)


def person_meant(connection: sqlite3.Connection, text: str) -> int:
    """Return the person with this member number, e-mail address or full name.

    Raises `NotUnderstood` when nobody, or more than one person, is meant.
    """
    return _only(text, people_meant(connection, text))


def people_meant(connection: sqlite3.Connection, text: str) -> list[int]:
    """Return everybody with this member number, e-mail address or full name."""
    name, _findings = normalise_name(text)
    values = {"text": text.strip(), "name_key": name_key(name) if name else ""}
    return [row["id"] for row in _execute(connection, "people_meant", values)]


def _only(text: str, people: list[int]) -> int:
    if not people:
        raise NotUnderstood(Problem("history.nobody", value=text))
    if len(people) > 1:
        raise NotUnderstood(Problem("history.several", value=text, arguments={"count": str(len(people))}))
    return people[0]


def _execute(connection: sqlite3.Connection, statement: str, values: Mapping[str, Any]) -> sqlite3.Cursor:
    return connection.execute(read_sql(f"records/store/sql/{statement}.sql").sql, values)

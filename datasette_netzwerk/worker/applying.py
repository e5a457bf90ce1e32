"""Applies to the records what people entered: each entry once, in the order in which they came."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from types import MappingProxyType

from datasette_netzwerk.inbox.door import Entry, read_entries
from datasette_netzwerk.problems import NetzwerkError, NotUnderstood, Problem
from datasette_netzwerk.records.store.database import now, one_transaction, open_records
from datasette_netzwerk.site import Site
from datasette_netzwerk.sqlfiles import read_sql

UNKNOWN_KIND = "inbox.unknown_kind"

Apply = Callable[[sqlite3.Connection, Entry], None]


def apply_nothing(records: sqlite3.Connection, entry: Entry) -> None:
    """Change nothing: what is asked for is only that the site be published anew, as after every entry."""


APPLY: Mapping[str, Apply] = MappingProxyType({"publication": apply_nothing})
"""What is done with each kind of entry, inside the transaction that notes it as applied. A kind that is not named here
waits: a newer version of the program may know it."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of the entries: how many were applied, and what could not be."""

    count: int = 0
    problems: tuple[Problem, ...] = ()


def apply_entries(site: Site, kinds: Mapping[str, Apply] = APPLY) -> Applied:
    """Apply every entry that is not applied yet.

    An entry and the note that it is applied are one transaction, so a killed worker repeats nothing and skips nothing;
    records brought back from a backup apply again what came after it. One that is refused is noted and told, and the
    next ones go on. Raises `Refused` when the records can't be written.
    """
    entries = read_entries(site)
    if not entries:
        return Applied()
    with closing(open_records(site)) as records:
        done = {row[0] for row in records.execute(read_sql("records/store/sql/entries_applied.sql").sql)}
        results = [_apply(records, entry, kinds) for entry in entries if entry.id not in done]
    problems = tuple(problem for problem in results if problem is not None)
    return Applied(len(results) - len(problems), problems)


def _apply(records: sqlite3.Connection, entry: Entry, kinds: Mapping[str, Apply]) -> Problem | None:
    """Apply one entry, or return why not."""
    if entry.kind not in kinds:
        return Problem(UNKNOWN_KIND, value=entry.kind)
    try:
        with one_transaction(records):
            kinds[entry.kind](records, entry)
            _note(records, entry)
    except NotUnderstood as error:
        with one_transaction(records):
            _note(records, entry, error)
        return error.problem
    return None


def _note(records: sqlite3.Connection, entry: Entry, refusal: NetzwerkError | None = None) -> None:
    row = {"entry_id": entry.id, "at": now(), "code": refusal.problem.code if refusal else None}
    records.execute(read_sql("records/store/sql/entry_note.sql").sql, row)

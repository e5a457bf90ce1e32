"""Forgets a person: nothing that tells who she was stays in the records, and no list brings her back."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.inbox.door import Entry, empty_entries
from datasette_netzwerk.records.identity.index import PeopleIndex
from datasette_netzwerk.records.identity.tombstones import Recall, Tombstones
from datasette_netzwerk.records.identity.traits import Traits, traits_from_json
from datasette_netzwerk.records.store.database import one_transaction
from datasette_netzwerk.records.store.facts import fact_tables, read_texts
from datasette_netzwerk.records.store.forgotten import keep_tombstone, keep_tombstones, read_tombstones
from datasette_netzwerk.records.store.runs import Run
from datasette_netzwerk.site import Site
from datasette_netzwerk.sqlfiles import read_sql, statements


@dataclass(frozen=True, slots=True)
class Traces:
    """What somebody left, in words to look for: how lists described her, and how her name and addresses are written."""

    descriptions: tuple[Traits, ...]
    written: frozenset[str]

    def are_in(self, text: str) -> bool:
        """Whether a text names her: an address or a number of hers, or her given and family name next to each other."""
        lower = text.lower()
        if any(word.lower() in lower for word in self.written):
            return True
        folded = f" {identity_key(text)} "
        return any(f" {name} " in folded for name in self._names())

    def are_in_row(self, text: str) -> bool:
        """Whether a stored row is about her: its cells hold both her names, also apart from each other."""
        words = set(identity_key(text).split())
        names = [
            {*each.given.split(), *each.family.split()} for each in self.descriptions if each.given and each.family
        ]
        return self.are_in(text) or any(name <= words for name in names)

    def is_name(self, name: str) -> bool:
        """Whether a name is hers."""
        return identity_key(name) in set(self._names())

    def _names(self) -> Iterator[str]:
        for each in self.descriptions:
            if each.given and each.family:
                yield f"{each.given} {each.family}"
                yield f"{each.family} {each.given}"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What came of it: other people's texts that still name her, by table, and what to look for in files."""

    texts: Mapping[str, int]
    traces: Traces


def forget(connection: sqlite3.Connection, person: int, today: date) -> Forgotten:
    """Erase a person from the records for good, and keep nothing but hashes by which a list's row about her is known.

    Her attendance, membership and interactions stay as those of a person without a name. The file is rewritten, so
    that nothing of her is left between its pages either.
    """
    index = PeopleIndex(Run(connection, 0, 0, today))
    traces = _traces(connection, index, person)
    with one_transaction(connection):
        keep_tombstone(connection, traces.descriptions, today)
        texts = _erase(connection, person, traces, today)
    _rewrite(connection)
    return Forgotten(texts, traces)


def replay_forgotten(connection: sqlite3.Connection, tombstones: Tombstones, today: date) -> int:
    """Forget again whoever these records still know, and ``tombstones`` say is forgotten; return how many that were.

    For a backup that is brought back: it is older than what was erased since.
    """
    known = Tombstones({**read_tombstones(connection).hashes, **tombstones.hashes})
    index = PeopleIndex(Run(connection, 0, 0, today))
    found = [person for person in index.people() if _is_forgotten(known, index.described(person))]
    with one_transaction(connection):
        keep_tombstones(connection, tombstones, today)
        for person in found:
            _erase(connection, person, _traces(connection, index, person), today)
    if found:
        _rewrite(connection)
    return len(found)


def _is_forgotten(tombstones: Tombstones, descriptions: Iterable[Traits]) -> bool:
    return any(tombstones.recall(traits) is Recall.FORGOTTEN for traits in descriptions)


def _traces(connection: sqlite3.Connection, index: PeopleIndex, person: int) -> Traces:
    """Collect what tells who she is, before it is gone."""
    rows = _execute(connection, "contact_texts", {"id": person}).fetchall()
    written = {text for row in rows for text in row}
    return Traces(tuple(index.described(person)), frozenset(text for text in written if len(text) > 4))


def _erase(connection: sqlite3.Connection, person: int, traces: Traces, today: date) -> Mapping[str, int]:
    values = {"id": person, "today": today.isoformat()}
    _execute(connection, "context_clear", {})
    former = [row["person_id"] for row in _execute(connection, "former_people", values).fetchall()]
    for statement in statements(read_sql("records/store/sql/forget.sql").statement):
        connection.execute(statement, values)
    for each in (person, *former):
        _execute(connection, "forget_merges", {"id": each})
        _execute(connection, "forget_changes", {"id": each})
    _erase_mentions(connection, traces)
    _erase_bare_names(connection, traces)
    _execute(connection, "context_begin", {})
    return _texts_that_name(connection, traces)


def _erase_mentions(connection: sqlite3.Connection, traces: Traces) -> None:
    """Remove rows kept aside, old values and questions that are hers."""
    for row in _execute(connection, "problems_texts", {}).fetchall():
        if traces.are_in_row(row["text"]):
            _execute(connection, "problem_delete", {"id": row["id"]})
    for row in _execute(connection, "changes_texts", {}).fetchall():
        if traces.are_in(row["text"]):
            _execute(connection, "change_delete", {"id": row["id"]})
    for row in _execute(connection, "reviews_texts", {}).fetchall():
        sides = {traits_from_json(row["one_description"]), traits_from_json(row["other_description"])}
        if sides & set(traces.descriptions):
            _execute(connection, "review_delete", {"id": row["id"]})


def _erase_bare_names(connection: sqlite3.Connection, traces: Traces) -> None:
    """Remove her name where an entry kept a name of somebody unknown."""
    for row in _execute(connection, "substitute_names", {}).fetchall():
        if traces.is_name(row["name"]):
            key = {"meeting_id": row["meeting_id"], "person_id": row["person_id"]}
            _execute(connection, "substitute_name_clear", key)
    for row in _execute(connection, "third_names", {}).fetchall():
        if traces.is_name(row["name"]):
            _execute(connection, "third_name_clear", {"id": row["id"]})


def _texts_that_name(connection: sqlite3.Connection, traces: Traces) -> Mapping[str, int]:
    """Count the rows of other people whose free texts name her: only a person can rewrite these."""
    counts: dict[str, int] = {}
    for table in fact_tables(connection):
        count = sum(any(map(traces.are_in, texts)) for texts in read_texts(connection, table))
        counts |= {table.name: count} if count else {}
    return counts


def _rewrite(connection: sqlite3.Connection) -> None:
    """Write the file anew and empty its journal: freed pages hold what was there."""
    connection.execute("vacuum")
    connection.execute("pragma wal_checkpoint(truncate)")


def forget_entries(site: Site, traces: Traces) -> int:
    """Empty every entry in the inbox that she made or that names her; return how many these were."""

    def names_her(entry: Entry) -> bool:
        return traces.are_in_row(entry.actor) or any(map(traces.are_in_row, _texts_in(entry.content)))

    return empty_entries(site, names_her)


def _texts_in(content: object) -> Iterator[str]:
    """Yield the values of an entry, its keys aside: each alone, and together, for a form asks for both names apart."""
    values = list(_values(content))
    yield from values
    yield " ".join(values)


def _values(content: object) -> Iterator[str]:
    if isinstance(content, Mapping):
        content = list(content.values())
    if isinstance(content, list):
        for each in content:
            yield from _values(each)
    elif content is not None:
        yield str(content)


def files_that_name(site: Site, traces: Traces) -> list[Path]:
    """Return the site's files, other than the records, in which her name or an address of hers still stands."""
    names = {f"{each.given}{each.family}" for each in traces.descriptions if each.given}
    needles = [word.lower() for word in traces.written] + sorted(names)
    found = []
    for path in sorted(site.folder.rglob("*")):
        if (
            path.is_file()
            and not path.name.startswith(site.records.name)
            and _names(path.read_bytes(), needles, traces)
        ):
            found.append(path)
    return found


def _names(content: bytes, needles: Iterable[str], traces: Traces) -> bool:
    text = content.decode("utf-8", "ignore").lower()
    if any(needle in text for needle in needles):
        return True
    letters = re.sub(r"[\x00-\x1f]", " ", text)
    return traces.are_in(letters)


def _execute(connection: sqlite3.Connection, statement: str, values: Mapping[str, Any]) -> sqlite3.Cursor:
    return connection.execute(read_sql(f"records/store/sql/{statement}.sql").sql, values)

"""Finds, in the bytes of a finished file, whatever the records hold and its audience may not see.

Two statements meet here that know nothing of each other: the audience's SQL says what goes into the file, and
``open_values.sql`` says what the audience may see. A value that the second one can't explain stops the publication.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from datasette_netzwerk.folding import WORD, base, index_text
from datasette_netzwerk.publish.tables import different_values, table_names, text_columns
from datasette_netzwerk.sqlfiles import read_sql

SHORTEST = 5
"""Letters or digits that are found by accident in no file of a group's size."""
LONGEST = 60
"""Of a longer value the beginning is looked for: nobody writes the same sixty letters twice."""
EXPLAINED = frozenset({("problems", "message"), ("members_search_words", "folded"), ("members_search_words", "word")})
"""Columns made from other columns: a message from values that are open, proposed words as the search's terms are."""

Needles = Mapping[bytes, tuple[tuple[int, bytes], ...]]
"""What to look for, by a piece of it, with the place of the piece in it."""


@dataclass(frozen=True, slots=True)
class Stray:
    """Something found in a file that nothing this audience may see explains, and where: a column or the bytes."""

    place: str
    value: str


def words_of_records(records: sqlite3.Connection) -> Needles:
    """Return every value and every word of every text column of the records, whatever tables and columns there are."""
    needles: set[bytes] = set()
    for table, column in text_columns(records):
        for value in different_values(records, table, column):
            needles.update(needles_in(value))
    return by_piece(needles)


def needles_in(value: object) -> Iterator[bytes]:
    """Yield what to look for of one value, in lower case: the whole and each of its words, unless they are short."""
    for text in _texts(str(value)):
        for part in (text, *WORD.findall(text)):
            if len(part) >= SHORTEST:
                yield part[:LONGEST].lower().encode()


def _texts(value: str) -> Iterator[str]:
    """Yield the texts inside a value that is JSON, or the value."""
    if not value.startswith(("{", "[")):
        yield value
        return
    try:
        pending = [json.loads(value)]
    except ValueError:
        yield value
        return
    while pending:
        entry = pending.pop()
        if isinstance(entry, dict):
            pending += entry.values()
        elif isinstance(entry, list):
            pending += entry
        elif entry is not None:
            yield str(entry)


def by_piece(needles: Iterable[bytes]) -> Needles:
    """Return ``needles`` by a piece of each: of its beginning, middle and end the one that fewest of them share."""
    wanted = tuple(needles)
    counts = Counter(piece for needle in wanted for _, piece in _pieces(needle))
    found: dict[bytes, list[tuple[int, bytes]]] = {}
    for needle in wanted:
        offset, piece = min(_pieces(needle), key=lambda each: counts[each[1]])
        found.setdefault(piece, []).append((offset, needle))
    return {piece: tuple(each) for piece, each in found.items()}


def _pieces(needle: bytes) -> Iterator[tuple[int, bytes]]:
    last = len(needle) - SHORTEST
    return ((offset, needle[offset : offset + SHORTEST]) for offset in (0, last // 2, last))


def present(needles: Needles, data: bytes) -> set[bytes]:
    """Return those of ``needles`` that are anywhere in ``data``: one walk over it, however many there are."""
    seen: set[bytes] = set()
    wanted = dict(needles)
    pieces = (data[place : place + SHORTEST] for place in range(len(data) - SHORTEST + 1))
    for place, piece in enumerate(pieces):
        if piece in wanted:
            found = {needle for offset, needle in wanted[piece] if data.startswith(needle, max(0, place - offset))}
            if found:
                seen |= found
                wanted[piece] = tuple(each for each in wanted[piece] if each[1] not in found)
                if not wanted[piece]:
                    del wanted[piece]
    return seen


def lower(data: bytes) -> bytes:
    """Return bytes in lower case, letters beyond ASCII too where they are UTF-8."""
    return data.decode("utf-8", errors="surrogateescape").lower().encode("utf-8", errors="surrogateescape")


def find_strays(snapshot: sqlite3.Connection, path: Path, needles: Needles) -> list[Stray]:
    """Return what the file at ``path`` holds and its audience may not see; the snapshot's lookups are that audience's."""
    rows = snapshot.execute(read_sql("publish/open_values.sql").sql)
    open_values = frozenset(str(value) for row in rows for value in row if value is not None)
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        has_index = "members_search" in table_names(connection)
        open_words = (
            frozenset(word for value in open_values for word in index_text(value).split()) if has_index else frozenset()
        )
        return [
            *_stray_cells(connection, open_values),
            *(_stray_terms(connection, open_words) if has_index else ()),
            *_stray_bytes(connection, path, needles, open_values | open_words),
        ]


def _stray_cells(connection: sqlite3.Connection, open_values: frozenset[str]) -> Iterator[Stray]:
    for table, column in text_columns(connection):
        if (table, column) not in EXPLAINED and column != "counted_on":
            for value in different_values(connection, table, column):
                if value not in open_values:
                    yield Stray(f"{table}.{column}", value)


def _stray_terms(connection: sqlite3.Connection, open_words: frozenset[str]) -> Iterator[Stray]:
    """Yield each term of the search index, however short, that is no word of an open value."""
    known = {base(word) for word in open_words}
    connection.execute("create virtual table temp.terms using fts5vocab (main, members_search, 'row')")
    for (term,) in connection.execute("select term from temp.terms union select folded from members_search_words"):
        if base(term) not in known:
            yield Stray("members_search", term)


def _stray_bytes(
    connection: sqlite3.Connection, path: Path, needles: Needles, open_texts: frozenset[str]
) -> Iterator[Stray]:
    """Yield each value of the records that stands in the file's bytes and in nothing open: in a free page, say."""
    suspects = present(needles, lower(path.read_bytes()))
    schema = [sql for (sql,) in connection.execute("select sql from sqlite_master where sql is not null")]
    suspects -= present(by_piece(suspects), "\n".join([*open_texts, *schema]).lower().encode())
    if suspects:
        suspects -= present(by_piece(suspects), lower(_live_bytes(connection, path)))
    yield from (Stray("bytes", needle.decode()) for needle in sorted(suspects))


def _live_bytes(connection: sqlite3.Connection, path: Path) -> bytes:
    """Return the bytes of the same database without its free space.

    Anna beside Berger in one row makes up an Annaberg that nobody wrote. What is in a row stays in the copy, and each cell
    and each term by itself is explained already; what only stood in free space is gone from it.
    """
    copy = path.with_name(f"{path.name}.copy")
    try:
        connection.execute("vacuum into :copy", {"copy": str(copy)})
        return copy.read_bytes()
    finally:
        copy.unlink(missing_ok=True)


def told(strays: Sequence[Stray]) -> str:
    """Return where the first strays are; not the values, which are nobody's business."""
    return ", ".join(dict.fromkeys(stray.place for stray in strays))

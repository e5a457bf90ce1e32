"""Which columns an exported list has: those of the group's own lists, then those for facts that no list had a column for."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from datasette_netzwerk.model import Kind
from datasette_netzwerk.records.fields import REPEATABLE
from datasette_netzwerk.records.headers import usual_header
from datasette_netzwerk.sqlfiles import read_sql

Cells = Mapping[str, Sequence[str]]
"""What is known of one record: by field its values, by ``=Header`` a cell that means nothing to us."""

UNMAPPED = "="
PARTS_OF_A_NAME = ("academic_title", "name_suffix", "birth_name")
"""What a whole name may carry; where it does for everybody, no column of its own is needed."""

MANY_LINES = frozenset({"note", "report", "text"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an exported list; ``field`` is ``None`` for one that means nothing to us."""

    header: str
    field: str | None

    @property
    def key(self) -> str:
        """Where the column's cells are found among the cells of a record."""
        return self.field or f"{UNMAPPED}{self.header}"


def columns_for(connection: sqlite3.Connection, kind: Kind, records: Sequence[Cells]) -> tuple[Column, ...]:
    """Return the columns of the latest list, then those that older lists had beside, then those that facts still need."""
    needed = dict.fromkeys(key for cells in records for key, values in cells.items() if any(values))
    columns: list[Column] = []
    for row in connection.execute(read_sql("records/store/sql/columns_of_lists.sql").sql, {"kind": kind.value}):
        known = {column.key for column in columns}
        listed = [Column(header, field) for header, field in json.loads(row["columns"])]
        columns += [column for column in listed if column.key not in known and (column.key in needed or not columns)]
    known = {column.key for column in columns} | _told_otherwise(columns, records)
    return (*columns, *(_column(kind, key) for key in needed if key not in known))


def _told_otherwise(columns: Iterable[Column], records: Sequence[Cells]) -> set[str]:
    """Return the fields whose facts stand in a column of another field: a whole name needs no parts."""
    fields = {column.field for column in columns}
    told: set[str] = set()
    if "full_name" in fields:
        told |= {"given_name", "family_name"}
        told |= {part for part in PARTS_OF_A_NAME if all(_is_in_name(part, cells) for cells in records)}
    if fields & {"family_name", "given_name"}:
        told |= {"full_name"}
    told |= {"postcode", "town"} if "postcode_town" in fields else {"postcode_town"}
    return told


def _is_in_name(part: str, cells: Cells) -> bool:
    words = " ".join(cells.get("full_name", ())).split()
    return all(set(value.split()) <= set(words) for value in cells.get(part, ()))


def _column(kind: Kind, key: str) -> Column:
    if key.startswith(UNMAPPED):
        return Column(key.removeprefix(UNMAPPED), None)
    return Column(usual_header(kind, key), key)


def row_of(columns: Sequence[Column], cells: Cells) -> tuple[str, ...]:
    """Return a record's cells in the order of ``columns``; of several for one field, the last takes what is left over."""
    left = {key: list(values) for key, values in cells.items()}
    coming = Counter(column.key for column in columns)
    row = []
    for column in columns:
        coming[column.key] -= 1
        values = left.get(column.key, [])
        taken = values[:1] if coming[column.key] else values
        left[column.key] = values[len(taken) :]
        row.append(_joined(column, taken))
    return tuple(row)


def _joined(column: Column, values: Sequence[str]) -> str:
    separator = "\n" if column.field in MANY_LINES else "; " if column.field in REPEATABLE else ", "
    return separator.join(values)

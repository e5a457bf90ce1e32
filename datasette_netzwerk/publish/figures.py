"""Tells the public figures about the whole group so that two publications don't give away what one of them hides.

The rule: a figure that was told once changes by five or more or not at all; until then it stays as it was told, with
its day. So nobody learns from the difference of two days what became of one member.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.generations import sha256_of
from datasette_netzwerk.publish.currency import current_manifest
from datasette_netzwerk.publish.moves import SMALLEST, moves_enough, tell_moves
from datasette_netzwerk.publish.tables import Row, insert, rows
from datasette_netzwerk.site import Site
from datasette_netzwerk.sqlfiles import read_sql, statements

Key = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of figures: the columns that say what is counted, and those that count people or what they did."""

    name: str
    keys: tuple[str, ...]
    figures: tuple[str, ...]

    def key(self, row: Row) -> Key:
        """Return what ``row`` is about."""
        return tuple(row[name] for name in self.keys)


MEETINGS = Table(
    "attendance_by_meeting",
    ("meeting_id",),
    ("attendance_count", "member_count", "first_year_count", "guest_count"),
)
PEOPLE = Table("attendance_by_year", ("chapter_id", "year"), ("people_count",))
MOVES = Table("membership_by_year", ("chapter_id", "year"), ("joined_count", "left_count", "member_count"))
GUESTS = Table("guests_by_year", ("chapter_id", "year"), ("guest_count", "joined_count"))
INTERACTIONS = Table("interactions_by_year", ("chapter_id", "year", "kind"), ("interaction_count",))
TABLES = (MEETINGS, PEOPLE, MOVES, GUESTS, INTERACTIONS)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The figures that the last publication told, by table and by what they are about."""

    told: Mapping[str, Mapping[Key, Row]] = field(default_factory=dict)

    def of(self, table: Table) -> Mapping[Key, Row]:
        """Return the rows told of ``table``."""
        return self.told.get(table.name, {})


def read_earlier(site: Site) -> Earlier:
    """Return what the current generation told, else what the public file at the top of the folder does."""
    for path in _public_files(site):
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
                return Earlier(
                    {
                        each.name: {each.key(row): row for row in rows(connection, each.name, each.keys)}
                        for each in TABLES
                    }
                )
        except sqlite3.DatabaseError:
            # Damaged, or not there; the next one tells the same, and where none can be read nothing was told.
            continue
    return Earlier()


def _public_files(site: Site) -> Iterable[Path]:
    manifest = current_manifest(site)
    if manifest is not None:
        path = site.generation_file(manifest.generation, Audience.PUBLIC)
        if path.is_file() and sha256_of(path) == manifest.sha256.get(Audience.PUBLIC):
            yield path
    yield site.public


def tell_figures(snapshot: sqlite3.Connection, earlier: Earlier) -> None:
    """Fill the tables of figures in the public file attached as ``published``, from what its SQL counted."""
    for statement in statements(read_sql("publish/public_counts.sql").sql):
        snapshot.execute(statement)
    today: str = snapshot.execute("select today from publication").fetchone()[0]
    for table in (MEETINGS, INTERACTIONS):
        insert(snapshot, table.name, [settle(table, row, earlier, today) for row in _counted(snapshot, table)])
    insert(snapshot, GUESTS.name, [_settle_guests(row, earlier, today) for row in _counted(snapshot, GUESTS)])
    insert(snapshot, MOVES.name, tell_moves(_counted(snapshot, MOVES), earlier.of(MOVES), today))
    people = [settle(PEOPLE, row, earlier, today) for row in _counted(snapshot, PEOPLE)]
    insert(snapshot, "told_people", people, "temp")
    for statement in statements(read_sql("publish/public_years.sql").sql):
        snapshot.execute(statement)


def _counted(snapshot: sqlite3.Connection, table: Table) -> list[Row]:
    return rows(snapshot, f"counted_{table.name}", table.keys, "temp")


def settle(table: Table, now: Row, earlier: Earlier, today: str) -> Row:
    """Return the row to tell: ``now`` where all its figures are new, or moved far enough; else as it was told before."""
    before = earlier.of(table).get(table.key(now))
    if before is None:
        return {**now, "counted_on": today}
    figures = table.figures
    has_moved = any(before[name] != now[name] for name in figures)
    if has_moved and all(moves_enough(before[name], now[name]) for name in figures):
        return {**now, "counted_on": today}
    return {**now, **{name: before[name] for name in figures}, "counted_on": before["counted_on"]}


def _settle_guests(now: Row, earlier: Earlier, today: str) -> Row:
    """Settle first-time guests; how many of them joined is told for the first time when all have had their year."""
    before = earlier.of(GUESTS).get(GUESTS.key(now))
    told = settle(GUESTS, now, earlier, today)
    if before is not None and before["joined_count"] is None and str(before["counted_on"]) < _due(now) <= today:
        kept_guests, joined = told["guest_count"], now["joined_count"]
        is_safe = not isinstance(kept_guests, int) or not isinstance(joined, int) or kept_guests - joined >= SMALLEST
        return {**told, "joined_count": joined if is_safe else None, "counted_on": today}
    return told


def _due(row: Row) -> str:
    return f"{int(row['year'] or 0) + 2}-01-01"

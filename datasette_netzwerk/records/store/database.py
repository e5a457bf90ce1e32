"""Opens records.db and brings its tables up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from datasette_netzwerk.audiences import Audience, audience_of_file
from datasette_netzwerk.problems import NotUnderstood, Problem, Refused
from datasette_netzwerk.site import PRIVATE_FOLDER_MODE, Site
from datasette_netzwerk.sqlfiles import SqlFile, sql_files, statements

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

SECONDS_TO_WAIT = 5.0

CACHE_KIBIBYTES = 65_536
"""How much of the file SQLite may keep in memory; an index of a million rows grows in all places at once."""


def now() -> str:
    """Return this moment as records.db writes it: UTC, with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@cache
def _migrations() -> Migrations:
    # sqlite-utils takes a good part of a second to import; a command that touches no records should not pay for it.
    from sqlite_utils import Migrations

    migrations = Migrations("netzwerk")
    for file in sql_files("records/store/migrations"):
        migrations(name=file.name)(MigrationStep(file))
    return migrations


class MigrationStep:
    """One numbered file of the migrations, run statement by statement inside the transaction that records it."""

    def __init__(self, file: SqlFile) -> None:
        self.__name__ = file.name
        self.sql = file.sql

    def __call__(self, database: Database, /) -> None:
        """Run the file's statements on ``database``."""
        for statement in statements(self.sql):
            database.execute(statement)


def open_records(site: Site, *, create: bool = False) -> sqlite3.Connection:
    """Return a connection to the site's records with all migrations applied and foreign keys held.

    With ``create`` a site is made where there is none. Raises `NotUnderstood` where there are no records, or the file
    is no database of ours.
    """
    if not site.records.exists() and not create:
        raise NotUnderstood(Problem("site.no_records", source=str(site.folder)))
    if site.records.exists() and site.records.stat().st_size and audience_of_file(site.records) is not Audience.RECORDS:
        raise NotUnderstood(Problem("records.foreign", source=str(site.records)))
    site.private.mkdir(mode=PRIVATE_FOLDER_MODE, parents=True, exist_ok=True)
    connection = sqlite3.connect(site.records, isolation_level=None, timeout=SECONDS_TO_WAIT)
    connection.row_factory = sqlite3.Row
    try:
        _prepare(connection)
    except Refused:
        connection.close()
        raise
    except sqlite3.OperationalError as error:
        connection.close()
        raise Refused(Problem("records.unwritable", source=str(site.records), value=str(error))) from error
    except sqlite3.DatabaseError as error:
        connection.close()
        raise NotUnderstood(Problem("records.foreign", source=str(site.records), value=str(error))) from error
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database

    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma secure_delete = on")
    connection.execute(f"pragma cache_size = -{CACHE_KIBIBYTES}")
    if connection.execute("pragma application_id").fetchone()[0] != Audience.RECORDS.application_id:
        connection.execute(f"pragma application_id = {Audience.RECORDS.application_id}")
    _refuse_newer(Database(connection))
    _migrations().apply(Database(connection))
    connection.execute("pragma foreign_keys = on")


def _refuse_newer(database: Database) -> None:
    """Raise `Refused` when a later version of the program has changed the tables: this one would not know what they mean."""
    known = {file.name for file in sql_files("records/store/migrations")}
    unknown = [step.name for step in _migrations().applied(database) if step.name not in known]
    if unknown:
        raise Refused(Problem("records.newer", value=unknown[0]))


def copy_of_records(site: Site) -> sqlite3.Connection:
    """Return the site's records in memory, to try out what an import would do; empty ones where there is no site."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    if site.records.exists():
        with closing(open_records(site)) as records:
            records.backup(connection)
    _prepare(connection)
    return connection


def check_records(path: Path) -> None:
    """See that the file at ``path`` holds records that this program can work with, by working with a copy in memory.

    Raises `NotUnderstood` for any other file, `Refused` for records of a newer program.
    """
    from sqlite_utils import Database

    if audience_of_file(path) is not Audience.RECORDS:
        raise NotUnderstood(Problem("records.foreign", source=str(path)))
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as records:
                records.backup(connection)
            is_ours = bool(_migrations().applied(Database(connection)))
            _prepare(connection)
        except sqlite3.DatabaseError as error:
            raise NotUnderstood(Problem("records.foreign", source=str(path), value=str(error))) from error
    if not is_ours:
        raise NotUnderstood(Problem("records.foreign", source=str(path)))


@contextmanager
def one_transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run the block as one transaction: all of it is stored, or nothing.

    Raises `Refused` when another process is writing.
    """
    try:
        connection.execute("begin immediate")
    except sqlite3.OperationalError as error:
        raise Refused(Problem("records.busy")) from error
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")

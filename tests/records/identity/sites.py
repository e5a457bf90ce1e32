"""What tests of identity need of a site: lists written in a line, and every row of its records."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from datasette_netzwerk.records.pipeline import ImportReport
from datasette_netzwerk.site import Site
from tests.group import import_group


def import_text(site: Site, name: str, text: str, **options: object) -> ImportReport:
    """Import one list that is written out in the test."""
    path = site.folder.parent / name
    path.write_text(text, encoding="utf-8")
    (report,) = import_group(site, [path], **options)
    return report


def whole_dump(site: Site) -> dict[str, list[Any]]:
    """Return every row of every table."""
    with closing(sqlite3.connect(site.records)) as records:
        names = [row[0] for row in records.execute("select name from sqlite_master where type = 'table' order by 1")]
        return {name: sorted(records.execute(f"select * from {name}").fetchall(), key=repr) for name in names}


def query(site: Site, sql: str, *values: object) -> list[Any]:
    """Return what ``sql`` finds in a site's records."""
    with closing(sqlite3.connect(site.records)) as records:
        return records.execute(sql, values).fetchall()


def folder_of(tmp_path: Path) -> Path:
    """Return where a test's site lies; its lists lie beside it."""
    return tmp_path / "site"

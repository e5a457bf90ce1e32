"""Gives back the rows that stay among the problems, in their own columns, to be mended and imported again."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from pathlib import Path

from datasette_netzwerk import i18n
from datasette_netzwerk.model import Kind
from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.export.files import Sheet, write_sheets
from datasette_netzwerk.records.headers import REMARKS, SHEET_NAMES
from datasette_netzwerk.sqlfiles import read_sql


def export_rejected(connection: sqlite3.Connection, path: Path) -> int:
    """Write every row with an open problem into ``path``, a sheet for each list, and return how many there are.

    Importing that file again closes the problems that are mended. Raises `NotUnderstood` where there is nothing to mend,
    and for the rows of several lists in a format that holds one.
    """
    sheets = _sheets(connection)
    if not sheets:
        raise NotUnderstood(Problem("export.nothing_rejected"))
    if len(sheets) > 1 and path.suffix.lower() != ".xlsx":
        raise NotUnderstood(Problem("export.several_lists", source=path.name, value=str(len(sheets))))
    write_sheets(path, sheets)
    connection.execute(read_sql("records/store/sql/problems_exported.sql").sql, {"file": path.name})
    return sum(len(sheet.rows) for sheet in sheets)


def _sheets(connection: sqlite3.Connection) -> list[Sheet]:
    lists: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    headers: dict[tuple[str, str, str], dict[str, None]] = {}
    for row in connection.execute(read_sql("records/store/sql/problems_rows.sql").sql):
        key = (row["kind"], row["source"], row["sheet"] or "")
        cells = json.loads(row["row"])
        columns: list[str] = [name for name, _field in json.loads(row["columns"] or "[]")]
        headers.setdefault(key, {}).update(dict.fromkeys((*columns, *cells)))
        lists[key].append({**cells, **_remarks(row)})
    shown = {key: (*(name for name in names if name not in REMARKS), *REMARKS) for key, names in headers.items()}
    return [
        Sheet(
            f"{number} {SHEET_NAMES[Kind(key[0])]}",
            shown[key],
            [tuple(row.get(name, "") for name in shown[key]) for row in rows],
        )
        for number, (key, rows) in enumerate(lists.items(), 1)
    ]


def _remarks(row: sqlite3.Row) -> dict[str, str]:
    """Return what is wrong with a row, each fault once, and where the row stood."""
    told = (
        i18n.tell_fault(Problem(each["code"], column=each["column"], value=each["value"], arguments=each["arguments"]))
        for each in json.loads(row["faults"])
    )
    place = ", ".join(filter(None, (row["source"], row["sheet"])))
    return dict(zip(REMARKS, (" / ".join(dict.fromkeys(told)), str(row["line"] or ""), place), strict=True))

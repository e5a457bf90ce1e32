"""Exports a group's lists as files: one list, or all of them as sheets of one workbook."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from datasette_netzwerk.model import Kind
from datasette_netzwerk.records.export.cards import cards_text
from datasette_netzwerk.records.export.columns import columns_for, row_of
from datasette_netzwerk.records.export.files import Sheet, write_sheets
from datasette_netzwerk.records.export.records import read_records
from datasette_netzwerk.records.headers import SHEET_NAMES

ALL_AT_ONCE = (".xlsx", ".json")
"""Formats that hold several lists in one file."""


def export_lists(connection: sqlite3.Connection, path: Path, kind: Kind | None = None) -> dict[Kind, int]:
    """Write one kind of list into ``path``, or all kinds where its format holds them; return how many rows of each.

    CSV holds the members unless another kind is asked for, vCard members only.
    """
    if path.suffix.lower() == ".vcf":
        members = list(read_records(connection, Kind.MEMBERS))
        path.write_text(cards_text(members), encoding="utf-8", newline="")
        return {Kind.MEMBERS: len(members)}
    everything = kind is None and path.suffix.lower() in ALL_AT_ONCE
    kinds = tuple(Kind) if everything else (kind or Kind.MEMBERS,)
    sheets = {each: sheet_of(connection, each) for each in kinds}
    filled = {each: sheet for each, sheet in sheets.items() if sheet.rows or not everything} or sheets
    write_sheets(path, list(filled.values()))
    return {each: len(sheet.rows) for each, sheet in filled.items()}


def sheet_of(connection: sqlite3.Connection, kind: Kind) -> Sheet:
    """Return one list with the group's own columns."""
    records = list(read_records(connection, kind))
    columns = columns_for(connection, kind, records)
    rows = [row_of(columns, cells) for cells in records]
    return Sheet(
        SHEET_NAMES[kind], tuple(column.header for column in columns), rows, tuple(column.field for column in columns)
    )

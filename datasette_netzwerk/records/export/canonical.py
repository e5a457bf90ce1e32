"""Writes the facts alone, sorted: two sites that know the same give the same text, however they came to know it."""

from __future__ import annotations

import json
import sqlite3

from datasette_netzwerk.sqlfiles import sql_files


def canonical_facts(connection: sqlite3.Connection) -> dict[str, list[list[object]]]:
    """Return every fact without keys, sources, times and imports, by table and in order."""
    facts: dict[str, list[list[object]]] = {}
    for file in sql_files("records/store/sql/canonical"):
        rows = [list(row) for row in connection.execute(file.sql)]
        facts[file.name] = sorted(rows, key=lambda row: json.dumps(row, ensure_ascii=False))
    return facts


def canonical_text(connection: sqlite3.Connection) -> str:
    """Return the facts as JSON, one fact a line."""
    parts = []
    for name, rows in canonical_facts(connection).items():
        lines = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows)
        parts.append(f' "{name}": [\n{lines}\n ]' if rows else f' "{name}": []')
    return "{\n" + ",\n".join(parts) + "\n}\n"

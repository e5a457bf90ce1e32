"""Turns the rows of a recognised list into records, with every fault located."""

from __future__ import annotations

from collections.abc import Iterator

from datasette_netzwerk.model import Kind
from datasette_netzwerk.records import mapping as mappings
from datasette_netzwerk.records.columns import Layout
from datasette_netzwerk.records.readers.tables import Table
from datasette_netzwerk.records.rows.attendance import understand_attendance, understand_matrix
from datasette_netzwerk.records.rows.cells import Understood
from datasette_netzwerk.records.rows.interactions import understand_interactions
from datasette_netzwerk.records.rows.meetings import understand_meetings
from datasette_netzwerk.records.rows.members import understand_members
from datasette_netzwerk.settings import Settings

__all__ = ["Understood", "understand_rows"]


def understand_rows(
    table: Table, layout: Layout, mapping: mappings.Mapping, settings: Settings
) -> Iterator[Understood]:
    """Yield what each row of ``table`` says, in order; a row of a matrix says something about many meetings."""
    match layout.kind:
        case Kind.MEMBERS:
            return understand_members(table, layout, mapping, settings)
        case Kind.MEETINGS:
            return understand_meetings(table, layout, mapping)
        case Kind.ATTENDANCE if layout.is_matrix:
            return understand_matrix(table, layout, mapping)
        case Kind.ATTENDANCE:
            return understand_attendance(table, layout, mapping)
        case Kind.INTERACTIONS:
            return understand_interactions(table, layout, mapping)

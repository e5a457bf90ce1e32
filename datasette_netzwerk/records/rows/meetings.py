"""Turns the rows of a list of meetings into meetings."""

from __future__ import annotations

from collections.abc import Iterator

from datasette_netzwerk.model import Meeting
from datasette_netzwerk.records import mapping as mappings
from datasette_netzwerk.records.columns import Layout
from datasette_netzwerk.records.normalise.dates import normalise_time, normalise_times
from datasette_netzwerk.records.normalise.numbers import normalise_whole_number
from datasette_netzwerk.records.normalise.text import normalise_lines, normalise_text
from datasette_netzwerk.records.readers.tables import Table
from datasette_netzwerk.records.rows.cells import Cells, Columns, Understood


def understand_meetings(table: Table, layout: Layout, mapping: mappings.Mapping) -> Iterator[Understood]:
    """Yield a `Meeting` for each row that has a date."""
    columns = Columns(table, layout, mapping.defaults)
    for row in table.rows:
        cells = Cells(columns, row)
        yield cells.understood(_meeting(cells))


def _meeting(cells: Cells) -> Meeting | None:
    held_on = cells.take_date("held_on")
    if held_on is None:
        cells.lack("meeting.no_date")
        return None
    starts_at, ends_at = cells.take("starts_at", normalise_times) or (None, None)
    return Meeting(
        source=cells.source,
        held_on=held_on,
        external_id=cells.take("meeting_id", normalise_text),
        title=cells.take("title", normalise_text),
        kind=cells.take("kind", normalise_text),
        place=cells.take("place", normalise_text),
        capacity=cells.take("capacity", normalise_whole_number),
        starts_at_local=starts_at,
        ends_at_local=cells.take("ends_at", normalise_time) or ends_at,
        report=cells.take("report", normalise_lines),
        unmapped=cells.unmapped(),
    )

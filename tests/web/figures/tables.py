"""Reads a figure's table as its readers do."""

from __future__ import annotations

from datasette_netzwerk.web.figures.figure import Figure


def table_of(figure: Figure) -> list[tuple[str, ...]]:
    """Return the texts of the table's cells."""
    return [tuple(cell.text for cell in row) for row in figure.rows]

"""Makes of a figure the Vega-Lite chart that a browser, or any other program, draws."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap

from datasette_netzwerk.web.charts import Drawing, Json, build_chart, locale_of
from datasette_netzwerk.web.figures.figure import Figure

WIDTHS: Mapping[Drawing, int] = {Drawing.WIDE: 820, Drawing.PHONE: 330}
TITLE_LETTERS: Mapping[Drawing, int] = {Drawing.WIDE: 84, Drawing.PHONE: 36}
"""How many letters of a title fit above a drawing."""


def spec_of(figure: Figure, drawing: Drawing, colours: Mapping[str, Json], language: str) -> dict[str, Json]:
    """Return the whole chart: data, colours and words of ``language`` inside, nothing to be fetched."""
    drawn = figure.drawings[drawing]
    letters = TITLE_LETTERS[drawing]
    values = {
        **colours,
        **locale_of(language),
        **drawn.values,
        "title": wrap(figure.title, letters),
        "subtitle": wrap(figure.explanation, letters + 8),
        "description": f"{figure.title}. {figure.explanation}",
        "width": WIDTHS[drawing],
        "height": drawn.height,
        "series": [series.label for series in drawn.series],
        "fills": [_colour(series.fill, colours) for series in drawn.series],
        "strokes": [_colour(series.stroke, colours) for series in drawn.series],
    }
    return build_chart(figure.chart, drawn.data, values)


def _colour(name: str, colours: Mapping[str, Json]) -> Json:
    return "transparent" if name == "none" else colours[name]

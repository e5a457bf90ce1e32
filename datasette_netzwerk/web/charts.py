"""Makes a Vega-Lite chart of a file that has neither data, colours nor words: all three are put in here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from babel.dates import get_day_names, get_month_names
from babel.numbers import get_decimal_symbol, get_group_symbol

from datasette_netzwerk.i18n import LOCALES

Json = Any
"""What a JSON file may hold."""

Record = Mapping[str, str | int | float]
"""One row of a chart's data."""

MARK = "$"
"""A text in a chart file that begins so names the colour, word or number that stands in its place."""


class Drawing(StrEnum):
    """For which width a chart is drawn: a phone gets a drawing of its own, not a shrunken one."""

    WIDE = "wide"
    PHONE = "phone"


class Scheme(StrEnum):
    """The light or the dark colours."""

    LIGHT = "light"
    DARK = "dark"


TOKENS: Mapping[Scheme, Mapping[str, str]] = MappingProxyType(
    {
        Scheme.LIGHT: {
            "background": "#ffffff",
            "card": "#ffffff",
            "ink": "#111a35",
            "muted": "#55607a",
            "line": "#dce3ea",
            "blue": "#276890",
            "orange": "#b24e08",
            "grey": "#7c899a",
            "pale": "#afcede",
        },
        Scheme.DARK: {
            "background": "#16202f",
            "card": "#16202f",
            "ink": "#e8edf3",
            "muted": "#a9b4c2",
            "line": "#2b3748",
            "blue": "#6fb1d6",
            "orange": "#f0954a",
            "grey": "#8e9aaa",
            "pale": "#27506a",
        },
    }
)
"""The colours of netzwerk.css and charts.css, for drawings outside of our pages."""

SHADES: Mapping[Scheme, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        Scheme.LIGHT: {
            "shades": ("#e6eff5", "#afcede", "#2e7199", "#1d4f6b", "#10344a"),
            "shade_inks": ("#111a35", "#111a35", "#ffffff", "#ffffff", "#ffffff"),
        },
        Scheme.DARK: {
            "shades": ("#1e3547", "#27506a", "#5a9bbd", "#9ac6de", "#dcebf4"),
            "shade_inks": ("#ffffff", "#ffffff", "#0b1220", "#0b1220", "#0b1220"),
        },
    }
)
"""Five steps from few to many, and the ink that can be read on each."""


def colours_of(scheme: Scheme, own: Mapping[str, str]) -> dict[str, Json]:
    """Return the colours of ``scheme``; in the light, a group's ``own`` take the place of ours."""
    mine = {name: colour for name, colour in own.items() if name in TOKENS[scheme]} if scheme is Scheme.LIGHT else {}
    return {**TOKENS[scheme], **mine, **SHADES[scheme]}


def colours_of_page() -> dict[str, Json]:
    """Return the colours as the page's own CSS properties: dark mode, print and a group's look come with them."""
    named: dict[str, Json] = {name: f"var(--{name})" for name in TOKENS[Scheme.LIGHT]}
    shades = [f"var(--shade{step})" for step in range(5)]
    return {**named, "background": None, "shades": shades, "shade_inks": ["var(--ink)"] * 5}


def locale_of(language: str) -> dict[str, Json]:
    """Return how ``language`` writes numbers and times, in the terms of d3."""
    locale = LOCALES[language]
    number = {
        "decimal": get_decimal_symbol(locale),
        "thousands": get_group_symbol(locale),
        "grouping": [3],
        "currency": ["", "\u00a0€"],
    }
    return {"number_locale": number, "time_locale": _times_of(language)}


def _times_of(language: str) -> dict[str, Json]:
    locale = LOCALES[language]
    return {
        "dateTime": "%A, %e. %B %Y, %X" if language == "de" else "%A, %e %B %Y, %X",
        "date": "%d.%m.%Y" if language == "de" else "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": _from_sunday(get_day_names("wide", "stand-alone", locale)),
        "shortDays": _from_sunday(get_day_names("abbreviated", "stand-alone", locale)),
        "months": [str(name) for name in get_month_names("wide", "stand-alone", locale).values()],
        "shortMonths": [str(name) for name in get_month_names("abbreviated", "stand-alone", locale).values()],
    }


def _from_sunday(names: Mapping[int, str]) -> list[str]:
    """Return the days' names from Sunday on, as d3 counts; Babel counts from Monday."""
    return [str(names[(day - 1) % 7]) for day in range(7)]


@cache
def _chart_text(name: str) -> str:
    return resources.files("datasette_netzwerk").joinpath("charts", f"{name}.vl.json").read_text(encoding="utf-8")


def chart_names() -> tuple[str, ...]:
    """Return the names of all chart files."""
    files = resources.files("datasette_netzwerk").joinpath("charts").iterdir()
    return tuple(sorted(name.removesuffix(".vl.json") for name in (file.name for file in files) if name[0] != "_"))


def build_chart(name: str, data: Mapping[str, Sequence[Record]], values: Mapping[str, Json]) -> dict[str, Json]:
    """Return the Vega-Lite chart in ``charts/<name>.vl.json`` with its data, in our theme.

    ``values`` are the colours, words and numbers that the file names; one that it names and lacks is a `KeyError`.
    Layers without a row are left out: Vega would look for the extent of nothing.
    """
    theme = json.loads(_chart_text("_theme"))
    chart = json.loads(_chart_text(name))
    filled: dict[str, Json] = _filled({**theme, **chart}, values)
    rows = {key: [dict(record) for record in records] for key, records in data.items() if records}
    layers = [layer for layer in filled["layer"] if layer.get("data", filled.get("data"))["name"] in rows]
    return {**filled, "layer": layers, "datasets": rows}


def _filled(node: Json, values: Mapping[str, Json]) -> Json:
    if isinstance(node, dict):
        return {key: _filled(value, values) for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(value, values) for value in node]
    if isinstance(node, str) and node.startswith(MARK) and node != MARK:
        return values[node.removeprefix(MARK)]
    return node


def for_page(chart: Mapping[str, Json]) -> dict[str, Json]:
    """Return the chart as our page draws it: as wide as its place, without the title and legend that stand beside it."""
    bare = {key: value for key, value in chart.items() if key not in ("title", "description")}
    config = {**chart["config"], "legend": {"disable": True}}
    return {**bare, "width": "container", "config": config}

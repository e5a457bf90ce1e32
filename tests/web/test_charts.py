"""Chart files: without data, colours and words of their own, whole and valid when they are given them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from datasette_netzwerk.web.charts import (
    SHADES,
    TOKENS,
    Scheme,
    build_chart,
    chart_names,
    colours_of,
    colours_of_page,
    for_page,
    locale_of,
)

VALUES: dict[str, Any] = {
    **locale_of("de"),
    **{name: name for name in ("title", "subtitle", "description")},
    "width": 100,
    "height": 50,
    "longest": 9,
    "limit": 80,
    "range": [0, 9],
    "room_beside": 0.2,
    "top": 9,
    "series": ["Mitglieder"],
    "fills": ["#276890"],
    "strokes": ["#276890"],
}
DATA_SETS = re.compile(r'"data": \{ ?"name": "(\w+)" ?\}')


def source(name: str) -> str:
    """Return the text of a chart file."""
    return resources.files("datasette_netzwerk").joinpath("charts", f"{name}.vl.json").read_text(encoding="utf-8")


def built(name: str) -> dict[str, Any]:
    """Return a chart of which every layer has one row."""
    rows = {data_set: [{"to": 1}] for data_set in DATA_SETS.findall(source(name))}
    return build_chart(name, rows, {**colours_of(Scheme.LIGHT, {}), **VALUES})


def texts(node: Any) -> Iterator[str]:
    """Yield every text in a JSON value."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from (text for text in texts(value) if key not in ("$schema", "labelExpr"))
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)
    elif isinstance(node, str):
        yield node


@pytest.mark.parametrize("name", [*chart_names(), "_theme"])
def test_a_chart_file_has_neither_data_nor_colours_nor_words(name: str) -> None:
    chart = json.loads(source(name))
    assert "datasets" not in chart
    assert "values" not in source(name)
    for text in texts(chart):
        assert not re.match(r"#[0-9a-f]{3}", text, re.IGNORECASE), text
        is_font = text.startswith("Helvetica")
        assert text.startswith("$") or is_font or re.fullmatch(r"[a-z_0-9-]+", text), text


@pytest.mark.parametrize("name", chart_names())
def test_a_chart_that_was_given_everything_names_nothing_any_more(name: str) -> None:
    chart = built(name)
    assert chart["$schema"] == "https://vega.github.io/schema/vega-lite/v6.json"
    assert chart["datasets"]
    assert not [text for text in texts(chart) if text.startswith("$")]
    assert len(chart["layer"]) == len(json.loads(source(name))["layer"])


def test_a_value_that_is_missing_is_an_error_and_not_a_white_spot() -> None:
    with pytest.raises(KeyError, match="longest"):
        build_chart("shares", {}, {key: value for key, value in VALUES.items() if key != "longest"} | colours_of_page())


def test_a_text_from_the_data_is_never_taken_for_a_name() -> None:
    chart = build_chart("shares", {"names": [{"label": "$ink"}]}, {**colours_of_page(), **VALUES, "title": "$ink"})
    assert chart["datasets"]["names"] == [{"label": "$ink"}]
    assert chart["title"]["text"] == "$ink"


def test_layers_without_rows_are_left_out() -> None:
    chart = build_chart("years", {"bars": [{"year": "2026"}], "untold": []}, {**colours_of_page(), **VALUES})
    assert [layer["data"]["name"] for layer in chart["layer"]] == ["bars"]
    assert list(chart["datasets"]) == ["bars"]


def test_building_a_chart_leaves_its_file_and_data_as_they_are() -> None:
    rows = [{"year": "2026"}]
    build_chart("years", {"bars": rows}, {**colours_of_page(), **VALUES})["datasets"]["bars"][0]["year"] = "1999"
    assert rows == [{"year": "2026"}]
    assert built("years") == built("years")


def test_on_the_page_a_chart_is_as_wide_as_its_place_and_has_no_title_of_its_own() -> None:
    chart = for_page(built("years"))
    assert chart["width"] == "container"
    assert "title" not in chart
    assert chart["config"]["legend"] == {"disable": True}


def test_the_page_draws_in_its_own_colours() -> None:
    assert colours_of_page()["blue"] == "var(--blue)"
    assert set(colours_of_page()) == set(colours_of(Scheme.LIGHT, {}))


def test_a_groups_own_colours_are_for_the_light() -> None:
    own = {"blue": "#006633", "nonsense": "#123456"}
    assert colours_of(Scheme.LIGHT, own)["blue"] == "#006633"
    assert "nonsense" not in colours_of(Scheme.LIGHT, own)
    assert colours_of(Scheme.DARK, own)["blue"] == TOKENS[Scheme.DARK]["blue"]


def test_the_colours_outside_are_those_of_the_stylesheets() -> None:
    static = resources.files("datasette_netzwerk").joinpath("static")
    sheets = "".join(static.joinpath(name).read_text("utf-8") for name in ("netzwerk.css", "numbers.css"))
    found = dict(zip((Scheme.LIGHT, Scheme.DARK), _root_rules(sheets), strict=True))
    for scheme, tokens in TOKENS.items():
        for name, colour in tokens.items():
            expected = found[scheme]["card" if name == "background" else name]
            assert _long(expected) == colour, (scheme, name)
        assert [_long(found[scheme][f"shade{step}"]) for step in range(5)] == list(SHADES[scheme]["shades"])


def _root_rules(sheets: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the colour properties of the light and of the dark rules."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for indent, rule in re.findall(r"^( *):root \{(.*?)\}", sheets, re.MULTILINE | re.DOTALL):
        (dark if indent else light).update(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]+)", rule))
    return light, dark


def _long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * letter for letter in colour[1:])


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG counts it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", Scheme)
def test_text_in_a_chart_can_be_read_and_marks_can_be_seen(scheme: Scheme) -> None:
    tokens = TOKENS[scheme]
    for name in ("ink", "muted"):
        assert contrast(tokens[name], tokens["card"]) >= 4.5, name
    for name in ("blue", "orange", "grey"):
        assert contrast(tokens[name], tokens["card"]) >= 3, name
    for shade, ink in zip(SHADES[scheme]["shades"], SHADES[scheme]["shade_inks"], strict=True):
        assert contrast(shade, ink) >= 4.5, shade


def test_numbers_and_days_are_written_as_the_language_does() -> None:
    german, english = locale_of("de"), locale_of("en")
    assert german["number_locale"]["decimal"] == ","
    assert german["number_locale"]["thousands"] == "."
    assert german["time_locale"]["days"][:2] == ["Sonntag", "Montag"]
    assert german["time_locale"]["shortMonths"][2] == "Mär"
    assert english["number_locale"]["decimal"] == "."
    assert english["time_locale"]["months"][2] == "March"

"""Trades, countries and towns of listed members."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from datasette_netzwerk.web.charts import Drawing
from datasette_netzwerk.web.figures.shares import Share, countries, industries, shares_of, towns
from tests.web.figures.tables import table_of


class Mix(NamedTuple):
    """Trades by their members, and the sentence that they make."""

    counts: tuple[tuple[str, int], ...]
    sentence: str


MIXES = (
    Mix((("Consulting", 16), ("Crafts", 9)), "Most frequent: Consulting, 16 of 25 members"),
    Mix(
        (("Consulting", 9), ("Crafts", 9), ("Law", 2)), "Most frequent: “Consulting” and “Crafts”, with 9 members each"
    ),
    Mix((("Consulting", 3), ("Crafts", 3), ("Law", 3)), "A broad mix: 3 trades lead with 3 members each"),
    Mix((("Consulting", 1), ("Crafts", 1)), "2 trades, each with one member"),
    Mix((("Consulting", 1),), "1 trade, with one member"),
    Mix((), "Members by trade"),
)


def shares(*counts: tuple[str, int]) -> tuple[Share, ...]:
    """Return shares in which everybody is of the first kind."""
    return tuple(Share(name, count, count) for name, count in counts)


@pytest.mark.parametrize("mix", MIXES, ids=lambda mix: mix.sentence)
def test_the_title_names_the_most_frequent_trade_if_there_is_one(mix: Mix) -> None:
    assert industries(shares(*mix.counts), 25).title == mix.sentence


def test_the_subtitle_tells_how_many_and_whether_somebody_counts_twice() -> None:
    assert industries(shares(("A", 16), ("B", 9)), 25).subtitle == "Trades of 25 listed members."
    assert industries(shares(("A", 16), ("B", 9)), 20).subtitle == "Trades of 20 listed members. Some have several."


def test_equal_counts_are_ordered_as_a_german_list_is() -> None:
    rows = [{"name_de": name, "name_en": name, "member_count": 1, "first_count": 1} for name in ("Zoo", "Ärzte", "Bau")]
    assert [share.name for share in shares_of(rows, "de")] == ["Ärzte", "Bau", "Zoo"]


def test_names_are_in_the_visitors_language() -> None:
    rows = [{"name_de": "Indien", "name_en": "India", "member_count": 2, "first_count": 1}]
    assert shares_of(rows, "de") == (Share("Indien", 2, 1),)
    assert shares_of(rows, "en") == (Share("India", 2, 1),)


def test_twelve_are_drawn_and_the_rest_is_said() -> None:
    figure = industries(shares(*((f"Trade {number:02}", 3) for number in range(14))), 40)
    assert len(figure.rows) == len(figure.drawings[Drawing.WIDE].data["bars"]) == 12
    assert figure.subtitle.endswith("The 12 most frequent of 14.")


def test_a_country_parts_those_who_work_there_from_those_who_know_people() -> None:
    figure = countries((Share("Poland", 5, 2), Share("India", 3, 0)))
    assert figure.title == "Members work or know people in 2 countries, most often Poland"
    assert table_of(figure) == [("Poland", "2", "3", "5"), ("India", "0", "3", "3")]
    assert [(bar["name"], bar["from"], bar["to"]) for bar in figure.drawings[Drawing.PHONE].data["bars"]] == [
        ("01 Poland", 0, 2),
        ("01 Poland", 2, 5),
        ("02 India", 0, 3),
    ]
    assert countries((Share("India", 3, 0),)).title == "Members work or know people in 1 country: India"


def test_towns_are_counted() -> None:
    assert towns(shares(("Rheine", 4), ("Emsdetten", 1))).title == "Members are from 2 towns, most often Rheine"
    assert towns(shares(("Rheine", 4))).title == "All members are from Rheine"


def test_where_nobody_named_anything_the_figure_says_so() -> None:
    for figure in (industries((), 0), countries(()), towns(())):
        assert figure.rows == ()
        assert not figure.is_drawn
        assert figure.empty.startswith("No listed member has named")

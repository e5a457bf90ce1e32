"""Joiners and leavers by year."""

from __future__ import annotations

from datasette_netzwerk.web.charts import Drawing
from datasette_netzwerk.web.figures.moves import Moves, finding, moves
from tests.web.figures.tables import table_of

YEARS = (Moves(2023, 12, 5, 40), Moves(2024, 9, 1, 48), Moves(2025, None, None, 50), Moves(2026, 6, 0, 56))


def test_the_title_is_about_the_last_year_that_is_told_and_spoken_of() -> None:
    assert finding(YEARS, 2025, 2026) == "In 2024, 9 members joined and 1 left"
    assert finding(YEARS, 2026, 2026) == "In 2026, 6 members joined and 0 left"
    assert finding(YEARS[3:], 2025, 2026) == "In 2026, 6 members joined and 0 left"


def test_where_moves_are_kept_back_the_title_tells_of_the_growth() -> None:
    hidden = [Moves(2023, None, None, 40), Moves(2024, None, None, None), Moves(2025, None, None, 50)]
    assert finding(hidden, 2025, 2026) == "Members: 40 at the end of 2023, 50 at the end of 2025"
    assert finding([*hidden, YEARS[3]], 2025, 2026) == "Members: 40 at the end of 2023, 56 today"
    assert finding([Moves(2023, None, None, None)], 2025, 2026) == "Who joined and who left"


def test_where_moves_are_kept_back_the_sizes_are_drawn_instead() -> None:
    figure = moves([Moves(2023, None, None, 40), Moves(2024, None, None, None), YEARS[3]], 2025, 2026)
    assert (figure.chart, figure.subtitle) == ("years", "Members at the end of each year.")
    data = figure.drawings[Drawing.WIDE].data
    assert [(bar["year"], bar["from"], bar["to"]) for bar in data["bars"]] == [("2023", 0, 40), ("2026", 0, 56)]
    assert [mark["year"] for mark in data["untold"]] == ["2024"]
    assert table_of(figure)[0] == ("2026", "6", "0", "56")


def test_where_nothing_is_told_nothing_is_drawn_and_the_table_says_so() -> None:
    figure = moves([Moves(2023, None, None, None)], 2025, 2026)
    assert not figure.is_drawn
    assert table_of(figure) == [("2023", "–", "–", "–")]


def test_the_table_begins_with_the_last_year() -> None:
    figure = moves(YEARS, 2026, 2026)
    assert table_of(figure) == [
        ("2026", "6", "0", "56"),
        ("2025", "–", "–", "50"),
        ("2024", "9", "1", "48"),
        ("2023", "12", "5", "40"),
    ]
    assert len(figure.notes) == 1
    assert moves(YEARS[:2], 2026, 2026).notes == ()


def test_who_came_is_drawn_upwards_and_who_went_downwards() -> None:
    data = moves(YEARS, 2026, 2026).drawings[Drawing.WIDE].data
    assert [(bar["year"], bar["series"], bar["to"]) for bar in data["bars"]] == [
        ("2023", "Joined", 12),
        ("2023", "Left", -5),
        ("2024", "Joined", 9),
        ("2024", "Left", -1),
        ("2026", "Joined", 6),
    ]
    assert [mark["label"] for mark in data["joined"]] == ["+12", "+9", "+6"]
    assert [mark["label"] for mark in data["left"]] == ["−5", "−1"]
    assert [mark["year"] for mark in data["untold"]] == ["2025"]
    assert [mark["label"] for mark in data["sizes"]] == ["40", "48", "50", "56"]


def test_a_phone_draws_the_last_seven_years_and_years_to_come_are_left_out() -> None:
    many = [Moves(year, 5, 5, 50) for year in range(2015, 2028)]
    figure = moves(many, 2026, 2026)
    assert len(figure.rows) == 12
    assert {bar["year"] for bar in figure.drawings[Drawing.PHONE].data["bars"]} == {
        str(year) for year in range(2020, 2027)
    }
    assert figure.phone_note == "Drawn are the last 7 years, all others stand in the table."


def test_without_a_date_the_figure_says_what_is_missing() -> None:
    figure = moves((), 2025, 2026)
    assert (figure.title, figure.rows, figure.is_drawn) == ("Who joined and who left", (), False)

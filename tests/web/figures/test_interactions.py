"""What members do for each other: a grid of numbers."""

from __future__ import annotations

from datasette_netzwerk.web.charts import Drawing
from datasette_netzwerk.web.figures.interactions import Deeds, finding, interactions
from tests.web.figures.tables import table_of

DEEDS = (
    Deeds("introduction", 2024, 58),
    Deeds("introduction", 2025, 65),
    Deeds("introduction", 2026, 7),
    Deeds("thanks", 2024, None),
    Deeds("one_to_one", 2025, 12),
)


def test_the_title_is_about_introductions_in_the_year_spoken_of() -> None:
    assert finding(DEEDS, 2025) == "In 2025, members made 65 introductions"
    assert finding(DEEDS[2:3], 2025) == "In 2026, members made 7 introductions"
    assert finding([Deeds("introduction", 2025, 1)], 2025) == "In 2025, members made 1 introduction"
    assert finding(DEEDS[3:], 2025) == "What members do for each other"


def test_a_grid_has_a_row_for_each_kind_and_a_column_for_each_year() -> None:
    figure = interactions(DEEDS, 2025)
    assert [heading.text for heading in figure.headings] == ["What was done", "2026", "2025", "2024"]
    assert table_of(figure) == [
        ("Introductions", "7", "65", "58"),
        ("One-to-ones", "–", "12", "–"),
        ("Thanks", "–", "–", "<5"),
    ]
    assert [[cell.shade for cell in row[1:]] for row in figure.rows] == [[0, 4, 4], [None, 0, None], [None, None, 0]]
    assert figure.is_grid
    assert not figure.is_drawn
    assert [figure.rows[2][3].title, figure.notes[0][:12]] == ["under 5", "<5: under 5."]


def test_outside_of_the_page_the_same_grid_is_a_chart() -> None:
    cells = interactions(DEEDS, 2025).drawings[Drawing.WIDE].data["cells"]
    assert [(cell["kind"], cell["year"], cell["label"]) for cell in cells] == [
        ("Introductions", "2026", "7"),
        ("Introductions", "2025", "65"),
        ("Introductions", "2024", "58"),
        ("One-to-ones", "2025", "12"),
        ("Thanks", "2024", "<5"),
    ]


def test_only_the_last_six_years_are_shown() -> None:
    figure = interactions([Deeds("introduction", year, 5) for year in range(2015, 2026)], 2025)
    assert [heading.text for heading in figure.headings[1:]] == ["2025", "2024", "2023", "2022", "2021", "2020"]


def test_without_entries_the_figure_says_what_is_missing() -> None:
    figure = interactions((), 2025)
    assert (figure.title, figure.rows) == ("What members do for each other", ())

"""Reading dates and times: never a wrong one."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_netzwerk.records.normalise.dates import (
    normalise_date,
    normalise_time,
    normalise_times,
    order_of_dates,
)
from datasette_netzwerk.records.normalise.values import Cell

DAY = date(2024, 3, 12)


@pytest.mark.parametrize(
    "cell",
    [
        "12.03.2024", "12.3.24", "12. 3. 2024", "12-03-2024", "12 03 2024", "2024-03-12", "20240312",
        "12. März 2024", "12.Mrz. 2024", "12 March 2024", "Mar 12, 2024", "March 12th, 2024", "Dienstag, 12. März 2024",
        "Di., 12.03.24", "Tue 12.03.2024", "12.03.2024 07:00", "12.03.2024, 7 Uhr", "12. März 2024 um 19.30 Uhr",
        "12.03.2024 7:00 PM", "2024-03-12T07:00:00", "2024-03-12 07:00", "2024-03-11t23:30:00z", 45363, 45363.0,
        45363.8, 20240312, DAY, datetime(2024, 3, 12, 19), datetime(2024, 3, 11, 23, 30, tzinfo=UTC),
    ],
)  # fmt: skip
def test_a_date_is_read(cell: Cell) -> None:
    assert normalise_date(cell) == (DAY, ())


@pytest.mark.parametrize(
    "cell, code",
    [
        ("31.02.2024", "date.impossible"),
        ("29.02.2023", "date.impossible"),
        ("13.13.2024", "date.impossible"),
        ("00.00.0000", "date.impossible"),
        ("1900-01-00", "date.impossible"),
        ("März 2024", "date.incomplete"),
        ("03/2024", "date.incomplete"),
        ("2024", "date.incomplete"),
        (2024, "date.incomplete"),
        ("12.03.", "date.incomplete"),
        ("ca. 2010", "date.incomplete"),
        ("KW 12/2024", "date.incomplete"),
        ("12.03.2024-14.03.2024", "date.range"),
        ("12. bis 14. März 2024", "date.range"),
        ("heute", "date.invalid"),
        ("12/03/2024", "date.ambiguous"),
        ("1/2/26", "date.ambiguous"),
        ("03/04/05", "date.ambiguous"),
        ("45363", "date.serial"),
        ("45363.0", "date.serial"),
        ("12.03.20244", "date.invalid"),
        ("12.03.2024 7", "date.invalid"),
        (1, "date.invalid"),
        (True, "date.invalid"),
        (0.5, "date.invalid"),
        (time(0, 0), "date.invalid"),
        ("0012-03-12", "date.out_of_range"),
        ("Mo, 12.03.2024", "date.weekday_differs"),
    ],
)
def test_a_date_that_is_not_sure_is_refused(cell: Cell, code: str) -> None:
    day, findings = normalise_date(cell)
    assert day is None
    assert [finding.code for finding in findings] == [code]


@pytest.mark.parametrize("cell", [None, "", "-", "k.A.", "unbekannt"])
def test_an_empty_cell_is_no_date(cell: Cell) -> None:
    assert normalise_date(cell) == (None, ())


def test_years_of_two_digits_turn_at_29() -> None:
    assert [normalise_date(text)[0] for text in ("01.02.29", "01.02.30")] == [date(2029, 2, 1), date(1930, 2, 1)]


def test_a_birth_date_is_never_to_come() -> None:
    today = date(2026, 11, 24)
    assert normalise_date("12.03.27", latest=today) == (date(1927, 3, 12), ())
    day, findings = normalise_date("12.03.2027", latest=today)
    assert day is None
    assert [(each.code, dict(each.arguments)) for each in findings] == [("date.future", {"latest": "2026-11-24"})]


def test_a_moment_is_taken_in_the_zone_of_the_site() -> None:
    evening = datetime(2024, 3, 12, 20, 0, tzinfo=timezone(timedelta(hours=-5)))
    assert normalise_date(evening)[0] == date(2024, 3, 13)
    assert normalise_date(evening, zone="America/New_York")[0] == DAY


@pytest.mark.parametrize(
    "column, otherwise, order",
    [
        (["03/04/2024", "03/25/2024"], False, True),
        (["03/04/2024", "25/03/2024"], None, False),
        (["25/03/2024", "03/25/2024"], False, None),
        (["03/04/2024"], False, False),
        (["03/04/2024"], None, None),
    ],
)
def test_one_date_that_can_be_read_in_one_order_settles_it_for_its_column(
    column: list[Cell], otherwise: bool | None, order: bool | None
) -> None:
    assert order_of_dates(column, otherwise) is order


def test_slashes_are_read_as_the_column_has_them() -> None:
    assert normalise_date("03/04/2024", month_first=True)[0] == date(2024, 3, 4)
    assert normalise_date("03/04/2024", month_first=False)[0] == date(2024, 4, 3)
    assert normalise_date("03/04/05", month_first=False)[0] == date(2005, 4, 3)
    assert normalise_date("03/25/2024")[0] == date(2024, 3, 25)
    assert normalise_date("03/03/2024")[0] == date(2024, 3, 3)


@pytest.mark.parametrize(
    "cell, clock",
    [
        ("7:00", "07:00"), ("07.00 Uhr", "07:00"), ("19h30", "19:30"), ("19 Uhr", "19:00"), ("ab 19 Uhr", "19:00"),
        ("7 pm", "19:00"), ("12 am", "00:00"), ("12:15 p.m.", "12:15"), ("1930", "19:30"), ("19:30:00", "19:30"), (19, "19:00"),
        (time(19, 30), "19:30"), (datetime(2024, 3, 12, 7, 5), "07:05"), (0.8125, "19:30"), (0.0, "00:00"),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read(cell: Cell, clock: str) -> None:
    assert normalise_time(cell) == (clock, ())


@pytest.mark.parametrize(
    "cell, code",
    [
        ("24:00", "time.invalid"), ("19:60", "time.invalid"), ("13 pm", "time.invalid"), ("abends", "time.invalid"),
        (19.5, "time.invalid"), (DAY, "time.invalid"), (True, "time.invalid"), ("19:00 - 21:00", "time.range"),
    ],
)  # fmt: skip
def test_a_time_that_is_not_sure_is_refused(cell: Cell, code: str) -> None:
    clock, findings = normalise_time(cell)
    assert clock is None
    assert [finding.code for finding in findings] == [code]


def test_beginning_and_end_may_share_a_cell() -> None:
    assert normalise_times("19:00 – 21:30 Uhr") == (("19:00", "21:30"), ())
    assert normalise_times("von 19 bis 21 Uhr") == (("19:00", "21:00"), ())
    assert normalise_times("19 Uhr") == (("19:00", None), ())
    assert normalise_times("19 bis spät")[0] is None
    assert normalise_times(None) == (None, ())


@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_from_every_usual_writing(day: date) -> None:
    spellings = (
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%Y%m%d}",
        f"{day.month}/{day.day}/{day.year}",
    )
    assert [normalise_date(text, month_first=True) for text in spellings] == [(day, ())] * 4


@given(text=st.text(alphabet="0123456789.-/: TZUhrMärz", max_size=14))
def test_reading_twice_equals_once(text: str) -> None:
    day, _ = normalise_date(text)
    assert day is None or normalise_date(day.isoformat()) == (day, ())
    clock, _ = normalise_time(text)
    assert clock is None or normalise_time(clock) == (clock, ())

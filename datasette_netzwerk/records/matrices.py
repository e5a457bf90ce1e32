"""Recognises attendance written as a grid: people down and meetings across, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from datasette_netzwerk.records.normalise.dates import month_number
from datasette_netzwerk.records.normalise.values import Cell
from datasette_netzwerk.records.readers.tables import Table, cell_text

SAMPLE_ROWS = 200
MARK_LENGTH = 14
MARKS_IN_USE = 8
"""A grid is filled with few different marks, and short ones."""

LEAP_YEAR = 2000
CENTURY_PIVOT = 70  # of two-digit years: 69 is 2069, 70 is 1970

_WEEKDAY = r"(?:(?:mo|di|mi|do|fr|sa|so|tu|we|th|su)[a-z]*\.?,?\s*)?"
_GERMAN_DATE = re.compile(_WEEKDAY + r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})\b.*", re.IGNORECASE)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.+Z-]*)?")
_DAY_AND_MONTH = re.compile(_WEEKDAY + r"(\d{1,2})\.\s?(\d{1,2})\.?|(\d{1,2})\.?\s([^\W\d_]{3,})\.?", re.IGNORECASE)
_MONTH_AND_DAY = re.compile(r"([^\W\d_]{3,})\.?\s(\d{1,2})(?:st|nd|rd|th)?", re.IGNORECASE)
_FULL_NAME = re.compile(r"[^\W\d_][\w'’.-]*,?(?: [\w'’.-]+)+")


def header_date(header: str) -> date | None:
    """Return the date that a header is or begins with: ``01.09.2022``, ``Do, 1.9.22 Vorstand``, ``2022-09-01``."""
    german, iso = _GERMAN_DATE.fullmatch(header), _ISO_DATE.fullmatch(header)
    if german:
        return _date(_full_year(german[3]), int(german[2]), int(german[1]))
    return _date(int(iso[1]), int(iso[2]), int(iso[3])) if iso else None


def header_month_and_day(header: str) -> tuple[int, int] | None:
    """Return month and day of a header without a year: ``02.09.``, ``Mi 2. Sep``, ``Sep 02``."""
    found = _DAY_AND_MONTH.fullmatch(header)
    if found and found[1]:
        return _in_a_year(int(found[2]), int(found[1]))
    if found:
        return _in_a_year(month_number(found[4]), int(found[3]))
    found = _MONTH_AND_DAY.fullmatch(header)
    return _in_a_year(month_number(found[1]), int(found[2])) if found else None


def _in_a_year(month: int | None, day: int) -> tuple[int, int] | None:
    return (month, day) if month and _date(LEAP_YEAR, month, day) else None


def yearless_columns(table: Table) -> Mapping[int, tuple[int, int]]:
    """Return the columns that are named by month and day alone, if there are two or more."""
    found = {index: header_month_and_day(header) for index, header in enumerate(table.header)}
    days = {index: day for index, day in found.items() if day is not None}
    return days if len(days) > 1 else {}


def in_years(days: Mapping[int, tuple[int, int]], years: Collection[int]) -> Mapping[int, date]:
    """Return the columns with their dates if one year alone is possible; none if no year is, or several are."""
    if len(years) != 1:
        return {}
    (year,) = years
    dates = {index: _date(year, month, day) for index, (month, day) in days.items()}
    return {index: day for index, day in dates.items() if day is not None}


def in_period(days: Mapping[int, tuple[int, int]], first: date, last: date) -> Mapping[int, date]:
    """Return the columns with the one date in the period that each can be; none if one cannot be in it, or twice."""
    dates: dict[int, date] = {}
    for index, (month, day) in days.items():
        possible = [found for year in range(first.year, last.year + 1) if (found := _date(year, month, day))]
        within = [found for found in possible if first <= found <= last]
        if len(within) != 1:
            return {}
        dates[index] = within[0]
    return dates


def dated_columns(table: Table) -> Mapping[int, date]:
    """Return the columns that are named by a date."""
    dates = {index: header_date(header) for index, header in enumerate(table.header)}
    return {index: day for index, day in dates.items() if day is not None}


def mark_columns(table: Table, columns: Collection[int]) -> Mapping[int, str]:
    """Return the given columns if all hold marks, such as X and -, and nothing else; none if one does not."""
    marks = {cell_text(cell).strip() for index in columns for cell in column_cells(table, index)}
    if not marks or len(marks) > MARKS_IN_USE or not all(map(_is_mark, marks)):
        return {}
    return {index: table.header[index] for index in columns}


def numbered_columns(columns: Mapping[int, str]) -> Mapping[int, str]:
    """Return the columns if there are two or more and all carry a number, as the ids of meetings do."""
    are_numbered = len(columns) > 1 and all(any(sign.isdigit() for sign in text) for text in columns.values())
    return columns if are_numbered else {}


def person_columns(columns: Mapping[int, str]) -> Mapping[int, str]:
    """Return the columns if there are two or more and all carry the name of a person in at least two words."""
    are_people = len(columns) > 1 and all(_FULL_NAME.fullmatch(text) for text in columns.values())
    return columns if are_people else {}


def column_cells(table: Table, index: int) -> Sequence[Cell]:
    """Return what stands in a column, in a sample of the rows, without empty cells."""
    return [row.cells[index] for row in table.rows[:SAMPLE_ROWS] if row.cells[index] is not None]


def _is_mark(text: str) -> bool:
    return len(text) <= MARK_LENGTH and (text in ("0", "1") or not any(sign.isdigit() for sign in text))


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year < CENTURY_PIVOT else 1900)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

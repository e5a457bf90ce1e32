"""Reads dates and times of day; a date that could be another one is refused, never guessed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.model import Precision
from datasette_netzwerk.records.normalise.tables import read_table
from datasette_netzwerk.records.normalise.text import clean_text, is_blank
from datasette_netzwerk.records.normalise.values import NOTHING, Cell, Normalised, refused

ZONE = "Europe/Berlin"
FIRST_YEAR, LAST_YEAR = 1900, 2100
TWO_DIGIT_PIVOT = 29  # 29 is 2029, 30 is 1930
SERIAL_DAY_ZERO = date(1899, 12, 30)  # of Excel's day numbers
FIRST_SERIAL, LAST_SERIAL = 20000, 80000  # 1954 to 2119; a smaller number is a year or a mistake
MINUTES_PER_DAY = 24 * 60

ON = re.compile(r"^(?:am|den|on|vom)\s+(?:den\s+)?", re.IGNORECASE)
EMPTY_IN_OUTLOOK = frozenset(("0/0/00", "0.0.00", "00.00.00"))

SINCE = re.compile(
    r"^(?:(?:mitglied|member|dabei|joined)\s+)?(?:seit(?:\s+dem)?|ab|since|from)\.?:?\s+(?=\S)|^mitglied\s+(?=\d)",
    re.I,
)
PART_OF = re.compile(r"^(?:anfang|mitte|ende|early|mid|late)[-\s]\s?(?=\S)", re.IGNORECASE)
YEAR_ALONE = re.compile(r"((?:19|20)\d\d)(?:[.,]0)?")
MONTH_IN_DIGITS = re.compile(r"(\d{1,2})\s?[./-]\s?((?:19|20)\d\d)|((?:19|20)\d\d)-(\d\d)")
MONTH_IN_WORDS = re.compile(r"([^\W\d_]+)\.?\s*((?:19|20)\d\d)")

WEEKDAY = re.compile(r"([^\W\d_]+)\.?,?\s+(?=\d|[^\W\d_]{3,}\.?\s+\d)")
CLOCK = re.compile(
    r",?\s+(?:um\s+|at\s+)?(?:\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:uhr|h)?|\d{1,2}\s*(?:uhr|h)|\d{1,2}[:.]\d\d\s*[ap]\.?m\.?)$",
    re.I,
)
DAY_FIRST = re.compile(r"(\d{1,2})([./\- ])\s?(\d{1,2})\2\s?(\d{4}|\d{2})")
ISO = re.compile(r"(\d{4})([-/.])(\d\d?)\2(\d\d?)")
ISO_WITH_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s?(?:[Zz]|[+-]\d\d:?\d\d)?")
COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
MONTH_BY_NAME = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th)?\s*([^\W\d_]+)\.?,?\s+(\d{4}|\d{2})")
MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
SLASHES = re.compile(r"(?<!\d)(\d{1,2})/\s?(\d{1,2})/\s?(?:\d{4}|\d{2})(?!\d)")
SERIAL = re.compile(r"\d{5}(?:\.0+)?")
INCOMPLETE = re.compile(r"(?:ca\.?\s*|\d{1,2}[./]|[^\W\d_]+\.?\s+)?\d{4}|\d{1,2}\.\d{1,2}\.?|(?:kw|cw|q)\s?\d.*", re.I)
RANGE = re.compile(r"\d\s*(?:-|–|—|bis|to)\s*\d{1,2}\.|\s(?:bis|to|–)\s", re.I)
TIME = re.compile(r"(\d{1,2})(?:[:.h](\d\d)(?::\d\d)?)?\s*(?:uhr|h)?(?:\s?(a|p)\.?m\.?)?", re.I)
TIME_IN_FOUR = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
TIME_LEAD = re.compile(r"^(?:ab|um|von|from|at|ca\.?)\s+", re.I)
TIME_RANGE = re.compile(r"\s*(?:-|–|—|\bbis\b|\bto\b)\s*", re.I)


@cache
def _numbers(kind: str) -> Mapping[str, int]:
    return {identity_key(row["word"]): int(row["number"]) for row in read_table("date_words") if row["kind"] == kind}


def month_number(word: str) -> int | None:
    """Return the number of the month that ``word`` names in German or English, also shortened: ``Mrz``, ``Sept``."""
    return _numbers("month").get(identity_key(word))


def _year(text: str, latest: date | None) -> int:
    """Return the year of four digits, or of two: the last such year up to ``latest``, if that is given."""
    number = int(text)
    if len(text) > 2:
        return number
    year = number + (2000 if number <= TWO_DIGIT_PIVOT else 1900)
    return year - 100 if latest and year > latest.year else year


def _is_ambiguous(text: str) -> bool:
    """Tell whether slashes leave open which part is the day: 03/04/2024, and all years of two digits."""
    match = DAY_FIRST.fullmatch(text)
    if match is None or match[2] != "/":
        return False
    first, second = int(match[1]), int(match[3])
    return len(match[4]) == 2 or (first != second and first <= 12 and second <= 12)


def _day_first(match: re.Match[str], latest: date | None, month_first: bool | None) -> tuple[int, int, int]:
    first, second = int(match[1]), int(match[3])
    is_american = match[2] == "/" and (month_first or second > 12 >= first)
    day, month = (second, first) if is_american else (first, second)
    return _year(match[4], latest), month, day


def _written_out(text: str, latest: date | None) -> tuple[int, int, int] | None:
    """Return year, month, day of ``3. März 2024`` or ``Mar 12, 2024``."""
    months = _numbers("month")
    if (match := MONTH_BY_NAME.fullmatch(text)) and identity_key(match[2]) in months:
        return _year(match[3], latest), months[identity_key(match[2])], int(match[1])
    if (match := MONTH_FIRST.fullmatch(text)) and identity_key(match[1]) in months:
        return int(match[3]), months[identity_key(match[1])], int(match[2])
    return None


def _year_month_day(text: str, latest: date | None, month_first: bool | None) -> tuple[int, int, int] | None:
    if match := DAY_FIRST.fullmatch(text):
        return _day_first(match, latest, month_first)
    if match := ISO.fullmatch(text):
        return int(match[1]), int(match[3]), int(match[4])
    if match := COMPACT.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    return _written_out(text, latest)


def _in_zone(moment: datetime, zone: str) -> date:
    return (moment.astimezone(ZoneInfo(zone)) if moment.tzinfo else moment).date()


def _from_iso(text: str, zone: str) -> date:
    return _in_zone(datetime.fromisoformat(text.upper().replace(" ", "T", 1).replace(",", ".")), zone)


def _from_serial(number: float) -> date | None:
    return SERIAL_DAY_ZERO + timedelta(days=int(number)) if FIRST_SERIAL < number < LAST_SERIAL else None


def _checked(day: date, latest: date | None) -> Normalised[date]:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return refused("date.out_of_range", first=str(FIRST_YEAR), last=str(LAST_YEAR))
    if latest and day > latest:
        return refused("date.future", latest=latest.isoformat())
    return day, ()


def _take_weekday(text: str) -> tuple[int | None, str]:
    match = WEEKDAY.match(text)
    weekday = _numbers("weekday").get(identity_key(match[1])) if match else None
    return (weekday, text[match.end() :]) if match and weekday is not None else (None, text)


def _not_read(text: str) -> str:
    if SERIAL.fullmatch(text):
        return "date.serial"
    if RANGE.search(text):
        return "date.range"
    return "date.incomplete" if INCOMPLETE.fullmatch(text) else "date.invalid"


@lru_cache(maxsize=16384)
def _from_text(text: str, latest: date | None, zone: str, month_first: bool | None) -> Normalised[date]:
    weekday, dated = _take_weekday(ON.sub("", text))
    if month_first is None and _is_ambiguous(CLOCK.sub("", dated)):
        return refused("date.ambiguous")
    try:
        if ISO_WITH_TIME.fullmatch(dated):
            return _checked(_from_iso(dated, zone), latest)
        parts = _year_month_day(dated, latest, month_first)
        parts = parts or _year_month_day(CLOCK.sub("", dated), latest, month_first)
        day = date(*parts) if parts else None
    except ValueError:
        return refused("date.impossible")
    if day is None:
        return refused(_not_read(dated))
    if weekday is not None and day.weekday() != weekday:
        return refused("date.weekday_differs", date=day.isoformat())
    return _checked(day, latest)


def normalise_date(
    cell: Cell, latest: date | None = None, zone: str = ZONE, month_first: bool | None = None
) -> Normalised[date]:
    """Return the day that the cell names.

    ``latest`` is the last day that makes sense, such as today for a birth date: it settles years of two digits.
    ``month_first`` says whether the column writes 03/25/2024 or 25/03/2024, as `order_of_dates` tells; where nothing says
    it, 03/04/2024 is refused. A bare number is a day where a workbook counts days, and none in a text.
    """
    if isinstance(cell, datetime):
        return _checked(_in_zone(cell, zone), latest)
    if isinstance(cell, date):
        return _checked(cell, latest)
    if isinstance(cell, (bool, time)):
        return refused("date.invalid")
    if isinstance(cell, (int, float)) and (day := _from_serial(cell)):
        return _checked(day, latest)
    if isinstance(cell, float) and not cell.is_integer():
        return refused("date.invalid")
    text = clean_text(cell)
    return NOTHING if is_blank(text) or text in EMPTY_IN_OUTLOOK else _from_text(text, latest, zone, month_first)


@dataclass(frozen=True, slots=True)
class Period:
    """A day, a month or a year, told by its first day and by how much of that is known."""

    first_day: date
    precision: Precision = Precision.DAY

    def __str__(self) -> str:
        return self.first_day.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[self.precision]]


def _year_or_month(text: str) -> Period | None:
    """Return the period that ``2019``, ``03/2019``, ``2019-03`` or ``März 2019`` names, if it is one."""
    if match := YEAR_ALONE.fullmatch(text):
        return Period(date(int(match[1]), 1, 1), Precision.YEAR)
    if match := MONTH_IN_DIGITS.fullmatch(text):
        month, year = int(match[1] or match[4]), int(match[2] or match[3])
    elif match := MONTH_IN_WORDS.fullmatch(text):
        month, year = month_number(match[1]) or 0, int(match[2])
    else:
        return None
    return Period(date(year, month, 1), Precision.MONTH) if 1 <= month <= 12 else None


def normalise_period(cell: Cell, latest: date | None = None, month_first: bool | None = None) -> Normalised[Period]:
    """Return the day, month or year since which something holds: ``12.03.2019``, ``März 2019``, ``seit 2019``.

    Nothing is added to what the cell says: a year stays a year. ``ca. 2010`` is none of the three.
    """
    is_text = isinstance(cell, (str, int, float)) and not isinstance(cell, bool)
    text = SINCE.sub("", clean_text(cell)) if is_text else ""
    period = _year_or_month(PART_OF.sub("", text))
    if period is not None:
        _day, findings = _checked(period.first_day, latest)
        return (None, findings) if findings else (period, ())
    day, findings = normalise_date(text if isinstance(cell, str) else cell, latest, month_first=month_first)
    return (Period(day) if day else None), findings


def order_of_dates(cells: Collection[Cell], otherwise: bool | None = None) -> bool | None:
    """Tell whether a column writes 03/25/2024 (``True``) or 25/03/2024 (``False``), or that nobody can say (``None``).

    One date that can be read in one order only settles it for all; two that contradict each other settle nothing; where
    no date settles it, the order is the one that holds ``otherwise``.
    """
    slashed = [match for cell in cells if isinstance(cell, str) and (match := SLASHES.search(cell))]
    orders = {int(match[2]) > 12 for match in slashed if (int(match[1]) > 12) != (int(match[2]) > 12)}
    return otherwise if not orders else orders.pop() if len(orders) == 1 else None


def _time_of(hours: int, minutes: int) -> Normalised[str]:
    if hours > 23 or minutes > 59:
        return refused("time.invalid")
    return f"{hours:02}:{minutes:02}", ()


def _time_from_text(text: str) -> Normalised[str]:
    if match := TIME_IN_FOUR.fullmatch(text):
        return _time_of(int(match[1]), int(match[2]))
    match = TIME.fullmatch(TIME_LEAD.sub("", text))
    if match is None:
        return refused("time.range" if len(TIME_RANGE.split(text)) == 2 else "time.invalid")
    hours, half = int(match[1]), (match[3] or "").lower()
    if half and not 1 <= hours <= 12:
        return refused("time.invalid")
    return _time_of(hours % 12 + (12 if half == "p" else 0) if half else hours, int(match[2] or 0))


def normalise_time(cell: Cell) -> Normalised[str]:
    """Return the time of day as HH:MM."""
    if isinstance(cell, (datetime, time)):
        return _time_of(cell.hour, cell.minute)
    if isinstance(cell, (bool, date)):
        return refused("time.invalid")
    if isinstance(cell, float) and 0 <= cell < 1:
        return _time_of(*divmod(round(cell * MINUTES_PER_DAY) % MINUTES_PER_DAY, 60))
    text = clean_text(cell)
    return NOTHING if is_blank(text) else _time_from_text(text)


def normalise_times(cell: Cell) -> Normalised[tuple[str, str | None]]:
    """Return beginning and end, each as HH:MM, of a cell such as ``19:00 – 21:30 Uhr`` or ``19 Uhr``."""
    text = clean_text(cell)
    parts = TIME_RANGE.split(text) if isinstance(cell, str) else []
    if len(parts) != 2:
        start, findings = normalise_time(cell)
        return ((start, None) if start else None), findings
    (start, start_findings), (end, end_findings) = normalise_time(parts[0]), normalise_time(parts[1])
    return ((start, end) if start and end else None), (start_findings + end_findings)[:1]

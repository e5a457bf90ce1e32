"""Says on which days an event recurs, for the rules that calendars write; others are refused, and no rule runs away.

Days are built period by period from a budget, because a rule may be valid and never come true (30 February).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
KEYS = frozenset("FREQ INTERVAL COUNT UNTIL WKST BYDAY BYMONTHDAY BYMONTH BYSETPOS".split())

_WEEKDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of recurrence; empty tuples restrict nothing. Weekdays are (ordinal or 0, 0 for Monday to 6)."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: date | None = None
    week_start: int = 0
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()


class Unsupported(ValueError):
    """The rule is none that this module understands in full."""


def rule_of(parts: Mapping[str, Sequence[Any]]) -> Rule:
    """Return the rule that the parts of an RRULE describe. Raises ``Unsupported`` for what would be understood wrongly."""
    frequency = str(_first(parts, "FREQ", ""))
    weekdays = tuple(_weekday(str(text)) for text in parts.get("BYDAY", ()))
    month_days = _numbers(parts, "BYMONTHDAY", 31)
    rule = Rule(
        frequency,
        int(_first(parts, "INTERVAL", 1)),
        int(parts["COUNT"][0]) if "COUNT" in parts else None,
        _day(parts["UNTIL"][0]) if "UNTIL" in parts else None,
        _weekday(str(_first(parts, "WKST", "MO")))[1],
        weekdays,
        month_days,
        _numbers(parts, "BYMONTH", 12),
        _numbers(parts, "BYSETPOS", 366),
    )
    has_ordinals = any(ordinal for ordinal, _ in weekdays)
    is_odd = (
        frequency not in FREQUENCIES
        or bool(parts.keys() - KEYS)
        or rule.interval < 1
        or any(month < 1 for month in rule.months)
        or (has_ordinals and (frequency in ("DAILY", "WEEKLY") or any(not ordinal for ordinal, _ in weekdays)))
        or (bool(month_days) and frequency == "WEEKLY")
        or (bool(rule.positions) and frequency in ("DAILY", "WEEKLY"))
        or (frequency == "YEARLY" and bool(weekdays) and not rule.months)
    )
    if is_odd:
        raise Unsupported
    return rule


def _first(parts: Mapping[str, Sequence[Any]], name: str, otherwise: object) -> Any:
    return parts[name][0] if parts.get(name) else otherwise


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _weekday(text: str) -> tuple[int, int]:
    match = _WEEKDAY.fullmatch(text.strip().upper())
    if match is None:
        raise Unsupported
    return int(match[1] or 0), WEEKDAYS.index(match[2])


def _numbers(parts: Mapping[str, Sequence[Any]], name: str, largest: int) -> tuple[int, ...]:
    numbers = tuple(int(number) for number in parts.get(name, ()))
    if any(not 1 <= abs(number) <= largest for number in numbers):
        raise Unsupported
    return numbers


def occurrences(rule: Rule, first: date, last: date, periods: int) -> Iterator[date]:
    """Yield the days of a rule from ``first`` to ``last`` at the latest, looking at so many ``periods`` at most."""
    left = rule.count if rule.count is not None else -1
    until = min(last, rule.until) if rule.until else last
    for begin in _periods(rule, first, until, periods):
        for day in _selected(rule, _days(rule, begin, first)):
            if day < first:
                continue
            if day > until or left == 0:
                return
            left -= 1
            yield day


def _periods(rule: Rule, first: date, until: date, count: int) -> Iterator[date]:
    """Yield the first day of each period that the rule looks at."""
    begin = first - timedelta(days=(first.weekday() - rule.week_start) % 7) if rule.frequency == "WEEKLY" else first
    for number in range(count):
        step = number * rule.interval
        if step > 3_000_000:
            return
        match rule.frequency:
            case "DAILY" | "WEEKLY":
                days = step * (7 if rule.frequency == "WEEKLY" else 1)
                if days > (until - begin).days:
                    return
                yield begin + timedelta(days=days)
            case _:
                month = begin.year * 12 + begin.month - 1 + step * (12 if rule.frequency == "YEARLY" else 1)
                if month > until.year * 12 + 11:
                    return
                yield date(month // 12, month % 12 + 1, 1)


def _days(rule: Rule, begin: date, first: date) -> Iterator[date]:
    """Yield the days of one period that suit the rule, in order."""
    match rule.frequency:
        case "DAILY":
            yield from (day for day in (begin,) if _suits(rule, day))
        case "WEEKLY":
            wanted = {weekday for _, weekday in rule.weekdays} or {first.weekday()}
            week = (begin + timedelta(days=offset) for offset in range(7))
            yield from (day for day in week if day.weekday() in wanted and _in_months(rule, day))
        case "MONTHLY":
            yield from _days_of_month(rule, begin, first)
        case _:
            months = sorted(rule.months) or ([*range(1, 13)] if rule.month_days else [first.month])
            for month in dict.fromkeys(months):
                yield from _days_of_month(rule, begin.replace(month=month), first)


def _suits(rule: Rule, day: date) -> bool:
    is_weekday = not rule.weekdays or any(day.weekday() == weekday for _, weekday in rule.weekdays)
    return is_weekday and _in_months(rule, day) and (not rule.month_days or _is_month_day(rule, day))


def _in_months(rule: Rule, day: date) -> bool:
    return not rule.months or day.month in rule.months


def _is_month_day(rule: Rule, day: date) -> bool:
    from_end = day.day - monthrange(day.year, day.month)[1] - 1
    return day.day in rule.month_days or from_end in rule.month_days


def _days_of_month(rule: Rule, begin: date, first: date) -> Iterator[date]:
    length = monthrange(begin.year, begin.month)[1]
    for day in (begin.replace(day=number) for number in range(1, length + 1)):
        if not _in_months(rule, day) or (rule.month_days and not _is_month_day(rule, day)):
            continue
        if rule.weekdays:
            if any(_is_nth(day, ordinal, weekday, length) for ordinal, weekday in rule.weekdays):
                yield day
        elif rule.month_days or day.day == first.day:
            yield day


def _is_nth(day: date, ordinal: int, weekday: int, length: int) -> bool:
    if day.weekday() != weekday:
        return False
    return ordinal in (0, (day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1))


def _selected(rule: Rule, days: Iterator[date]) -> Sequence[date]:
    """Return the days of a period at the positions that the rule names, such as the last one."""
    found = list(days)
    if not rule.positions:
        return found
    indexes = {position - 1 if position > 0 else len(found) + position for position in rule.positions}
    return [day for index, day in enumerate(found) if index in indexes]

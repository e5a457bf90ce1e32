"""Words, dates, numbers and lists in German and English: gettext catalogues and Babel's formats."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from babel.support import Translations

from datasette_netzwerk.messages import message_of
from datasette_netzwerk.problems import Problem

DOMAIN = "netzwerk"
LOCALES = {"de": Locale("de"), "en": Locale("en", "GB")}
"""English means British English: 13 November 2024, and no comma before the last "and"."""

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
ISO_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")

language_at_work: ContextVar[str] = ContextVar("netzwerk_language", default="en")
"""The language of the request or command being answered."""


@cache
def catalogue(language: str) -> Translations:
    """Return the translations into ``language``; English is the language of the source, so it has none."""
    path = resources.files("datasette_netzwerk").joinpath("locale", language, "LC_MESSAGES", f"{DOMAIN}.po")
    if not path.is_file():
        return Translations(domain=DOMAIN)
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)


def gettext(message: str, language: str | None = None) -> str:
    """Return ``message`` in ``language``, or in the language at work."""
    # gettext answers the empty message with the catalogue's own header.
    return str(catalogue(language or language_at_work.get()).gettext(message)) if message else ""


def ngettext(singular: str, plural: str, number: int, language: str | None = None) -> str:
    """Return the form that ``number`` asks for, in ``language`` or the language at work."""
    return str(catalogue(language or language_at_work.get()).ngettext(singular, plural, number))


def pgettext(context: str, message: str, language: str | None = None) -> str:
    """Return ``message`` as it is meant in ``context``, in ``language`` or the language at work."""
    return str(catalogue(language or language_at_work.get()).pgettext(context, message))


def zone(name: str) -> ZoneInfo:
    """Return the time zone of a site."""
    return ZoneInfo(name)


def show_date(day: date, language: str | None = None, style: str = "long") -> str:
    """Return a date as ``language`` writes it: ``long`` 13. November 2024, ``medium`` 13.11.2024."""
    return str(format_date(day, format=style, locale=LOCALES[language or language_at_work.get()]))


def show_period(text: str, language: str | None = None, style: str = "long") -> str:
    """Return a day, a month (2019-03) or a year as ``language`` writes it, and any other text as it stands."""
    if ISO_DATE.fullmatch(text):
        return show_date(date.fromisoformat(text), language, style)
    if ISO_MONTH.fullmatch(text):
        month = date.fromisoformat(f"{text}-01")
        return str(format_skeleton("yMMMM", month, locale=LOCALES[language or language_at_work.get()]))
    return text


def show_number(number: float | Decimal, language: str | None = None, decimals: int | None = None) -> str:
    """Return a number as ``language`` writes it, with at most ``decimals`` places (as given if left out)."""
    pattern = None if decimals is None else "#,##0." + "#" * decimals if decimals else "#,##0"
    return str(format_decimal(number, format=pattern, locale=LOCALES[language or language_at_work.get()]))


def show_share(share: float, language: str | None = None) -> str:
    """Return a share of 0…1 as whole per cent."""
    return str(format_percent(share, locale=LOCALES[language or language_at_work.get()]))


def show_list(words: Iterable[str], language: str | None = None) -> str:
    """Return ``a, b and c`` in ``language``."""
    return str(format_list(list(words), locale=LOCALES[language or language_at_work.get()]))


def tell(problem: Problem, language: str | None = None) -> str:
    """Return what is wrong, where, and what to do about it, in words: one line for a terminal or a page."""
    # A message that names the file itself needs no second mention in front of it.
    names_its_place = problem.line is None and "{source}" in message_of(problem.code).text
    place = "" if names_its_place else place_of(problem, language)
    return " ".join(part for part in (place, tell_fault(problem, language)) if part)


def tell_fault(problem: Problem, language: str | None = None) -> str:
    """Return what is wrong and what to do about it, without the place."""
    message = message_of(problem.code)
    values = _Values(
        {
            "code": problem.code,
            "source": problem.source,
            "value": _as_read("value", problem.value or "", language),
            "column": problem.column or "",
        }
    )
    values.update({name: _as_read(name, value, language) for name, value in problem.arguments.items()})
    text = gettext(message.text, language).format_map(values)
    remedy = gettext(message.remedy, language).format_map(values)
    return f"{text} {remedy}".strip()


def place_of(problem: Problem, language: str | None = None) -> str:
    """Return where it is wrong: ``members.xlsx, sheet 2024, line 12, column E-Mail:``."""
    parts = [problem.source]
    if problem.sheet:
        parts.append(gettext("sheet {sheet}", language).format(sheet=problem.sheet))
    if problem.line is not None:
        parts.append(gettext("line {line}", language).format(line=problem.line))
    if problem.column and problem.line is not None:
        parts.append(gettext("column {column}", language).format(column=problem.column))
    place = ", ".join(part for part in parts if part)
    return f"{place}:" if place else ""


def problem_teller(language: str) -> Callable[[str, str | None, str | None, str], str]:
    """Return a function for SQL that words a stored problem: ``problem_message(code, column, value, arguments)``."""

    def problem_message(code: str, column: str | None, value: str | None, arguments: str) -> str:
        given: Mapping[str, str] = json.loads(arguments)
        return tell_fault(Problem(code, column=column, value=value, arguments=given), language)

    return problem_message


def _as_read(name: str, value: str, language: str | None) -> str:
    """Return an argument as people read it: a kind of list by its word, a date of ours as the language writes dates."""
    if name == "kind":
        return gettext(value, language)
    return show_date(date.fromisoformat(value), language, "medium") if ISO_DATE.fullmatch(value) else value


class _Values(dict[str, str]):
    """Fills a message; a name that the problem lacks stays visible instead of hiding the whole message."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"

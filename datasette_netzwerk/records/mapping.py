"""Reads mapping files: what a group says about a list of its own that its column names do not say."""

from __future__ import annotations

import collections.abc
import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import yaml

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.model import CONSENT_FIELDS, Kind, Status
from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.fields import FIELDS

NOTHING = ("", "null", "~")
"""How a mapping file says that a column means nothing."""

ALL_FIELDS = "all"
"""In a stated consent: every field that a member may open."""

KEYS = (
    "kind",
    "columns",
    "sheet",
    "attendance_words",
    "defaults",
    "consents",
    "leave_out",
    "year",
    "date_above",
    "partstat",
    "dates",
    "layout",
)
PARTSTAT = ("attendance", "invitation")
LAYOUT_KEYS = ("name", "headers", "above", "checked_on", "source", "also", "instead")
DATE_ORDERS = ("day_first", "month_first")
CHECKED_ON = ("export", "documentation")
CONSENT_KEYS = ("audience", "fields", "given_on", "wording", "evidence")
CONSENT_AUDIENCES = (Audience.PUBLIC.word, Audience.MEMBERS.word)
EXAMPLE_DATE = "2026-05-01"
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class StatedConsent:
    """A permission that all members of a file gave on paper, with its wording and where the paper lies."""

    audience: str
    fields: tuple[str, ...]
    given_on: date
    wording: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Signature:
    """How the lists of one program are known: by headers that all of them have, and by words ``above`` the table if said.

    ``checked_on`` tells whether real exports were seen or only what is written about them. The rows may also tell about
    people (``also``); a report that has counts only names the one to use ``instead``.
    """

    name: str
    headers: tuple[str, ...]
    checked_on: str = CHECKED_ON[-1]
    source: str | None = None
    above: str | None = None
    also: Kind | None = None
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """What was said about a list. ``columns`` has a field for a header, or ``None`` for a column to leave alone.

    ``leave_out`` has, for a header, the words of rows that are none (totals, entries of another kind); ``year`` completes
    column names such as 02.09.; ``date_above`` is the field that takes the one day named above the table;
    ``month_first`` says whether dates are written 3/25/2026 or 25/3/2026.
    ``sha256`` tells whether the same file was imported with another mapping.
    """

    kind: Kind | None = None
    columns: collections.abc.Mapping[str, str | None] = field(default_factory=lambda: MappingProxyType({}))
    sheet: str | None = None
    attendance_words: collections.abc.Mapping[str, Status] = field(default_factory=lambda: MappingProxyType({}))
    defaults: collections.abc.Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    consents: tuple[StatedConsent, ...] = ()
    leave_out: collections.abc.Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    year: int | None = None
    date_above: str | None = None
    partstat: str | None = None
    month_first: bool | None = None
    layout: Signature | None = None
    sha256: str = ""

    def over(self, other: Mapping) -> Mapping:
        """Return what ``other`` says, wherever this mapping says nothing."""
        return replace(
            self,
            kind=self.kind or other.kind,
            columns={**other.columns, **self.columns},
            sheet=self.sheet or other.sheet,
            attendance_words={**other.attendance_words, **self.attendance_words},
            defaults={**other.defaults, **self.defaults},
            consents=self.consents or other.consents,
            leave_out={**other.leave_out, **self.leave_out},
            year=self.year or other.year,
            date_above=self.date_above or other.date_above,
            partstat=self.partstat or other.partstat,
            month_first=other.month_first if self.month_first is None else self.month_first,
            layout=self.layout or other.layout,
        )


def read_mapping(path: str | Path) -> Mapping:
    """Return the mapping in a YAML file. Raises ``NotUnderstood`` with everything that is wrong in it."""
    return mapping_in(text_of(path), Path(path).name)


def mapping_in(text: str, source: str) -> Mapping:
    """Return the mapping that ``text`` is. Raises ``NotUnderstood`` with everything that is wrong in it."""
    try:
        # BaseLoader: all values are text, so that "no: absent" keeps its word
        content: object = yaml.load(text, yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise _unreadable(source, str(error)) from None
    mapping, problems = understand_mapping(content, source, hashlib.sha256(text.encode()).hexdigest())
    if problems:
        raise NotUnderstood(*problems)
    return mapping


def understand_mapping(content: object, source: str = "", sha256: str = "") -> tuple[Mapping, tuple[Problem, ...]]:
    """Return the mapping that plain lists, dictionaries and texts describe, with everything that is wrong in them."""
    check = _Check(source, [])
    entries = check.entries("", content, KEYS)
    word = check.choice("kind", entries.get("kind"), tuple(Kind))
    kind = Kind(word) if word else None
    layout = _layout(check, entries.get("layout"))
    kinds = {kind, layout.also if layout else None} - {None} if kind else set(Kind)
    fields = tuple(dict.fromkeys(name for each in Kind if each in kinds for name in FIELDS[each]))
    mapping = Mapping(
        kind,
        _columns(check, entries.get("columns"), fields),
        check.text("sheet", entries.get("sheet")),
        _attendance_words(check, entries.get("attendance_words")),
        _defaults(check, entries.get("defaults"), fields),
        _consents(check, entries.get("consents")),
        _words_by_header(check, entries.get("leave_out")),
        check.year("year", entries.get("year")),
        check.choice("date_above", entries.get("date_above"), fields),
        check.choice("partstat", entries.get("partstat"), PARTSTAT),
        _is_month_first(check.choice("dates", entries.get("dates"), DATE_ORDERS)),
        layout,
        sha256,
    )
    return mapping, tuple(check.problems)


def _is_month_first(order: str | None) -> bool | None:
    return None if order is None else order == "month_first"


def text_of(path: str | Path) -> str:
    """Return the text of a mapping file. Raises ``NotUnderstood`` if there is none."""
    path = Path(path)
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise NotUnderstood(Problem("file.missing", path.name, value=str(path))) from None
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path.name, str(error)) from None


def _unreadable(source: str, reason: str) -> NotUnderstood:
    return NotUnderstood(Problem("mapping.unreadable", source, arguments={"reason": " ".join(reason.split())}))


def _columns(check: _Check, value: object, fields: tuple[str, ...]) -> dict[str, str | None]:
    entries = check.entries("columns", value)
    return {
        header: None if name in NOTHING else check.choice(f"columns: {header}", name, fields)
        for header, name in entries.items()
    }


def _attendance_words(check: _Check, value: object) -> dict[str, Status]:
    entries = check.entries("attendance_words", value)
    words = {word: check.choice(f"attendance_words: {word}", name, tuple(Status)) for word, name in entries.items()}
    return {word: Status(name) for word, name in words.items() if name}


def _defaults(check: _Check, value: object, fields: tuple[str, ...]) -> dict[str, str]:
    entries = check.entries("defaults", value, fields)
    texts = {name: check.text(f"defaults: {name}", text) for name, text in entries.items()}
    return {name: text for name, text in texts.items() if text is not None}


def _words_by_header(check: _Check, value: object) -> dict[str, tuple[str, ...]]:
    entries = check.entries("leave_out", value)
    # an empty word is one too: rows in which the cell is empty
    return {
        header: tuple(word for word in check.items(f"leave_out: {header}", words) if isinstance(word, str))
        for header, words in entries.items()
    }


def _layout(check: _Check, value: object) -> Signature | None:
    entries = check.entries("layout", value, LAYOUT_KEYS)
    if not entries:
        return None
    name, headers = (
        check.text("layout: name", entries.get("name")),
        check.texts("layout: headers", entries.get("headers")),
    )
    for key, found in (("name", name), ("headers", headers)):
        if not found:
            check.report("mapping.layout_key_missing", f"layout: {key}")
    also = check.choice("layout: also", entries.get("also"), tuple(Kind))
    checked_on = check.choice("layout: checked_on", entries.get("checked_on"), CHECKED_ON)
    return Signature(
        name or "",
        headers,
        checked_on or CHECKED_ON[-1],
        check.text("layout: source", entries.get("source")),
        check.text("layout: above", entries.get("above")),
        Kind(also) if also else None,
        check.text("layout: instead", entries.get("instead")),
    )


def _consents(check: _Check, value: object) -> tuple[StatedConsent, ...]:
    consents = (
        _consent(check, f"consents: {number}", entry) for number, entry in enumerate(check.items("consents", value), 1)
    )
    return tuple(consent for consent in consents if consent is not None)


def _consent(check: _Check, key: str, value: object) -> StatedConsent | None:
    before = len(check.problems)
    entries = check.entries(key, value, CONSENT_KEYS)
    for missing in (name for name in CONSENT_KEYS if name not in entries or entries[name] == []):
        check.report("mapping.key_missing", f"{key}: {missing}")
    audience = check.choice(f"{key}: audience", entries.get("audience"), CONSENT_AUDIENCES)
    given_on = check.day(f"{key}: given_on", entries.get("given_on"))
    wording = check.text(f"{key}: wording", entries.get("wording"))
    evidence = check.text(f"{key}: evidence", entries.get("evidence"))
    fields = _consent_fields(check, f"{key}: fields", entries.get("fields"))
    if len(check.problems) > before or not (audience and given_on and wording and evidence):
        return None
    return StatedConsent(audience, fields, given_on, wording, evidence)


def _consent_fields(check: _Check, key: str, value: object) -> tuple[str, ...]:
    if value == ALL_FIELDS:
        return CONSENT_FIELDS
    names = (check.choice(key, name, CONSENT_FIELDS) for name in check.items(key, value))
    return tuple(name for name in names if name is not None)


@dataclass(frozen=True, slots=True)
class _Check:
    """Takes plain data apart and notes what is not as expected; a key that is left out is never wrong here."""

    source: str
    problems: list[Problem]

    def report(self, code: str, key: str, value: object = None, expected: tuple[str, ...] = ()) -> None:
        text = value if isinstance(value, str) else None
        arguments = {"expected": ", ".join(expected)} if expected else {}
        self.problems.append(Problem(code, self.source, column=key, value=text, arguments=arguments))

    def entries(self, key: str, value: object, known: tuple[str, ...] | None = None) -> dict[str, object]:
        if value is None or value == "":
            return {}
        if not isinstance(value, dict):
            self.report("mapping.not_entries", key, value)
            return {}
        for name in value:
            if known is not None and name not in known:
                self.report("mapping.key_unknown", f"{key}: {name}" if key else name, expected=known)
        return {name: entry for name, entry in value.items() if known is None or name in known}

    def items(self, key: str, value: object) -> list[object]:
        if value is None or value == "":
            return []
        if not isinstance(value, list):
            self.report("mapping.not_a_list", key, value)
            return []
        return value

    def text(self, key: str, value: object) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.report("mapping.not_text", key, value)
            return None
        return value

    def texts(self, key: str, value: object) -> tuple[str, ...]:
        texts = (self.text(key, text) for text in self.items(key, value))
        return tuple(text for text in texts if text is not None)

    def year(self, key: str, value: object) -> int | None:
        if value is None:
            return None
        if not isinstance(value, str) or not YEAR.fullmatch(value):
            self.report("mapping.value_invalid", key, value, (EXAMPLE_DATE[:4],))
            return None
        return int(value)

    def choice(self, key: str, value: object, expected: tuple[str, ...]) -> str | None:
        if value is None:
            return None
        if value not in expected:
            self.report("mapping.value_invalid", key, value, expected)
            return None
        return str(value)

    def day(self, key: str, value: object) -> date | None:
        if value is None:
            return None
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.report("mapping.value_invalid", key, value, (EXAMPLE_DATE,))
            return None

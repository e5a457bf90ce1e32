"""Filters the directory: OR inside a filter, AND between them, and at each value how many it would show."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from datasette_netzwerk.folding import search_key, sort_key

FILTERS = ("trade", "town", "country", "speaks", "topic")
"""The filters in the order of the page, called as in its address."""

SHOWN_AT_ONCE = 8
LONGEST_SHOWN = 60
"""So much of a value that nobody has is repeated on the page: an address can hold anything."""

Selection = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One member as the filters know her: her id, her letter and her values in each filter."""

    id: str
    letter: str
    values: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class FilterValue:
    """One value of a filter, how many members it would show, and whether it is chosen."""

    id: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of the page: its values, the most frequent ones first."""

    name: str
    values: tuple[FilterValue, ...]

    @property
    def first(self) -> tuple[FilterValue, ...]:
        """The values to show at once: the most frequent ones, and whatever is chosen."""
        return tuple(value for place, value in enumerate(self.values) if place < SHOWN_AT_ONCE or value.is_chosen)

    @property
    def rest(self) -> tuple[FilterValue, ...]:
        """The values to show when asked."""
        return tuple(value for value in self.values if value not in self.first)


def entry(row: Mapping[str, Any]) -> Entry:
    """Return the member in a row of ``sql/directory.sql``."""
    values = {name: _values(row[name]) for name in FILTERS}
    return Entry(row["id"], letter_of(row["letter"]), values)


@lru_cache(maxsize=4096)
def _values(texts: str) -> frozenset[str]:
    """Return the values in a JSON list; many members have the same few."""
    return frozenset(filter(None, json.loads(texts)))


def letter_of(first: str) -> str:
    """Return the heading for names that begin with ``first``: a letter, or # for all else."""
    return first if first.isalpha() else "#"


def choices_by_name(
    choices: Callable[[str], Iterable[str]],
    labels: Mapping[tuple[str, str], str],
    ids: Mapping[tuple[str, str], str],
) -> Callable[[str], Iterable[str]]:
    """Return ``choices`` in which a value may also be called by its name: India or Indien is IN."""

    def chosen(name: str) -> list[str]:
        return [
            value if (name, value) in labels else ids.get((name, search_key(value)), value) for value in choices(name)
        ]

    return chosen


def selection(choices: Callable[[str], Iterable[str]], labels: Mapping[tuple[str, str], str]) -> Selection:
    """Return what the address chooses in each filter; a value that the directory does not have is left out."""
    return {name: frozenset(value for value in choices(name) if (name, value) in labels) for name in FILTERS}


def unknown_values(
    choices: Callable[[str], Iterable[str]], labels: Mapping[tuple[str, str], str]
) -> tuple[tuple[str, str], ...]:
    """Return each filter and value that the address names although nobody in the directory has it."""
    named = ((name, value) for name in FILTERS for value in dict.fromkeys(choices(name)))
    return tuple((name, value[:LONGEST_SHOWN]) for name, value in named if value and (name, value) not in labels)


def passes(member: Entry, chosen: Selection) -> bool:
    """Return whether ``member`` has one of the chosen values in every filter with a choice."""
    return all(not values or values & member.values[name] for name, values in chosen.items())


def count_values(members: Iterable[Entry], name: str) -> Counter[str]:
    """Return how many of ``members`` have each value of a filter."""
    return Counter(chain.from_iterable(member.values[name] for member in members))


def build_filters(
    everybody: Sequence[Entry], found: Sequence[Entry], chosen: Selection, labels: Mapping[tuple[str, str], str]
) -> list[Filter]:
    """Return the filters with a choice to make.

    A value's count is what it would show: those ``found`` who pass all other filters and have it; a value that would
    show nobody is left out unless it is chosen. The order of the values is by how many of ``everybody`` have them, so it
    stays while somebody types.
    """
    filters = (_filter(name, everybody, found, chosen, labels) for name in FILTERS)
    return [each for each in filters if each.values]


def _filter(
    name: str,
    everybody: Sequence[Entry],
    found: Sequence[Entry],
    chosen: Selection,
    labels: Mapping[tuple[str, str], str],
) -> Filter:
    others = {other: values for other, values in chosen.items() if values and other != name}
    passing = [member for member in found if passes(member, others)] if others else found
    frequency = count_values(everybody, name)
    if len(frequency) < 2:
        return Filter(name, ())
    counts = frequency if len(passing) == len(everybody) else count_values(passing, name)
    shown = (value for value in frequency if counts[value] or value in chosen[name])
    in_order = sorted(shown, key=lambda value: (-frequency[value], sort_key(labels[name, value]), value))
    return Filter(
        name,
        tuple(FilterValue(value, labels[name, value], counts[value], value in chosen[name]) for value in in_order),
    )

"""What goes into a normalising function and what comes out of it."""

from __future__ import annotations

from datetime import date, datetime, time
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from datasette_netzwerk.problems import Finding

T = TypeVar("T")

Cell: TypeAlias = str | int | float | bool | date | datetime | time | None
"""What a reader hands over: text, or what a workbook knew better."""

Normalised: TypeAlias = tuple[T | None, tuple[Finding, ...]]
"""The value, or ``None``, and what is to be said about it. An empty cell gives ``(None, ())``."""

NOTHING: tuple[None, tuple[Finding, ...]] = (None, ())
"""An empty cell."""


def finding(code: str, **arguments: str) -> Finding:
    """Return the finding ``code`` with its arguments."""
    return Finding(code, MappingProxyType(arguments))


def refused(code: str, **arguments: str) -> tuple[None, tuple[Finding, ...]]:
    """Return no value and the one finding that says why."""
    return None, (finding(code, **arguments),)

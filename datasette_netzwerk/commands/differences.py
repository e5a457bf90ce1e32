"""Puts the differences of an import into words and into JSON."""

from __future__ import annotations

import json
from typing import Any

from datasette_netzwerk.commands.words import COLUMN_WORDS, OPERATION_WORDS, TABLE_WORDS, VALUE_WORDS
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.i18n import show_period
from datasette_netzwerk.records.differences import Difference, Operation


def told(difference: Difference) -> str:
    """Return one record's difference as a line: what, about whom, each value before and after."""
    table = _(TABLE_WORDS.get(difference.table, difference.table))
    values = ", ".join(
        f"{_(COLUMN_WORDS.get(name, name))}: {_told_pair(difference.operation, name, before, after)}"
        for name, (before, after) in difference.values.items()
    )
    line = f"{_(OPERATION_WORDS[difference.operation.value])}: {table} {difference.subject}"
    return f"{line} ({values})" if values else line


def _told_pair(operation: Operation, name: str, before: Any, after: Any) -> str:
    match operation:
        case Operation.NEW:
            return _told_value(name, after)
        case Operation.REMOVED:
            return _told_value(name, before)
        case Operation.CHANGED:
            return f"{_told_value(name, before)} → {_told_value(name, after)}"


def _told_value(name: str, value: Any) -> str:
    """Return a value as a reader knows it: days in the language at work, words for codes, other columns one by one."""
    match name, value:
        case _, None:
            return _("empty")
        case "unmapped", str():
            return "; ".join(f"{header}: {cell}" for header, cell in json.loads(value).items())
        case (("kind" | "started_precision"), str()):
            return _(VALUE_WORDS.get(value, value))
        case _, str() if name.endswith(("_on", "_date")):
            return show_period(value, style="medium")
    return f"{value}"


def as_data(difference: Difference) -> dict[str, Any]:
    """Return one record's difference as JSON has it."""
    return {
        "operation": difference.operation.value,
        "table": difference.table,
        "subject": difference.subject,
        "values": {name: {"before": before, "after": after} for name, (before, after) in difference.values.items()},
    }

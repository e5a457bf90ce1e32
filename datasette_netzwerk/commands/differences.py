"""Puts the differences of an import into words and into JSON."""

from __future__ import annotations

from typing import Any

from datasette_netzwerk.commands.words import COLUMN_WORDS, OPERATION_WORDS, TABLE_WORDS
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.records.differences import Difference, Operation


def told(difference: Difference) -> str:
    """Return one record's difference as a line: what, about whom, each value before and after."""
    table = _(TABLE_WORDS.get(difference.table, difference.table))
    values = ", ".join(
        f"{_(COLUMN_WORDS.get(name, name))}: {_told_pair(difference.operation, before, after)}"
        for name, (before, after) in difference.values.items()
    )
    return f"{_(OPERATION_WORDS[difference.operation.value])}: {table} {difference.subject} ({values})"


def _told_pair(operation: Operation, before: Any, after: Any) -> str:
    match operation:
        case Operation.NEW:
            return f"{after}"
        case Operation.REMOVED:
            return f"{before}"
        case Operation.CHANGED:
            return f"{_told_value(before)} → {_told_value(after)}"


def _told_value(value: Any) -> str:
    return _("empty") if value is None else f"{value}"


def as_data(difference: Difference) -> dict[str, Any]:
    """Return one record's difference as JSON has it."""
    return {
        "operation": difference.operation.value,
        "table": difference.table,
        "subject": difference.subject,
        "values": {name: {"before": before, "after": after} for name, (before, after) in difference.values.items()},
    }

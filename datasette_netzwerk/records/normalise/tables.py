"""Reads the word lists and reference tables in ``data/``, each once."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from datasette_netzwerk.folding import identity_key


@cache
def read_table(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of ``data/<name>.csv``, each under the names of its columns."""
    file = resources.files("datasette_netzwerk.records.normalise").joinpath("data", f"{name}.csv")
    rows = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
    return tuple(MappingProxyType(row) for row in rows)


@cache
def read_words(name: str, meaning: str) -> Mapping[str, str]:
    """Return what each word of ``data/<name>.csv`` means, the words folded by ``identity_key``."""
    return MappingProxyType({identity_key(row["word"]): row[meaning] for row in read_table(name)})


def words_with(name: str, column: str, value: str) -> frozenset[str]:
    """Return the words of ``data/<name>.csv`` that have ``value`` in ``column``, as written."""
    return frozenset(row["word"] for row in read_table(name) if row[column] == value)

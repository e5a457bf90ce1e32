"""Lets SQL match what people type, whatever the case and with or without umlauts, and sort as German lists do."""

from __future__ import annotations

import sqlite3

from datasette_netzwerk.folding import search_key, sort_key

INSIDE_FROM = 4
"""From this length on words are also found inside others: "recht" in "Steuerrecht", but not "it" in "Architekt"."""


def finds(text: str | None, wanted: str | None) -> bool:
    """Return whether ``text`` has the words of ``wanted``; an empty wish is found in everything."""
    words = search_key(wanted or "")
    if not words:
        return True
    key = search_key(text or "")
    return words in key if len(words) >= INSIDE_FROM else f" {words}" in f" {key}"


def sorted_as(text: str | None) -> str | None:
    """Return a key that sorts ``text`` by DIN 5007-2: Äthiopien before Vietnam, Immobilien before IT."""
    return None if text is None else sort_key(text)


def add_functions(connection: sqlite3.Connection) -> None:
    """Give ``connection`` the functions that canned queries count on."""
    connection.create_function("finds", 2, finds, deterministic=True)
    connection.create_function("sorted_as", 1, sorted_as, deterministic=True)

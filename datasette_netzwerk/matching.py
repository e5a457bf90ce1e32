"""Lets SQL match what people type: whatever the case, with or without umlauts, from the beginning of a word."""

from __future__ import annotations

from datasette_netzwerk.folding import search_key

INSIDE_FROM = 4
"""From this length on words are also found inside others: "recht" in "Steuerrecht", but not "it" in "Architekt"."""


def finds(text: str | None, wanted: str | None) -> bool:
    """Return whether ``text`` has the words of ``wanted``; an empty wish is found in everything."""
    words = search_key(wanted or "")
    if not words:
        return True
    key = search_key(text or "")
    return words in key if len(words) >= INSIDE_FROM else f" {words}" in f" {key}"

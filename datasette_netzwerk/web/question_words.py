"""Knows the words of a question that say nothing of whom it asks for: "Wer kennt jemanden in Indien?" asks for Indien."""

from __future__ import annotations

from collections.abc import Sequence

from datasette_netzwerk.folding import search_key

GERMAN = """
    wer wen wem was wo wie welche welcher welches gibt es ist sind hat haben habe kann kennt kenne kennen macht sucht suche
    jemand jemanden jemandem einer eine einen einem ein uns ich wir man bitte mir mich der die das den dem des
    in im ins an am auf aus bei fuer mit nach zum zur und oder kontakt kontakte kontakten verbindung verbindungen
"""
ENGLISH = """
    who whom what where which is are has have can does do knows know any anybody anyone somebody someone people there
    i we me us my our please looking search find a an the in on at to for from with of and or
    contact contacts connection connections
"""
"""Words between the lines, and those for what the directory is as a whole: everybody in it is a contact. "Von" and "zu"
are not among them, they belong to names; nor are words that are trades or towns."""

WORDS = frozenset(search_key(f"{GERMAN} {ENGLISH}").split())


def telling_words(words: Sequence[str]) -> tuple[str, ...]:
    """Return those of the folded ``words`` that say whom somebody asks for; all of them if there are no such."""
    return tuple(word for word in words if word not in WORDS) or tuple(words)

"""Builds the search index of an audience's file, from what that file shows and from nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from datasette_netzwerk.folding import WORD, canon, index_text
from datasette_netzwerk.sqlfiles import read_sql, statements

SHORTEST_WORD = 3
"""Nobody mistypes a shorter word in a way that could be told from another word."""


def build_search(connection: sqlite3.Connection) -> None:
    """Build the index of the file attached as ``published``, inside the transaction that is open.

    The same rows give the same bytes: every insert has an order.
    """
    connection.create_function("index_text", 1, index_text, deterministic=True)
    for statement in statements(read_sql("publish/search.sql").sql):
        connection.execute(statement)
    texts = [row[0] for row in connection.execute(read_sql("publish/search_texts.sql").sql)]
    connection.executemany(read_sql("publish/search_words.sql").sql, proposed_words(texts))


def proposed_words(texts: Iterable[str]) -> list[dict[str, str]]:
    """Return each word of ``texts`` once, with its folded form; of two spellings the first in the alphabet."""
    words: dict[str, str] = {}
    for word in sorted({word for text in texts for word in WORD.findall(text)}):
        if len(word) >= SHORTEST_WORD and not word.isdecimal():
            words.setdefault(canon(word), word)
    return [{"folded": folded, "word": word} for folded, word in sorted(words.items())]

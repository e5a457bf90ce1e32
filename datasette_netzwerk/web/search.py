"""Finds members by any word: whole words and beginnings first, then inside compounds, then what may have been meant."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup, escape
from rapidfuzz.distance import OSA

from datasette_netzwerk.folding import WORD, canon, search_key
from datasette_netzwerk.web.visit import Visit

MOST_WORDS = 8
LONGEST_WORD = 40
FEW_HITS = 5
LOOKED_FOR_INSIDE = 4
"""How long a word must be to be looked for inside others: "bau" is at the start of many words and inside of more."""
MOST_SUGGESTIONS = 3
MOST_CANDIDATES = 12


def query_words(query: str) -> tuple[str, ...]:
    """Return the folded words of what somebody typed; nothing of it can be mistaken for search syntax."""
    words = search_key(query[: MOST_WORDS * LONGEST_WORD]).split()
    return tuple(dict.fromkeys(word[:LONGEST_WORD] for word in words))[:MOST_WORDS]


async def find_members(visit: Visit, words: Sequence[str]) -> list[str]:
    """Return the ids of the members who match all ``words``, the best match first.

    Who is looking for a surname wants those who bear it, in the order of a phone book, before all compounds of it.
    """
    rows = await visit.rows("members_found", {"match": match_expression(words)})
    bearers = [row for row in rows if search_key(row["family_name"]) in words]
    bearers.sort(key=lambda row: str(row["sort_key"]))
    found = list(dict.fromkeys(row["id"] for row in (*bearers, *rows)))
    if len(found) >= FEW_HITS or not any(len(word) >= LOOKED_FOR_INSIDE for word in words):
        return found
    inside = await visit.rows("members_containing", {"words": json.dumps(inside_words(words))})
    return list(dict.fromkeys([*found, *(row["id"] for row in inside)]))


def match_expression(words: Iterable[str]) -> str:
    """Return what FTS5 is asked for: every word, or its beginning."""
    return " AND ".join(f'"{word}"*' for word in words)


def inside_words(words: Iterable[str]) -> list[str]:
    """Return ``words`` as they are looked for in a text: a short one only at the beginning of a word."""
    return [word if len(word) >= LOOKED_FOR_INSIDE else f" {word}" for word in words]


async def suggest_queries(visit: Visit, words: Sequence[str]) -> list[str]:
    """Return up to three queries that find somebody and are spelt much like ``words``, which find nobody."""
    vocabulary = {row["folded"]: row["word"] for row in await visit.rows("search_words")}
    candidates = similar_queries(words, vocabulary)
    return [query for query in candidates if await find_members(visit, query_words(query))][:MOST_SUGGESTIONS]


def similar_queries(words: Sequence[str], vocabulary: Mapping[str, str]) -> list[str]:
    """Return queries in which the one word that nobody wrote is replaced by a similar one, the most similar first.

    Where each word is known and only together they match nobody, return them one by one.
    """
    unknown = [word for word in words if not any(known.startswith(word) for known in vocabulary)]
    if not unknown and len(words) > 1:
        return [vocabulary.get(word, word) for word in words]
    if len(unknown) != 1:
        return []
    return [
        " ".join(similar if word == unknown[0] else vocabulary.get(word, word) for word in words)
        for similar in similar_words(unknown[0], vocabulary)
    ]


def similar_words(word: str, vocabulary: Mapping[str, str]) -> list[str]:
    """Return the written words whose folded form differs from ``word`` by a slip or two, the most similar first.

    A slip is a letter too many, too few, wrong, or two letters swapped (optimal string alignment). Short words may have
    one slip, longer ones two, and never half their letters. Of two words as similar, one that merely begins like
    ``word`` comes second: who mistypes may also have stopped early.
    """
    limit = min(2 if len(word) > LOOKED_FOR_INSIDE else 1, (len(word) - 1) // 2)
    whole = ((OSA.distance(word, folded, score_cutoff=limit), 0, folded) for folded in vocabulary)
    begun = (
        (OSA.distance(word, folded[:length], score_cutoff=limit), 1, folded)
        for folded in vocabulary
        for length in (len(word) - 1, len(word), len(word) + 1)
        if len(word) > LOOKED_FOR_INSIDE and len(folded) > length
    )
    ranked = sorted(found for found in (*whole, *begun) if found[0] <= limit)
    return list(dict.fromkeys(vocabulary[folded] for _, _, folded in ranked))[:MOST_CANDIDATES]


def mark_words(text: str, words: Sequence[str]) -> Markup:
    """Return ``text`` as HTML in which every word that a search for ``words`` has found is marked."""
    if not words:
        return escape(text)
    pieces = []
    position = 0
    for match in WORD.finditer(text):
        pieces.append(escape(text[position : match.start()]))
        pieces.append(_marked(match[0], words))
        position = match.end()
    return Markup("").join([*pieces, escape(text[position:])])


def is_found(text: str | None, words: Sequence[str]) -> bool:
    """Return whether a search for ``words`` has found one of the words of ``text``."""
    return any(_is_hit(word, words) for word in WORD.findall(text or ""))


def _marked(word: str, words: Sequence[str]) -> Markup:
    return Markup("<mark>{}</mark>").format(word) if _is_hit(word, words) else escape(word)


def _is_hit(word: str, words: Sequence[str]) -> bool:
    folded = canon(word)
    return any(folded.startswith(each) or (len(each) >= LOOKED_FOR_INSIDE and each in folded) for each in words)

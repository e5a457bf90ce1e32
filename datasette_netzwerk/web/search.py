"""Finds members by any word: whole words and beginnings first, then inside compounds, then what may have been meant."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup, escape
from rapidfuzz.distance import OSA

from datasette_netzwerk.folding import WORD, canon, search_key
from datasette_netzwerk.web.question_words import telling_words
from datasette_netzwerk.web.trade_words import Phrase, is_trade_word, meanings
from datasette_netzwerk.web.visit import Visit

Wanted = Sequence[Sequence[Phrase]]
"""What is asked for: every part, each in one of its alternatives, and of that every word."""

MOST_WORDS = 8
LONGEST_WORD = 40
FEW_HITS = 5
LOOKED_FOR_INSIDE = 4
"""How long a word must be to be looked for inside others: "bau" is at the start of many words and inside of more."""
TWO_SLIPS_FROM = 8
MOST_SUGGESTIONS = 3
MOST_CANDIDATES = 12


def query_words(query: str) -> tuple[str, ...]:
    """Return the folded words that somebody asks for; nothing of them can be mistaken for search syntax."""
    words = search_key(query[: MOST_WORDS * LONGEST_WORD]).split()
    return telling_words(tuple(dict.fromkeys(word[:LONGEST_WORD] for word in words)))[:MOST_WORDS]


async def find_members(visit: Visit, words: Sequence[str]) -> list[str]:
    """Return the ids of the members who match all ``words``, the best match first.

    Who is looking for a surname wants those who bear it, in the order of a phone book, before all compounds of it; and
    who asks for a Koch that is here does not mean caterers. Words for a trade find its other names too, after their own.
    """
    found, is_name = await _find(visit, tuple(((word,),) for word in words), words)
    if is_name or not (wider := wider_question(words)):
        return found
    others, _ = await _find(visit, wider, words)
    return list(dict.fromkeys([*found, *others]))


def wider_question(words: Sequence[str]) -> Wanted:
    """Return what ``words`` ask for with every other name of the trades among them; nothing where they name none."""
    wider = meanings(words)
    return wider if any(len(alternatives) > 1 for alternatives in wider) else ()


async def _find(visit: Visit, wanted: Wanted, words: Sequence[str]) -> tuple[list[str], bool]:
    """Return who matches, and whether one of ``words`` is the surname of somebody who does."""
    rows = await visit.rows("members_found", {"match": match_expression(wanted)})
    bearers = [row for row in rows if search_key(row["family_name"]) in words]
    bearers.sort(key=lambda row: str(row["sort_key"]))
    found = list(dict.fromkeys(row["id"] for row in (*bearers, *rows)))
    if len(found) < FEW_HITS and can_be_inside(wanted):
        inside = await visit.rows("members_containing", {"wanted": json.dumps(inside_words(wanted))})
        found = list(dict.fromkeys([*found, *(row["id"] for row in inside)]))
    return found, bool(bearers)


def match_expression(wanted: Wanted) -> str:
    """Return what FTS5 is asked for: of every part one alternative, and of that every word or its beginning."""
    parts = ([_joined([f'"{word}"*' for word in phrase], "AND") for phrase in part] for part in wanted)
    return " AND ".join(_joined(part, "OR") for part in parts)


def _joined(terms: Sequence[str], operator: str) -> str:
    return terms[0] if len(terms) == 1 else f"({f' {operator} '.join(terms)})"


def can_be_inside(wanted: Wanted) -> bool:
    """Return whether there is a word long enough to be looked for inside others."""
    return any(len(word) >= LOOKED_FOR_INSIDE for part in wanted for phrase in part for word in phrase)


def inside_words(wanted: Wanted) -> list[list[list[str]]]:
    """Return what is ``wanted`` as it is looked for in a text: a short word only at the beginning of one."""
    return [
        [[word if len(word) >= LOOKED_FOR_INSIDE else f" {word}" for word in phrase] for phrase in part]
        for part in wanted
    ]


def marked_words(words: Sequence[str]) -> tuple[str, ...]:
    """Return every word that a search for ``words`` may have found."""
    others = (word for part in wider_question(words) for phrase in part for word in phrase)
    return tuple(dict.fromkeys([*words, *others]))


async def suggest_queries(visit: Visit, words: Sequence[str]) -> list[str]:
    """Return up to three queries that find somebody and are spelt much like ``words``, which find nobody."""
    vocabulary = {row["folded"]: row["word"] for row in await visit.rows("search_words")}
    candidates = similar_queries(words, vocabulary)
    return [query for query in candidates if await find_members(visit, query_words(query))][:MOST_SUGGESTIONS]


def similar_queries(words: Sequence[str], vocabulary: Mapping[str, str]) -> list[str]:
    """Return queries in which the one word that nobody wrote is replaced by a similar one, the most similar first.

    Where each word is known and only together they match nobody, return them one by one.
    """
    unknown = [word for word in words if not is_known(word, vocabulary)]
    if not unknown and len(words) > 1:
        return [vocabulary.get(word, word) for word in words]
    if len(unknown) != 1:
        return []
    return [
        " ".join(similar if word == unknown[0] else vocabulary.get(word, word) for word in words)
        for similar in similar_words(unknown[0], vocabulary)
    ]


def is_known(word: str, vocabulary: Iterable[str]) -> bool:
    """Return whether somebody wrote ``word``, be it inside another, or it is the word for a trade that nobody here has."""
    return is_trade_word(word) or any(
        known.startswith(word) or (len(word) >= LOOKED_FOR_INSIDE and word in known) for known in vocabulary
    )


def similar_words(word: str, vocabulary: Mapping[str, str]) -> list[str]:
    """Return the written words whose folded form differs from ``word`` by a slip or two, the most similar first.

    A slip is a letter too many, too few, wrong, or two letters swapped (optimal string alignment). Short words may have
    one slip, from eight letters on two: Makler is not Müller mistyped. Where one slip explains it, two are not proposed.
    Of two words as similar, one that merely begins like ``word`` comes second: who mistypes may also have stopped early.
    """
    limit = min(2 if len(word) >= TWO_SLIPS_FROM else 1, (len(word) - 1) // 2)
    whole = ((OSA.distance(word, folded, score_cutoff=limit), 0, folded) for folded in vocabulary)
    begun = (
        (OSA.distance(word, folded[:length], score_cutoff=limit), 1, folded)
        for folded in vocabulary
        for length in (len(word) - 1, len(word), len(word) + 1)
        if len(word) > LOOKED_FOR_INSIDE and len(folded) > length
    )
    ranked = sorted(found for found in (*whole, *begun) if found[0] <= limit)
    nearest = (folded for slips, _, folded in ranked if slips == ranked[0][0])
    return list(dict.fromkeys(vocabulary[folded] for folded in nearest))[:MOST_CANDIDATES]


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

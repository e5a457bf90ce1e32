"""Knows what trades are called in German and in English, so that a search for one word finds those who wrote another."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from datasette_netzwerk.folding import search_key

Phrase = tuple[str, ...]
"""Folded words, all of which must be found; of each the beginning of a word is enough."""

SHORTEST_STEM = 4
"""A shorter German stem means only itself: "Arzt" begins no other trade, "Kfz" is a whole word."""
BEGUN_FROM = 5
"""From so many letters on an English word is understood before it is typed to its end."""
PLURALS = ("", "s", "es")


@dataclass(frozen=True, slots=True)
class Trade:
    """What a trade is called: the beginnings of its German words, and its English words."""

    german: tuple[Phrase, ...]
    english: tuple[Phrase, ...]

    @property
    def names(self) -> tuple[Phrase, ...]:
        """Every name of the trade."""
        return (*self.german, *self.english)


@cache
def trades() -> tuple[Trade, ...]:
    """Return the trades of ``trade_words.csv``, each once."""
    file = resources.files("datasette_netzwerk.web").joinpath("trade_words.csv")
    rows = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
    return tuple(Trade(_phrases(row["german"]), _phrases(row["english"])) for row in rows)


def _phrases(cell: str) -> tuple[Phrase, ...]:
    return tuple(dict.fromkeys(tuple(search_key(name).split()) for name in cell.split("|")))


@cache
def longest_name() -> int:
    """Return how many words the longest name of a trade has."""
    return max(len(name) for trade in trades() for name in trade.names)


def meanings(words: Sequence[str]) -> tuple[tuple[Phrase, ...], ...]:
    """Return what ``words`` ask for, part by part: each as typed, and as every other name of the trade it names.

    The longest name wins: "tax advisor" is one trade, not tax and an advisor.
    """
    return tuple((typed, *others) for typed, others in _parts(tuple(words)))


def is_trade_word(word: str) -> bool:
    """Return whether ``word`` is known as a word for a trade, or as the beginning of one."""
    return any(part.startswith(word) for trade in trades() for name in trade.names for part in name)


def _parts(words: Phrase) -> Iterator[tuple[Phrase, tuple[Phrase, ...]]]:
    while words:
        typed, others = next(_named_parts(words), (words[:1], ()))
        yield typed, others
        words = words[len(typed) :]


def _named_parts(words: Phrase) -> Iterator[tuple[Phrase, tuple[Phrase, ...]]]:
    for length in range(min(longest_name(), len(words)), 0, -1):
        others = other_names(words[:length])
        if others:
            yield words[:length], others


@cache
def other_names(phrase: Phrase) -> tuple[Phrase, ...]:
    """Return what else the trades that ``phrase`` names are called."""
    names = (name for trade in trades() if _is_called(trade, phrase) for name in trade.names if name != phrase)
    return tuple(dict.fromkeys(names))


def _is_called(trade: Trade, phrase: Phrase) -> bool:
    return any(_is_stem_of(stem, phrase) for stem in trade.german) or any(
        _is_english(name, phrase) for name in trade.english
    )


def _is_stem_of(stem: Phrase, phrase: Phrase) -> bool:
    if len(stem[-1]) < SHORTEST_STEM:
        return stem == phrase
    return stem[:-1] == phrase[:-1] and phrase[-1].startswith(stem[-1])


def _is_english(name: Phrase, phrase: Phrase) -> bool:
    """Return whether ``phrase`` is the English ``name``, one or many of it, or its beginning while somebody types."""
    if name[:-1] != phrase[:-1]:
        return False
    typed = phrase[-1]
    is_begun = len(typed) >= BEGUN_FROM and name[-1].startswith(typed)
    return is_begun or typed in {name[-1] + ending for ending in PLURALS}

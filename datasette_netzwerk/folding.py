"""Folds words so that Müller, Mueller and Muller meet: to search, to compare, to sort and to address pages."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th"},
)
"""Letters that Unicode does not take apart into a plain letter and a mark."""

PASSPORT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
"""The spelling on passports and in e-mail addresses."""

DIN_5007_2 = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
"""The order of names in German lists: ä, ö and ü as ae, oe and ue, any other letter as its plain one."""

WORD = re.compile(r"[^\W_]+")
TWO_FOR_ONE = re.compile(r"(?<![aeq])ue|ae|oe|aa")  # not after a, e, q: Bauer, Neuer and Quelle stay whole
IGNORED_PARTICLE = re.compile(r"von (?:de[rnm] |und zu )?")


def _lower(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def _plain(text: str) -> str:
    """Take every mark off its letter; ``text`` is in lower case."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.lower().translate(LETTERS)


def base(text: str) -> str:
    """Return ``text`` in plain lower-case letters: Müller → muller, Groß → gross."""
    return _plain(_lower(text))


def expand(text: str) -> str:
    """Return ``text`` as passports spell it: Müller → mueller, Groß → gross, Sørensen → soerensen."""
    return _plain(_lower(text).translate(PASSPORT))


def canon(text: str) -> str:
    """Return the one spelling that Müller, Mueller and Muller share: muller."""
    folded = base(text)
    while (shorter := TWO_FOR_ONE.sub(lambda match: match[0][0], folded)) != folded:
        folded = shorter
    return folded


def forms(word: str) -> tuple[str, ...]:
    """Return every spelling under which ``word`` should be found, each once, as an index stores them."""
    spellings = (_lower(word), base(word), expand(word), canon(word))
    return tuple(dict.fromkeys(form for spelling in spellings for form in (spelling, spelling.replace("ss", "ß"))))


def index_text(text: str) -> str:
    """Return every spelling of every word in ``text``; the parts of a double name also joined."""
    words: dict[str, None] = {}
    for token in unicodedata.normalize("NFC", text).split():
        parts = WORD.findall(token)
        joined = ("".join(parts),) if len(parts) > 1 else ()
        words.update(dict.fromkeys(form for part in (*parts, *joined) for form in forms(part)))
    return " ".join(words)


@lru_cache(maxsize=8192)
def search_key(text: str) -> str:
    """Return the words of ``text``, folded so that Müller = Mueller = Muller, between single spaces."""
    return " ".join(WORD.findall(canon(text)))


@lru_cache(maxsize=8192)
def identity_key(text: str) -> str:
    """Return the words of ``text``, folded so that two spellings of one name meet: Müller = Mueller, but not Muller."""
    return " ".join(WORD.findall(expand(text)))


@lru_cache(maxsize=8192)
def sort_key(name: str, given_name: str = "") -> str:
    """Return a key whose plain order is that of German name lists (DIN 5007-2): Müller as Mueller, ``von`` ignored.

    A tab and the original end the key: Mueller and Müller keep a fixed order, and a tab sorts before any letter.
    """
    original = f"{name} {given_name}".strip()
    folded = " ".join(WORD.findall(_plain(_lower(original).translate(DIN_5007_2))))
    without = IGNORED_PARTICLE.sub("", folded, count=1) if IGNORED_PARTICLE.match(folded) else folded
    return f"{without or folded}\t{original}"


def slug(text: str) -> str:
    """Return ``text`` as a part of an address: Jürgen Müller-Lüdenscheidt → juergen-mueller-luedenscheidt."""
    return "-".join(WORD.findall(expand(text)))

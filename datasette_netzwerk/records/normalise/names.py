"""Takes people's names apart: salutation, titles, given name, family name with its particles, birth name, suffix."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from datasette_netzwerk.model import PersonName
from datasette_netzwerk.problems import Finding
from datasette_netzwerk.records.normalise.tables import read_table, words_with
from datasette_netzwerk.records.normalise.text import clean_text, is_blank_name
from datasette_netzwerk.records.normalise.values import NOTHING, Cell, Normalised, finding, refused

WORD_LONG_ENOUGH_FOR_ANY_CASE = 5  # "Junior" is a suffix like "junior", but "Jun" is a given name
SHORTEST_SHOUTED_NAME = 3  # MÜLLER Jürgen; but JP Müller has initials

DIPLOMA = r"(?i:dipl\.?|diplom)[-\s]{0,2}[^\W\d_]+\.?(?:-[^\W\d_]+\.?)*(?=[\s,]|$|(?<=\.)[^\W\d_])"
NO_NAME = re.compile(r"[\d@<>|]|https?:|\b(?:GmbH|AG|KG|OHG|GbR|UG)\b")
SEVERAL = re.compile(r";|\s/\s|\w/\w|(?<!\bvon)(?<!\bVon)\s(?:und|and|&|\+|u\.)\s(?!zu\b)")
BIRTH_NAME_HINT = re.compile(r"geb|n[ée]e|born|ver[wh]|gesch|vorm|ehem|form", re.I)
FOOTNOTE = re.compile(r"^[*•·†]\s*|(?:\s*[*†‡°¹²³])+$")  # marks that a legend below the list explains
BRACKETS = re.compile(r"\s*\([^()]*\)\s*")
LETTERS = re.compile(r"[^\W\d_]+")
LOOKING_ALIKE = frozenset(("LATIN", "CYRILLIC", "GREEK"))
FIRST_GREEK_LETTER = "\u0370"


@dataclass(frozen=True, slots=True)
class _Titles:
    """What stood before a name, and the rest."""

    salutation: str | None
    title: str | None
    rest: str


@dataclass(frozen=True, slots=True)
class _Endings:
    """What stood after a name, and the rest."""

    birth_name: str | None
    suffix: str | None
    rest: str


@cache
def _words(role: str) -> frozenset[str]:
    return words_with("name_words", "role", role)


@cache
def _written(role: str) -> Mapping[str, str]:
    """How each word is written, under the word in small letters and as it stands (Ing. is one title, ing. another)."""
    rows = [row for row in read_table("name_words") if row["role"] == role]
    small = {row["word"].casefold(): row["written"] for row in rows}
    return small | {row["word"]: row["written"] for row in rows}


def _as_written(role: str, word: str) -> str:
    return _written(role).get(word) or _written(role)[word.casefold()]


def _pattern(word: str) -> str:
    """Match the word with its dot in any case, right before the next word too; a short one only as it is written."""
    is_in_any_case = word.endswith(".") or len(word) >= WORD_LONG_ENOUGH_FOR_ANY_CASE
    end = "(?!-)" if word.endswith(".") else r"(?=[\s,]|$)"
    return f"{f'(?i:{re.escape(word)})' if is_in_any_case else re.escape(word)}{end}"


def _one_of(words: frozenset[str]) -> str:
    return "|".join(_pattern(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _title() -> re.Pattern[str]:
    return re.compile(rf"(?:(?P<diploma>{DIPLOMA})|(?P<title>{_one_of(_words('title'))}))[\s,/]*")


@cache
def _salutation() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_words("salutation"), key=len, reverse=True))
    return re.compile(rf"({words})(?:\s+|$)", re.IGNORECASE)


@cache
def _several_in_front() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(re.escape(word) for word in _words('several'))})\s", re.IGNORECASE)


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(rf"[,\s]+({_one_of(_words('suffix'))})$")


@cache
def _birth_name() -> re.Pattern[str]:
    role = {"birth": _one_of(_words("birth")), "formerly": _one_of(_words("formerly"))}
    return re.compile(rf"[\s,(]+(?:(?P<birth>{role['birth']})|(?:{role['formerly']}))\s*(?P<name>[^(),]+?)\)?$")


@cache
def _first_letters() -> frozenset[str]:
    words = _words("salutation") | _words("title") | {"dipl"}
    return frozenset(word[:2].casefold() for word in words)


@cache
def _last_words() -> frozenset[str]:
    return frozenset(word.split()[-1].casefold() for word in _words("suffix"))


@lru_cache(maxsize=8192)
def _take_titles(text: str) -> _Titles:
    """Take salutations and titles off the front, as many as there are."""
    salutation: str | None = None
    titles: list[str] = []
    while text[:2].casefold() in _first_letters():  # looked at first, as most words are no titles
        if said := _salutation().match(text):
            salutation = salutation or _as_written("salutation", said[1])
            text = text[said.end() :]
        elif found := _title().match(text):
            titles.append(found["diploma"] or _as_written("title", found["title"]))
            text = text[found.end() :]
        else:
            break
    return _Titles(salutation, " ".join(titles) or None, text)


def _suffix_of(text: str) -> re.Match[str] | None:
    last_word = text.replace(",", " ").rpartition(" ")[2].casefold()
    return _suffix().search(text) if last_word in _last_words() else None


def _take_endings(text: str) -> _Endings:
    """Take ``geb. X`` and suffixes such as MBA off the end, in whatever order they stand."""
    birth_name: str | None = None
    suffixes: list[str] = []
    while True:
        if BIRTH_NAME_HINT.search(text) and (born := _birth_name().search(text)):
            birth_name = born["name"] if born["birth"] else birth_name
            text = text[: born.start()]
        elif (found := _suffix_of(text)) and not _is_shouted_surname(text, found[1]):
            suffixes.insert(0, _as_written("suffix", found[1]))
            text = text[: found.start()]
        else:
            return _Endings(birth_name, ", ".join(suffixes) or None, text.strip(" ,"))


def _is_shouted_surname(text: str, word: str) -> bool:
    """MA and BA are degrees after Lisa Berger, but a family name in YO-YO MA."""
    return len(word) == 2 and word.isalpha() and text.isupper()


def _is_particle(word: str) -> bool:
    small = word.casefold()
    return small in _words("particle") or (not word.istitle() and small in _words("particle in small letters"))


def _is_noble(word: str) -> bool:
    return word.casefold() in _written("noble")


def _family_start(words: Sequence[str]) -> int:
    """Return where the family name begins: at the first ``von`` or ``da``, and before a noble title before that."""
    small = (place for place, word in enumerate(words) if place and word.islower() and _is_particle(word))
    start = next(small, len(words) - 1)
    while start > 0 and _is_particle(words[start - 1]):
        start -= 1
    while start > 1 and _is_noble(words[start - 1]):
        start -= 1
    return start


def _shouted(words: Sequence[str]) -> slice | None:
    """Return the family name that is told by capitals, as in MÜLLER Jürgen or Jan VAN DEN BERG."""
    capitals = [word.isupper() and len(LETTERS.sub("", word)) <= 1 for word in words]
    count = sum(capitals)
    is_name = any(shout and len(word) >= SHORTEST_SHOUTED_NAME for shout, word in zip(capitals, words, strict=True))
    if not is_name or count == len(words):
        return None
    if all(capitals[:count]):
        return slice(0, count)
    return slice(len(words) - count, len(words)) if all(capitals[-count:]) else None


def _in_order(text: str) -> tuple[str, str]:
    """Return given and family name of a name written as it is spoken."""
    words = text.split()
    if len(words) > 2 and _is_noble(words[0]):
        given, family = _in_order(" ".join(words[1:]))
        return given, f"{words[0]} {family}"
    family_words = _shouted(words)
    if family_words and family_words.start == 0:
        return " ".join(words[family_words.stop :]), " ".join(words[family_words])
    start = _family_start(words)
    start = min(start, family_words.start) if family_words else start
    return " ".join(words[:start]), " ".join(words[start:])


def _inverted(family: str, given: str) -> tuple[str, str]:
    """Return given and family name of ``Heide, Eva von der`` or ``Heide von der, Eva``."""
    given_words, family_words = given.split(), family.split()
    behind = len(given_words)
    while behind > 1 and (_is_particle(given_words[behind - 1]) or _is_noble(given_words[behind - 1])):
        behind -= 1
    turned = len(family_words)
    while turned > 1 and _is_particle(family_words[turned - 1]):
        turned -= 1
    particles = given_words[behind:] + family_words[turned:]
    return " ".join(given_words[:behind]), " ".join(particles + family_words[:turned])


def _capitalised(text: str) -> str:
    """Return a name that was all in capitals, or all in small letters, as names are written."""

    def word(match: re.Match[str]) -> str:
        small = match[0].lower()
        if small in _words("particle") or small in _words("particle in small letters"):
            return small
        return f"Mc{small[2:].capitalize()}" if small.startswith("mc") and len(small) > 3 else small.capitalize()

    return LETTERS.sub(word, text)


def _quietened(name: str) -> str:
    return _capitalised(name) if name.isupper() and len(name) >= SHORTEST_SHOUTED_NAME else name


def _recased(given: str, family: str) -> tuple[str, str]:
    both = f"{given} {family}"
    if both.isupper() or both.islower():
        return _capitalised(given), _capitalised(family)
    return _quietened(given), _quietened(family)


def _without_brackets(text: str) -> str:
    """Drop what stands in brackets, such as (Gast), unless it belongs to a title."""
    if "(" not in text:
        return text
    keep = _written("title")
    return BRACKETS.sub(lambda match: match[0] if match[0].strip().casefold() in keep else " ", text).strip()


def _fault(text: str) -> Finding | None:
    if NO_NAME.search(text) or not LETTERS.search(text):
        return finding("name.invalid", part=text)
    if SEVERAL.search(text) or _several_in_front().match(text):
        return finding("name.several", part=text)
    return None


def _given_and_family(text: str) -> tuple[str, str, list[_Titles]] | None:
    """Return given name, family name and the titles behind a comma; ``None`` if there is a comma too many."""
    front, *behind = (part.strip() for part in text.split(","))
    titles = [_take_titles(part) for part in behind]
    names = [part.rest for part in titles if part.rest]
    if len(names) > 1:
        return None
    given, family = _inverted(front, names[0]) if names else _in_order(front)
    return given, family, titles


def _remarks(text: str) -> tuple[Finding, ...]:
    """Tell a name that looks like another: a word with letters of two alphabets, such as a Cyrillic а in Anke."""
    mixed = next((word for word in LETTERS.findall(text) if not _is_of_one_alphabet(word)), None)
    return (finding("name.mixed_letters", part=mixed),) if mixed else ()


def _is_of_one_alphabet(word: str) -> bool:
    if word.isascii() or max(word) < FIRST_GREEK_LETTER:
        return True
    alphabets = {unicodedata.name(letter, "").split(" ")[0] for letter in word}
    return len(alphabets & LOOKING_ALIKE) < 2


def _once(titles: Iterable[str | None]) -> str | None:
    """Return all titles that were found, those that were found twice once."""
    return " ".join(dict.fromkeys(filter(None, titles))) or None


def _first(texts: Iterable[str | None]) -> str | None:
    return next(filter(None, texts), None)


@lru_cache(maxsize=16384)
def _read(text: str) -> Normalised[PersonName]:
    endings = _take_endings(text)
    titles = _take_titles(_without_brackets(endings.rest))
    fault = _fault(titles.rest) if titles.rest else finding("name.invalid", part=text)
    if fault:
        return None, (fault,)
    found = _given_and_family(titles.rest)
    if found is None or not found[1]:
        return refused("name.unclear", part=text)
    given, family = _recased(found[0], found[1])
    return PersonName(
        family_name=family,
        given_name=given or None,
        academic_title=_once(part.title for part in (titles, *found[2])),
        salutation=_first(part.salutation for part in (titles, *found[2])),
        birth_name=endings.birth_name,
        name_suffix=endings.suffix,
        raw=text,
    ), _remarks(text)


def normalise_name(full: Cell) -> Normalised[PersonName]:
    """Return the parts of a name that stands in one cell, such as ``Müller, Dr. Jürgen``; a lone word is a family name."""
    text = FOOTNOTE.sub("", clean_text(full))
    return NOTHING if is_blank_name(text) else _read(text)


@lru_cache(maxsize=8192, typed=True)
def _cleaned(cell: Cell) -> str:
    text = FOOTNOTE.sub("", clean_text(cell))
    return "" if is_blank_name(text) else text


def _in_columns(given: str, family: str) -> tuple[str, str]:
    """Move particles that stand after the given name to the family name."""
    words = given.split()
    start = len(words)
    while start > 1 and (_is_particle(words[start - 1]) or _is_noble(words[start - 1])):
        start -= 1
    return _recased(" ".join(words[:start]), " ".join((*words[start:], family)))


def normalise_name_parts(
    given: Cell,
    family: Cell,
    title: Cell = None,
    salutation: Cell = None,
    birth_name: Cell = None,
    suffix: Cell = None,
) -> Normalised[PersonName]:
    """Return the name that stands in columns of its own; titles, suffixes and birth names are found in the names too."""
    given_text, family_text = _cleaned(given), _cleaned(family)
    if not given_text and not family_text:
        return NOTHING
    if not family_text and " " not in given_text:
        return refused("name.family_missing", part=given_text)
    if not family_text or (not given_text and "," in family_text):
        return normalise_name(family_text or given_text)
    front = _take_titles(_without_brackets(given_text))
    endings = _take_endings(family_text)
    middle = _take_titles(_without_brackets(endings.rest))
    fault = _fault(f"{front.rest} {middle.rest}".strip())
    if fault or not middle.rest:
        return None, (fault or finding("name.family_missing", part=family_text),)
    new_given, new_family = _in_columns(front.rest, middle.rest)
    titles, said = _take_titles(_cleaned(title)), _take_titles(_cleaned(salutation))
    born = _cleaned(birth_name)
    return PersonName(
        family_name=new_family,
        given_name=new_given or None,
        academic_title=_once((said.title, titles.title, titles.rest, front.title, middle.title)),
        salutation=_first((said.salutation, said.rest, titles.salutation, front.salutation, middle.salutation)),
        birth_name=_first((_take_endings(f" {born}").birth_name, born, endings.birth_name)),
        name_suffix=_cleaned(suffix) or endings.suffix,
    ), _remarks(f"{new_given} {new_family}")

"""The directory: everybody who is listed, found by one search box, filters and letters."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from datasette_netzwerk import i18n
from datasette_netzwerk.folding import search_key
from datasette_netzwerk.web.everybody import Everybody, read_everybody
from datasette_netzwerk.web.filters import (
    Entry,
    Selection,
    build_filters,
    choices_by_name,
    letter_of,
    passes,
    selection,
    unknown_values,
)
from datasette_netzwerk.web.search import find_members, is_found, mark_words, marked_words, query_words, suggest_queries
from datasette_netzwerk.web.shell import render_page
from datasette_netzwerk.web.vcard import card_response, render_cards
from datasette_netzwerk.web.visit import Row, Visit

if TYPE_CHECKING:
    from datasette.utils.asgi import Response

ON_ONE_PAGE = 200
"""Up to so many members the whole directory is one page."""

PAGE_SIZE = 50
LONGEST_QUERY = 200
MOST_EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice that is in force, and the address of the same page without it."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of the alphabet and where its names begin; no address when there are none."""

    letter: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """What a visitor asks of the directory, as its address says."""

    query: str
    words: tuple[str, ...]
    chosen: Selection
    unknown: tuple[tuple[str, str], ...]
    page: int

    @property
    def is_open(self) -> bool:
        """Whether nothing is asked, so that everybody is shown."""
        return not self.words and not any(self.chosen.values())

    def parameters(self, **changes: Any) -> dict[str, Any]:
        """Return the address's parameters for this question with ``changes``."""
        chosen = {name: sorted(values) for name, values in self.chosen.items()}
        return {"q": self.query, **chosen, **changes}


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers to a question: everybody there is, those who match its words, and of them those who pass its filters."""

    question: Question
    labels: Mapping[tuple[str, str], str]
    everybody: Sequence[Entry]
    found: Sequence[Entry]

    @property
    def shown(self) -> list[Entry]:
        """The members to show, the best match first."""
        return [member for member in self.found if passes(member, self.question.chosen)]


async def directory(visit: Visit) -> Response:
    """Answer with the members who match the question in the address."""
    answer = await read_answer(visit)
    question, shown = answer.question, answer.shown
    marked = marked_words(question.words)
    pages = pages_of(shown)
    page = min(question.page, len(pages))
    context = {
        "question": question,
        "mark": lambda text: mark_words(text, marked),
        "everybody_count": len(answer.everybody),
        "count": len(shown),
        "filters": build_filters(answer.everybody, answer.found, question.chosen, answer.labels),
        "filter_names": filter_names(),
        "chips": chips(visit, question, answer.labels),
        "address_of_known": visit.here(**question.parameters()),
        "letters": letters(visit, question, pages, page),
        "letter_id": letter_id,
        "groups": groups(await read_rows(visit, pages[page - 1], question), question),
        "page": page,
        "page_count": len(pages),
        "page_address": lambda number: visit.here(**question.parameters(page=_page(number))),
        "without_filters": len(answer.found) if not shown else 0,
        "examples": await examples(visit) if not shown else (),
        "suggestions": await suggest_queries(visit, question.words) if question.words and not answer.found else (),
    }
    return await render_page(visit, "directory.html", context, section="directory")


async def examples(visit: Visit) -> list[str]:
    """Return up to two things that members here do or care for, each of which finds somebody."""
    words = [row["word"] for row in await visit.rows("search_examples")]
    found = [word for word in words if await find_members(visit, query_words(word))]
    return found[:MOST_EXAMPLES]


async def business_cards(visit: Visit) -> Response:
    """Answer with the vCards of the members who match the question in the address."""
    answer = await read_answer(visit)
    rows = await visit.rows("cards", {"ids": json.dumps([member.id for member in answer.shown])})
    source = visit.datasette.absolute_url(visit.request, visit.addresses.page("directory"))
    return card_response(visit.request, render_cards(rows, source), "directory")


async def read_answer(visit: Visit) -> Answer:
    """Return who answers to the question in the visit's address."""
    everybody = await read_everybody(visit)
    question = read_question(visit, everybody)
    found = await find_entries(visit, question, everybody.members)
    return Answer(question, everybody.labels, everybody.members, found)


def filter_names() -> Mapping[str, str]:
    """Return what each filter is called on the page."""
    return {
        "trade": i18n.gettext("Trade"),
        "town": i18n.gettext("Town"),
        "country": i18n.gettext("Contacts in"),
        "speaks": i18n.gettext("Language"),
        "topic": i18n.gettext("Topic"),
    }


def read_question(visit: Visit, everybody: Everybody) -> Question:
    """Return the question in the visit's address; what makes no sense in it counts as not asked.

    A filter's value that nobody has is kept apart, to be told: else the page would answer another question unsaid.
    """
    query = " ".join(visit.argument("q").split())[:LONGEST_QUERY]
    page = visit.argument("page")
    choices = choices_by_name(visit.request.args.getlist, everybody.labels, everybody.ids)
    return Question(
        query=query,
        words=query_words(query),
        chosen=selection(choices, everybody.labels),
        unknown=unknown_values(choices, everybody.labels),
        page=max(int(page), 1) if page.isdecimal() and len(page) < 6 else 1,
    )


async def find_entries(visit: Visit, question: Question, everybody: Sequence[Entry]) -> list[Entry]:
    """Return who matches the words of the question, the best match first; everybody if it has none."""
    if not question.words:
        return list(everybody)
    by_id = {member.id: member for member in everybody}
    return [by_id[id] for id in await find_members(visit, question.words)]


def pages_of(members: Sequence[Entry]) -> list[Sequence[Entry]]:
    """Return ``members`` as the pages on which they stand; at least one, be it empty."""
    if len(members) <= ON_ONE_PAGE:
        return [members]
    return [members[start : start + PAGE_SIZE] for start in range(0, len(members), PAGE_SIZE)]


async def read_rows(visit: Visit, members: Sequence[Entry], question: Question) -> list[Row]:
    """Return the rows of ``members`` in their order, ready to be shown as the answer to ``question``."""
    ids = json.dumps([member.id for member in members])
    rows = await visit.rows("directory_rows", {"ids": ids, "language": visit.language})
    return [
        {
            **row,
            "offers": json.loads(row["offers"]),
            "requests": json.loads(row["requests"]),
            "found_by": found_by(row, question),
            "initials": initials(row),
            "address": visit.addresses.page("directory", row["slug"]),
        }
        for row in rows
    ]


def found_by(row: Row, question: Question) -> list[str]:
    """Return what else of a member answers to the question, each once, in the language of the page.

    Her row already tells her trade. A country is told with how she knows it, whatever it was called in the question.
    """
    words = marked_words(question.words)
    told = search_key(row["trades"] or "")
    texts = [text for text in (row["role"], row["position"]) if is_found(text, words)]
    seen = {""}
    for other in json.loads(row["others"]):
        names = other["names"]
        is_chosen = other["id"] in question.chosen["country"] and other["kind"] == "country"
        if (is_chosen or any(is_found(name, words) for name in names)) and seen.isdisjoint(names):
            seen.update(names)
            texts.append(label_of(other))
    return [text for text in dict.fromkeys(texts) if f" {search_key(text)} " not in f" {told} "]


def label_of(other: Mapping[str, Any]) -> str:
    """Return a topic, a language, or a country with how somebody knows it: "Indien, arbeitet dort"."""
    depths = {
        "works": i18n.gettext("works there"),
        "lived": i18n.gettext("lived there"),
        "knows": i18n.gettext("knows people there"),
    }
    return ", ".join(filter(None, (other["label"], depths.get(other["depth"], ""))))


def initials(row: Mapping[str, Any]) -> str:
    """Return the first letters of a member's names: Ayşe Böcker → AB, Marie von der Heide → MH."""
    capitals = [word[0] for word in row["family_name"].split() if word[0].isupper()]
    return "".join(((row["given_name"] or "")[:1].upper(), *capitals[:1])) or row["family_name"][:1].upper()


def groups(rows: Sequence[Row], question: Question) -> list[tuple[str, list[Row]]]:
    """Return ``rows`` under their letters; under none when they are sorted by how well they match."""
    if question.words:
        return [("", list(rows))] if rows else []
    return [(letter, list(members)) for letter, members in groupby(rows, key=lambda row: letter_of(row["letter"]))]


def letters(visit: Visit, question: Question, pages: Sequence[Sequence[Entry]], page: int) -> list[Letter]:
    """Return the alphabet with the addresses of its letters; nothing where something is asked."""
    if not question.is_open:
        return []
    first_pages: dict[str, int] = {}
    for number, members in enumerate(pages, start=1):
        for member in members:
            first_pages.setdefault(member.letter, number)
    others = [letter for letter in first_pages if letter not in ascii_uppercase]
    addresses = {letter: _letter_address(visit, letter, number, page) for letter, number in first_pages.items()}
    return [Letter(letter, addresses.get(letter)) for letter in [*others, *ascii_uppercase]]


def _letter_address(visit: Visit, letter: str, number: int, page: int) -> str:
    anchor = f"#{letter_id(letter)}"
    return anchor if number == page else visit.here(page=_page(number)) + anchor


def letter_id(letter: str) -> str:
    """Return the name under which a letter's heading is linked to."""
    return f"letter-{letter if letter.isalpha() else 'other'}"


def _page(number: int) -> str:
    """Return the number as the address has it: the first page has none."""
    return str(number) if number > 1 else ""


def chips(visit: Visit, question: Question, labels: Mapping[tuple[str, str], str]) -> list[Chip]:
    """Return the choices in force, each with the way to take it back."""
    return [
        Chip(
            labels[name, value],
            visit.here(**question.parameters(**{name: sorted(question.chosen[name] - {value})})),
        )
        for name, values in question.chosen.items()
        for value in sorted(values, key=lambda value: labels[name, value])
    ]

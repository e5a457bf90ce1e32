"""Keeps who is in the directory, and what its filters are called, for as long as the published file stays the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from datasette_netzwerk.folding import search_key
from datasette_netzwerk.settings import LANGUAGES
from datasette_netzwerk.web.filters import Entry, entry
from datasette_netzwerk.web.visit import Visit

if TYPE_CHECKING:
    from datasette.app import Datasette

Labels = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Everybody:
    """Everybody in the directory, sorted as a German phone book, and the name of each value of each filter.

    ``ids`` knows each value by its folded name in either language: ("country", "india") is IN.
    """

    members: Sequence[Entry]
    labels: Labels
    ids: Labels


_kept: WeakKeyDictionary[Datasette, dict[tuple[str, str], tuple[int, Everybody]]] = WeakKeyDictionary()
"""For each file and language of a Datasette the generation that was read, and what stood in it: of each the last one."""


async def read_everybody(visit: Visit) -> Everybody:
    """Return everybody whom the visit's file lists; every generation is read once."""
    kept = _kept.setdefault(visit.datasette, {})
    generation = await _generation(visit)
    place = (visit.file.database, visit.language)
    number, everybody = kept.get(place, (None, None))
    if everybody is None or number != generation:
        everybody = await _read(visit)
        kept[place] = (generation, everybody)
    return everybody


async def _generation(visit: Visit) -> int:
    """Return the number of the generation that the file holds: `datasette mysite/` gets the next one into the same file."""
    results = await visit.datasette.get_database(visit.file.database).execute("pragma user_version")
    return int(results.rows[0][0])


async def _read(visit: Visit) -> Everybody:
    names = {language: await visit.rows("filter_values", {"language": language}) for language in LANGUAGES}
    labels = {(row["filter"], row["id"]): str(row["label"]) for row in names[visit.language]}
    ids = {(row["filter"], search_key(row["label"])): str(row["id"]) for rows in names.values() for row in rows}
    return Everybody([entry(row) for row in await visit.rows("directory")], labels, ids)

"""Recognises what happened between two people, and what became of it."""

from __future__ import annotations

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.model import InteractionKind
from datasette_netzwerk.records.normalise.tables import read_words
from datasette_netzwerk.records.normalise.text import clean_text, is_blank
from datasette_netzwerk.records.normalise.values import NOTHING, Cell, Normalised, refused


def normalise_interaction_kind(cell: Cell) -> Normalised[InteractionKind]:
    """Return the kind that a word such as ``Vermittlung`` or ``1:1`` names."""
    text = clean_text(cell)
    kind = read_words("interaction_words", "kind").get(identity_key(text))
    if kind:
        return InteractionKind(kind), ()
    return NOTHING if is_blank(text) else refused("interaction.kind_unknown")


def normalise_outcome(cell: Cell) -> Normalised[str]:
    """Return ``open``, ``met``, ``won`` or ``lost``; any other outcome stays in the words of the cell, with a notice."""
    text = clean_text(cell)
    words = read_words("outcome_words", "outcome")
    outcome = words.get(identity_key(text))
    if outcome:
        return outcome, ()
    if is_blank(text):
        return NOTHING
    return text, refused("interaction.outcome_unknown")[1]

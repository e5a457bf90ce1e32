"""Recognising what happened between two people."""

import pytest

from datasette_netzwerk.model import InteractionKind
from datasette_netzwerk.records.normalise.interactions import normalise_interaction_kind, normalise_outcome


@pytest.mark.parametrize(
    "word, kind",
    [
        ("Vermittlung", "introduction"), ("Empfehlung", "referral"), ("Vieraugengespräch", "one_to_one"), ("1:1", "one_to_one"),
        ("1-2-1", "one_to_one"), ("Gefallen", "favour"), ("Referenz", "recommendation"), ("Dank", "thanks"), ("TYFCB", "thanks"),
        ("Introduction", "introduction"), ("one-to-one", "one_to_one"), ("Favor", "favour"),
    ],
)  # fmt: skip
def test_a_kind_is_recognised(word: str, kind: str) -> None:
    assert normalise_interaction_kind(word) == (InteractionKind(kind), ())


@pytest.mark.parametrize("kind", InteractionKind)
def test_a_kind_in_our_own_word_stays(kind: InteractionKind) -> None:
    assert normalise_interaction_kind(kind.value) == (kind, ())


def test_an_unknown_kind_is_told() -> None:
    kind, findings = normalise_interaction_kind("Angeln")
    assert (kind, [finding.code for finding in findings]) == (None, ["interaction.kind_unknown"])
    assert normalise_interaction_kind("-") == (None, ())


@pytest.mark.parametrize(
    "words, outcome",
    [
        ("Auftrag erteilt", "won"), ("erfolgreich", "won"), ("kein Auftrag", "lost"), ("nicht zustande gekommen", "lost"),
        ("getroffen", "met"), ("läuft", "open"), ("pending", "open"), ("won", "won"), ("lost", "lost"), ("met", "met"),
    ],
)  # fmt: skip
def test_an_outcome_is_recognised(words: str, outcome: str) -> None:
    assert normalise_outcome(words) == (outcome, ())


def test_another_outcome_is_kept_and_told() -> None:
    outcome, findings = normalise_outcome("Patenschaft")
    assert (outcome, [finding.code for finding in findings]) == ("Patenschaft", ["interaction.outcome_unknown"])
    assert normalise_outcome(None) == (None, ())

"""Stores what people did for each other."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

from datasette_netzwerk.model import Interaction
from datasette_netzwerk.records.store.runs import Run


class Fingerprints:
    """Names each interaction by what it says, so that importing it twice is importing it once.

    Two equal rows in one file are two interactions (two referrals on one day): the second gets the number 2.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, interaction: Interaction, giver_id: int | None, receiver_id: int, third: str) -> str:
        """Return the fingerprint: the group's own id if there is one, else a hash of the facts and the number."""
        if interaction.external_id:
            return f"id:{interaction.external_id}"
        facts = json.dumps(
            [
                interaction.kind,
                interaction.occurred_on.isoformat(),
                giver_id,
                receiver_id,
                third,
                interaction.amount_cents,
                interaction.text,
            ],
            ensure_ascii=False,
        )
        digest = hashlib.sha256(facts.encode()).hexdigest()[:32]
        self._seen[digest] += 1
        return f"{digest}:{self._seen[digest]}"


def store_interaction(
    run: Run,
    fingerprint: str,
    interaction: Interaction,
    *,
    giver_id: int | None,
    receiver_id: int,
    third_id: int | None,
) -> None:
    """Write one interaction; a third person nobody knows keeps the name on the list."""
    third = interaction.third.name if interaction.third and third_id is None else None
    values = {
        "chapter_id": run.chapter_id,
        "kind": interaction.kind.value,
        "occurred_on": interaction.occurred_on.isoformat(),
        "giver_id": giver_id,
        "receiver_id": receiver_id,
        "third_id": third_id,
        "third_name": third.shown if third else None,
        "outcome": interaction.outcome,
        "amount_cents": interaction.amount_cents,
        "currency": interaction.currency,
        "text": interaction.text,
        "fingerprint": fingerprint,
    }
    run.execute("interaction_upsert", values, interaction.source.line)

"""Remembers what somebody answered about a pair, also when one of the two went and came again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from datasette_netzwerk.records.identity.linking import Known, Node
from datasette_netzwerk.records.identity.traits import Traits, traits_from_json
from datasette_netzwerk.records.store.runs import Run


class Answers:
    """Every answer so far, found by the two people or by how the two were described when it was given."""

    def __init__(self, run: Run) -> None:
        self._different_people: set[frozenset[int]] = set()
        self._answers: dict[Traits, list[tuple[Traits, int | None, str]]] = defaultdict(list)
        for row in run.execute("reviews_all", {}).fetchall():
            if row["answer"] in ("same", "different"):
                self._add(row)

    def _add(self, row: Mapping[str, object]) -> None:
        one, other = (traits_from_json(str(row[f"{side}_description"])) for side in ("one", "other"))
        one_id, other_id = row["one_id"], row["other_id"]
        self._answers[one].append((other, other_id if isinstance(other_id, int) else None, str(row["answer"])))
        self._answers[other].append((one, one_id if isinstance(one_id, int) else None, str(row["answer"])))
        if row["answer"] == "different" and isinstance(one_id, int) and isinstance(other_id, int):
            self._different_people.add(frozenset((one_id, other_id)))

    def are_different(self, row: Traits, node: Node, other: Traits | None) -> bool:
        """Whether somebody said that a row and a known person (or another row) are two people."""
        return any(
            answer == "different" and ((node > 0 and person == node) or described == other)
            for described, person, answer in self._answers.get(row, ())
        )

    def are_different_people(self, one: int, other: int) -> bool:
        """Whether somebody said that two known people are two."""
        return frozenset((one, other)) in self._different_people

    def same_as(self, row: Traits, known: Mapping[int, Known]) -> int | None:
        """Return the known person of whom somebody said that she is the one in this row."""
        for described, person, answer in self._answers.get(row, ()):
            if answer == "same" and person in known:
                return person
            if answer == "same":
                return next(
                    (key for key, each in known.items() if any(f.traits == described for f in each.faces)), None
                )
        return None

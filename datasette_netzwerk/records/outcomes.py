"""Keeps what becomes of a list's rows: how many were new, changed or left out, where each stood, and every problem."""

from __future__ import annotations

from datasette_netzwerk.model import Record
from datasette_netzwerk.problems import Problem
from datasette_netzwerk.records.store.problems import store_problem
from datasette_netzwerk.records.store.runs import Counts, Run


class Outcome:
    """What became of the rows of one run so far."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._lines: dict[tuple[str, object], int] = {}
        self._inserted = self._updated = self._unchanged = self._skipped = 0
        self.problems: list[Problem] = []

    def report(self, problem: Problem, record: Record | None = None) -> None:
        """Keep a problem; with ``record`` its row waits and is tried again at every later import."""
        self.problems.append(problem)
        store_problem(self._run, problem, record)

    def skip(self) -> None:
        """Count a row that stays among the problems."""
        self._skipped += 1

    def count(self, is_new: bool | None, has_changed: bool) -> None:
        """Count a row that is new, changed, as it was, or (``None``) left out."""
        if is_new is None:
            self._skipped += 1
        elif is_new:
            self._inserted += 1
        elif has_changed:
            self._updated += 1
        else:
            self._unchanged += 1

    def add(self, counts: Counts) -> None:
        """Count rows that were stored together."""
        self._inserted += counts.inserted
        self._updated += counts.updated
        self._unchanged += counts.unchanged

    def counts(self) -> Counts:
        """Return what became of the rows so far."""
        rows = self._inserted + self._updated + self._unchanged + self._skipped
        return Counts(rows, self._inserted, self._updated, self._unchanged, len(self.problems))

    def stands_already(self, kind: str, key: object, line: int) -> int | None:
        """Return the line of this list on which ``key`` stood before, and remember this one if it is the first."""
        first = self._lines.setdefault((kind, key), line)
        return None if first == line else first

    def has(self, kind: str, key: object) -> bool:
        """Whether ``key`` stands anywhere in this list."""
        return (kind, key) in self._lines

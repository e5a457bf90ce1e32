"""Spoilt files of every format: no traceback, no hang."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.fuzzing import SEEDS, feed, seeds_of
from tests.hostile.mutate import mutated

IN_PROCESS = [kind for kind in SEEDS if kind not in ("xls", "ods")]  # each of these starts a process of its own


@pytest.mark.parametrize("kind", IN_PROCESS)
def test_a_spoilt_file_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    contents = seeds_of(kind, tmp_path)

    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.sampled_from(range(len(contents))), st.integers(0, 2**32))
    def spoil(index: int, seed: int) -> None:
        path = tmp_path / f"spoilt.{kind}"
        path.write_bytes(mutated(contents[index], random.Random(seed)))
        feed(path)

    spoil()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_spoilt_workbook_ends_its_own_process_at_most(kind: str, tmp_path: Path) -> None:
    contents = seeds_of(kind, tmp_path)
    for seed in range(15):
        dice = random.Random(seed)
        path = tmp_path / f"spoilt.{kind}"
        path.write_bytes(mutated(dice.choice(contents), dice))
        feed(path)

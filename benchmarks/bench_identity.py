"""How well and how fast people are known again, beside `recordlinkage` in its best setting, in the same run.

    python benchmarks/bench_identity.py [--peer] [records]

The lists are generated with known truth (tests/records/identity/lists.py), by seeds that nobody looked at while the rules
were set. ``--peer`` needs `pip install .[peers]`; it compares the same folded fields on the same blocks, and links at
the sum that gives it the best F-measure on this very list: better than anybody could set it beforehand.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.records.identity.lists import HELD_OUT_SEEDS, WORLDS, Row, make_list, true_pairs
from tests.records.identity.measuring import described, figures, link

RECORDS = 20_000
REPEATS = 3
COPIES = 0.15


def cpu_seconds(work: Callable[[], Any]) -> float:
    """Return the CPU time of one call in this process."""
    before = time.process_time()
    work()
    return time.process_time() - before


def print_figures() -> None:
    """Print how well each held-out list of 2,000 rows is linked."""
    print(f"{'2,000 rows':28} precision  recall  with review  pairs to look at (of them one person)")
    for world in WORLDS:
        for seed in HELD_OUT_SEEDS:
            found = figures(make_list(world, seed))
            print(
                f"{world.name:22} {seed:>6} {found.precision:9.3f} {found.recall:7.3f} {found.recall_with_review:12.3f}"
                f" {found.asked:12} ({found.asked_rightly})"
            )


def linked_pairs(rows: list[Row]) -> set[tuple[int, int]]:
    """Return the pairs that we link."""
    groups: dict[int, list[int]] = {}
    for place, group in enumerate(link([described(row) for row in rows]).group_of):
        groups.setdefault(group, []).append(place)
    return {pair for places in groups.values() for pair in combinations(places, 2)}


def peer_pairs(rows: list[Row]) -> set[tuple[int, int]]:
    """Return the pairs that recordlinkage links."""
    import pandas
    import recordlinkage

    traits = [described(row) for row in rows]
    frame = pandas.DataFrame(
        {
            "given": [each.given for each in traits],
            "family": [each.family for each in traits],
            "email": [next(iter(each.emails), None) for each in traits],
            "phone": [row.mobile or row.phone or None for row in rows],
            "company": [next(iter(each.companies), None) for each in traits],
            "birth": [each.birth_date for each in traits],
            "street": [each.street or None for each in traits],
            "postcode": [each.postcode or None for each in traits],
        }
    )
    indexer = recordlinkage.Index()
    for keys in (["email"], ["phone"], ["birth"], ["family"], ["given", "postcode"], ["given", "company"], ["street"]):
        indexer.block(keys)
    compare = recordlinkage.Compare()
    for name in ("given", "family", "company"):
        compare.string(name, name, method="jarowinkler", threshold=0.9)
    for name in ("email", "phone", "birth", "street", "postcode"):
        compare.exact(name, name)
    sums = compare.compute(indexer.index(frame), frame).sum(axis=1)
    truth = true_pairs(rows)
    found = [
        {(min(pair), max(pair)) for pair in sums[sums >= threshold].index} for threshold in (3, 3.5, 4, 4.5, 5, 5.5, 6)
    ]
    return max(found, key=lambda pairs: 2 * len(pairs & truth) / max(1, len(pairs) + len(truth)))


def print_speed(count: int, with_peer: bool) -> None:
    """Print how long one big list takes."""
    rows = make_list(WORLDS[0], HELD_OUT_SEEDS[0], round(count * (1 - COPIES)), round(count * COPIES))
    truth = true_pairs(rows)
    ours = min(cpu_seconds(lambda: linked_pairs(rows)) for _ in range(REPEATS))
    print(f"\n{count:,} rows, CPU seconds, best of {REPEATS}")
    print(told("datasette-netzwerk", ours, linked_pairs(rows), truth))
    if with_peer:
        theirs = min(cpu_seconds(lambda: peer_pairs(rows)) for _ in range(REPEATS))
        print(told("recordlinkage", theirs, peer_pairs(rows), truth))
        print(f"  ratio                 {ours / theirs:7.2f}")


def told(name: str, seconds: float, pairs: set[tuple[int, int]], truth: set[tuple[int, int]]) -> str:
    """Return one line of the comparison."""
    right = len(pairs & truth)
    return f"  {name:20} {seconds:8.2f}  precision {right / len(pairs):.3f}  recall {right / len(truth):.3f}"


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--peer"]
    print_figures()
    print_speed(int(arguments[0]) if arguments else RECORDS, "--peer" in sys.argv)

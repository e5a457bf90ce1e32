"""How much one visitor may ask for in a minute: a bucket each, which fills up again by itself."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

VISITORS_AT_MOST = 10_000
"""How many visitors are remembered. Whoever was away longest is forgotten first, and has a full bucket again."""

SECONDS_UNTIL_TOLD_AGAIN = 3600


@dataclass(slots=True)
class Bucket:
    """What is left for one visitor, as of a moment."""

    left: float
    seen_at: float


@dataclass(slots=True)
class Budgets:
    """The buckets of all visitors. A full one holds what may be spent in a minute, and fills within a minute."""

    clock: Callable[[], float] = time.monotonic
    _refused: dict[str, float] = field(default_factory=dict)
    _buckets: OrderedDict[str, Bucket] = field(default_factory=OrderedDict)

    def spend(self, visitor: str, cost: float, per_minute: int) -> int:
        """Take ``cost`` out of the visitor's bucket; return 0, or after how many seconds she may come again.

        Nothing is taken from whoever is refused, so that she is served as soon as she was told.
        """
        now = self.clock()
        bucket = self._buckets.pop(visitor, None) or Bucket(per_minute, now)
        left = min(per_minute, bucket.left + (now - bucket.seen_at) * per_minute / 60)
        is_enough = left >= min(cost, per_minute)
        self._buckets[visitor] = Bucket(left - cost if is_enough else left, now)
        if len(self._buckets) > VISITORS_AT_MOST:
            self._buckets.popitem(last=False)
        return 0 if is_enough else max(1, math.ceil((cost - left) * 60 / per_minute))

    def is_first_refusal(self, visitor: str) -> bool:
        """Return whether nobody was told yet that ``visitor`` had been refused, within the last hour."""
        now = self.clock()
        is_first = now - self._refused.get(visitor, -math.inf) > SECONDS_UNTIL_TOLD_AGAIN
        if is_first:
            self._refused[visitor] = now
        return is_first

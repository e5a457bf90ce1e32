"""Which character separates the columns of a text file, judged by how consistent the rows become."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from datasette_netzwerk.records.readers.quotes import records

DELIMITERS = (";", ",", "\t", "|")
SAMPLE_CHARACTERS = 65_536
SAMPLE_RECORDS = 200

_STATED = re.compile(r'"?sep=(.)"?[ ;,\t]*(?:\r\n|\n|\r)')


@dataclass(frozen=True, slots=True)
class Dialect:
    """The delimiter, the usual number of columns, and how many lines at the start only say so (``sep=;``)."""

    delimiter: str
    width: int
    stated_lines: int = 0


def find_dialect(text: str, delimiter: str | None = None) -> Dialect:
    """Return the dialect of ``text``, with the delimiter given or else stated in the file or else found out."""
    stated = _STATED.match(text)
    known = delimiter or (stated[1] if stated else None)
    sample = text[stated.end() if stated else 0 :][:SAMPLE_CHARACTERS]
    is_cut = len(sample) == SAMPLE_CHARACTERS
    candidates = [(*_consistency(sample, each, is_cut), each) for each in ((known,) if known else DELIMITERS)]
    # max() keeps the first of equals: DELIMITERS is ordered by how usual they are here
    _, width, best = max(candidates, key=lambda candidate: candidate[0])
    return Dialect(best, width, 1 if stated else 0)


def _consistency(sample: str, delimiter: str, is_cut: bool) -> tuple[float, int]:
    """Return how table-like the sample is when split at ``delimiter``, and its usual width."""
    widths = [len(record.fields) for record in islice(records(sample, delimiter), SAMPLE_RECORDS) if record.fields]
    if is_cut and len(widths) > 1:
        widths.pop()  # the last record of a sample may be cut in two
    counts = Counter(width for width in widths if width > 1)
    if not counts:
        return 0.0, 1
    width, count = max(counts.items(), key=lambda item: (item[1], item[0]))
    share = count / len(widths)
    if share < 0.5:
        return 0.0, width
    # decimal commas and "Name, Vorname" make rows look alike, too
    return share * min(width, 12) ** 0.5 * (0.95 if delimiter == "," else 1.0), width

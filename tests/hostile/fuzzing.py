"""Feeds every reader with spoilt files for a while and says how many, and which of them were not borne.

python -m tests.hostile.fuzzing SECONDS [SEED [FORMAT…]]
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from datasette_netzwerk import i18n
from datasette_netzwerk.problems import NotUnderstood
from datasette_netzwerk.records.pipeline import ImportOptions, understand_file
from datasette_netzwerk.records.readers import read_tables
from datasette_netzwerk.records.readers.tables import cell_text
from datasette_netzwerk.records.rows import understand_rows
from datasette_netzwerk.settings import Settings
from tests.hostile.corpus import FILES
from tests.hostile.mutate import mutated

SEEDS: Mapping[str, tuple[str, ...]] = {
    "csv": (
        "utf-8.csv",
        "mac.csv",
        "utf-16-mark.csv",
        "mojibake.csv",
        "open-quote.csv",
        "two-tables.csv",
        "ragged.csv",
        "matrix-with-question-marks.csv",
        "preamble-and-totals.csv",
    ),
    "xlsx": ("good.xlsx", "merged-cells.xlsx", "error-cells.xlsx", "hidden-sheet.xlsx"),
    "xls": ("good.xls", "hidden-sheet.xls"),
    "ods": ("good.ods",),
    "spreadsheetml": ("bni-connect.xls", "cr-only-bni-connect.xls"),
    "html": ("web-page.xls", "web-page-left-open.html"),
    "vcf": ("good.vcf", "quoted-printable.vcf", "groups.vcf", "missing-end.vcf", "group-of-contacts.vcf"),
    "ics": ("good.ics", "weekly.ics", "moved-occurrence.ics", "attendees.ics", "time-zone-of-its-own.ics"),
    "json": ("good.json", "lines.ndjson", "datasette.json", "no-objects-among-objects.json"),
}
"""The good (or nearly good) files that are spoilt, by format."""

LONGEST = 5.0
"""Seconds of CPU that no file may take, however it was spoilt."""


def seeds_of(kind: str, folder: Path) -> list[bytes]:
    """Return the content of the files that are to be spoilt."""
    contents = []
    for name in SEEDS[kind]:
        FILES[name](folder / name)
        contents.append((folder / name).read_bytes())
    return contents


def feed(path: Path) -> None:
    """Read a file, recognise its columns and understand its rows; anything but records and problems is a fault."""
    try:
        reading = read_tables(path, partstat="attendance", today=date(2026, 5, 1))
    except NotUnderstood:
        return
    for table in reading.tables:
        if any(len(row.cells) != len(table.header) for row in table.rows):
            raise AssertionError("A row is not as wide as its table.")
        for row in table.rows:
            "".join(cell_text(cell) for cell in row.cells).encode()  # what cannot be encoded cannot be stored
    try:
        file = understand_file(path, ImportOptions())
        for table, layout in file.lists:
            for understood in understand_rows(table, layout, file.mapping, Settings()):
                [i18n.tell(problem) for problem in understood.problems]
    except NotUnderstood as error:
        [i18n.tell(problem) for problem in error.problems]


def fuzz(kind: str, seed: int, seconds: float, keep: Path) -> tuple[int, int]:
    """Return how many spoilt files were read in the time, and how many were not borne; those are kept in ``keep``."""
    dice = random.Random(seed)
    count = faults = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        contents = seeds_of(kind, folder)
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            path = folder / f"file.{'xls' if kind in ('spreadsheetml', 'html') else kind}"
            path.write_bytes(mutated(dice.choice(contents), dice))
            count += 1
            started = time.process_time()
            try:
                feed(path)
                if time.process_time() - started > LONGEST:
                    raise AssertionError(f"Reading took {time.process_time() - started:.1f} s.")
            except BaseException as error:  # whatever it is, it is to be kept and told
                faults += 1
                (keep / f"{kind}-{seed}-{count}").write_bytes(path.read_bytes())
                traceback.print_exc()
                if isinstance(error, KeyboardInterrupt):
                    raise
    return count, faults


def main(seconds: str, seed: str = "0", *kinds: str) -> None:
    """Fuzz each format for an equal share of the time."""
    warnings.simplefilter("error")
    chosen = kinds or tuple(SEEDS)
    keep = Path(tempfile.mkdtemp(prefix="faults-"))
    for kind in chosen:
        count, faults = fuzz(kind, int(seed), float(seconds) / len(chosen), keep)
        print(f"{kind:14} {count:7} files, {faults} faults", flush=True)  # noqa: T201  # run by hand
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak {peak} MB, faults in {keep}")  # noqa: T201  # run by hand


if __name__ == "__main__":
    main(*sys.argv[1:])

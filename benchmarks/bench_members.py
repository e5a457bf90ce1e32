"""How many members a second are imported, part by part, and whether twice the rows take twice the time.

    python benchmarks/bench_members.py            # the curve from 1,000 to 20,000 rows
    python benchmarks/bench_members.py 5000       # one size

The list is made by the generator of bench_identity.py: colleagues, families, namesakes, and one row in a hundred that is
somebody else's copy; every column that a members' list usually has, telephones written in the ways people write them.
CPU seconds, the best of three, each in a process of its own that has imported a list of a few other people before: what a
command takes to start is left out. Storing is the rest: the whole import less reading and identifying.
"""

from __future__ import annotations

import csv
import random
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from datasette_netzwerk.model import Member
from datasette_netzwerk.records.identity.linking import Linker
from datasette_netzwerk.records.identity.traits import traits_of
from datasette_netzwerk.records.pipeline import ImportOptions, import_files, understand_file
from datasette_netzwerk.records.rows import understand_rows
from datasette_netzwerk.settings import Settings
from datasette_netzwerk.site import Site
from tests.records.identity.lists import GERMAN, HELD_OUT_SEEDS, Row, make_list

CURVE = (1_000, 5_000, 20_000)
REPEATS = 3
COPIES = 0.01
WARMING_ROWS = 20
HEADER = (
    "Mitgliedsnr. Anrede Titel Vorname Nachname Firma Branche Straße PLZ Ort E-Mail Telefon Mobil Geburtsdatum Eintritt"
)
AREAS = dict(
    zip((town for _, town in GERMAN.towns), "05971 0391 030 0221 089 040 0351 0711 0361 0541".split(), strict=True)
)


@dataclass(frozen=True, slots=True)
class Parts:
    """CPU seconds of one import's parts, how many rows became new people, and the most memory in MiB."""

    reading: float
    identifying: float
    total: float
    stored: int
    memory: float

    @property
    def storing(self) -> float:
        """What is left of the whole."""
        return self.total - self.reading - self.identifying


def write_members(path: Path, count: int, seed: int = HELD_OUT_SEEDS[0]) -> None:
    """Write a members' list with all that a members' list usually has."""
    chance = random.Random(count)
    rows = make_list(GERMAN, seed, count - round(count * COPIES), round(count * COPIES))
    with path.open("w", newline="", encoding="utf-8") as file:
        written = csv.writer(file, delimiter=";")
        written.writerow(HEADER.split())
        written.writerows(member(number, row, chance) for number, row in enumerate(rows, 1))


def member(number: int, row: Row, chance: random.Random) -> tuple[object, ...]:
    """Return one row of a members' list."""
    salutation = "Frau" if row.given in GERMAN.women else "Herr"
    title = "Dr." if chance.random() < 0.08 else ""
    born = ".".join(reversed(row.birth_date.split("-")))
    joined = (date(2005, 1, 1) + timedelta(days=chance.randrange(7000))).strftime("%d.%m.%Y")
    trade = row.company.split()[-1]
    names = (number, salutation, title, row.given, row.family, row.company, trade)
    place = (row.street, row.postcode, row.town)
    phones = (written_phone(AREAS.get(row.town, "0221"), row.phone, chance), written_phone("0151", row.mobile, chance))
    return (*names, *place, row.email, *phones, born, joined)


def written_phone(area: str, number: str, chance: random.Random) -> str:
    """Return a number in one of the ways in which people write it."""
    if not number:
        return ""
    rest = number[-8:] if area in ("030", "0151") else number[-6:]
    apart = f"{rest[:3]} {rest[3:]}"
    ways = (f"{area} {rest}", f"{area}/{rest}", f"+49 {area[1:]} {rest}", f"({area}) {apart}", f"{area}-{rest}")
    return chance.choice(ways)


def warm_up() -> None:
    """Load all that an import loads once."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "few.csv"
        write_members(path, WARMING_ROWS, HELD_OUT_SEEDS[1])
        import_files(Site(Path(name) / "site"), [path], ImportOptions())


def cpu_seconds_of_reading(path: Path) -> tuple[float, float]:
    """Return what reading with all normalising takes, and then saying who is who."""
    warm_up()
    before = time.process_time()
    file = understand_file(path, ImportOptions())
    ((table, layout),) = file.lists
    records = [row.record for row in understand_rows(table, layout, layout.mapping, Settings())]
    read = time.process_time()
    Linker([traits_of(record) for record in records if isinstance(record, Member)], {}, {}).link()
    return read - before, time.process_time() - read


def cpu_seconds_of_import(path: Path) -> tuple[float, int, float]:
    """Return what the whole import takes, how many people it adds, and its memory."""
    warm_up()
    with tempfile.TemporaryDirectory() as name:
        before = time.process_time()
        (report,) = import_files(Site(Path(name) / "site"), [path], ImportOptions())
        seconds = time.process_time() - before
    return seconds, report.counts.inserted, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(count: int) -> Parts:
    """Return the best of several runs over one list; each runs in a process of its own."""
    context = get_context("spawn")
    with (
        tempfile.TemporaryDirectory() as name,
        ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as fresh,
    ):
        path = Path(name) / "members.csv"
        write_members(path, count)
        reading = [fresh.submit(cpu_seconds_of_reading, path).result() for _ in range(REPEATS)]
        whole = [fresh.submit(cpu_seconds_of_import, path).result() for _ in range(REPEATS)]
    best_read, best_identified = (min(times) for times in zip(*reading, strict=True))
    total, stored, memory = min(whole)
    return Parts(best_read, best_identified, total, stored, memory)


def main(sizes: tuple[int, ...]) -> None:
    """Print a line for each size."""
    print(f"members, rows a CPU second (µs a row), best of {REPEATS}")
    print(f"{'rows':>8} {'stored':>8} {'reading':>16} {'identifying':>16} {'storing':>16} {'total':>16} {'MiB':>5}")
    for count in sizes:
        parts = measure(count)
        speeds = (parts.reading, parts.identifying, parts.storing, parts.total)
        told = " ".join(f"{count / seconds:9,.0f} ({1e6 * seconds / count:4.0f})" for seconds in speeds)
        print(f"{count:8,} {parts.stored:8,} {told} {parts.memory:5.0f}", flush=True)


if __name__ == "__main__":
    main((int(sys.argv[1]),) if len(sys.argv) > 1 else CURVE)

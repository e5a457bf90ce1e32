"""How long importing takes, as ratios to peers in their best setting, all in one run.

    python benchmarks/bench_import.py            # the curve from 10,000 to 1,000,000 attendance rows, memory
    python benchmarks/bench_import.py 100000     # one size

CPU seconds of whole processes, the best of three. The peers copy texts: `sqlite3 .import` into a table without keys,
`sqlite-utils insert --csv` without finding out types. The import also finds out encoding, dialect and columns, reads dates
and marks, says who and which meeting is meant, holds keys, and keeps history and provenance.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

PEOPLE = 300
CURVE = (10_000, 100_000, 1_000_000)
REPEATS = 3
BIN = Path(sys.executable).parent
MARKS = ("anwesend", "anwesend", "anwesend", "entschuldigt", "fehlt")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: CPU seconds, and the most memory in MiB."""

    seconds: float
    memory: float


def letters(number: int) -> str:
    """Return a number in letters: a name with digits is no name."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def write_members(path: Path, count: int = PEOPLE) -> None:
    """Write a members' list with all that a members' list usually has."""
    header = "Mitgliedsnr.;Anrede;Titel;Vorname;Nachname;Firma;Branche;Straße;PLZ;Ort;E-Mail;Telefon;Mobil;Eintritt"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(header.split(";"))
        rows.writerows(member(number) for number in range(1, count + 1))


def member(number: int) -> tuple[object, ...]:
    """Return one row of a members' list."""
    name = f"Meyer{letters(number)}"
    address = (f"Amselweg {number % 90 + 1}", f"{48400 + number % 99:05}", "Amselfeld")
    contacts = (f"anna@{name.lower()}.example", f"030 23{number:06}", f"0171 3{number:06}")
    joined = (date(2010, 1, 1) + timedelta(days=number % 5000)).strftime("%d.%m.%Y")
    return (number, "Frau", "Dr.", "Anna", name, f"{name} GmbH", "Steuerberatung", *address, *contacts, joined)


def write_attendance(path: Path, count: int) -> None:
    """Write ``count`` rows of 50 bytes: every member at one meeting a day."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(("Mitgliedsnr.", "Mitglied", "Datum", "Titel", "Status", "Bemerkung"))
        rows.writerows(attendances(count))


def attendances(count: int) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a list of attendance."""
    for index in range(count):
        day = date(2015, 1, 1) + timedelta(days=index // PEOPLE)
        number = index % PEOPLE + 1
        name = f"Meyer{letters(number)}, Anna"
        mark = MARKS[index * 7 % len(MARKS)]
        yield number, name, day.strftime("%d.%m.%Y"), "Monatstreffen", mark, "" if index % 50 else "kam etwas später"


def cost(*command: str | Path) -> Cost:
    """Run a command and return what it took."""
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[0]} ended with {status}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def best(costs: list[Cost]) -> Cost:
    """Return the least of several costs."""
    return Cost(min(each.seconds for each in costs), max(each.memory for each in costs))


def imported(folder: Path, list_name: str, site: Path) -> Cost:
    """Import one list."""
    return cost(BIN / "datasette", "netzwerk", "import", folder / list_name, "--site", site)


def measure(count: int) -> tuple[Cost, Cost, Cost]:
    """Return what ``count`` rows of attendance cost us, sqlite3 and sqlite-utils."""
    ours, shell, utils = [], [], []
    for _ in range(REPEATS):
        with tempfile.TemporaryDirectory() as name:
            folder, site = Path(name), Path(name) / "site"
            write_members(folder / "members.csv")
            write_attendance(folder / "attendance.csv", count)
            imported(folder, "members.csv", site)
            ours.append(imported(folder, "attendance.csv", site))
            command = f".import {folder}/attendance.csv attendance"
            shell.append(cost("sqlite3", folder / "shell.db", "-cmd", ".mode csv", "-cmd", ".separator ;", command))
            peer = (BIN / "sqlite-utils", "insert", folder / "utils.db", "attendance", folder / "attendance.csv")
            utils.append(cost(*peer, "--csv", "--delimiter", ";", "--no-detect-types"))
    return best(ours), best(shell), best(utils)


def print_curve(sizes: tuple[int, ...]) -> None:
    """Print a line for each size."""
    print(f"attendance rows, CPU seconds, best of {REPEATS}; memory is the import's")
    print(f"{'rows':>12} {'import':>8} {'.import':>8} {'ratio':>7} {'utils':>8} {'ratio':>7} {'µs/row':>7} {'MiB':>6}")
    for count in sizes:
        ours, shell, utils = measure(count)
        ratios = f"{ours.seconds / shell.seconds:7.2f} {utils.seconds:8.2f} {utils.seconds / ours.seconds:7.2f}"
        per_row = 1e6 * ours.seconds / count
        print(f"{count:12,} {ours.seconds:8.2f} {shell.seconds:8.2f} {ratios} {per_row:7.2f} {ours.memory:6.0f}")


def main(sizes: tuple[int, ...]) -> None:
    """Print all figures; those of members are bench_members.py's."""
    print_curve(sizes)


if __name__ == "__main__":
    main((int(sys.argv[1]),) if len(sys.argv) > 1 else CURVE)

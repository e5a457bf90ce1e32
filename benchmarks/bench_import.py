"""How long importing attendance takes, as a ratio to sqlite-utils in its fastest setting, in the same run.

    python benchmarks/bench_import.py [rows]

Both are measured as CPU seconds of a process of their own, best of three. sqlite-utils copies texts; the import also finds
out dialect and columns, reads dates and marks, says who and which meeting is meant, and keeps history and provenance.
"""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

MEMBERS = 300
ROWS = 100_000
REPEATS = 3
BIN = Path(sys.executable).parent
MARKS = ("anwesend", "anwesend", "anwesend", "entschuldigt", "fehlt")


def write_members(path: Path) -> None:
    """Write a members' list with numbers and names."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(("Mitgliedsnr.", "Vorname", "Nachname"))
        rows.writerows((number, "Anna", f"Meyer{letters(number)}") for number in range(1, MEMBERS + 1))


def letters(number: int) -> str:
    """Return a number in letters: a name with digits is no name."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def write_attendance(path: Path, count: int) -> None:
    """Write ``count`` rows: every member at one meeting a day."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(("Datum", "Mitgliedsnr.", "Status"))
        for index in range(count):
            day = date(2015, 1, 1) + timedelta(days=index // MEMBERS)
            rows.writerow((day.strftime("%d.%m.%Y"), index % MEMBERS + 1, MARKS[index * 7 % len(MARKS)]))


def cpu_seconds(*command: str | Path) -> float:
    """Run a command and return the CPU time that it and its children took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(count: int) -> None:
    """Print both times and their ratio."""
    ours, theirs = [], []
    for _ in range(REPEATS):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_members(folder / "members.csv")
            write_attendance(folder / "attendance.csv", count)
            datasette, site = BIN / "datasette", folder / "site"
            cpu_seconds(datasette, "netzwerk", "import", folder / "members.csv", "--site", site)
            ours.append(cpu_seconds(datasette, "netzwerk", "import", folder / "attendance.csv", "--site", site))
            peer = (BIN / "sqlite-utils", "insert", folder / "peer.db", "attendance", folder / "attendance.csv")
            theirs.append(cpu_seconds(*peer, "--csv", "--delimiter", ";", "--no-detect-types"))
    print(f"{count:,} attendance rows, CPU seconds, best of {REPEATS}")
    print(f"  datasette netzwerk import     {min(ours):6.2f}")
    print(f"  sqlite-utils insert --csv     {min(theirs):6.2f}")
    print(f"  ratio                         {min(ours) / min(theirs):6.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)

"""How long publishing takes with all its gates, as a ratio to SQLite writing the same records out and in again.

    python benchmarks/bench_publish.py           # 300 and 3,000 members with 48 meetings
    python benchmarks/bench_publish.py 300       # one size

CPU seconds of this process, the best of three. The peer copies records.db once, as `sqlite3 records.db .dump | sqlite3 new.db`
does. Publishing derives the statistics, builds four files with their search indexes, and looks in every byte of them for
everything that the records hold and the audience may not see.
"""

from __future__ import annotations

import itertools
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from time import process_time

from datasette_netzwerk.audiences import PUBLISHED
from datasette_netzwerk.publish.building import build_file, copy_records, prepare
from datasette_netzwerk.publish.figures import Earlier
from datasette_netzwerk.publish.generation import publish
from datasette_netzwerk.records.pipeline import ImportOptions, import_files
from datasette_netzwerk.settings import Settings
from datasette_netzwerk.site import Site

SIZES = (300, 3_000)
MEETINGS = 48
AT_ONE_MEETING = 100
REPEATS = 3
TODAY = date(2026, 11, 24)
BEGIN = (
    "Ahr",
    "Bach",
    "Cord",
    "Dorn",
    "Elm",
    "Fink",
    "Gold",
    "Hain",
    "Ilm",
    "Jung",
    "Kamp",
    "Lind",
    "Moor",
    "Nord",
    "Ost",
)
MIDDLE = ("en", "er", "el", "es", "ing", "ig", "lein", "win", "gar", "mar")
END = ("mann", "hof", "berg", "stein", "weg", "bauer", "meister", "feld", "wald", "kamp", "born", "beck", "hagen", "roth",
       "thal", "furt", "brink", "horst", "loh", "siek")  # fmt: skip
NAMES = tuple("".join(parts) for parts in itertools.product(BEGIN, MIDDLE, END))
TRADES = (
    "Steuerberatung",
    "Dachdeckerei",
    "Spedition",
    "Druckerei",
    "Softwareentwicklung",
    "Immobilienmakler",
    "Coaching",
)
COUNTRIES = ("Indien", "Polen", "Türkei", "Italien", "Spanien", "Brasilien", "Japan")
HEADER = (
    "Mitgliedsnr.;Vorname;Nachname;Firma;Branche;Straße;PLZ;Ort;E-Mail;Telefon;Mobil;Eintritt;Bietet;Sucht;Themen;Sprachen;"
    "Kontakte in;Im Internet sichtbar;Einwilligung am;Bemerkung\n"
)


def member(number: int) -> str:
    """Return one row of a members' list: two in three are public, each with something that only organisers read."""
    name, trade = NAMES[number], TRADES[number % len(TRADES)]
    says = ("alles", "alles außer Telefon", "nein")[number % 3]
    return (
        f"{number};Anna;{name};{name} {trade};{trade};{name}weg {number % 90 + 1};{48400 + number % 99};"
        f"{BEGIN[number % 15]}stadt;"
        f"anna@{name.lower()}.example;030 23{number:06};0171 3{number:06};01.{number % 12 + 1:02}.{2010 + number % 15};"
        f"{trade} für {END[number % 20]}häuser;Leute, die {TRADES[number % 5]} brauchen;{MIDDLE[number % 10]}kultur, Nachfolge;"
        f"Deutsch, Englisch;{COUNTRIES[number % 7]}, {COUNTRIES[number % 5]};{says};01.01.2025;"
        f"Notiz über {name}: {number * 7919}\n"
    )


def write_lists(folder: Path, count: int) -> list[Path]:
    """Write the lists of a group of ``count`` members."""
    days = [f"10.{month:02}.{year}" for year in range(2022, 2026) for month in range(1, 13)][:MEETINGS]
    rows = (
        "".join(f"{day};Anna {NAMES[n]};anwesend\n" for n in range(i % 3, count, max(1, count // AT_ONE_MEETING)))
        for i, day in enumerate(days)
    )
    texts = {
        "mitglieder.csv": HEADER + "".join(member(number) for number in range(count)),
        "treffen.csv": "Datum;Titel\n" + "".join(f"{day};Abend\n" for day in days),
        "anwesenheit.csv": "Datum;Mitglied;Status\n" + "".join(rows),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


def best(act: Callable[[], object]) -> float:
    """Return the seconds of the fastest of a few runs."""
    seconds = []
    for _ in range(REPEATS):
        start = process_time()
        act()
        seconds.append(process_time() - start)
    return min(seconds)


def copy(source: Path) -> None:
    """Write a database out as SQL and in again."""
    with closing(sqlite3.connect(source)) as records, closing(sqlite3.connect(":memory:")) as target:
        target.executescript("\n".join(records.iterdump()))


def only_build(site: Site, folder: Path) -> None:
    """Build the files and look at nothing."""
    with closing(copy_records(site)) as snapshot:
        prepare(snapshot, Settings(), TODAY)
        for audience in PUBLISHED:
            path = folder / f"{audience.word}.db"
            path.unlink(missing_ok=True)
            build_file(snapshot, audience, path, 1, Earlier())


def measure(count: int) -> None:
    """Print what publishing ``count`` members takes."""
    with tempfile.TemporaryDirectory() as name:
        site = Site(Path(name) / "site")
        import_files(site, write_lists(Path(name), count), ImportOptions(today=TODAY, actor="bench"))
        peer = best(lambda: copy(site.records))
        whole = best(lambda: publish(site, today=TODAY))
        bare = best(lambda: only_build(site, Path(name)))
        number = publish(site, today=TODAY).generation
        sizes = ", ".join(
            f"{each.word} {site.generation_file(number, each).stat().st_size / 1024:,.0f}" for each in PUBLISHED
        )
        print(
            f"{count:>6,} members: publish {whole:.2f} s = {whole / peer:.1f} × copying; gates {whole - bare:.2f} s of it"
        )
        print(f"        KiB: {sizes}; records {site.records.stat().st_size / 1024:,.0f}")


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or SIZES):
        measure(size)

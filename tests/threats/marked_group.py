"""A site of which every answer tells the publication it comes from: all members live in a town with a number."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from datasette_netzwerk.publish.generation import publish
from datasette_netzwerk.site import Site
from tests.group import TODAY, import_group, make_site

MARK = re.compile(r"Markstadt(\d+)")
SIZE = 120


def letters(number: int) -> str:
    """Return a number in letters: a name with digits is no name."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def marked_site(folder: Path, size: int = SIZE) -> Site:
    """Return a site with ``size`` public members, its first publication marked 1."""
    site = make_site(folder / "site")
    columns = "Mitgliedsnr.;Vorname;Nachname;Firma;Branche;Ort;Im Internet sichtbar;Einwilligung am"
    rows = (f"{each};Anna;Meyer{letters(each)};Firma {letters(each)};Steuerberatung" for each in range(1, size + 1))
    text = "\n".join((columns, *(f"{row};Markstadt1;alles;01.02.2024" for row in rows)))
    (folder / "members.csv").write_text(text + "\n", encoding="utf-8")
    import_group(site, [folder / "members.csv"])
    publish(site, today=TODAY)
    return site


def mark(site: Site, number: int) -> None:
    """Have every member move to the town with this number; nothing is published yet."""
    with closing(sqlite3.connect(site.records, timeout=30)) as records, records:
        records.execute("update people set town = ?", (f"Markstadt{number}",))


def publish_marked(site: Site, number: int) -> None:
    """Publish the group with this mark."""
    mark(site, number)
    publish(site, today=TODAY)


def marks_in(text: str) -> set[int]:
    """Return the numbers of all publications that an answer shows."""
    return {int(number) for number in MARK.findall(text)}

"""A site of members who write programs into every column of their lists, imported and published as any other."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from datasette_netzwerk.publish.generation import publish
from datasette_netzwerk.site import Site
from tests.group import METADATA, TODAY, import_group, make_site

HOSTILE: Sequence[str] = (
    "<img src=x onerror=alert(1)>",
    "\"><script src='https://evil.example/a.js'></script>",
    "'><svg onload=alert(2)>",
    "</title></textarea></script><script>alert(3)</script>",
    "{{1337*1337}} {% raw %} ${1337*1337} <%= 1337*1337 %>",
    "javascript:alert(4)",
    "//evil.example/pixel.gif",
    "data:text/html,<script>alert(5)</script>",
    "![x](https://evil.example/p.gif) [y](javascript:alert(6))",
    "<style>@import 'https://evil.example/a.css'</style><base href=https://evil.example/>",
    "https://good.example/\u202egnp.exe",
    '" autofocus onfocus=alert(7) x="',
    "<iframe srcdoc='<script>parent.alert(8)</script>'></iframe>",
    "&lt;img src=x onerror=alert(9)&gt; &#60;script&#62;alert(10)&#60;/script&#62;",
    "<form action=https://evil.example><button formaction=javascript:alert(11)>x</button></form>",
    "<a href=https://evil.example/link>x</a><meta http-equiv=refresh content='0;url=https://evil.example'>",
)
COMPUTED = "1787569"
"""What comes out where anything computes 1337*1337."""

NAMES: Sequence[str] = (
    '" onfocus=alert() autofocus x="',
    "'onload='alert()",
    "{{config}}",
    "javascript:alert()",
    "&lt script&gt alert()",
    "${alert()}",
)
"""What may stand in a name: digits, addresses and angle brackets are refused there."""

RAW = (
    "<img src=x", "<script>alert", "<script src='https://evil", "<svg onload", "<style>@import", "<base href", "<iframe src",
    "<form action=https", "<a href=https://evil", "<meta http-equiv=refresh content='0",
)  # fmt: skip
"""What stands in a page where a tag was not made text."""

MEMBERS = (
    "Mitgliedsnr.", "Vorname", "Nachname", "Firma", "Position", "Branche", "Ort", "E-Mail", "Telefon", "Website", "Eintritt",
    "Amt", "Bietet", "Sucht", "Themen", "Sprachen", "Tätig in", "Im Internet sichtbar", "Für Mitglieder sichtbar",
    "Einwilligung am", "Einwilligungstext", "Einwilligung Nachweis", "Straße", "Bemerkung",
)  # fmt: skip
MEETINGS = ("Datum", "Beginn", "Ende", "Titel", "Art", "Ort", "Plätze", "Bericht")
ATTENDANCE = ("Datum", "Mitgliedsnr.", "Name", "Status", "Gast von", "Bemerkung")
INTERACTIONS = ("Datum", "Art", "Von", "An", "Dritte Person", "Ergebnis", "Betrag", "Text")


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    """Write a list as a spreadsheet saves it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(columns)
        writer.writerows(rows)
    return path


def family_name(number: int) -> str:
    """Return a family name that is a program."""
    return f"Meyer{chr(96 + number)} {NAMES[number % len(NAMES)]}"


def name_of(number: int) -> str:
    """Return a member's whole name."""
    return f"Anna {family_name(number)}"


def member_row(number: int, text: str, website: str = "") -> tuple[str, ...]:
    """Return a member who writes ``text`` wherever a member may write."""
    own = f"{text} {number}"
    return (
        str(number), "Anna", family_name(number), f"Firma {own}", own, own, f"Ort {own}",
        f"anna{number}@hostile.example", f"030 231250{number:02}", website or f"https://hostile{number}.example",
        "01.02.2020", own, own, own, own, "Deutsch", "Indien", "alles", "alles", "01.02.2024",
        own, own, own, own,
    )  # fmt: skip


def meeting_row(number: int, text: str, year: int) -> tuple[str, ...]:
    """Return a meeting of which every word is ``text``."""
    return (f"{number:02}.03.{year}", "19:00", "21:30", f"{text} {number}", text, text, "40", f"Bericht {text}")


def hostile_lists(folder: Path) -> list[Path]:
    """Write the group's four lists into ``folder``."""
    folder.mkdir(parents=True)
    numbered = list(enumerate(HOSTILE, 1))
    meetings = [meeting_row(number, text, year) for year in (2024, 2027) for number, text in numbered]
    days = [f"{number:02}.03.2024" for number, _ in numbered]
    there = [(day, str(number), "", "anwesend", "", text) for day in days for number, text in numbered]
    guests = [
        (day, "", f"Gast {family_name(number)}", "Gast", name_of(1), text)
        for day, (number, text) in zip(days, numbered, strict=True)
    ]
    entries = [
        (days[number - 1], kind, name_of(1), name_of(number), "", "", "", text)
        for number, text in numbered[1:]
        for kind in ("Empfehlung", "Referenz")
    ]
    return [
        write(folder / "mitglieder.csv", MEMBERS, (member_row(*each) for each in numbered)),
        write(folder / "treffen.csv", MEETINGS, meetings),
        write(folder / "anwesenheit.csv", ATTENDANCE, [*there, *guests]),
        write(folder / "kontakte.csv", INTERACTIONS, entries),
    ]


def hostile_site(folder: Path) -> Site:
    """Return a site with the hostile lists imported and published."""
    site = make_site(folder / "site")
    site.metadata.write_text(METADATA + "    requests_per_minute: 100000\n", encoding="utf-8")
    import_group(site, hostile_lists(folder / "lists"))
    publish(site, today=TODAY)
    return site

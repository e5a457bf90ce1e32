"""The same person in an old Excel list, an address book and a BNI export is one member, whichever comes first."""

from __future__ import annotations

import unicodedata
from itertools import permutations
from pathlib import Path

import openpyxl
import pytest

from datasette_netzwerk.site import Site
from tests.group import import_group, make_site
from tests.records.identity.sites import import_text, query, whole_dump

EXCEL = (
    ("Mitgl.-Nr.", "Name", "Vorname", "Firma", "Telefon", "E-Mail", "PLZ", "Ort", "Geburtstag"),
    (
        12,
        "Voß",
        "Jürgen",
        "Voß Elektrotechnik GmbH",
        "05971 123450",
        "juergen@voss-elektro.example",
        "48431",
        "Rheine",
        "",
    ),
    (13, "Voß", "Julia", "Voß Elektrotechnik GmbH", "05971 123450", "info@voss-elektro.example", "48431", "Rheine", ""),
    (14, "Müller", "Katharina", "Optik Müller", "05971 998877", "", "48429", "Rheine", "03.04.1971"),
    (15, "Yılmaz", "Çiğdem", "Yilmaz Feinkost", "0171 5550199", "cigdem@yilmaz.example", "48431", "Rheine", ""),
)
VCARD = """BEGIN:VCARD
VERSION:3.0
UID:5f3c1d9a-5f0e-4f2b-9c36-1a1b8a9f0001
N:Voss;Juergen;;;
FN:Juergen Voss
ORG:Voss Elektrotechnik
TEL;TYPE=CELL:+49 171 5550123
EMAIL:Juergen@Voss-Elektro.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:5f3c1d9a-5f0e-4f2b-9c36-1a1b8a9f0002
N:Mueller;Katharina;;;
FN:Katharina Mueller
ORG:Optik Mueller
BDAY:1971-04-03
TEL;TYPE=WORK:+49 5971 998877
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Yilmaz;Cigdem;;;
FN:Cigdem Yilmaz
TEL;TYPE=CELL:+49 171 5550199
END:VCARD
"""
BNI = """Member Name,Classification,Company Name,Phone
Jürgen Voss,Construction > Trades > Electrician,Voß Elektrotechnik GmbH,05971 123450
Julia Voss,Construction > Trades > Electrician,Voß Elektrotechnik GmbH,05971 123450
Katharina Müller,Retail > Optician,Optik Müller,+49 5971 998877
"""


def write_lists(folder: Path) -> dict[str, Path]:
    folder.mkdir()
    book = openpyxl.Workbook()
    for row in EXCEL:
        book.active.append(row)
    book.save(folder / "alte Liste.xlsx")
    (folder / "kontakte.vcf").write_bytes(VCARD.replace("\n", "\r\n").encode())
    (folder / "roster.csv").write_text(BNI, encoding="utf-8")
    return {path.suffix: path for path in folder.iterdir()}


def people(site: Site) -> list[tuple[str, str]]:
    """Return each person as family name and given name, folded by hand."""
    return query(site, "select substr(family_name, 1, 1), substr(given_name, 1, 3) from people order by 1, 2")


@pytest.mark.parametrize("order", list(permutations((".xlsx", ".vcf", ".csv"))), ids=lambda order: " ".join(order))
def test_one_person_in_three_lists_is_one_member(tmp_path: Path, order: tuple[str, ...]) -> None:
    site, lists = make_site(tmp_path / "site"), write_lists(tmp_path / "lists")
    for suffix in order:
        import_group(site, [lists[suffix]])
    assert query(site, "select count(*) from people") == [(4,)], people(site)
    assert query(site, "select count(*) from reviews where answer is null") == [(0,)]
    who = "select external_id from identifiers join contact_points on person_id = record_id where key = '+491715550123'"
    assert query(site, who) == [("12",)]


def test_the_three_lists_again_change_nothing_about_who_is_who(tmp_path: Path) -> None:
    site, lists = make_site(tmp_path / "site"), write_lists(tmp_path / "lists")
    for path in lists.values():
        import_group(site, [path])
    before = {
        table: rows for table, rows in whole_dump(site).items() if table in ("sightings", "reviews", "identifiers")
    }
    for path in reversed(lists.values()):
        import_group(site, [path], again=True)
    after = {
        table: rows for table, rows in whole_dump(site).items() if table in ("sightings", "reviews", "identifiers")
    }
    assert after == before


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jürgen;Müller", "Juergen;Mueller"),
        ("Uwe;Bär", "Uwe;Baer"),
        ("Eva;Groß", "Eva;Gross"),
        ("Eva;Groß", "EVA;GROSS"),
        ("Jürgen;Müller", unicodedata.normalize("NFD", "Jürgen;Müller")),
        ("Jürgen;Müller", "Jür\u00adgen;Mül\u200bler"),
        ("Jürgen;Müller", "\ufeffJürgen\u00a0;\u2060Müller"),
        ("Ayşe;Yılmaz", "Ayse;Yilmaz"),
    ],
)
def test_two_spellings_of_a_name_are_one_person(tmp_path: Path, one: str, other: str) -> None:
    site = make_site(tmp_path / "site")
    import_text(site, "eins.csv", f"Vorname;Nachname\n{one}\n")
    import_text(site, "zwei.csv", f"Vorname;Nachname\n{other}\n")
    assert query(site, "select count(*) from people") == [(1,)]


def test_müller_and_muller_are_two_until_somebody_says_otherwise(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    import_text(site, "eins.csv", "Vorname;Nachname;Firma\nAnna;Müller;Optik\n")
    import_text(site, "zwei.csv", "Vorname;Nachname;Firma\nAnna;Muller;Optik\n")
    assert query(site, "select count(*) from people") == [(2,)]
    assert query(site, "select count(*) from reviews where answer is null") == [(1,)]


def test_a_name_of_before_still_finds_its_person(tmp_path: Path) -> None:
    """She married, the list has her new name under the old number, and an old sign-in sheet has the name of before."""
    site = make_site(tmp_path / "site")
    import_text(site, "alt.csv", "Mitgliedsnr.;Vorname;Nachname\n7;Anna;Vogt\n")
    import_text(site, "neu.csv", "Mitgliedsnr.;Vorname;Nachname\n7;Anna;Stein\n")
    import_text(site, "blatt.csv", "Datum;Name;Status\n12.03.2024;Anna Vogt;anwesend\n")
    assert query(site, "select family_name from attendance join people on people.id = person_id") == [("Stein",)]

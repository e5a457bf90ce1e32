"""Address books as telephones, Outlook and web mail export them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.readers import read_tables
from datasette_netzwerk.records.readers.tables import Reading


class Books:
    """Address books that a test writes and reads."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "kontakte.vcf"

    def read(self, content: str | bytes, encoding: str | None = None) -> Reading:
        self.path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_tables(self.path, encoding=encoding)

    def cards(self, content: str | bytes) -> list[Mapping[str, object]]:
        (table,) = self.read(content).tables
        filled = [
            [pair for pair in zip(table.header, row.cells, strict=True) if pair[1] is not None] for row in table.rows
        ]
        return [dict(pairs) for pairs in filled]

    def told(self, content: str | bytes) -> list[tuple[str, int | None]]:
        return [(problem.code, problem.line) for problem in self.read(content).problems]

    def refused(self, content: str | bytes) -> Problem:
        with pytest.raises(NotUnderstood) as error:
            self.read(content)
        return error.value.problem


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return Books(tmp_path)


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


ANNA = "N:Müller;Anna;;;"


class Case(NamedTuple):
    description: str
    lines: tuple[str, ...]
    found: Mapping[str, object]


CASES = (
    Case(
        "a name in its parts",
        ("N:von der Heide;Anna;Maria;Dr.;M.A.",),
        {"Last Name": "von der Heide", "First Name": "Anna Maria", "Name Prefix": "Dr.", "Name Suffix": "M.A."},
    ),
    Case("a name in one piece only", ("FN:Anna Müller", "N:;;;;"), {"Full Name": "Anna Müller"}),
    Case(
        "a company with a department",
        (ANNA, "ORG:Nord GmbH\\; Co. KG;Einkauf;Süd"),
        {"Last Name": "Müller", "First Name": "Anna", "Company": "Nord GmbH; Co. KG", "Department": "Einkauf, Süd"},
    ),
    Case(
        "groups of an Apple address book",
        (ANNA, "item1.EMAIL;type=INTERNET:anna@nord.example", "item1.X-ABLabel:_$!<Work>!$_"),
        {"Last Name": "Müller", "First Name": "Anna", "Email": "anna@nord.example"},
    ),
    Case(
        "phones by their kind",
        (
            ANNA,
            "TEL;CELL:0171 1",
            "TEL;TYPE=WORK,VOICE:0251 2",
            'TEL;TYPE="work,fax":0251 3',
            "TEL;VALUE=uri;TYPE=home:tel:+49-251-4",
        ),
        {
            "Last Name": "Müller",
            "First Name": "Anna",
            "Mobile": "0171 1",
            "Phone": "0251 2",
            "Fax": "0251 3",
            "Phone 2": "+49-251-4",
        },
    ),
    Case(
        "the business address goes first",
        (ANNA, "ADR;TYPE=HOME:;;Heimweg 1;Bonn;;53111;", "ADR;TYPE=WORK:PF 7;2. OG;Hafen 2;Köln;NRW;50667;Deutschland"),
        {
            "Last Name": "Müller",
            "First Name": "Anna",
            "Street": "Hafen 2, 2. OG, PF 7",
            "City": "Köln",
            "State": "NRW",
            "Postcode": "50667",
            "Country": "Deutschland",
        },
    ),
    Case(
        "a birthday with a year",
        (ANNA, "BDAY:19800415"),
        {"Last Name": "Müller", "First Name": "Anna", "Birthday": "1980-04-15"},
    ),
    Case(
        "a birthday without one is kept beside",
        (ANNA, "BDAY:--0415"),
        {"Last Name": "Müller", "First Name": "Anna", "Other": "BDAY: --0415"},
    ),
    Case(
        "what has no column is kept beside",
        (ANNA, "NICKNAME:Änne", "UID:urn:uuid:1"),
        {"Last Name": "Müller", "First Name": "Anna", "Other": "NICKNAME: Änne\nUID: urn:uuid:1"},
    ),
    Case(
        "an id in an address that cannot exist",
        (ANNA, "UID:4711@example.invalid"),
        {"Last Name": "Müller", "First Name": "Anna", "Member ID": "4711"},
    ),
    Case(
        "line breaks and commas in a note",
        (ANNA, "NOTE:Zeile 1\\nZeile 2\\, Ende \\\\"),
        {"Last Name": "Müller", "First Name": "Anna", "Note": "Zeile 1\nZeile 2, Ende \\"},
    ),
    Case(
        "pictures are not read",
        (ANNA, "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ", " SkZJRgAB", "LOGO:https://x.example/l.png"),
        {"Last Name": "Müller", "First Name": "Anna"},
    ),
    Case(
        "a picture whose lines are not indented",
        (ANNA, "PHOTO;BASE64:", "AAAA", "BBBB==", "", "TITLE:Chefin"),
        {"Last Name": "Müller", "First Name": "Anna", "Job Title": "Chefin"},
    ),
    Case(
        "the assistant inside a card is somebody else",
        (ANNA, "AGENT:", "BEGIN:VCARD", "N:Gehilfe;Karl", "END:VCARD", "TITLE:Chefin"),
        {"Last Name": "Müller", "First Name": "Anna", "Job Title": "Chefin"},
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.description)
def test_what_a_card_says_stands_in_columns(books: Books, case: Case) -> None:
    assert books.cards(card(*case.lines)) == [case.found]


def test_many_cards_are_many_rows_each_with_the_line_it_begins_on(books: Books) -> None:
    (table,) = books.read(card(ANNA) + card("N:Çelik;Cem", version="4.0")).tables
    assert [(row.line, row.cells) for row in table.rows] == [(1, ("Anna", "Müller")), (5, ("Cem", "Çelik"))]


QUOTED = (
    ("=C3=BC in UTF-8", "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Anna;;;"),
    ("=FC in Latin-1", "N;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:M=FCller;Anna;;;"),
    ("a charset nobody knows", "N;QUOTED-PRINTABLE;CHARSET=x-unknown:M=C3=BCller;Anna;;;"),
    ("a soft break inside a letter", "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=\r\n=BCller;Anna;;;"),
    ("no charset at all", "N;ENCODING=QUOTED-PRINTABLE:M=FCller;Anna;;;"),
)


@pytest.mark.parametrize("line", [line for _, line in QUOTED], ids=[name for name, _ in QUOTED])
def test_quoted_printable_is_read(books: Books, line: str) -> None:
    assert books.cards(card(line, version="2.1")) == [{"Last Name": "Müller", "First Name": "Anna"}]


def test_a_fold_in_the_middle_of_a_letter_breaks_nothing(books: Books) -> None:
    folded = card(ANNA).encode().replace("ü".encode(), b"\xc3\r\n \xbc")
    assert books.cards(folded) == [{"Last Name": "Müller", "First Name": "Anna"}]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850"])
def test_the_encoding_of_the_file_is_found(books: Books, encoding: str) -> None:
    content = card("N:Größmüller;Jörg;;;", "ADR;TYPE=work:;;Münsterstraße 5;Köln;;;").encode(encoding)
    (found,) = books.cards(content)
    assert (found["Last Name"], found["Street"]) == ("Größmüller", "Münsterstraße 5")


def test_an_encoding_that_is_given_is_used(books: Books) -> None:
    (table,) = books.read(card(ANNA).encode("cp850"), encoding="cp850").tables
    assert table.rows[0].cells == ("Anna", "Müller")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_any_line_end_will_do(books: Books, end: str) -> None:
    assert len(books.cards((card(ANNA) + card(ANNA)).replace("\r\n", end))) == 2


def test_a_card_without_an_end_costs_nobody_else(books: Books) -> None:
    content = (
        card(ANNA).replace("END:VCARD\r\n", "") + card("N:Çelik;Cem") + card("N:Groß;Eva").replace("END:VCARD\r\n", "")
    )
    assert [found["First Name"] for found in books.cards(content)] == ["Anna", "Cem", "Eva"]
    assert books.told(content) == [("vcard.no_end", 1), ("vcard.no_end", 8)]


def test_lines_that_are_no_entry_are_told_with_their_line(books: Books) -> None:
    content = card(ANNA, "Unsinn") + "TITLE:heimatlos\r\n" + card("N:Çelik;Cem")
    assert books.told(content) == [("vcard.stray_line", 4), ("vcard.stray_line", 6)]
    assert len(books.cards(content)) == 2


def test_a_group_of_contacts_is_nobody(books: Books) -> None:
    content = card("KIND:group", "FN:Vorstand", "MEMBER:urn:uuid:1", version="4.0") + card(ANNA)
    assert (books.told(content), len(books.cards(content))) == ([("vcard.group", 1)], 1)


def test_the_fifth_phone_and_all_after_it_share_a_column(books: Books) -> None:
    (found,) = books.cards(card(ANNA, *(f"TEL:0251 {number}" for number in range(1, 8))))
    assert found["Phone 4"] == "0251 4"
    assert found["Phone 5"] == "0251 5; 0251 6; 0251 7"


def test_a_property_of_megabytes_is_left_out_and_told(books: Books) -> None:
    content = card(ANNA, "NOTE:" + "x" * (2**20 + 1))
    assert books.cards(content) == [{"Last Name": "Müller", "First Name": "Anna"}]
    assert books.told(content) == [("property.too_large", 4)]


@pytest.mark.parametrize("content", ["BEGIN:VCARD\nEND:VCARD\n", "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n"])
def test_a_file_without_any_person_is_told(books: Books, content: str) -> None:
    assert books.refused(content).code == "vcard.none"

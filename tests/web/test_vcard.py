"""Business cards as every phone reads them, whatever somebody calls herself (T-33)."""

from __future__ import annotations

import re
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from datasette_netzwerk.content_lines import escaped, folded
from datasette_netzwerk.web.vcard import render_card, render_cards, title_of

NOBODY: dict[str, Any] = dict.fromkeys(
    ("given_name", "position", "company", "town", "email", "phone", "mobile", "website"), None
) | {"id": "0f" * 16, "as_of": "2026-03-12"}
SOURCE = "https://netz.example/directory/anke-ahlers"


def card(name: str, family: str, **fields: Any) -> str:
    """Return the card of a member with these fields and no others."""
    return render_card({**NOBODY, "name": name, "family_name": family, **fields}, SOURCE)


def values(text: str) -> dict[str, str]:
    """Read a card back as RFC 2426 says: unfold, then part each line at its first colon."""
    unfolded = text.replace("\r\n ", "")
    return dict(line.split(":", 1) for line in unfolded.removesuffix("\r\n").split("\r\n"))


def unescaped(value: str) -> str:
    """Read a value back as RFC 2426 says."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def test_a_full_card() -> None:
    text = card(
        "Dr. Anke Ahlers",
        "Ahlers",
        given_name="Anke",
        company="Ahlers, Söhne & Töchter; GmbH",
        position="Geschäftsführerin",
        town="Steinfurt",
        email="anke@ahlers.example",
        phone="+49 2551 99010",
        mobile="+49 170 5550101",
        website="https://ahlers.example",
    )
    assert text == (
        "BEGIN:VCARD\r\n"
        "VERSION:3.0\r\n"
        "N:Ahlers;Anke;;Dr.;\r\n"
        "FN:Dr. Anke Ahlers\r\n"
        "ORG:Ahlers\\, Söhne & Töchter\\; GmbH\r\n"
        "TITLE:Geschäftsführerin\r\n"
        "TEL;TYPE=CELL:+49 170 5550101\r\n"
        "TEL;TYPE=WORK,VOICE:+49 2551 99010\r\n"
        "EMAIL;TYPE=INTERNET:anke@ahlers.example\r\n"
        "ADR;TYPE=WORK:;;;Steinfurt;;;\r\n"
        "URL:https://ahlers.example\r\n"
        "SOURCE:https://netz.example/directory/anke-ahlers\r\n"
        "UID:urn:uuid:b370f3bc-78a1-543f-9848-a4d08b23c674\r\n"
        "REV:2026-03-12\r\n"
        "END:VCARD\r\n"
    )


def test_a_card_holds_nothing_that_the_file_does_not_show() -> None:
    assert list(values(card("Tim Bauer", "Bauer", given_name="Tim"))) == [
        "BEGIN",
        "VERSION",
        "N",
        "FN",
        "SOURCE",
        "UID",
        "REV",
        "END",
    ]


@pytest.mark.parametrize(
    ("name", "given", "family", "title"),
    [
        ("Prof. Dr. Anke Ahlers", "Anke", "Ahlers", "Prof. Dr."),
        ("Anke Ahlers", "Anke", "Ahlers", ""),
        ("Marie von der Heide", "Marie", "von der Heide", ""),
        ("Heide, Marie", "Marie", "Heide", ""),
    ],
)
def test_a_title_is_what_stands_before_the_names(name: str, given: str, family: str, title: str) -> None:
    assert title_of(name, given, family) == title


@pytest.mark.parametrize(
    "name",
    [
        "A\r\nATTENDEE:mailto:x@evil.example",
        "A\nEND:VCARD\nBEGIN:VCARD",
        "A;B,C\\D",
        "A\\nB",
        "A\u2028B",
        "A\x00B",
        "A\x85B",
    ],
)
def test_no_name_can_add_a_line(name: str) -> None:
    read = values(card(name, name))
    assert list(read) == ["BEGIN", "VERSION", "N", "FN", "SOURCE", "UID", "REV", "END"]
    assert read["END"] == "VCARD"


def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut_in_two() -> None:
    name = "👩‍🔧" * 20 + "ß" * 100
    lines = card(name, "Berg").encode("utf-8").split(b"\r\n")
    assert max(map(len, lines)) == 75
    for line in lines:
        line.decode("utf-8")
    assert values(card(name, "Berg"))["FN"] == name


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))))
def test_whatever_a_member_writes_reads_back_as_she_wrote_it(text: str) -> None:
    line = folded(f"NOTE:{escaped(text)}")
    assert unescaped(line.replace("\r\n ", "").removesuffix("\r\n").removeprefix("NOTE:")) == text.strip()


def test_several_cards_follow_each_other() -> None:
    people = [{**NOBODY, "name": name, "family_name": name, "slug": name.lower()} for name in ("Ahlers", "Berg")]
    text = render_cards(people, "https://netz.example/directory")
    assert re.findall(r"FN:(\w+)", text) == ["Ahlers", "Berg"]
    assert "SOURCE:https://netz.example/directory/berg\r\nUID:" in text


def test_a_card_has_a_lasting_identifier_that_tells_nothing_of_other_files() -> None:
    """The ids of one person in two files are unlike each other, and so are what is made of them."""
    first, again = card("Anke Ahlers", "Ahlers"), card("Anke Ahlers-Berg", "Ahlers-Berg")
    other = card("Anke Ahlers", "Ahlers", id="1e" * 16)
    assert values(first)["UID"] == values(again)["UID"] != values(other)["UID"]
    assert "0f0f" not in first


def test_another_program_reads_the_cards() -> None:
    people = [{**NOBODY, "name": name, "family_name": name, "slug": "a"} for name in ("Çelik; Söhne, Co", "Berg")]
    people[0] |= {"email": "c@celik.example", "mobile": "+49 170 1", "town": "Rheine", "company": "Çelik, A; B"}
    first, second = vobject.readComponents(render_cards(people, "https://netz.example/directory"))
    assert first.fn.value == "Çelik; Söhne, Co"
    assert first.n.value.family == "Çelik; Söhne, Co"
    assert (first.email.value, first.tel.value, first.adr.value.city) == ("c@celik.example", "+49 170 1", "Rheine")
    assert (first.rev.value, second.fn.value) == ("2026-03-12", "Berg")
    assert first.validate()

"""A member's page and card: all that she shows, each value a way back into the directory."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from datasette_netzwerk.web.member import website_of
from tests.web.serving import get, serving
from tests.web.small_group import member, publish_people


@pytest.fixture
def datasette(tmp_path: Path) -> Datasette:
    """A Datasette with the small group's pages at the root."""
    return serving(publish_people(tmp_path / "public.db"), root=True)


@pytest.mark.asyncio
async def test_a_member_shows_all_that_she_agreed_to(datasette: Datasette) -> None:
    text = (await get(datasette, "/directory/beate-boehm")).text
    content = text[text.index("<main") : text.index("</main>")]
    words = " ".join(re.sub(r"<[^>]+>", " ", content).split())
    assert words == (
        "Mitglieder Beate Böhm Geschäftsführerin, Böhm Filmproduktion GmbH Filmproduktion · Rheine "
        "Anrufen E-Mail Kontakt speichern Website "
        "Bietet Imagefilme unter drei Minuten Mitschnitt von Fachvorträgen Probedreh in der Werkstatt "
        "Sucht Drehorte in laufender Produktion Kontakt zu Personalleitungen "
        "Auf einen Blick Dabei seit 20. September 2013 Kontakte in Polen (arbeitet dort) "
        "Sprachen Deutsch , Englisch , Polnisch Telefon +49 5971 5550102 E-Mail beate@boehm-film.example "
        "Themen Film Messen Presse"
    )


@pytest.mark.asyncio
async def test_each_value_leads_back_into_the_directory(datasette: Datasette) -> None:
    text = (await get(datasette, "/directory/beate-boehm")).text
    for address in ("?trade=59", "?town=Rheine", "?country=PL", "?speaks=pl", "?topic=messen"):
        assert f'href="/directory{address}"' in text
        assert "beate-boehm" in (await get(datasette, f"/directory{address}")).text


@pytest.mark.asyncio
async def test_a_member_who_shows_nothing_but_her_name_has_a_page_without_gaps(datasette: Datasette) -> None:
    text = (await get(datasette, "/directory/tim-bauer")).text
    content = text[text.index("<main") : text.index("</main>")]
    words = " ".join(re.sub(r"<[^>]+>", " ", content).split())
    assert words == (
        "Mitglieder Tim Bauer Kontakt speichern "
        "Bietet Noch nichts eingetragen. Fragen Sie beim nächsten Treffen. "
        "Sucht Noch nichts eingetragen. Fragen Sie beim nächsten Treffen."
    )


@pytest.mark.asyncio
async def test_her_card_is_a_file_to_save(datasette: Datasette) -> None:
    answer = await get(datasette, "/directory/beate-boehm.vcf")
    assert answer.headers["content-type"] == "text/vcard; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="beate-boehm.vcf"'
    assert answer.text.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\nN:Böhm;Beate;;;\r\n")
    assert "SOURCE:http://localhost/directory/beate-boehm\r\n" in answer.text


@pytest.mark.asyncio
async def test_nobody_has_no_card(datasette: Datasette) -> None:
    assert (await get(datasette, "/directory/nobody.vcf")).status_code == 404


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://boehm.example/film", "https://boehm.example/film"),
        ("boehm.example", "https://boehm.example"),
        (" www.boehm.example/a:b ", "https://www.boehm.example/a:b"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//boehm.example", None),
        ("ftp://boehm.example", None),
        ("", None),
        (None, None),
    ],
)
def test_only_a_web_address_becomes_a_link(written: str | None, address: str | None) -> None:
    row: dict[str, Any] = {"website": written}
    assert website_of(row) == address


@pytest.mark.asyncio
async def test_a_name_of_400_letters_and_one_of_three_given_names_have_their_pages(tmp_path: Path) -> None:
    people = [
        member("Anna Maria Magdalena von und zu Musterhausen", company="Bindestrich" * 36, slug="anna"),
        member("Otto Kahn"),
    ]
    datasette = serving(publish_people(tmp_path / "public.db", people), root=True)
    assert (await get(datasette, "/directory/anna")).status_code == 200

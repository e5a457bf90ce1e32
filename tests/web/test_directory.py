"""The directory: rows, filters, letters, pages, and the same answers with and without JavaScript."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.web.directory import initials
from datasette_netzwerk.web.instances import Instance, remember
from tests.web.serving import get, serving
from tests.web.small_group import member, publish_people


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small group's public file; not to be changed."""
    return publish_people(tmp_path_factory.mktemp("directory") / "public.db")


@pytest.fixture
def datasette(public: Path) -> Datasette:
    """A Datasette with the small group's pages at the root."""
    return serving(public, root=True)


async def page(datasette: Datasette, query: str = "") -> str:
    """Return the directory's HTML for a query string."""
    answer = await get(datasette, f"/directory{query}")
    assert answer.status_code == 200
    return str(answer.text)


def slugs(text: str) -> list[str]:
    """Return whom a page shows, in its order."""
    return re.findall(r'<h3><a href="/directory/([^"]+)"', text)


def counts(text: str, name: str) -> dict[str, int]:
    """Return the values of one filter with their counts."""
    found = re.findall(rf'name="{name}" value="([^"]+)"[^>]*><span>[^<]*</span><b>(\d+)</b>', text)
    return {value: int(count) for value, count in found}


@pytest.mark.asyncio
async def test_everybody_is_listed_as_in_a_german_phone_book(datasette: Datasette) -> None:
    assert slugs(await page(datasette)) == [
        "dr-anke-ahlers",
        "tim-bauer",
        "beate-boehm",
        "aylin-celik",
        "katharina-gross",
        "marie-von-der-heide",
        "wojciech-luczak",
        "juergen-mueller",
        "lena-schroeder",
        "petra-schulte-althoff",
        "ravi-sharma",
        "ole-soerensen",
    ]


@pytest.mark.asyncio
async def test_a_row_says_who_she_is_what_she_offers_and_what_she_seeks(datasette: Datasette) -> None:
    text = await page(datasette, "?q=Böhm")
    row = text[text.index("<article") : text.index("</article>")]
    words = re.sub(r"<[^>]+>", " ", row).split()
    assert " ".join(words) == (
        "BB Beate Böhm Böhm Filmproduktion GmbH Filmproduktion · Rheine +49 5971 5550102 · beate@boehm-film.example "
        "Bietet Imagefilme unter drei Minuten Mitschnitt von Fachvorträgen Probedreh in der Werkstatt "
        "Sucht Drehorte in laufender Produktion Kontakt zu Personalleitungen"
    )
    assert 'href="tel:+4959715550102"' in row


@pytest.mark.asyncio
async def test_a_filter_widens_inside_and_narrows_between(datasette: Datasette) -> None:
    assert slugs(await page(datasette, "?town=Steinfurt")) == ["dr-anke-ahlers", "petra-schulte-althoff"]
    both = await page(datasette, "?town=Steinfurt&town=Salzbergen")
    assert slugs(both) == ["dr-anke-ahlers", "marie-von-der-heide", "petra-schulte-althoff"]
    assert slugs(await page(datasette, "?town=Steinfurt&town=Salzbergen&trade=43")) == ["dr-anke-ahlers"]
    assert slugs(await page(datasette, "?country=IN&speaks=de&topic=datenschutz")) == ["ravi-sharma"]


@pytest.mark.asyncio
async def test_each_value_says_how_many_it_would_show(datasette: Datasette) -> None:
    text = await page(datasette, "?trade=43")
    assert counts(text, "town") == {"Rheine": 1, "Steinfurt": 1}
    assert counts(text, "trade") == {"43": 2, "70": 2, "59": 1, "62": 1, "66": 1}


@pytest.mark.asyncio
async def test_a_value_that_would_show_nobody_is_left_out_unless_it_is_chosen(datasette: Datasette) -> None:
    text = await page(datasette, "?q=film&town=Salzbergen")
    assert counts(text, "town") == {"Rheine": 1, "Salzbergen": 0}
    assert counts(text, "country") == {}


@pytest.mark.asyncio
@pytest.mark.parametrize("country", ["IN", "India", "indien"])
async def test_a_country_is_chosen_by_code_or_name_and_the_row_says_how_she_knows_it(
    datasette: Datasette, country: str
) -> None:
    english = await page(datasette, f"?country={country}&lang=en")
    assert slugs(english) == ["ravi-sharma"]
    assert '<p class="quiet">India, lived there</p>' in english
    assert '<p class="quiet">Indien, hat dort gelebt</p>' in await page(datasette, f"?country={country}&lang=de")


@pytest.mark.asyncio
@pytest.mark.parametrize("query", ["indien", "india", "contacts in India"])
async def test_what_is_found_is_named_in_the_language_of_the_page(datasette: Datasette, query: str) -> None:
    text = re.sub("</?mark>", "", await page(datasette, f"?q={query}&lang=en"))
    assert '<p class="quiet">India, lived there</p>' in text


@pytest.mark.asyncio
async def test_a_position_that_is_the_trade_is_told_once(tmp_path: Path) -> None:
    people = [member("Anna Berg", position="Maklerin", trades=[("66", "Maklerin für Versicherungen")])]
    datasette = serving(publish_people(tmp_path / "public.db", people), root=True)
    assert re.sub("</?mark>", "", await page(datasette, "?q=maklerin")).count("Maklerin") == 1


@pytest.mark.asyncio
async def test_where_nobody_is_found_the_examples_find_somebody(datasette: Datasette) -> None:
    text = await page(datasette, "?q=zeppelin&lang=en")
    hint = text[text.index("For example:") : text.index("Or ask at the next")]
    examples = re.findall(r'href="/directory\?q=([^"]+)">', hint)
    assert len(examples) == 2
    for example in examples:
        assert slugs(await page(datasette, f"?q={example}"))


@pytest.mark.asyncio
async def test_a_choice_shows_as_ticked_and_as_a_chip_that_takes_it_back(datasette: Datasette) -> None:
    text = await page(datasette, "?q=film&town=Rheine&speaks=de")
    assert 'value="Rheine" checked' in text
    assert '<a href="/directory?q=film&amp;speaks=de" aria-label="Filter Rheine entfernen">Rheine ×</a>' in text


@pytest.mark.asyncio
@pytest.mark.parametrize("query", ("?town=Nirgendwo", "?page=99", "?page=-1", "?page=x", "?trade=", "?q=%00", "?q=+"))
async def test_what_makes_no_sense_counts_as_not_asked(datasette: Datasette, query: str) -> None:
    assert len(slugs(await page(datasette, query))) == 12


@pytest.mark.asyncio
async def test_letters_lead_to_their_names_and_are_gone_when_something_is_asked(datasette: Datasette) -> None:
    text = await page(datasette)
    assert '<a href="#letter-B">B</a>' in text
    assert '<span aria-hidden="true">X</span>' in text
    assert '<h3 class="letter" id="letter-B">B</h3>' in text
    assert 'href="#letter' not in await page(datasette, "?town=Rheine")


@pytest.mark.asyncio
async def test_filters_that_exclude_everybody_can_be_taken_off_at_once(datasette: Datasette) -> None:
    text = await page(datasette, "?q=film&town=Salzbergen")
    assert '<a href="/directory?q=film">Ohne die Filter passt 1 Mitglied</a>' in text


@pytest.mark.asyncio
async def test_a_large_directory_comes_in_pages_and_its_letters_lead_across_them(tmp_path: Path) -> None:
    people = [member(f"Anna {letter}{number:02}berg") for letter in "ABCD" for number in range(60)]
    datasette = serving(publish_people(tmp_path / "public.db", people), root=True)
    first, second = await page(datasette), await page(datasette, "?page=2")
    assert len(slugs(first)) == 50
    assert "240 Mitglieder" in first
    assert "Seite 1 von 5" in first
    assert '<a href="/directory?page=2#letter-B">B</a>' in first
    assert '<a href="#letter-B">B</a>' in second
    assert '<a href="/directory#letter-A">A</a>' in second
    assert not set(slugs(first)) & set(slugs(second))


@pytest.mark.asyncio
async def test_a_filter_with_one_value_is_no_choice_and_not_shown(tmp_path: Path) -> None:
    people = [member("Anna Berg", town="Rheine"), member("Otto Kahn", town="Rheine")]
    assert 'name="town"' not in await page(serving(publish_people(tmp_path / "public.db", people), root=True))


@pytest.mark.asyncio
async def test_of_many_values_the_frequent_and_the_chosen_ones_are_shown_at_once(tmp_path: Path) -> None:
    people = [member(f"Anna Berg{number}", town=f"Ort {number:02}") for number in range(20)]
    datasette = serving(publish_people(tmp_path / "public.db", people), root=True)
    text = await page(datasette, "?town=Ort+19")
    assert "11 weitere" in text
    assert text.index('value="Ort 19" checked') < text.index("11 weitere")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("audience", "words"),
    [
        (Audience.PUBLIC, "Noch hat niemand zugestimmt, hier genannt zu werden"),
        (Audience.MEMBERS, "Es gibt noch keine Mitglieder"),
    ],
)
async def test_a_directory_without_members_says_so_and_what_to_do(
    tmp_path: Path, audience: Audience, words: str
) -> None:
    datasette = serving(publish_people(tmp_path / "empty.db", (), audience), root=True)
    remember(datasette, Instance(opened_to=audience))
    text = await page(datasette)
    assert words in text
    assert "data-live" not in text


@pytest.mark.asyncio
async def test_what_members_write_is_text_and_never_html(tmp_path: Path) -> None:
    wicked = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    people = [
        member(
            "Anna Berg",
            company=wicked,
            town=wicked,
            offers=[wicked],
            requests=[wicked],
            topics=[wicked],
            position=wicked,
        ),
        member("Otto Kahn", town="Rheine"),
    ]
    datasette = serving(publish_people(tmp_path / "public.db", people), root=True)
    for path in ("/directory", "/directory?q=script", "/directory/anna-berg", "/"):
        text = (await get(datasette, path)).text
        assert "<script>" not in text
        assert "<img" not in text


@pytest.mark.asyncio
async def test_the_shown_members_can_be_saved_as_cards(datasette: Datasette) -> None:
    answer = await get(datasette, "/directory.vcf?town=Steinfurt")
    assert answer.headers["content-type"] == "text/vcard; charset=utf-8"
    assert re.findall(r"FN:(.+)\r\n", answer.text) == ["Dr. Anke Ahlers", "Petra Schulte-Althoff"]


@pytest.mark.parametrize(
    ("given", "family", "letters"),
    [("Ayşe", "Böcker", "AB"), ("Marie", "von der Heide", "MH"), (None, "cher", "C"), ("ömer", "Çelik", "ÖÇ")],
)
def test_initials(given: str | None, family: str, letters: str) -> None:
    row: dict[str, Any] = {"given_name": given, "family_name": family}
    assert initials(row) == letters


@pytest.mark.asyncio
async def test_a_hundred_members_stay_within_the_page_s_bytes(tmp_path: Path) -> None:
    people = [
        member(
            f"Anna Mustername-Beispiel{number}",
            company="Beispielhafte Beratungsgesellschaft mbH",
            town=f"Musterstadt {number % 9}",
            offers=["Unternehmensnachfolge begleiten", "Coaching für junge Führungskräfte"],
            requests=["Kontakte zu Architekturbüros im Umkreis"],
            mobile="+49 170 5550101",
        )
        for number in range(100)
    ]
    datasette = serving(publish_people(tmp_path / "public.db", people), root=True)
    text = await page(datasette)
    assert len(text.encode()) <= 130_000


@pytest.mark.asyncio
async def test_a_narrowed_list_offers_only_what_is_narrowed_too(datasette: Datasette) -> None:
    """CSV and JSON are those of the whole table; beside one person they would be taken for that one."""
    everybody, narrowed = await page(datasette), await page(datasette, "?q=celik")
    assert "members.csv" in everybody
    assert "members.json?_shape=objects&amp;_size=max" in everybody
    assert "directory.vcf" in narrowed
    assert "members.csv" not in narrowed


@pytest.mark.asyncio
async def test_a_filter_that_nobody_has_is_told_with_the_way_to_be_rid_of_it(datasette: Datasette) -> None:
    text = await page(datasette, "?q=film&trade=nonsense&country=XX&town=Rheine&lang=en")
    assert "Trade: nobody here has “nonsense”, so this filter was left out." in text
    assert "Contacts in: nobody here has “XX”, so this filter was left out." in text
    assert '<a href="/directory?q=film&amp;town=Rheine">Take it out of the address</a>' in text
    assert slugs(text) == ["beate-boehm"]
    german = await page(datasette, "?trade=nonsense&lang=de")
    assert "Branche: „nonsense“ hat hier niemand, dieser Filter blieb deshalb unbeachtet." in german
    assert len(slugs(german)) == 12


@pytest.mark.asyncio
async def test_what_an_address_invents_is_repeated_as_text_and_not_at_length(datasette: Datasette) -> None:
    text = await page(datasette, "?trade=%3Cb%3E" + "x" * 500)
    assert "“&lt;b&gt;xxx" in text or "„&lt;b&gt;xxx" in text
    assert "x" * 60 not in text[text.index("<main") :]


@pytest.mark.asyncio
async def test_an_empty_filter_is_none(datasette: Datasette) -> None:
    assert "unbeachtet" not in await page(datasette, "?trade=&lang=de")

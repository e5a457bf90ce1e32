"""The home page: what is next, who is new, and figures that never say more or less than is known."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from datasette_netzwerk.web.visit import Visit
from tests.web.serving import get, serving
from tests.web.small_group import PEOPLE, member, publish_people


async def words(path: Path, query: str = "?lang=de") -> str:
    """Return the home page's words."""
    text = (await get(serving(path, root=True), f"/{query}")).text
    return " ".join(re.sub(r"<[^>]+>", " ", text[text.index("<main") : text.index("</main>")]).split())


@pytest.mark.asyncio
async def test_the_next_meeting_the_figures_and_what_is_looked_for(tmp_path: Path) -> None:
    text = await words(publish_people(tmp_path / "public.db"))
    assert "Nächstes Treffen 9 Apr. Netzwerkabend im April Donnerstag, 9. April 2099, 19:00" in text
    assert "Mitglieder im Verzeichnis 12 Länder, in denen jemand Menschen kennt 3 Branchen in der Gruppe 5" in text
    assert "Wer kann helfen?" in text
    assert "Räume für Workshops Aylin Çelik" in text


@pytest.mark.asyncio
async def test_without_a_date_members_or_figures_the_page_says_so(tmp_path: Path) -> None:
    text = await words(publish_people(tmp_path / "public.db", (), meetings=()))
    assert "Noch steht kein Termin fest." in text
    assert "Noch hat niemand zugestimmt, hier genannt zu werden" in text
    assert " 0 " not in text
    assert "Wer kann helfen?" not in text
    assert "Suchen" not in text
    assert "Vergangene Treffen" not in text
    assert "Kalender abonnieren" in text
    assert "datasette netzwerk publish" in text


@pytest.mark.asyncio
async def test_one_of_each_is_told_in_the_singular(tmp_path: Path) -> None:
    people = [member("Anna Berg", trades=[("43", "Ausbau")], countries=[("IN", "works")])]
    text = await words(publish_people(tmp_path / "public.db", people))
    assert "Mitglied im Verzeichnis 1 Land, in dem jemand Menschen kennt 1 Branche in der Gruppe 1" in text
    english = await words(tmp_path / "public.db", "?lang=en")
    assert "member in the directory 1 country in which somebody knows people 1 trade in the group 1" in english


@pytest.mark.asyncio
async def test_only_who_joined_lately_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Visit, "today", date(2026, 3, 12))
    text = await words(publish_people(tmp_path / "public.db"))
    assert "Neu dabei Aylin Çelik Çelik Training, Emsdetten seit 4. November 2025 Ravi Sharma" in text
    assert "seit 1. März 2012" not in text


@pytest.mark.asyncio
async def test_what_came_in_last_is_first_one_request_of_each_member(tmp_path: Path) -> None:
    people = [
        member("Anna Berg", requests=["Lehrling", "Lagerhalle"]),
        member("Bernd Cordes", requests=["Steuerberater"], arrival=3),
        member("Carla Dirks", requests=["Drehort"], arrival=2),
    ]
    text = await words(publish_people(tmp_path / "public.db", people))
    asked = text[text.index("Wer kann helfen?") :]
    assert asked.index("Steuerberater Bernd Cordes") < asked.index("Drehort Carla Dirks") < asked.index("Anna Berg")
    assert ("Lehrling" in asked) != ("Lagerhalle" in asked)


@pytest.mark.asyncio
async def test_every_request_has_its_day_and_none_is_asked_twice_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = publish_people(tmp_path / "public.db")
    asked = [text for person in PEOPLE for text in person.get("requests", ())]
    seen = dict.fromkeys(asked, 0)
    for day in range(len(asked)):
        monkeypatch.setattr(Visit, "today", date(2026, 3, 12) + timedelta(days=day))
        text = await words(path)
        for request in asked:
            seen[request] += text.count(request)
    assert all(seen.values())


@pytest.mark.asyncio
async def test_the_number_of_countries_leads_to_their_list(tmp_path: Path) -> None:
    datasette = serving(publish_people(tmp_path / "public.db"), root=True)
    address = re.search(r'<a href="([^"]+)">countries in which', (await get(datasette, "/?lang=en")).text)
    assert address is not None
    rows = (await get(datasette, f"{address[1]}.json?_shape=array")).json()
    assert [(row["country"], row["member_count"]) for row in rows] == [("Niederlande", 2), ("Indien", 1), ("Polen", 1)]

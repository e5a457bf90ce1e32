"""The pages about meetings, the calendar and the feed, as a visitor's browser and programs get them."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as xml

import pytest
from datasette.app import Datasette

from datasette_netzwerk.web.visit import Visit
from tests.web.lively_group import REPORT, TODAY, publish_lively
from tests.web.serving import get, serving
from tests.web.small_group import MEETINGS, PEOPLE, publish_people
from tests.web.test_calendar import read

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which three of the group's meetings are still to come."""
    monkeypatch.setattr(Visit, "today", property(lambda visit: TODAY))


@pytest.fixture
def lively(tmp_path: Path) -> Datasette:
    """The lively group's public file, its pages at the root, in English."""
    return serving(publish_lively(tmp_path / "public.db"), root=True, language="en")


def words(html: str) -> str:
    """Return what can be read on a page, with single blanks."""
    body = html.partition("<main")[2].partition(">")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


async def test_the_next_meeting_stands_first_with_its_calendar(lively: Datasette) -> None:
    page = (await get(lively, "/meetings")).text
    text = words(page)
    assert text.startswith(
        "Meetings When we meet, and what there was Next meeting Netzwerkabend Thursday, 9 April 2026,"
    )
    assert "19:00\u2060–\u206022:00 Place Alte Weberei Room for 60 places Put into my calendar" in text
    assert 'href="/meetings/2026-04-09-netzwerkabend.ics"' in page
    assert 'href="/meetings.ics"' in page
    assert 'href="webcal://localhost/meetings.ics"' in page
    assert "<code>http://localhost/meetings.ics</code>" in page
    assert (
        text.index("Further meetings")
        < text.index("18 June 2026")
        < text.index("2026 3 meetings, 39 people on average")
    )


async def test_past_meetings_stand_under_their_years_with_who_came(lively: Datasette) -> None:
    text = words((await get(lively, "/meetings")).text)
    assert text.index("2025 10 meetings, 35 people on average") < text.index("2024 10 meetings, 28 people on average")
    assert (
        "Thu 5 February Netzwerkabend Werkhalle Brüggemann 46 people came: 38 members (9 in their first year) and 8"
        in text
    )


async def test_a_meeting_tells_who_came_and_what_there_was(lively: Datasette) -> None:
    page = (await get(lively, "/meetings/2026-03-05-netzwerkabend")).text
    text = words(page)
    assert "Who was there 37 people came: 31 members and 6 guests." in text
    for paragraph in REPORT.split("\n\n"):
        assert f"<p>{paragraph}</p>" in page
    assert "Before Netzwerkabend, 5 February 2026" in text
    assert "Afterwards Netzwerkabend, 9 April 2026" in text


async def test_a_coming_meeting_does_not_pretend_that_somebody_came(lively: Datasette) -> None:
    text = words((await get(lively, "/meetings/2026-04-09-netzwerkabend")).text)
    assert "Put into my calendar" in text
    assert "Who was there" not in text


async def test_a_small_number_is_said_in_words(tmp_path: Path) -> None:
    counts = ({"id": "2026-02-05-a", "held_on": "2026-02-05", "name": "Abend", "counts": (None, None, None, None)},)
    served = serving(publish_people(tmp_path / "public.db", PEOPLE, meetings=counts), root=True, language="en")
    text = words((await get(served, "/meetings/2026-02-05-a")).text)
    assert "Fewer than 5 people came. In public, numbers of people from 1 to 4 are not shown" in text


async def test_a_report_is_text_and_never_markup(tmp_path: Path) -> None:
    path = publish_lively(tmp_path / "public.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("update meetings set report = '<script>alert(1)</script>' where id like '2026-03-05%'")
    page = (await get(serving(path, root=True), "/meetings/2026-03-05-netzwerkabend")).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("address", ("/meetings/2001-01-01-never", "/meetings/2001-01-01-never.ics"))
async def test_a_meeting_that_never_was_is_not_found(lively: Datasette, address: str) -> None:
    assert (await get(lively, address)).status_code == 404


async def test_without_meetings_the_pages_say_so(tmp_path: Path) -> None:
    served = serving(publish_people(tmp_path / "public.db", (), meetings=()), root=True, language="en")
    text = words((await get(served, "/meetings")).text)
    assert "No meeting is planned yet" in text
    assert "Once a meeting is over, it stands here with how many people came" in text
    assert not read((await get(served, "/meetings.ics")).text).walk("VEVENT")
    assert xml.fromstring((await get(served, "/meetings.atom")).text).tag.endswith("feed")


async def test_the_calendar_holds_every_meeting_with_an_address_that_is_there(lively: Datasette) -> None:
    answer = await get(lively, "/meetings.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    events = read(answer.text).walk("VEVENT")
    assert len(events) == len({str(event["uid"]) for event in events}) == 36
    url = str(events[0]["url"])
    assert url == "http://localhost/meetings/2023-01-05-netzwerkabend"
    assert (await get(lively, url.removeprefix("http://localhost"))).status_code == 200
    assert answer.text == (await get(lively, "/meetings.ics")).text


async def test_one_meeting_comes_alone_with_the_same_identifier(lively: Datasette) -> None:
    everything = read((await get(lively, "/meetings.ics")).text)
    answer = await get(lively, "/meetings/2026-04-09-netzwerkabend.ics")
    assert 'filename="2026-04-09-netzwerkabend.ics"' in answer.headers["content-disposition"]
    (event,) = read(answer.text).walk("VEVENT")
    assert str(event["uid"]) in {str(other["uid"]) for other in everything.walk("VEVENT")}


async def test_the_calendar_follows_the_sites_time_zone(tmp_path: Path) -> None:
    served = serving(publish_lively(tmp_path / "public.db"), root=True, time_zone="Asia/Kolkata")
    assert "DTSTART;TZID=Asia/Kolkata:20260409T190000" in (await get(served, "/meetings.ics")).text


async def test_the_feed_begins_with_the_latest_meeting_in_the_visitors_language(lively: Datasette) -> None:
    answer = await get(lively, "/meetings.atom?lang=en")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert answer.headers["content-language"] == "en"
    feed = xml.fromstring(answer.text)
    titles = [entry.findtext("{*}title") for entry in feed.findall("{*}entry")]
    assert titles[:3] == ["Sommerfest", "Werksbesuch", "Netzwerkabend"]
    assert len(titles) == 30


async def test_of_several_chapters_each_meeting_says_whose_it_is(tmp_path: Path) -> None:
    path = publish_lively(tmp_path / "public.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("insert into chapters (id, name) values ('emsdetten', 'Netzwerk Emsdetten')")
        connection.execute(
            "insert into meetings (id, held_on, name, chapter_id, is_cancelled) values"
            " ('2026-04-01-abend', '2026-04-01', 'Abend', 'emsdetten', 0)"
        )
    text = words((await get(serving(path, root=True, language="en"), "/meetings")).text)
    assert "Wednesday, 1 April 2026 Group Netzwerk Emsdetten" in text
    assert "Werksbesuch 19:00\u2060–\u206022:00, Hotel Freye, Netzwerk Rheine" in text


async def test_a_meeting_that_was_called_off_is_called_so_wherever_it_stands(tmp_path: Path) -> None:
    called_off = {"id": "2099-01-08-abend", "held_on": "2099-01-08", "name": "Winterabend", "is_cancelled": 1}
    past = {"id": "2025-01-08-abend", "held_on": "2025-01-08", "name": "Dreikönig", "is_cancelled": 1}
    path = publish_people(tmp_path / "public.db", meetings=[*MEETINGS, called_off, past])
    served = serving(path, root=True, language="en")
    text = words((await get(served, "/meetings")).text)
    assert "Next meeting Netzwerkabend im April" in text
    assert "8 January 2099 Called off Winterabend" in text
    assert "Called off Dreikönig" in text
    assert "Did not take place" in text
    page = (await get(served, "/meetings/2099-01-08-abend")).text
    assert "This meeting does not take place." in words(page)
    assert "Put into my calendar" not in page
    assert "Take it out of my calendar" in page
    home = words((await get(served, "/")).text)
    assert "Winterabend" not in home
    assert "Called off, Thursday, 8 January 2099" in (await get(served, "/meetings.atom")).text

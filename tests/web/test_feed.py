"""The news feed, read back as the XML that Atom asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree import ElementTree as xml

import pytest

from datasette_netzwerk import i18n
from datasette_netzwerk.i18n import language_at_work
from datasette_netzwerk.web.agenda import ListedMeeting
from datasette_netzwerk.web.feed import build_feed
from tests.web.test_agenda import meeting

A = "{http://www.w3.org/2005/Atom}"
AS_OF = datetime(2026, 3, 12, tzinfo=UTC)
COMING = meeting("2026-04-09-abend", name="Abend <b>& mehr</b>", starts_at_local="19:00", place="Weberei", capacity=60)
PAST = meeting(
    "2026-03-05-werk",
    name="Werksbesuch",
    starts_at_local="19:00",
    kind="Besuch",
    has_attendance=1,
    attendance_count=22,
    report="Es ging aufs Dach.\n\nDanach\x0b Brot.",
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The language of the source, so that no catalogue is needed."""
    token = language_at_work.set("en")
    yield
    language_at_work.reset(token)


def feed_of(*meetings: ListedMeeting) -> xml.Element:
    """Return the root of the feed of ``meetings``."""
    text = build_feed(
        meetings,
        name="Netzwerk Rheine",
        title="Meetings of Netzwerk Rheine",
        language="en",
        zone=i18n.zone("Europe/Berlin"),
        as_of=AS_OF,
        page="https://netzwerk.example/meetings",
        feed="https://netzwerk.example/meetings.atom",
        address_of=lambda each: f"https://netzwerk.example/meetings/{each.id}",
    )
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>\n<feed ')
    return xml.fromstring(text)


def text_of(element: xml.Element, name: str) -> str:
    """Return the text of an element's one child called ``name``."""
    (found,) = element.findall(A + name)
    return found.text or ""


def test_the_feed_says_whose_it_is_and_where() -> None:
    feed = feed_of(COMING, PAST)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert text_of(feed, "title") == "Meetings of Netzwerk Rheine"
    assert text_of(feed, "updated") == "2026-03-12T00:00:00Z"
    assert feed.findtext(f"{A}author/{A}name") == "Netzwerk Rheine"
    assert {link.get("rel"): link.get("href") for link in feed.findall(A + "link")} == {
        "self": "https://netzwerk.example/meetings.atom",
        "alternate": "https://netzwerk.example/meetings",
    }


def test_every_entry_has_what_atom_asks_for_and_a_lasting_id() -> None:
    coming, past = feed_of(COMING, PAST).findall(A + "entry")
    assert text_of(coming, "id") == f"urn:uuid:{COMING.uuid}"
    assert text_of(coming, "title") == "Abend <b>& mehr</b>"
    assert text_of(coming, "updated") == "2026-03-12T00:00:00Z"
    assert text_of(coming, "content") == "Thursday, 9 April 2026, 19:00, Weberei, 60 places"
    assert text_of(past, "updated") == "2026-03-05T18:00:00Z"
    assert text_of(past, "content").split("\n\n") == [
        "Thursday, 5 March 2026, 19:00",
        "22 people came.",
        "Es ging aufs Dach.",
        "Danach Brot.",
    ]
    assert [category.get("term") for category in past.findall(A + "category")] == ["Besuch"]


def test_the_feed_keeps_its_id_while_meetings_come_and_go() -> None:
    assert text_of(feed_of(COMING), "id") == text_of(feed_of(PAST, COMING), "id")


def test_a_feed_ends_after_thirty_entries_and_may_be_empty() -> None:
    many = [meeting(f"2026-01-{day:02}-a") for day in range(1, 32)]
    assert len(feed_of(*many).findall(A + "entry")) == 30
    assert text_of(feed_of(), "updated") == "2026-03-12T00:00:00Z"

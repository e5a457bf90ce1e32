"""Writes meetings as an Atom feed, for readers of news and other groups' web pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time
from uuid import uuid5
from xml.etree import ElementTree as xml
from zoneinfo import ZoneInfo

from datasette_netzwerk.web.agenda import NAMESPACE, ListedMeeting
from datasette_netzwerk.web.meeting_words import counts_sentence, facts_line

ATOM = "http://www.w3.org/2005/Atom"
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
LANGUAGE_ATTRIBUTE = "{http://www.w3.org/XML/1998/namespace}lang"
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
ENTRIES = 30
FORBIDDEN = {code: None for code in range(32) if chr(code) not in "\t\n\r"} | {0xFFFE: None, 0xFFFF: None}
"""Characters that no XML document may hold, not even escaped."""


def build_feed(
    meetings: Iterable[ListedMeeting],
    *,
    name: str,
    title: str,
    language: str,
    zone: ZoneInfo,
    as_of: datetime,
    page: str,
    feed: str,
    address_of: Callable[[ListedMeeting], str],
) -> str:
    """Return the Atom feed of ``meetings``, the one to read first first.

    A past meeting changed last when it was held, a coming one when it was last published (``as_of``). ``name`` is
    the group's, ``page`` and ``feed`` are the addresses of the page with the meetings and of the feed itself.
    """
    xml.register_namespace("", ATOM)
    listed = list(meetings)
    root = xml.Element(_tag("feed"), {LANGUAGE_ATTRIBUTE: language})
    _text(root, "id", uuid5(NAMESPACE, min((meeting.chapter_id for meeting in listed), default="")).urn)
    _text(root, "title", title)
    _text(root, "updated", _stamp(max((_updated(meeting, zone, as_of) for meeting in listed), default=as_of)))
    xml.SubElement(root, _tag("link"), {"rel": "self", "type": "application/atom+xml", "href": feed})
    xml.SubElement(root, _tag("link"), {"rel": "alternate", "type": "text/html", "href": page})
    _text(xml.SubElement(root, _tag("author")), "name", name)
    for meeting in listed[:ENTRIES]:
        root.append(_entry(meeting, zone, as_of, address_of(meeting)))
    return DECLARATION + xml.tostring(root, encoding="unicode") + "\n"


def _entry(meeting: ListedMeeting, zone: ZoneInfo, as_of: datetime, address: str) -> xml.Element:
    entry = xml.Element(_tag("entry"))
    _text(entry, "id", meeting.uuid.urn)
    _text(entry, "title", meeting.name)
    _text(entry, "updated", _stamp(_updated(meeting, zone, as_of)))
    xml.SubElement(entry, _tag("link"), {"rel": "alternate", "type": "text/html", "href": address})
    if meeting.kind:
        xml.SubElement(entry, _tag("category"), {"term": meeting.kind.translate(FORBIDDEN)})
    paragraphs = [facts_line(meeting), counts_sentence(meeting), *meeting.paragraphs]
    _text(entry, "content", "\n\n".join(paragraph for paragraph in paragraphs if paragraph))
    return entry


def _updated(meeting: ListedMeeting, zone: ZoneInfo, as_of: datetime) -> datetime:
    held = meeting.begin(zone) or datetime.combine(meeting.held_on, time.min, zone)
    return min(held, as_of)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(parent: xml.Element, name: str, text: str) -> None:
    xml.SubElement(parent, _tag(name)).text = text.translate(FORBIDDEN)


def _tag(name: str) -> str:
    return f"{{{ATOM}}}{name}"

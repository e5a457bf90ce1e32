"""The meetings: the next one first, past ones by year, each with its page, all of them as calendar and feed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import NotFound

from datasette_netzwerk import i18n
from datasette_netzwerk.i18n import gettext
from datasette_netzwerk.web import calendar, feed, meeting_words
from datasette_netzwerk.web.agenda import Agenda, ListedMeeting, agenda
from datasette_netzwerk.web.shell import render_page, text_response
from datasette_netzwerk.web.visit import Visit

if TYPE_CHECKING:
    from datasette.utils.asgi import Response


async def meetings(visit: Visit) -> Response:
    """Answer with all meetings."""
    read = await read_agenda(visit)
    context = {
        **_context(visit, read),
        "next": read.next,
        "most": max((each.attendance_count or 0 for each in read.past), default=0),
        "has_hidden": any(each.has_attendance and not meeting_words.tells_all(each) for each in read.past),
        "later": read.later,
        "feed_title": feed_title(visit),
    }
    return await render_page(visit, "meetings.html", context, section="meetings")


async def meeting(visit: Visit) -> Response:
    """Answer with the page of the meeting that the address names."""
    read, found = await _find(visit)
    context = {
        **_context(visit, read),
        "meeting": found,
        "is_past": found.held_on < read.today,
        "most": max(found.attendance_count or 0, found.capacity or 0),
        "before": read.before(found),
        "after": read.after(found),
    }
    return await render_page(visit, "meeting.html", context, section="meetings")


async def meetings_calendar(visit: Visit) -> Response:
    """Answer with all meetings as iCalendar, to subscribe to."""
    read = await read_agenda(visit)
    return await _calendar(visit, read.meetings, "meetings.ics")


async def meeting_calendar(visit: Visit) -> Response:
    """Answer with one meeting as iCalendar, to put into a calendar once."""
    _, found = await _find(visit)
    return await _calendar(visit, (found,), f"{found.id}.ics")


async def meetings_feed(visit: Visit) -> Response:
    """Answer with the meetings as an Atom feed, the last one first."""
    read = await read_agenda(visit)
    text = feed.build_feed(
        reversed(read.meetings),
        name=visit.settings.name,
        title=feed_title(visit),
        language=visit.language,
        zone=i18n.zone(visit.settings.time_zone),
        as_of=await _as_of(visit),
        page=_absolute(visit, "meetings"),
        feed=_absolute(visit, "meetings.atom"),
        address_of=_absolute_address(visit),
    )
    return _in_language(visit, text_response(visit.request, text, feed.CONTENT_TYPE))


async def read_agenda(visit: Visit) -> Agenda:
    """Return all meetings that the visitor may read about."""
    return agenda(await visit.rows("meetings"), visit.today)


def feed_title(visit: Visit) -> str:
    """Return the name of feed and calendar: whose meetings they are."""
    return gettext("Meetings of {group}").format(group=visit.settings.name)


def _context(visit: Visit, read: Agenda) -> dict[str, Any]:
    return {
        "agenda": read,
        "words": meeting_words,
        "meeting_address": lambda meeting: visit.addresses.page("meetings", meeting.id),
        "calendar_address": lambda meeting: visit.addresses.page("meetings", f"{meeting.id}.ics"),
    }


async def _find(visit: Visit) -> tuple[Agenda, ListedMeeting]:
    read = await read_agenda(visit)
    found = read.find(visit.request.url_vars["id"])
    if found is None:
        raise NotFound("Meeting not found")
    return read, found


async def _calendar(visit: Visit, listed: tuple[ListedMeeting, ...], file_name: str) -> Response:
    text = calendar.build_calendar(
        listed,
        name=feed_title(visit),
        zone=i18n.zone(visit.settings.time_zone),
        as_of=await _as_of(visit),
        address_of=_absolute_address(visit),
    )
    response = text_response(visit.request, text, calendar.CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'inline; filename="{file_name}"'
    return _in_language(visit, response)


async def _as_of(visit: Visit) -> datetime:
    """Return when the meetings were published: the midnight of that day, so that the same file has the same answer."""
    generation = await visit.row("generation")
    day = (
        datetime.fromisoformat(generation["as_of"])
        if generation
        else datetime.combine(visit.today, datetime.min.time())
    )
    return day.replace(tzinfo=UTC)


def _absolute(visit: Visit, *parts: str) -> str:
    address: str = visit.datasette.absolute_url(visit.request, visit.addresses.page(*parts))
    return address


def _absolute_address(visit: Visit) -> Callable[[ListedMeeting], str]:
    return lambda meeting: _absolute(visit, "meetings", meeting.id)


def _in_language(visit: Visit, response: Response) -> Response:
    response.headers["Content-Language"] = visit.language
    return response

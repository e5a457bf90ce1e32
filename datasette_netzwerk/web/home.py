"""The home page: the next meeting, the search box, three honest figures, who is new and what is looked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from datasette_netzwerk import i18n
from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.web.agenda import agenda
from datasette_netzwerk.web.headers import is_indexed
from datasette_netzwerk.web.meeting_words import facts_line
from datasette_netzwerk.web.shell import render_page
from datasette_netzwerk.web.visit import Row, Visit

if TYPE_CHECKING:
    from datasette.utils.asgi import Response

MOST_FIGURES = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the words that say what was counted, and where to look closer."""

    number: str
    words: str
    address: str


async def home(visit: Visit) -> Response:
    """Answer with the home page."""
    today = visit.today
    meetings = agenda(await visit.rows("meetings"), today)
    coming = meetings.next
    counts = await visit.row("home_figures", {"today": today.isoformat()}) or {}
    context = {
        "meeting": coming,
        "has_past": bool(meetings.past),
        "month": i18n.show_date(coming.held_on, style="MMM") if coming else "",
        "counts": counts,
        "figures": figures(visit, counts),
        "facts_line": facts_line,
        **await people(visit),
    }
    return await render_page(visit, "home.html", context, section="home")


async def people(visit: Visit) -> dict[str, list[Row]]:
    """Return who is new and what is looked for; nobody on a page that search engines may keep."""
    if visit.file.audience is Audience.PUBLIC and is_indexed(visit.place, visit.settings):
        return {"newest": [], "requests": []}
    return {
        "newest": await visit.rows("newest_members", {"today": visit.today.isoformat()}),
        "requests": await visit.rows("newest_requests", {"day": visit.today.toordinal()}),
    }


def figures(visit: Visit, counts: Mapping[str, Any]) -> list[Figure]:
    """Return up to three figures that the file can tell; what is none or held back is left out, never shown as 0."""
    numbers = (
        _figure(
            counts["mean_attendance"],
            i18n.gettext("people at a meeting on average in {year}").format(year=counts["year"]),
            visit.addresses.page("statistics"),
        ),
        _figure(
            counts["member_count"],
            i18n.ngettext("member in the directory", "members in the directory", counts["member_count"]),
            visit.addresses.page("directory"),
        ),
        _figure(
            counts["country_count"],
            i18n.ngettext(
                "country in which somebody knows people",
                "countries in which somebody knows people",
                counts["country_count"],
            ),
            visit.addresses.path(f"/{visit.file.database}/members_per_country"),
        ),
        _figure(
            counts["trade_count"],
            i18n.ngettext("trade in the group", "trades in the group", counts["trade_count"]),
            visit.addresses.page("directory"),
        ),
    )
    return [figure for figure in numbers if figure][:MOST_FIGURES]


def _figure(number: float | None, words: str, address: str) -> Figure | None:
    return Figure(i18n.show_number(number, decimals=0), words, address) if number else None

"""The big numbers above the figures, each with the sentence that says what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from datasette_netzwerk import i18n
from datasette_netzwerk.i18n import gettext, ngettext
from datasette_netzwerk.web.agenda import ListedMeeting
from datasette_netzwerk.web.figures.figure import latest
from datasette_netzwerk.web.figures.guests import Guests
from datasette_netzwerk.web.figures.interactions import Deeds
from datasette_netzwerk.web.figures.moves import Moves
from datasette_netzwerk.web.figures.years import Year, year_told


@dataclass(frozen=True, slots=True)
class Fact:
    """One number, and what it means."""

    number: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is known of a group in numbers, as the figures read it."""

    meetings: Sequence[ListedMeeting]
    years: Sequence[Year]
    moves: Sequence[Moves]
    guests: Sequence[Guests]
    deeds: Sequence[Deeds]
    listed_count: int
    with_industry_count: int


def facts(numbers: Numbers, until: int, this_year: int) -> tuple[Fact, ...]:
    """Return the facts that can be told, in a fixed order; those of one year are of the last one up to ``until``."""
    return tuple(_facts(numbers, until, this_year))


def _facts(numbers: Numbers, until: int, this_year: int) -> Iterator[Fact]:
    last, before = year_told(numbers.years)
    if last is not None and last.mean is not None:
        yield _mean(last, last.mean, before)
        yield from _seats(last.year, numbers.meetings)
    yield _members(numbers.moves, numbers.listed_count, this_year)
    yield from _guests(numbers.guests, until)
    yield from _introductions(numbers.deeds, until)


def _mean(last: Year, mean: float, before: Year | None) -> Fact:
    if before is None or before.mean is None:
        sentence = gettext("people at a meeting in {year}, on average").format(year=last.year)
    else:
        text = gettext("people at a meeting in {year}, on average; {count} the year before")
        sentence = text.format(year=last.year, count=i18n.show_number(round(before.mean)))
    return Fact(i18n.show_number(round(mean)), sentence)


def _seats(year: int, meetings: Sequence[ListedMeeting]) -> Iterator[Fact]:
    """Tell how full the meetings were, of those meetings whose places and people are both known."""
    pairs = [
        (meeting.attendance_count, meeting.capacity)
        for meeting in meetings
        if meeting.held_on.year == year and meeting.attendance_count is not None and meeting.capacity
    ]
    if pairs:
        share = sum(people for people, _ in pairs) / sum(places for _, places in pairs)
        yield Fact(i18n.show_share(share), gettext("of the places were taken in {year}").format(year=year))


def _members(moves: Sequence[Moves], listed_count: int, this_year: int) -> Fact:
    """Tell the number of members and of which day it is, or of those who are listed where the other one is not told."""
    if moves and moves[-1].members is not None:
        count = moves[-1].members
        if moves[-1].year >= this_year:
            return Fact(i18n.show_number(count), ngettext("member", "members", count))
        text = ngettext("member at the end of {year}", "members at the end of {year}", count)
        return Fact(i18n.show_number(count), text.format(year=moves[-1].year))
    return Fact(
        i18n.show_number(listed_count), ngettext("member in the directory", "members in the directory", listed_count)
    )


def _guests(years: Sequence[Guests], until: int) -> Iterator[Fact]:
    counts = {year.year: year.came for year in years if year.came is not None}
    if counts:
        year = latest(counts, until)
        count = counts[year]
        text = ngettext("guest came for the first time in {year}", "guests came for the first time in {year}", count)
        yield Fact(i18n.show_number(count), text.format(year=year))


def _introductions(deeds: Sequence[Deeds], until: int) -> Iterator[Fact]:
    """Tell the last year's introductions, and the referrals beside them."""
    counts = {(deed.kind, deed.year): deed.count for deed in deeds if deed.count is not None}
    years = [year for kind, year in counts if kind == "introduction"]
    if not years:
        return
    year = latest(years, until)
    count = counts["introduction", year]
    referrals = counts.get(("referral", year))
    text = ngettext("introduction made in {year}", "introductions made in {year}", count).format(year=year)
    if referrals:
        more = ngettext("{text}, and {count} referral", "{text}, and {count} referrals", referrals)
        text = more.format(text=text, count=i18n.show_number(referrals))
    yield Fact(i18n.show_number(count), text)

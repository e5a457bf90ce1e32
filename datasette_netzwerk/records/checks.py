"""Checks one record against itself: each check is one small function, and the tuples below are the table of contents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from datasette_netzwerk.model import Attendance, Interaction, Meeting, Member, Record
from datasette_netzwerk.problems import Finding

EARLIEST_BIRTH_YEAR = 1900
FARTHEST_MEETING = timedelta(days=3 * 365)


def check_left_after_joined(member: Member, _today: date) -> Iterator[Finding]:
    """Nobody leaves before she joins."""
    if member.joined_on and member.left_on and member.left_on < member.joined_on:
        yield Finding("member.left_before_joined", _dates(member.joined_on, member.left_on))


def check_leave_ends_after_it_begins(member: Member, _today: date) -> Iterator[Finding]:
    """A leave ends on or after the day it begins."""
    for leave in member.leaves:
        if leave.ended_on and leave.ended_on < leave.started_on:
            yield Finding("leave.ends_before_it_begins", _dates(leave.started_on, leave.ended_on))


def check_birth_date_is_past(member: Member, today: date) -> Iterator[Finding]:
    """Nobody is born tomorrow."""
    if member.birth_date and not EARLIEST_BIRTH_YEAR <= member.birth_date.year <= today.year:
        yield Finding("member.birth_date_impossible", {"date": member.birth_date.isoformat()})


def check_consent_has_a_date(member: Member, _today: date) -> Iterator[Finding]:
    """A permission without the day it was given proves nothing, so it opens nothing."""
    if any(not consent.is_refusal and consent.given_on is None for consent in member.consents):
        yield Finding("consent.no_date")


def check_consent_is_withdrawn_after_it_was_given(member: Member, _today: date) -> Iterator[Finding]:
    """A permission ends on or after the day it was given."""
    for consent in member.consents:
        if consent.given_on and consent.withdrawn_on and consent.withdrawn_on < consent.given_on:
            yield Finding("consent.withdrawn_before_given", _dates(consent.given_on, consent.withdrawn_on))
            return


def check_meeting_is_not_far_away(meeting: Meeting, today: date) -> Iterator[Finding]:
    """A meeting years ahead is a slip of the pen."""
    if meeting.held_on > today + FARTHEST_MEETING:
        yield Finding("meeting.far_away", {"date": meeting.held_on.isoformat()})


def check_meeting_ends_after_it_begins(meeting: Meeting, _today: date) -> Iterator[Finding]:
    """A meeting that ends before it begins ends after midnight, or somebody mistyped; worth telling."""
    if meeting.starts_at_local and meeting.ends_at_local and meeting.ends_at_local <= meeting.starts_at_local:
        yield Finding("meeting.ends_before_it_begins", {"start": meeting.starts_at_local, "end": meeting.ends_at_local})


def check_attendance_has_happened(attendance: Attendance, today: date) -> Iterator[Finding]:
    """Who is going to come is a registration, not an attendance."""
    if attendance.meeting.held_on and attendance.meeting.held_on > today:
        yield Finding("attendance.in_the_future", {"date": attendance.meeting.held_on.isoformat()})


def check_interaction_has_happened(interaction: Interaction, today: date) -> Iterator[Finding]:
    """Nobody has been introduced tomorrow."""
    if interaction.occurred_on > today:
        yield Finding("interaction.in_the_future", {"date": interaction.occurred_on.isoformat()})


MEMBER_CHECKS: tuple[Callable[[Member, date], Iterator[Finding]], ...] = (
    check_left_after_joined,
    check_leave_ends_after_it_begins,
    check_birth_date_is_past,
    check_consent_has_a_date,
    check_consent_is_withdrawn_after_it_was_given,
)
MEETING_CHECKS: tuple[Callable[[Meeting, date], Iterator[Finding]], ...] = (
    check_meeting_is_not_far_away,
    check_meeting_ends_after_it_begins,
)
ATTENDANCE_CHECKS: tuple[Callable[[Attendance, date], Iterator[Finding]], ...] = (check_attendance_has_happened,)
INTERACTION_CHECKS: tuple[Callable[[Interaction, date], Iterator[Finding]], ...] = (check_interaction_has_happened,)


def check_record(record: Record, today: date) -> tuple[Finding, ...]:
    """Return all that is wrong with one record taken by itself."""
    match record:
        case Member():
            return tuple(finding for check in MEMBER_CHECKS for finding in check(record, today))
        case Meeting():
            return tuple(finding for check in MEETING_CHECKS for finding in check(record, today))
        case Attendance():
            return tuple(finding for check in ATTENDANCE_CHECKS for finding in check(record, today))
        case Interaction():
            return tuple(finding for check in INTERACTION_CHECKS for finding in check(record, today))


def _dates(start: date, end: date) -> dict[str, str]:
    return {"start": start.isoformat(), "end": end.isoformat()}

"""Writes what records.db holds as lines that people can read, to compare with what was expected of a list."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from datasette_netzwerk.records.pipeline import ImportReport

PEOPLE = """
select
  people.id, salutation, academic_title, given_name, family_name, birth_name, name_suffix, birth_date, street, postcode,
  town, country_code, note, unmapped
from people
order by family_name, given_name, people.id
"""
PARTS = {
    "number": "select external_id from identifiers where kind = 'person' and record_id = :person",
    "member": """
        select coalesce(started_on, '?') || ' to ' || coalesce(ended_on, 'today') from memberships where person_id = :person
    """,
    "company": """
        select companies.name || coalesce(', ' || positions.title, '')
        from positions join companies on companies.id = positions.company_id
        where person_id = :person and ended_on is null
    """,
    "trade": """
        select member_industries.own_words || coalesce(' = ' || industries.code, '')
        from member_industries join industries on industries.id = industry_id where person_id = :person order by rank
    """,
    "contact": "select kind || ' ' || value from contact_points where person_id = :person order by kind, rank",
    "role": "select name from roles where person_id = :person order by name",
    "topic": "select topic from member_topics where person_id = :person order by topic",
    "offer": "select kind || ' ' || text from offers where person_id = :person order by 1",
}
ATTENDANCE = """
select
  meetings.held_on, coalesce(meetings.title, '') as title, people.given_name || ' ' || people.family_name as person, status,
  host.given_name || ' ' || host.family_name as invited_by
from meetings
left join attendance on attendance.meeting_id = meetings.id
left join people on people.id = attendance.person_id
left join people as host on host.id = attendance.invited_by_id
order by held_on, title, people.family_name
"""
INTERACTIONS = """
select
  occurred_on, kind, coalesce(giver.family_name, '(nobody named)') as giver, receiver.family_name as receiver,
  amount_cents, currency, text
from interactions
left join people as giver on giver.id = giver_id
join people as receiver on receiver.id = receiver_id
order by occurred_on, kind, giver.family_name, receiver.family_name
"""


def dump(records: sqlite3.Connection) -> Iterator[str]:
    """Yield a line for each person, membership, attendance and interaction, with all that is known of it."""
    records.row_factory = sqlite3.Row
    for person in records.execute(PEOPLE).fetchall():
        yield _filled("person", dict(person))
        for name, sql in PARTS.items():
            for (text,) in records.execute(sql, {"person": person["id"]}).fetchall():
                yield f"  {name}: {text}"
        for header, text in json.loads(person["unmapped"] or "{}").items():
            yield f"  kept: {header} = {text}"
    for name, sql in (("attendance", ATTENDANCE), ("interaction", INTERACTIONS)):
        for row in records.execute(sql).fetchall():
            yield _filled(name, dict(row))


def _filled(name: str, values: dict[str, object]) -> str:
    left_out = ("id", "unmapped")
    parts = (f"{key} {value}" for key, value in values.items() if value not in (None, "") and key not in left_out)
    return f"{name}: {' | '.join(parts)}".replace("\n", " / ")


def told(reports: list[ImportReport]) -> Iterator[str]:
    """Yield what an import said: the kinds of its lists, and its problems."""
    for report in reports:
        yield f"list of {report.kind.value}: {report.counts.rows} rows, {report.counts.inserted} new"
        for problem in report.problems:
            place = " ".join(part for part in (f"line {problem.line}", problem.column, problem.value) if part)
            arguments = ", ".join(f"{key} {value}" for key, value in problem.arguments.items())
            yield f"  {problem.code}: {place} ({arguments})".replace("\n", " / ")

"""A published file of a group with four lively years, so that every figure has something to show."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from datasette_netzwerk.audiences import Audience
from tests.web.small_group import COUNTRIES, INDUSTRIES, PEOPLE, member, publish_people

TODAY = date(2026, 3, 12)
CHAPTER = "rheine"

REPORT = """Zu Gast bei der Dachdeckerei Ahlers: Anke Ahlers zeigte, wie ein Denkmal zu Strom vom Dach kommt.

Danach Brot, Käse und Gespräche bis elf. Zwei Neue haben sich vorgestellt."""

COUNTS = (
    # members, of them in their first year, guests
    *(
        (23, 0, 0),
        (20, 5, 6),
        (18, 0, 0),
        (27, 5, 5),
        (27, 0, 7),
        (20, 6, 0),
        (22, 6, 0),
        (23, 0, 0),
        (28, 0, 9),
        (19, 0, 0),
    ),
    *(
        (28, 7, 0),
        (24, 0, 6),
        (29, 5, 0),
        (22, 0, 5),
        (31, 8, 6),
        (19, 0, 0),
        (26, 6, 0),
        (23, 5, 5),
        (30, 7, 10),
        (21, 0, 0),
    ),
    *(
        (28, 6, 6),
        (27, 5, 0),
        (25, 8, 0),
        (33, 6, 7),
        (33, 5, 5),
        (33, 6, 0),
        (37, 0, 0),
        (33, 0, 5),
        (46, 8, 11),
        (24, 0, 0),
    ),
    *((35, 5, 0), (38, 9, 8), (31, 0, 6)),
)
MOVES = (
    # year, joined, left
    *((2018, 12, 0), (2019, 7, 5), (2020, 5, 6), (2021, 9, 5)),
    *((2022, 14, 6), (2023, 8, 7), (2024, 11, 5), (2025, 9, 3)),
)
GUESTS = ((2022, 18, 5), (2023, 31, 9), (2024, 26, 3), (2025, 34, 11), (2026, 4, 0))
DEEDS = {
    "introduction": (31, 42, 58, 65),
    "referral": (9, 14, 17, 21),
    "one_to_one": (12, 20, 33, 40),
    "thanks": (0, 3, 8, 11),
}
PLACES = ("Alte Weberei", "Hotel Freye", "Kloster Bentlage", "Werkhalle Brüggemann")


def lively_meetings() -> list[dict[str, Any]]:
    """Return ten meetings a year from 2023 on, three of 2026, and three still to come."""
    found: list[dict[str, Any]] = []
    for number, (members, newcomers, guests) in enumerate(COUNTS):
        year, place = divmod(number, 10)
        held_on = first_thursday(2023 + year, place + 1 + (place > 5))
        name = "Sommerfest" if place == 5 else "Jahresabend" if place == 8 else "Netzwerkabend"
        found.append(
            {
                "id": f"{held_on}-{name.lower()}",
                "held_on": held_on.isoformat(),
                "name": name,
                "counts": (members + guests, members, newcomers, guests),
                "capacity": 80 if place == 8 else 45 + 5 * (number % 3),
                "place": PLACES[number % 4],
                "report": REPORT if number % 3 == 2 else None,
            }
        )
    return found + coming_meetings()


def coming_meetings() -> list[dict[str, Any]]:
    """Return three meetings that are still to come, one of them without a time."""
    days = (date(2026, 4, 9), date(2026, 5, 7), date(2026, 6, 18))
    names = ("Netzwerkabend", "Werksbesuch", "Sommerfest")
    return [
        {"id": f"{day}-{name.lower()}", "held_on": day.isoformat(), "name": name, "place": place, "capacity": 60}
        for day, name, place in zip(days, names, PLACES, strict=False)
    ]


def first_thursday(year: int, month: int) -> date:
    """Return the first Thursday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7)


def publish_lively(path: Path, audience: Audience = Audience.PUBLIC) -> Path:
    """Write a published file of the lively group to ``path`` and return it."""
    publish_people(path, more_people(), audience, meetings=())
    hides = audience is Audience.PUBLIC
    with closing(sqlite3.connect(path)) as connection, connection:
        for meeting in lively_meetings():
            _insert_meeting(connection, meeting, hides=hides)
        _insert_years(connection, hides=hides)
    return path


def more_people() -> list[Mapping[str, Any]]:
    """Return the small group and forty more, so that trades and countries are shared."""
    codes, lands = list(INDUSTRIES), list(COUNTRIES)
    depths = ("works", "knows", "works", "lived")
    extra = [
        member(
            f"Ina Beispiel{number}",
            town="Rheine",
            trades=[(codes[number * number % len(codes)], "Gewerbe")],
            countries=[(lands[number % len(lands)], depths[number % 4])] if number % 2 else [],
        )
        for number in range(40)
    ]
    return [*PEOPLE, *extra]


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        names, values = ", ".join(row), ", ".join(f":{name}" for name in row)
        connection.execute(f"insert into {table} ({names}) values ({values})", row)


def hidden(count: int, hides: bool) -> int | None:
    """Return a count as the public file has it."""
    return None if hides and 1 <= count <= 4 else count


def _insert_meeting(connection: sqlite3.Connection, meeting: Mapping[str, Any], *, hides: bool) -> None:
    facts = {key: meeting.get(key) for key in ("id", "held_on", "name", "place", "capacity", "report")}
    times = {"starts_at_local": "19:00", "ends_at_local": "22:00"} if meeting["name"] != "Sommerfest" else {}
    _insert(
        connection, "meetings", [{**facts, **times, "kind": meeting["name"], "chapter_id": CHAPTER, "is_cancelled": 0}]
    )
    if "counts" in meeting:
        total, members, newcomers, guests = meeting["counts"]
        is_split = not (hides and (1 <= members <= 4 or 1 <= guests <= 4))
        row = {
            "meeting_id": meeting["id"],
            "held_on": meeting["held_on"],
            "attendance_count": hidden(total, hides),
            "member_count": members if is_split else None,
            "first_year_count": hidden(newcomers, hides) if is_split else None,
            "guest_count": guests if is_split else None,
            "capacity": meeting["capacity"],
            "chapter_id": CHAPTER,
        }
        _insert(connection, "attendance_by_meeting", [row])


def _insert_years(connection: sqlite3.Connection, *, hides: bool) -> None:
    held = [meeting for meeting in lively_meetings() if "counts" in meeting]
    for year in sorted({int(meeting["held_on"][:4]) for meeting in held}):
        totals = [meeting["counts"][0] for meeting in held if meeting["held_on"].startswith(str(year))]
        row = {"chapter_id": CHAPTER, "year": year, "meeting_count": len(totals), "attendance_count": sum(totals)}
        mean = round(sum(totals) / len(totals), 1)
        _insert(connection, "attendance_by_year", [{**row, "people_count": 60 + year % 7, "mean_attendance": mean}])
    size = 20
    for year, joined, left in MOVES:
        size += joined - left
        is_told = not (hides and (1 <= joined <= 4 or 1 <= left <= 4))
        row = {"joined_count": joined if is_told else None, "left_count": left if is_told else None}
        _insert(connection, "membership_by_year", [{"chapter_id": CHAPTER, "year": year, **row, "member_count": size}])
    for year, came, joined in GUESTS:
        row = {"guest_count": hidden(came, hides), "joined_count": hidden(joined, hides)}
        _insert(connection, "guests_by_year", [{"chapter_id": CHAPTER, "year": year, **row}])
    for kind, counts in DEEDS.items():
        for year, count in zip(range(2022, 2026), counts, strict=True):
            row = {"kind": kind, "interaction_count": hidden(count, hides)}
            if count:
                _insert(connection, "interactions_by_year", [{"chapter_id": CHAPTER, "year": year, **row}])

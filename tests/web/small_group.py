"""A dozen fictional people and four meetings in a published file, made without the records half."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.folding import slug, sort_key
from datasette_netzwerk.publish.search import build_search
from datasette_netzwerk.sqlfiles import read_sql, statements

AS_OF = "2026-03-12"
COMMENTS = re.compile(r"^(--.*\n|\s*\n)*")

INDUSTRIES = {
    "43": ("Vorbereitende Baustellenarbeiten und Ausbau", "Specialised construction activities"),
    "59": ("Film, Fernsehen und Kino", "Film, television and cinema"),
    "62": ("Programmierung und IT-Beratung", "Programming and IT consultancy"),
    "66": ("Mit Finanzen und Versicherungen verbundene Tätigkeiten", "Activities auxiliary to finance and insurance"),
    "70": ("Unternehmensführung und Unternehmensberatung", "Head offices and management consultancy"),
}
COUNTRIES = {"IN": ("Indien", "India"), "PL": ("Polen", "Poland"), "NL": ("Niederlande", "Netherlands")}
LANGUAGES = {"de": ("Deutsch", "German"), "en": ("Englisch", "English"), "pl": ("Polnisch", "Polish")}


def member(name: str, **fields: Any) -> dict[str, Any]:
    """Return a member; the last word of the name is the family name, a leading ``Dr.`` no given name."""
    given, _, family = name.removeprefix("Dr. ").rpartition(" ")
    return {"name": name, "given_name": given, "family_name": fields.pop("family_name", family), **fields}


PEOPLE: Sequence[Mapping[str, Any]] = (
    member(
        "Dr. Anke Ahlers",
        company="Dachdeckerei Ahlers GmbH",
        position="Geschäftsführerin",
        town="Steinfurt",
        phone="+49 2551 99010",
        email="anke@ahlers-dach.example",
        website="ahlers-dach.example",
        joined_on="2014-05-06",
        trades=[("43", "Dachdeckerei")],
        languages=["de", "en"],
        topics=["Photovoltaik", "Denkmalschutz"],
        offers=["Photovoltaik mit Speicher aus einer Hand", "Sanierung im Denkmal"],
        requests=["Kontakte zu Architekturbüros"],
    ),
    member(
        "Jürgen Müller",
        company="Versicherungsmakler Müller",
        position="Inhaber",
        town="Rheine",
        mobile="+49 170 5550101",
        email="juergen@makler-mueller.example",
        joined_on="2012-03-01",
        role="Vorsitz",
        trades=[("66", "Versicherungsmakler")],
        languages=["de"],
        topics=["Vorsorge"],
        offers=["Betriebshaftpflicht ohne Kleingedrucktes"],
        requests=["Nachfolger für den eigenen Betrieb", "Kontakt zu Hausverwaltungen"],
    ),
    member(
        "Beate Böhm",
        company="Böhm Filmproduktion GmbH",
        position="Geschäftsführerin",
        town="Rheine",
        phone="+49 5971 5550102",
        email="beate@boehm-film.example",
        website="https://boehm-film.example",
        joined_on="2013-09-20",
        trades=[("59", "Filmproduktion")],
        countries=[("PL", "works")],
        languages=["de", "en", "pl"],
        topics=["Film", "Messen", "Presse"],
        offers=["Imagefilme unter drei Minuten", "Mitschnitt von Fachvorträgen", "Probedreh in der Werkstatt"],
        requests=["Drehorte in laufender Produktion", "Kontakt zu Personalleitungen"],
    ),
    member(
        "Aylin Çelik",
        company="Çelik Training",
        town="Emsdetten",
        joined_on="2025-11-04",
        trades=[("70", "Coaching")],
        languages=["de", "en"],
        topics=["Führung"],
        offers=["Coaching für junge Führungskräfte", "Unternehmensnachfolge begleiten"],
        requests=["Räume für Workshops"],
    ),
    member(
        "Ravi Sharma",
        company="Sharma Software",
        town="Münster",
        mobile="+49 170 5550105",
        joined_on="2025-06-10",
        trades=[("62", "Individualsoftware")],
        countries=[("IN", "lived"), ("NL", "knows")],
        languages=["de", "en"],
        topics=["Datenschutz"],
        offers=["Datenschutz und Schnittstellen", "Kontakte zu Herstellern in Pune"],
        requests=["Steuerberatung mit Auslandsbezug"],
    ),
    member("Wojciech Łuczak", company="Łuczak Innenausbau", town="Rheine", trades=[("43", "Innenausbau")]),
    member("Lena Schröder", company="Schröder Beratung", town="Neuenkirchen", trades=[("70", "Nachfolgeberatung")]),
    member("Katharina Groß", town="Rheine", offers=["Buchhaltung und Jahresabschluss"]),
    member("Ole Sørensen", company="Nordlicht Handel", town="Emsdetten", countries=[("NL", "works")]),
    member("Marie von der Heide", family_name="von der Heide", company="Heide Immobilien", town="Salzbergen"),
    member("Petra Schulte-Althoff", town="Steinfurt", requests=["Auszubildende ab August"]),
    member("Tim Bauer"),
)

MEETINGS: Sequence[Mapping[str, Any]] = (
    {
        "id": "2026-02-05-netzwerkabend",
        "held_on": "2026-02-05",
        "name": "Netzwerkabend",
        "counts": (31, 25, 4, 6),
    },
    {
        "id": "2026-03-05-werksbesuch",
        "held_on": "2026-03-05",
        "name": "Werksbesuch",
        "counts": (22, 20, None, 2),
    },
    {"id": "2099-04-09-netzwerkabend", "held_on": "2099-04-09", "name": "Netzwerkabend im April"},
    {"id": "2099-05-07-sommerfest", "held_on": "2099-05-07", "name": "Sommerfest"},
)


def publish_people(
    path: Path,
    people: Iterable[Mapping[str, Any]] = PEOPLE,
    audience: Audience = Audience.PUBLIC,
    meetings: Iterable[Mapping[str, Any]] = MEETINGS,
) -> Path:
    """Write a published file of ``audience`` with ``people`` and ``meetings`` to ``path`` and return it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("attach database ? as published", (str(path),))
        connection.execute(f"pragma published.application_id = {audience.application_id}")
        connection.execute("begin")
        for statement in statements(read_sql(f"publish/{audience.word}.sql").sql):
            if COMMENTS.sub("", statement).startswith("create"):
                connection.execute(statement)
        _insert(connection, "generations", [{"as_of": AS_OF}])
        _insert(connection, "chapters", [{"id": "rheine", "name": "Netzwerk Rheine"}])
        for place, person in enumerate(people):
            _insert_person(connection, place, person, {"is_on_leave": 0} if audience is Audience.ORGANISERS else {})
        for meeting in meetings:
            _insert_meeting(connection, meeting)
        build_search(connection)
        connection.execute("commit")
    return path


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        names = ", ".join(row)
        values = ", ".join(f":{name}" for name in row)
        connection.execute(f"insert or ignore into published.{table} ({names}) values ({values})", row)


def _insert_person(
    connection: sqlite3.Connection, place: int, person: Mapping[str, Any], more: Mapping[str, Any]
) -> None:
    id = f"m{place:031d}"
    company = person.get("company")
    if company:
        _insert(connection, "companies", [{"id": f"c{place:031d}", "name": company}])
    plain = ("name", "given_name", "position", "role", "town", "email", "phone", "mobile", "website", "joined_on")
    _insert(
        connection,
        "members",
        [
            {
                **{name: person.get(name) for name in plain},
                "id": id,
                "slug": person.get("slug") or slug(person["name"]),
                "family_name": person["family_name"],
                "sort_key": sort_key(person["family_name"], person["given_name"] or ""),
                "company_id": f"c{place:031d}" if company else None,
                "chapter_id": "rheine",
                "is_current": 1,
                **more,
            }
        ],
    )
    for code, own_words in person.get("trades", ()):
        german, english = INDUSTRIES[code]
        names = {"id": code, "name": german, "name_de": german, "name_en": english}
        _insert(connection, "industries", [names])
        link = {"member_id": id, "industry_id": code, "own_words": own_words}
        _insert(connection, "member_industries", [link])
    for code, depth in person.get("countries", ()):
        german, english = COUNTRIES[code]
        _insert(connection, "countries", [{"id": code, "name": german, "name_de": german, "name_en": english}])
        _insert(connection, "member_countries", [{"member_id": id, "country_id": code, "depth": depth}])
    for code in person.get("languages", ()):
        german, english = LANGUAGES[code]
        _insert(connection, "languages", [{"id": code, "name": german, "name_de": german, "name_en": english}])
        _insert(connection, "member_languages", [{"member_id": id, "language_id": code}])
    for topic in person.get("topics", ()):
        _insert(connection, "topics", [{"id": slug(topic), "name": topic}])
        _insert(connection, "member_topics", [{"member_id": id, "topic_id": slug(topic)}])
    for table in ("offers", "requests"):
        _insert(
            connection,
            table,
            [{"member_id": id, "text": text, "arrival": person.get("arrival", 1)} for text in person.get(table, ())],
        )


MEETING_FACTS = {"id", "held_on", "name", "is_cancelled"}


def _insert_meeting(connection: sqlite3.Connection, meeting: Mapping[str, Any]) -> None:
    facts = {"starts_at_local": "19:00", "place": "Alte Weberei", "capacity": 60, "chapter_id": "rheine"}
    _insert(
        connection,
        "meetings",
        [{"is_cancelled": 0, **facts, **{key: meeting[key] for key in MEETING_FACTS & meeting.keys()}}],
    )
    if "counts" in meeting:
        total, members, newcomers, guests = meeting["counts"]
        counts = {"attendance_count": total, "member_count": members, "first_year_count": newcomers}
        told = {"meeting_id": meeting["id"], "held_on": meeting["held_on"], "guest_count": guests, "capacity": 60}
        _insert(connection, "attendance_by_meeting", [{**told, **counts, "chapter_id": "rheine"}])

"""Turns the rows of a members' list into members."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from datasette_netzwerk.model import (
    CONSENT_FIELDS,
    Consent,
    ContactKind,
    ContactPoint,
    Depth,
    Leave,
    Member,
    Precision,
    Role,
)
from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records import mapping as mappings
from datasette_netzwerk.records.columns import Layout
from datasette_netzwerk.records.normalise.companies import normalise_company
from datasette_netzwerk.records.normalise.consents import ConsentAnswer, normalise_consent
from datasette_netzwerk.records.normalise.contacts import normalise_emails, normalise_phones, normalise_website
from datasette_netzwerk.records.normalise.countries import normalise_countries, normalise_country
from datasette_netzwerk.records.normalise.industries import industry_aliases, normalise_industries, section_of
from datasette_netzwerk.records.normalise.languages import normalise_languages
from datasette_netzwerk.records.normalise.text import normalise_lines, normalise_list, normalise_text
from datasette_netzwerk.records.readers.tables import Table
from datasette_netzwerk.records.rows.cells import Cells, Columns, Understood
from datasette_netzwerk.records.rows.people import take_name
from datasette_netzwerk.settings import Settings

POSTCODE_AND_TOWN = re.compile(r"(?:[A-Z]{1,2}-)?(?P<postcode>\d{4,5})\s+(?P<town>\D.*)")
NO_MEMBER = re.compile(r"gast|guest|interessent|prospect|kontakt|contact|besucher|visitor", re.IGNORECASE)


def understand_members(
    table: Table, layout: Layout, mapping: mappings.Mapping, settings: Settings
) -> Iterator[Understood]:
    """Yield a `Member` for each row that has a name."""
    columns = Columns(table, layout, mapping.defaults)
    own_words = own_industries(settings)
    for row in table.rows:
        cells = Cells(columns, row)
        yield cells.understood(_member(cells, mapping, settings, own_words))


def own_industries(settings: Settings) -> Mapping[str, str]:
    """Return the group's own words for trades; raise `NotUnderstood` if a division does not exist."""
    for word, code in settings.industries.items():
        if not section_of(str(code)):
            arguments = {"expected": "43"}
            raise NotUnderstood(
                Problem(
                    "settings.value", "metadata.yml", column=f"industries: {word}", value=str(code), arguments=arguments
                )
            )
    return industry_aliases({word: str(code) for word, code in settings.industries.items()})


def _member(cells: Cells, mapping: mappings.Mapping, settings: Settings, own_words: Mapping[str, str]) -> Member | None:
    name = take_name(cells)
    if name is None:
        cells.lack("person.no_name")
        return None
    postcode, town = _postcode_and_town(cells)
    joined = cells.take_period("joined_on")
    return Member(
        source=cells.source,
        name=name,
        external_id=cells.take("external_id", normalise_text),
        company=cells.take("company", normalise_company),
        position=cells.take("position", normalise_text),
        contact_points=_contact_points(cells, settings),
        street=_street(cells),
        postcode=postcode,
        town=town,
        country_code=cells.take("country", partial(normalise_country, is_country_column=True)),
        industries=cells.take_all("industry", partial(normalise_industries, aliases=own_words)),
        countries=(
            *cells.take_all("works_in", partial(normalise_countries, depth=Depth.WORKS)),
            *cells.take_all("knows_people_in", partial(normalise_countries, depth=Depth.KNOWS)),
        ),
        languages=cells.take_all("languages", normalise_languages),
        topics=cells.take_all("topics", normalise_list),
        offers=cells.take_all("offers", partial(normalise_list, commas=False)),
        requests=cells.take_all("requests", partial(normalise_list, commas=False)),
        birth_date=cells.take_date("birth_date"),
        joined_on=joined.first_day if joined else None,
        joined_precision=joined.precision if joined else Precision.DAY,
        left_on=cells.take_date("left_on"),
        is_member=not NO_MEMBER.search(cells.take("membership_status", normalise_text) or ""),
        roles=_roles(cells),
        leaves=_leaves(cells),
        consents=_consents(cells, mapping),
        note=cells.take("note", normalise_lines),
        unmapped=cells.unmapped(),
    )


def _contact_points(cells: Cells, settings: Settings) -> tuple[ContactPoint, ...]:
    phones = partial(normalise_phones, region=settings.region)
    return (
        *cells.take_all("email", normalise_emails),
        *cells.take_all("phone", partial(phones, kind=ContactKind.PHONE)),
        *cells.take_all("mobile", partial(phones, kind=ContactKind.MOBILE)),
        *cells.take_all("fax", partial(phones, kind=ContactKind.FAX)),
        *cells.take_all("website", normalise_website),
    )


def _street(cells: Cells) -> str | None:
    parts = (cells.take("street", normalise_text), cells.take("house_number", normalise_text))
    return " ".join(part for part in parts if part) or None


def _postcode_and_town(cells: Cells) -> tuple[str | None, str | None]:
    """Return both, also from one cell such as ``48431 Rheine``."""
    postcode, town = cells.take("postcode", normalise_text), cells.take("town", normalise_text)
    both = cells.take("postcode_town", normalise_text)
    match = POSTCODE_AND_TOWN.fullmatch(both) if both else None
    if match:
        return postcode or match["postcode"], town or match["town"]
    return postcode, town or both


def _roles(cells: Cells) -> tuple[Role, ...]:
    started_on, ended_on = cells.take_date("role_from"), cells.take_date("role_until")
    return tuple(Role(name, started_on, ended_on) for name in cells.take_all("role", normalise_list))


def _leaves(cells: Cells) -> tuple[Leave, ...]:
    started_on, ended_on = cells.take_date("leave_from"), cells.take_date("leave_until")
    if started_on is None:
        if ended_on is not None:
            cells.lack("leave.no_start")
        return ()
    return (Leave(started_on, ended_on),)


def _consents(cells: Cells, mapping: mappings.Mapping) -> tuple[Consent, ...]:
    """Return the permissions of the row's own cells, else those that the mapping states for the whole file.

    A cell that is not empty says yes or no to every field, so that an older and wider permission does not stay in force.
    """
    dates = (cells.take_date("consent_given_on"), cells.take_date("consent_withdrawn_on"))
    proof = (cells.take("consent_wording", normalise_text), cells.take("consent_evidence", normalise_text))
    consents: list[Consent] = []
    for audience in ("public", "members"):
        column = f"consent_{audience}"
        if cells.cell(column) is None:
            consents += _stated(mapping, audience)
        else:
            answer = cells.take(column, normalise_consent) or UNREADABLE
            consents += [_consent(field, audience, answer, dates, proof) for field in CONSENT_FIELDS]
    return tuple(consents)


UNREADABLE = ConsentAnswer((), is_refusal=True)
"""A cell that nobody can read opens nothing, and closes what an older list had opened."""


def _consent(
    field: str,
    audience: str,
    answer: ConsentAnswer,
    dates: tuple[date | None, date | None],
    proof: tuple[str | None, str | None],
) -> Consent:
    if answer.is_refusal or field not in answer.fields:
        return Consent(field, audience, None, is_refusal=True, wording=proof[0], evidence=proof[1])
    given_on, withdrawn_on = answer.given_on or dates[0], answer.withdrawn_on or dates[1]
    return Consent(field, audience, given_on, withdrawn_on, wording=proof[0], evidence=proof[1])


def _stated(mapping: mappings.Mapping, audience: str) -> list[Consent]:
    return [
        Consent(field, audience, stated.given_on, wording=stated.wording, evidence=stated.evidence, is_for_all=True)
        for stated in mapping.consents
        if stated.audience == audience
        for field in stated.fields
    ]

"""Every kind of value, case by case: what lists say, what is made of it, and what is told when it is nothing.

The cases stand in `tables/`, a line each: what stands in the cell, what is read, the codes of what is told. All kinds read
the same hostile texts too, which must end in a value or a problem, never in an exception.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_netzwerk.messages import MESSAGES
from datasette_netzwerk.model import Company, ContactPoint, Industry, MemberCountry, PersonName
from datasette_netzwerk.problems import Finding
from datasette_netzwerk.records.normalise.attendance import attendance_vocabulary
from datasette_netzwerk.records.normalise.companies import normalise_company
from datasette_netzwerk.records.normalise.contacts import normalise_emails, normalise_phones, normalise_website
from datasette_netzwerk.records.normalise.countries import normalise_countries, normalise_country
from datasette_netzwerk.records.normalise.dates import normalise_date, normalise_period
from datasette_netzwerk.records.normalise.industries import normalise_industries
from datasette_netzwerk.records.normalise.names import normalise_name
from datasette_netzwerk.records.normalise.numbers import normalise_money
from datasette_netzwerk.records.normalise.values import Normalised

TABLES = Path(__file__).parent / "tables"
FEWEST_CASES = 60

HOSTILE = (
    "\x00", "a\x00b", "\ufeff", "\u202e4202.30.21", "\u200b\u200d\u2060", "<script>alert(1)</script>", "=cmd|'/c calc'!A1",
    "@SUM(1+1)", "'; drop table people; --", "../../etc/passwd", "%00", "1_000", "nan", "inf", "1e999", "-1e999", "0x1F",
    "１２．０３．２０２４", "٣٤٥", "½", "a" + "\u0301" * 300, "x" * 5000, "9" * 400, "(" * 400, "," * 400, "," + " " * 5000 + "x",
    "a@" * 300, "geb. " * 300, "Dr. " * 300, "\t\r\n\v\f", "🙂", "👩‍👩‍👧‍👦", "\U000e0041", "Ａｎｋｅ", "İ", "ß", "ﬁ", "\ud800",
    "{value}", "%s %d", "${jndi:ldap://x}", "null", "None", "true", "#REF!", "#N/A", "http://[", "//", "+", "+49", "0" * 100,
)  # fmt: skip


def attendance_word(text: str) -> Normalised[str]:
    words, findings = attendance_vocabulary([text])
    return (words[text].value if words and text in words else None), findings


KINDS: dict[str, Callable[[Any], Normalised[Any]]] = {
    "names": normalise_name,
    "companies": normalise_company,
    "industries": normalise_industries,
    "countries": lambda cell: normalise_country(cell, is_country_column=True),
    "countries_of_a_member": normalise_countries,
    "phones": normalise_phones,
    "emails": normalise_emails,
    "websites": normalise_website,
    "dates": normalise_date,
    "periods": normalise_period,
    "money": normalise_money,
    "attendance": attendance_word,
}


def shown(value: Any) -> str | None:
    """Return a value as the tables have it."""
    match value:
        case None:
            return None
        case tuple():
            return "; ".join(filter(None, map(shown, value)))
        case PersonName():
            parts = (value.salutation, value.academic_title, value.given_name, value.family_name.upper())
            born = f"born {value.birth_name}" if value.birth_name else None
            return " | ".join(part for part in (*parts, born, value.name_suffix) if part)
        case Company():
            return f"{value.key} | {value.legal_form}" if value.legal_form else value.key
        case Industry():
            return f"{value.own_words} = {value.code}" if value.code else value.own_words
        case ContactPoint():
            return f"{value.kind.value} {value.key}"
        case MemberCountry():
            return f"{value.code} {value.depth.value}"
        case _:
            cents, currency = getattr(value, "cents", None), getattr(value, "currency", None)
            return str(value) if cents is None else f"{cents} {currency or ''}".strip()


def cases(kind: str) -> Iterator[tuple[Any, str | None, list[str]]]:
    for line in (TABLES / f"{kind}.jsonl").read_text("utf-8").splitlines():
        cell, value, codes = json.loads(line)
        yield cell, value, codes


def codes_of(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize("kind", KINDS)
def test_every_case_gives_the_value_and_the_codes_written_beside_it(kind: str) -> None:
    wrong = []
    for cell, value, codes in cases(kind):
        found, findings = KINDS[kind](cell)
        if (shown(found), codes_of(findings)) != (value, codes):
            wrong.append((cell, shown(found), codes_of(findings), "expected", value, codes))
    assert wrong == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_sixty_cases_and_refusals_among_them(kind: str) -> None:
    table = list(cases(kind))
    assert len({json.dumps(cell) for cell, _, _ in table}) == len(table) >= FEWEST_CASES
    assert any(value is None for _, value, _ in table)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cell", HOSTILE, ids=lambda text: ascii(text)[:24])
def test_a_hostile_text_ends_in_a_value_or_a_problem_with_a_code(kind: str, cell: str) -> None:
    value, findings = KINDS[kind](cell)
    assert all(finding.code in MESSAGES for finding in findings)
    assert value is None or shown(value)


@given(text=st.text(max_size=40))
@pytest.mark.parametrize("kind", KINDS)
def test_any_text_ends_in_a_value_or_a_problem_with_a_code(kind: str, text: str) -> None:
    _value, findings = KINDS[kind](text)
    assert all(finding.code in MESSAGES for finding in findings)


@pytest.mark.parametrize("kind", ["phones", "emails", "websites"])
def test_a_contact_as_it_is_shown_is_read_as_the_same(kind: str) -> None:
    for cell, _, _ in cases(kind):
        for point in KINDS[kind](cell)[0] or ():
            options = {"kind": point.kind} if kind == "phones" else {}
            normalise: Callable[..., Normalised[tuple[ContactPoint, ...]]] = (
                normalise_phones if kind == "phones" else KINDS[kind]
            )
            assert normalise(point.value, **options)[0] == (point,), cell


@pytest.mark.parametrize("kind", ["dates", "periods"])
def test_a_day_or_period_as_it_is_stored_is_read_as_the_same(kind: str) -> None:
    for cell, _, _ in cases(kind):
        value, _findings = KINDS[kind](cell)
        assert value is None or KINDS[kind](str(value)) == (value, ()), cell


def test_a_company_or_trade_in_its_own_words_is_read_as_the_same() -> None:
    for cell, _, _ in cases("companies"):
        company, _findings = normalise_company(cell)
        assert company is None or normalise_company(company.name) == (company, ())
    for cell, _, _ in cases("industries"):
        for industry in normalise_industries(cell)[0] or ():
            assert normalise_industries(industry.own_words)[0] == (industry,), cell


def test_the_parts_of_a_name_put_together_are_read_as_the_same() -> None:
    for cell, _, _ in cases("names"):
        name, _findings = normalise_name(cell)
        if name is None or name.given_name is None:
            continue
        parts = (name.salutation, name.academic_title, name.given_name, name.family_name)
        again, _findings = normalise_name(" ".join(part for part in parts if part))
        assert again is not None
        assert (again.given_name, again.family_name) == (name.given_name, name.family_name), cell


@given(cents=st.integers(0, 10**15))
def test_an_amount_as_it_is_exported_is_read_as_the_same(cents: int) -> None:
    whole, rest = divmod(cents, 100)
    found, findings = normalise_money(f"{whole},{rest:02} EUR")
    assert (found.cents if found else None, findings) == (cents, ())

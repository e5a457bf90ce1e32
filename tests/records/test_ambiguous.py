"""Dates that could be another one are refused, unless the list itself or the mapping settles them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from datasette_netzwerk.problems import NotUnderstood
from datasette_netzwerk.site import Site
from tests.group import import_group, make_site

SLIPS = (
    "Slips Audit Report,,,,\nDate:,{day},,,\n"
    "From,To,Slip Type,Inside/Outside,Detail\nAnna Amsel,Bert Bach,Referral,Inside,x\n"
)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return make_site(tmp_path / "site")


def births(site: Site, tmp_path: Path, text: str, mapping: str = "") -> tuple[list[str | None], list[str]]:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    said = tmp_path / "mapping.yml"
    said.write_text(mapping, encoding="utf-8")
    (report,) = import_group(site, [path], mapping=said if mapping else None)
    with closing(sqlite3.connect(site.records)) as records:
        days = [row[0] for row in records.execute("select birth_date from people order by id")]
    return days, [problem.code for problem in report.problems if problem.code.startswith("date.")]


@pytest.mark.parametrize(
    "header, cells, mapping, days, codes",
    [
        ("First Name,Last Name,Birthday", ["03/04/1970"], "", [None], ["date.ambiguous"]),
        ("First Name,Last Name,Birthday", ["1/2/76"], "", [None], ["date.ambiguous"]),
        ("First Name,Last Name,Birthday", ["03/04/1970", "03/25/1970"], "", ["1970-03-04", "1970-03-25"], []),
        ("First Name,Last Name,Birthday", ["03/04/1970", "25/03/1970"], "", ["1970-04-03", "1970-03-25"], []),
        ("First Name,Last Name,Birthday", ["03/04/1970"], "dates: month_first\n", ["1970-03-04"], []),
        ("First Name,Last Name,Birthday", ["03/04/1970"], "dates: day_first\n", ["1970-04-03"], []),
        ("Vorname,Nachname,Geburtsdatum", ["03/04/1970"], "", ["1970-04-03"], []),
        ("First Name,Last Name,Birthday", ["03.04.1970"], "", ["1970-04-03"], []),
        ("Vorname,Nachname,Geburtsdatum", ["25200"], "", [None], ["date.serial"]),
    ],
)
def test_a_day_is_taken_only_where_its_order_is_settled(
    site: Site, tmp_path: Path, header: str, cells: list[str], mapping: str, days: list[str | None], codes: list[str]
) -> None:
    people = ["Anna,Amsel", "Bert,Bach"]
    text = "\n".join([header, *(f"{who},{cell}" for who, cell in zip(people, cells, strict=False))]) + "\n"
    assert births(site, tmp_path, text, mapping) == (days, codes)


def test_a_report_whose_day_above_can_be_two_days_is_refused(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "slips.csv"
    path.write_text(SLIPS.format(day="09/02/2026"), encoding="utf-8")
    with pytest.raises(NotUnderstood) as refused:
        import_group(site, [path])
    assert [(each.code, each.value) for each in refused.value.problems][:1] == [("date.ambiguous", "09/02/2026")]

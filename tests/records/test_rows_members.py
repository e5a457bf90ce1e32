"""Members from lists: since when as far as it is known, a group's own words for trades, and spellings of one name."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.i18n import show_period
from datasette_netzwerk.problems import NotUnderstood
from datasette_netzwerk.publish.generation import publish
from datasette_netzwerk.records.pipeline import ImportOptions, ImportReport, import_files
from datasette_netzwerk.settings import settings_from
from datasette_netzwerk.site import Site
from tests.group import TODAY


def imported(site: Site, name: str, text: str, encoding: str = "utf-8") -> ImportReport:
    path = site.folder.with_name(name)
    path.write_bytes(text.encode(encoding))
    (report,) = import_files(site, [path], ImportOptions(today=TODAY))
    return report


def rows(site: Site, sql: str) -> list[Any]:
    with closing(sqlite3.connect(site.records)) as records:
        return records.execute(sql).fetchall()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "site")


# --- since when ---

STARTS = "select started_on, started_precision, ended_on from memberships order by started_on"


@pytest.mark.parametrize(
    "said, start",
    [
        ("seit 2019", ("2019-01-01", "year", None)),
        ("2019", ("2019-01-01", "year", None)),
        ("März 2019", ("2019-03-01", "month", None)),
        ("03/2019", ("2019-03-01", "month", None)),
        ("12.03.2019", ("2019-03-12", None, None)),
        ("ca. 2019", (None, None, None)),
    ],
)
def test_since_when_somebody_is_a_member_is_stored_as_far_as_the_list_says(
    site: Site, said: str, start: tuple[str | None, ...]
) -> None:
    report = imported(site, "a.csv", f"Vorname;Nachname;Mitglied seit\nAnke;Müller;{said}\n")
    assert rows(site, STARTS) == [start]
    assert [problem.code for problem in report.problems] == ([] if start[0] else ["date.incomplete"])


def test_a_year_corrects_no_day_that_is_known_in_it_and_a_day_corrects_a_year(site: Site) -> None:
    for name, said, start in (
        ("1.csv", "2019", ("2019-01-01", "year", None)),
        ("2.csv", "12.03.2019", ("2019-03-12", None, None)),
        ("3.csv", "2019", ("2019-03-12", None, None)),
        ("4.csv", "2020", ("2020-01-01", "year", None)),
    ):
        imported(site, name, f"Vorname;Nachname;Mitglied seit\nAnke;Müller;{said}\n")
        assert rows(site, STARTS) == [start], name


def test_who_came_back_in_a_later_year_has_two_memberships(site: Site) -> None:
    imported(site, "1.csv", "Vorname;Nachname;Eintritt;Austritt\nAnke;Müller;2015;31.12.2018\n")
    imported(site, "2.csv", "Vorname;Nachname;Eintritt\nAnke;Müller;2021\n")
    assert rows(site, STARTS) == [("2015-01-01", "year", "2018-12-31"), ("2021-01-01", "year", None)]


def test_a_year_or_month_is_published_and_shown_as_one_and_no_day_is_made_of_it(site: Site) -> None:
    imported(site, "a.csv", "Nachname;Vorname;Eintritt\nA;Eva;2019\nB;Ole;März 2020\nC;Ida;1.2.2021\n")
    publish(site, today=TODAY)
    generation = json.loads(site.manifest.read_text("utf-8"))["generation"]
    with closing(sqlite3.connect(site.generation_file(generation, Audience.ORGANISERS))) as file:
        days = [day for (day,) in file.execute("select joined_on from members order by family_name")]
    assert days == ["2019", "2020-03", "2021-02-01"]
    assert [show_period(day, "de") for day in days] == ["2019", "März 2020", "1. Februar 2021"]
    assert [show_period(day, "en") for day in days] == ["2019", "March 2020", "1 February 2021"]


# --- a group's own words for trades ---


def test_a_group_s_own_words_for_trades_win_over_every_stem(site: Site) -> None:
    site.folder.mkdir()
    site.metadata.write_text(
        "plugins:\n  datasette-netzwerk:\n    industries:\n      Solarteur: '43'\n      Steuerberatung: 70\n", "utf-8"
    )
    imported(site, "a.csv", "Nachname;Vorname;Branche\nA;Eva;SOLARTEUR\nB;Ole;Steuerberatung\nC;Ida;Dachdecker\n")
    sql = """
        select member_industries.own_words, industries.code, method
        from member_industries join industries on industries.id = industry_id order by 1
    """
    assert rows(site, sql) == [
        ("Dachdecker", "43", "stem"),
        ("SOLARTEUR", "43", "alias"),
        ("Steuerberatung", "70", "alias"),
    ]


def test_a_division_that_does_not_exist_is_refused_by_name(site: Site) -> None:
    site.folder.mkdir()
    site.metadata.write_text("plugins: {datasette-netzwerk: {industries: {Solarteur: '04'}}}\n", "utf-8")
    with pytest.raises(NotUnderstood) as caught:
        imported(site, "a.csv", "Nachname;Vorname;Branche\nA;Eva;Solarteur\n")
    assert (caught.value.problem.code, caught.value.problem.column, caught.value.problem.value) == (
        "settings.value",
        "industries: Solarteur",
        "04",
    )
    assert not site.records.exists() or rows(site, "select count(*) from people") == [(0,)]


def test_settings_take_words_for_trades() -> None:
    assert settings_from({"industries": {"Solarteur": "43"}}).industries == {"Solarteur": "43"}


# --- columns that nobody mapped ---


def test_other_columns_are_kept_in_the_words_and_the_order_of_the_list(site: Site) -> None:
    imported(site, "a.csv", "Zunge;Nachname;Vorname;Äpfel;Birne\nrot;Müller;Anke; viele ;\n")
    ((text,),) = rows(site, "select unmapped from people")
    assert list(json.loads(text).items()) == [("Zunge", "rot"), ("Äpfel", " viele ")]


# --- one name in several spellings ---

NAME = "select count(*) from people"


@pytest.mark.parametrize(
    "first, second, people",
    [
        ("Müller", "Mueller", 1), ("Müller", "MÜLLER", 1), ("Müller", "Mu\u0308ller", 1), ("Müller", "Mül\u00adler", 1),
        ("Müller", "Müller\u200b", 1), ("Müller", "\ufeffMüller", 1), ("Müller", "Muller", 2), ("Bär", "Baer", 1),
        ("Bär", "Bar", 2), ("Groß", "Gross", 1), ("Groß", "GROSS", 1), ("Groß", "Gros", 2), ("Weiß", "Weiss", 1),
        ("Özdemir", "Oezdemir", 1), ("Özdemir", "O\u0308zdemir", 1), ("Sørensen", "Soerensen", 1), ("Łukasz", "Lukasz", 1),
        ("Müller-Groß", "Mueller Gross", 1), ("Müller", "Mül ler", 2), ("Müller", "М\u00fcller", 2),
    ],
)  # fmt: skip
def test_spellings_of_one_name_are_one_person_and_others_are_two(
    site: Site, first: str, second: str, people: int
) -> None:
    imported(site, "1.csv", f"Vorname;Nachname;Ort\nAnke;{first};Jena\n")
    imported(site, "2.csv", f"Vorname;Nachname;Ort\nAnke;{second};Jena\n")
    assert rows(site, NAME) == [(people,)]


def test_nothing_that_cannot_be_seen_is_stored(site: Site) -> None:
    hidden = "\u200b\u200e\u202e\u2060\ufeff\u00ad"
    imported(
        site, "a.csv", f"Vorname;Nachname;Firma;Ort\nAn{hidden}ke;Mül{hidden}ler;Mü{hidden}ller GmbH;Je{hidden}na\n"
    )
    assert rows(site, "select given_name, family_name, town from people") == [("Anke", "Müller", "Jena")]
    assert rows(site, "select name, key from companies") == [("Müller GmbH", "mueller")]


def test_a_name_with_a_letter_of_another_alphabet_is_kept_and_told(site: Site) -> None:
    report = imported(site, "a.csv", "Vorname;Nachname\n\u0410nke;Müller\nВладимир;Иванов\n")
    assert [(each.code, each.line, dict(each.arguments)) for each in report.problems] == [
        ("name.mixed_letters", 2, {"part": "\u0410nke"})
    ]
    assert rows(site, NAME) == [(2,)]

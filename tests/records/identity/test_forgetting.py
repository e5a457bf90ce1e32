"""Whoever asks to be forgotten is gone from every byte of the records, and no list and no backup brings her back."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from datasette_netzwerk.commands.frame import netzwerk
from datasette_netzwerk.inbox.door import add_entry, read_entries
from datasette_netzwerk.records.forgetting import files_that_name, forget
from datasette_netzwerk.records.merging import merge
from datasette_netzwerk.records.restoring import restore
from datasette_netzwerk.records.reviewing import person_meant
from datasette_netzwerk.records.store.backups import make_backup
from datasette_netzwerk.records.store.database import open_records
from datasette_netzwerk.site import Site
from tests.group import TODAY, import_group, make_site, publish_group, write_files
from tests.records.identity.sites import import_text, query

MEMBERS = """Mitgliedsnr.;Vorname;Nachname;Firma;E-Mail;Telefon;Geburtsdatum;Straße;PLZ;Ort;Branche;Bietet;Notiz;Lieblingstier;Eintritt
90;Zdenka;Quittenbaum;Quittenbaumwerkstatt;zdenka.quittenbaum@quitte.example;0171 9998877;07.08.1969;Quittengasse 77;48431;Quittenstadt;Quittenzucht;Quittenmus;Quittennotiz;Quittenfalter;01.02.2020
91;Max;Hagedorn;Hagedorn Bau;max@hagedorn.example;;;;;;;;;;01.02.2020
"""  # noqa: E501  # one row of a list is one line
ATTENDANCE = """Datum;Name;Status;Vertretung
12.03.2024;Zdenka Quittenbaum;anwesend;
13.02.2024;Max Hagedorn;vertreten;Zdenka Quittenbaum
14.05.2024;Zdenka Quittenbaumm;anwesend;
"""
CONTACTS = """Datum;Von;An;Art;Text
02.04.2024;Zdenka Quittenbaum;Max Hagedorn;Empfehlung;Quittenauftrag
"""
CANARIES = ("quitten", "zdenka", "9998877", "1969-08-07", "07.08.1969")


def import_lists(site: Site) -> list[str]:
    """Import everything that names her and return the codes of what was reported."""
    reports = [
        import_text(site, "mitglieder-alt.csv", MEMBERS, again=True),
        import_text(site, "blatt.csv", ATTENDANCE, again=True),
        import_text(site, "empfehlungen.csv", CONTACTS, again=True),
    ]
    return [problem.code for report in reports for problem in report.problems if problem.code.startswith("person.")]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = make_site(tmp_path / "site")
    import_group(site, write_files(tmp_path / "lists"))
    import_lists(site)
    return site


def forget_her(site: Site) -> None:
    with closing(open_records(site)) as records:
        forget(records, person_meant(records, "90"), TODAY)


def found_in(path: Path) -> list[str]:
    content = path.read_bytes().decode("latin-1").lower()
    return [canary for canary in CANARIES if canary in content]


def test_not_a_byte_of_her_is_left_in_the_records(site: Site) -> None:
    assert found_in(site.records) == list(CANARIES[:4])
    forget_her(site)
    files = sorted(site.private.glob("records.db*"))
    assert {path.name: found_in(path) for path in files} == {path.name: [] for path in files}


def test_what_was_entered_about_her_is_emptied_and_what_names_nobody_stays(site: Site) -> None:
    about_her: list[dict[str, Any]] = [
        {"phone": "0171 9998877", "note": "Anruf bei zdenka.quittenbaum@quitte.example"},
        {"given_name": "Zdenka", "family_name": "Quittenbaum"},
        {"guests": [{"name": "Quittenbaum, Zdenka"}]},
    ]
    for content in (*about_her, {"note": "Max bringt Kuchen mit"}):
        add_entry(site, "registration", "anna", content)
    add_entry(site, "publication", "zdenka.quittenbaum@quitte.example", {"why": "neu"})
    result = CliRunner().invoke(netzwerk, ["forget", "90", "--yes", "--site", str(site.folder), "--lang", "en"])
    assert result.exit_code == 0
    assert [dict(entry.content) for entry in read_entries(site)] == [{"note": "Max bringt Kuchen mit"}]
    left = site.inbox.read_bytes().decode("latin-1").lower()
    assert [
        word for word in ("zdenka quittenbaum", "quittenbaum, zdenka", "9998877", "anruf bei") if word in left
    ] == []


def test_what_was_known_by_another_name_before_a_merge_is_gone_too(site: Site) -> None:
    import_text(site, "aelter.csv", "Vorname;Nachname;E-Mail\nZdenka;Quittenkern;zdenka@quittenkern.example\n")
    with closing(open_records(site)) as records:
        merge(records, person_meant(records, "90"), person_meant(records, "zdenka@quittenkern.example"), "test")
        forget(records, person_meant(records, "90"), TODAY)
    assert found_in(site.records) == []
    report = import_text(site, "aelter.csv", "Vorname;Nachname;E-Mail\nZdenka;Quittenkern;zdenka@quittenkern.example\n",
                         again=True)  # fmt: skip
    assert [problem.code for problem in report.problems] == ["person.forgotten"]


def test_the_figures_of_past_meetings_stay(site: Site) -> None:
    figures = (
        "select held_on, count(*) from attendance join meetings on meetings.id = meeting_id group by 1 order by 1",
        "select count(*) from interactions",
        "select count(*) from memberships where started_on < '2024-01-01'",
    )
    before = [query(site, figure) for figure in figures]
    forget_her(site)
    assert [query(site, figure) for figure in figures] == before


def test_no_list_brings_her_back_and_a_line_says_so_without_naming(site: Site) -> None:
    forget_her(site)
    counts = [query(site, f"select count(*) from {table}") for table in ("people", "attendance", "interactions")]
    codes = import_lists(site)
    assert codes.count("person.forgotten") == 3
    assert found_in(site.records) == ["quitten", "zdenka"], "one row has her name misspelt: nobody can know it is hers"
    assert [
        query(site, f"select count(*) from {table}") for table in ("people", "attendance", "interactions")
    ] == counts


def test_a_restored_backup_forgets_her_again(site: Site) -> None:
    """T-12: last week's copy comes back, and with it the old spreadsheet; she stays gone, and a line says so."""
    backup = make_backup(site, datetime(2026, 11, 17, tzinfo=UTC))
    forget_her(site)
    restored = restore(site, backup.path, datetime(2026, 11, 24, tzinfo=UTC))
    assert restored.forgotten_count == 1
    assert found_in(site.records) == []
    report = import_text(site, "mitglieder-alt.csv", MEMBERS, again=True)
    assert [problem.code for problem in report.problems][:1] == ["person.forgotten"]
    assert found_in(site.records) == []


def test_a_namesake_with_another_address_is_kept_and_told(site: Site) -> None:
    forget_her(site)
    report = import_text(site, "neu.csv", "Vorname;Nachname;E-Mail\nZdenka;Quittenbaum;zq@anders.example\n")
    assert [problem.code for problem in report.problems] == ["person.maybe_forgotten"]
    assert query(site, "select key from contact_points where key like 'zq%'") == [("zq@anders.example",)]


def test_a_list_with_nothing_but_her_name_means_her(site: Site) -> None:
    forget_her(site)
    report = import_text(site, "namen.csv", "Vorname;Nachname\nZdenka;Quittenbaum\n")
    assert [problem.code for problem in report.problems] == ["person.forgotten"]
    assert found_in(site.records) == []


def test_whoever_shares_her_firm_and_telephone_stays(site: Site) -> None:
    text = "Vorname;Nachname;Firma;Telefon\nOtto;Quittenbaum;Quittenbaumwerkstatt;0171 9998877\n"
    import_text(site, "sohn.csv", text)
    forget_her(site)
    report = import_text(site, "sohn.csv", text, again=True)
    assert list(report.problems) == []
    assert query(site, "select count(*) from people where given_name = 'Otto'") == [(1,)]


def test_nothing_published_shows_her_any_more(site: Site) -> None:
    forget_her(site)
    publish_group(site)
    published = [*site.published.rglob("*.db"), site.folder / "public.db"]
    assert [path.name for path in published if found_in(path)] == []
    assert len(published) >= 5


def test_files_that_still_name_her_are_listed(site: Site) -> None:
    backup = make_backup(site, datetime(2026, 11, 17, tzinfo=UTC))
    publish_group(site)
    with closing(open_records(site)) as records:
        forgotten = forget(records, person_meant(records, "90"), TODAY)
    found = {path.name for path in files_that_name(site, forgotten.traces)}
    assert {backup.path.name, "organisers.db"} <= found
    assert "records.db" not in found


def test_texts_of_others_that_name_her_are_told(site: Site) -> None:
    import_text(
        site, "n.csv", "Mitgliedsnr.;Vorname;Nachname;Bietet\n91;Max;Hagedorn;Arbeitet mit Zdenka Quittenbaum\n"
    )
    with closing(open_records(site)) as records:
        assert forget(records, person_meant(records, "90"), TODAY).texts == {"offers": 1}


def test_the_command_asks_first_and_says_what_is_left_to_do(site: Site) -> None:
    make_backup(site, datetime(2026, 11, 17, tzinfo=UTC))
    arguments = ["forget", "90", "--site", str(site.folder), "--lang", "en"]
    assert CliRunner().invoke(netzwerk, arguments, input="n\n").exit_code == 1
    assert found_in(site.records) != []
    result = CliRunner().invoke(netzwerk, [*arguments, "--yes", "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert [Path(file).parent.name for file in told["files"]] == ["backups"]
    assert found_in(site.records) == []

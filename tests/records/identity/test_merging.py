"""Two people are made one with everything that is about them, and two again exactly as they were."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datasette_netzwerk.problems import NotUnderstood, Refused
from datasette_netzwerk.records.history import read_history
from datasette_netzwerk.records.merging import merge, unmerge
from datasette_netzwerk.records.reviewing import merge_people, person_meant
from datasette_netzwerk.records.store.database import open_records
from datasette_netzwerk.site import Site
from tests.group import import_group, make_site, write_files
from tests.records.identity.sites import import_text, query, whole_dump

OLD_LIST = """Vorname;Nachname;Firma;E-Mail;Telefon;Straße;PLZ;Eintritt;Bietet;Sprachen;Im Internet sichtbar;Einwilligung am
Anke;Müller-Voss;Voss Beratung;anke@voss.example;0171 5550001;Altweg 3;48431;01.02.2019;Beratung;Polnisch;nein;01.02.2019
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """The tiny group, and a second Anke from an older list."""
    site = make_site(tmp_path / "site")
    import_group(site, write_files(tmp_path / "lists"))
    import_text(site, "alt.csv", OLD_LIST)
    return site


@pytest.fixture
def records(site: Site) -> Iterator[sqlite3.Connection]:
    with closing(open_records(site)) as connection:
        yield connection


def second_anke(site: Site) -> int:
    return int(query(site, "select id from people where family_name = 'Müller-Voss'")[0][0])


def test_everything_about_the_other_is_about_the_one_who_stays(site: Site, records: sqlite3.Connection) -> None:
    merge(records, 1, second_anke(site), "test")
    emails = "select key from contact_points where person_id = 1 and kind = 'email' order by rank"
    assert ("anke@voss.example",) in query(site, emails)
    assert query(site, "select text from offers where person_id = 1 and text = 'Beratung'") == [("Beratung",)]
    assert query(site, "select count(*) from sightings where person_id = 1") == [(2,)]
    assert query(site, "select count(*) from people where family_name = 'Müller-Voss'") == [(0,)]
    assert records.execute("pragma foreign_key_check").fetchall() == []


def test_memberships_that_overlap_become_one_from_the_earlier_day(site: Site, records: sqlite3.Connection) -> None:
    merge(records, 1, second_anke(site), "test")
    assert query(site, "select started_on, ended_on from memberships where person_id = 1") == [("2019-02-01", None)]


def test_of_two_consents_the_more_careful_one_stays(site: Site, records: sqlite3.Connection) -> None:
    said = "select is_refusal from consents where person_id = 1 and field = 'name' and audience = 'public'"
    assert query(site, said) == [(0,)]
    merge(records, 1, second_anke(site), "test")
    assert query(site, said) == [(1,)]


def test_of_two_statuses_at_one_meeting_being_there_stays_and_it_is_told(
    site: Site, records: sqlite3.Connection
) -> None:
    import_text(site, "a.csv", "Name;Datum;Status\nAnke Müller-Voss;12.03.2024;entschuldigt\n", kind=None)
    kept = query(site, "select status from attendance join meetings on meetings.id = meeting_id "
                       "where person_id = 1 and held_on = '2024-03-12'")  # fmt: skip
    assert kept == [("present",)]
    done = merge(records, 1, second_anke(site), "test")
    assert [(notice.code, notice.arguments["status"]) for notice in done.notices] == [
        ("merge.attendance_twice", "present")
    ]


def test_the_same_list_again_brings_nobody_back_and_asks_nothing(site: Site, records: sqlite3.Connection) -> None:
    merge(records, 1, second_anke(site), "test")
    people, reviews = query(site, "select count(*) from people"), query(site, "select count(*) from reviews")
    import_text(site, "alt.csv", OLD_LIST, again=True)
    assert query(site, "select count(*) from people") == people
    assert query(site, "select count(*) from reviews") == reviews


def test_the_history_tells_what_both_had(site: Site, records: sqlite3.Connection) -> None:
    merge(records, 1, second_anke(site), "Eva")
    told = read_history(records, "1")
    assert {event.actor for event in told} == {"Eva"}
    assert "offers" in {event.difference.table for event in told}


def test_two_of_whom_one_did_something_for_the_other_are_two(site: Site, records: sqlite3.Connection) -> None:
    giver, receiver = query(site, "select giver_id, receiver_id from interactions order by id limit 1")[0]
    before = whole_dump(site)
    with pytest.raises(Refused) as refused:
        merge(records, giver, receiver, "test")
    assert refused.value.problem.code == "merge.between"
    assert whole_dump(site) == before


def test_an_interaction_stored_before_is_known_again_after(site: Site, records: sqlite3.Connection) -> None:
    text = "Datum;Von;An;Art;Betrag\n02.02.2024;Anke Müller-Voss;Bernd Groß;Empfehlung;100\n"
    import_text(site, "k.csv", text)
    count = query(site, "select count(*) from interactions")
    merge(records, 1, second_anke(site), "test")
    import_text(site, "k.csv", text, again=True)
    assert query(site, "select count(*) from interactions") == count


def test_unmerging_restores_every_row(site: Site, records: sqlite3.Connection) -> None:
    before = whole_dump(site)
    merge(records, 1, second_anke(site), "test")
    assert whole_dump(site) != before
    unmerge(records, 1)
    assert whole_dump(site) == before


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(st.integers(0, 11), st.integers(1, 11)), min_size=1, max_size=4))
@pytest.mark.slow
def test_any_merges_taken_back_in_turn_restore_every_row(
    site: Site, tmp_path: Path, pairs: list[tuple[int, int]]
) -> None:
    copy = Site(tmp_path / f"copy-{abs(hash(tuple(pairs)))}")
    shutil.copytree(site.folder, copy.folder, dirs_exist_ok=True)
    before = whole_dump(copy)
    with closing(open_records(copy)) as records:
        kept, refusals = [], set()
        for place, step in pairs:
            people = [row[0] for row in records.execute("select id from people order by id")]
            one, other = place % len(people), (place + step) % len(people)
            try:
                kept.append(merge(records, people[one], people[other], "test").kept_id)
            except (Refused, NotUnderstood) as refused:
                refusals.add(refused.problem.code)
        for person in reversed(kept):
            unmerge(records, person)
    assert refusals <= {"merge.between", "merge.same_person"}
    assert whole_dump(copy) == before


def test_unmerging_is_refused_by_name_where_a_later_import_built_on_it(site: Site, records: sqlite3.Connection) -> None:
    merge(records, 1, second_anke(site), "test")
    import_text(site, "neu.csv", "Mitgliedsnr.;Vorname;Nachname;E-Mail\n1;Anke;Müller;anke@neu.example\n")
    before = whole_dump(site)
    with pytest.raises(Refused) as refused:
        unmerge(records, 1)
    assert [(each.code, each.arguments["file"]) for each in refused.value.problems] == [
        ("unmerge.later_import", "neu.csv")
    ]
    assert whole_dump(site) == before


def test_the_number_of_somebody_merged_is_never_given_again(site: Site, records: sqlite3.Connection) -> None:
    gone = second_anke(site)
    merge(records, 1, gone, "test")
    import_text(site, "neu.csv", "Vorname;Nachname\nXaver;Quast\n")
    assert query(site, "select id > ? from people where family_name = 'Quast'", gone) == [(1,)]


def test_two_namesakes_are_named_by_the_name_they_share(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    import_text(site, "a.csv", "Mitgliedsnr.;Vorname;Nachname;Firma\n7;Hans;Müller;Optik\n")
    import_text(site, "b.csv", "Vorname;Nachname;Firma\nHans;Müller;Dachbau\n")
    with closing(open_records(site)) as records:
        with pytest.raises(NotUnderstood):
            person_meant(records, "Hans Müller")
        done = merge_people(records, "Hans Mueller", "Hans Müller", "test")
        assert done.kept_id == person_meant(records, "7")

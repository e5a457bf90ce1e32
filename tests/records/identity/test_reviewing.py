"""A pair in doubt is asked about once, side by side and with reasons, and the answer holds for ever."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from datasette_netzwerk.commands.frame import netzwerk
from datasette_netzwerk.commands.review import REASON_WORDS
from datasette_netzwerk.records.identity import evidence
from datasette_netzwerk.records.reviewing import answer_review
from datasette_netzwerk.records.store.database import open_records
from datasette_netzwerk.records.store.reviews import read_reviews
from datasette_netzwerk.records.undo import undo_run
from datasette_netzwerk.site import Site
from tests.group import make_site
from tests.records.identity.sites import import_text, query

FIRST = "Mitgliedsnr.;Vorname;Nachname;Firma;PLZ\n7;Hans;Müller;Optik Müller;48431\n"
SECOND = "Vorname;Nachname;Firma;E-Mail\nHans;Müller;Dachbau;hans@dachbau.example\n"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Two namesakes with different firms, from two lists."""
    site = make_site(tmp_path / "site")
    import_text(site, "erste.csv", FIRST)
    import_text(site, "zweite.csv", SECOND)
    return site


def answer(site: Site, word: str) -> None:
    with closing(open_records(site)) as records:
        (review,) = read_reviews(records)
        answer_review(records, review.id, word, "test")


def open_pairs(site: Site) -> int:
    with closing(open_records(site)) as records:
        return len(read_reviews(records))


def people(site: Site) -> int:
    return int(query(site, "select count(*) from people")[0][0])


def run(site: Site, *arguments: str) -> str:
    result = CliRunner().invoke(netzwerk, [*arguments, "--site", str(site.folder), "--lang", "en"])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_namesake_of_another_firm_is_neither_linked_nor_lost(site: Site) -> None:
    assert people(site) == 2
    with closing(open_records(site)) as records:
        (review,) = read_reviews(records)
    assert (review.one.facts["company"], review.other.facts["company"]) == ("Optik Müller", "Dachbau")
    assert [code for code, _ in review.reasons] == ["family_same", "given_same", "company_other"]


@pytest.mark.parametrize("word", ["different", "later"])
def test_what_is_not_the_same_stays_two_and_is_not_asked_again(site: Site, word: str) -> None:
    answer(site, word)
    import_text(site, "erste.csv", FIRST, again=True)
    report = import_text(site, "zweite.csv", SECOND, again=True)
    assert people(site) == 2
    assert query(site, "select answer from reviews") == [(word,)]
    assert [problem.code for problem in report.problems] == ([] if word == "different" else ["person.maybe_same"])


def test_the_same_person_is_one_and_stays_one_however_often_the_lists_come(site: Site) -> None:
    answer(site, "same")
    for name, text in (("zweite.csv", SECOND), ("erste.csv", FIRST), ("zweite.csv", SECOND)):
        report = import_text(site, name, text, again=True)
        assert [problem.code for problem in report.problems] == []
    assert (people(site), open_pairs(site)) == (1, 0)


def test_an_answer_outlives_an_import_that_is_undone_and_repeated(site: Site) -> None:
    answer(site, "different")
    with closing(open_records(site)) as records:
        undo_run(records, 2, "test")
    assert people(site) == 1
    report = import_text(site, "zweite.csv", SECOND)
    assert (people(site), open_pairs(site), list(report.problems)) == (2, 0, [])
    import_text(site, "dritte.csv", FIRST)
    assert (people(site), open_pairs(site)) == (2, 0)


def test_an_answer_moves_along_when_one_of_the_two_is_made_one_with_a_third(site: Site) -> None:
    answer(site, "different")
    import_text(site, "dritte.csv", "Vorname;Nachname;Firma;E-Mail\nJohann;Müller;Dachbau;johann@dachbau.example\n")
    run(site, "merge", "johann@dachbau.example", "hans@dachbau.example")
    import_text(site, "zweite.csv", SECOND, again=True)
    assert people(site) == 2
    assert query(site, "select count(*) from reviews where answer is null") == [(0,)]


def test_an_undone_import_takes_its_open_questions_along(site: Site) -> None:
    with closing(open_records(site)) as records:
        undo_run(records, 2, "test")
    assert query(site, "select count(*) from reviews") == [(0,)]


def test_the_command_shows_both_sides_and_the_reasons(site: Site) -> None:
    told = run(site, "review")
    assert "Optik Müller" in told
    assert "Dachbau" in told
    assert "For one person: the same family name, the same given name" in told
    assert "Against it: another company" in told


def test_the_command_answers_for_scripts_and_tells_as_json(site: Site) -> None:
    (pair,) = json.loads(run(site, "review", "--json"))["pairs"]
    assert pair["reasons"][2] == {"code": "company_other", "points": -0.7, "text": "another company"}
    assert run(site, "review", str(pair["pair"]), "same") == "They are one person now.\n"
    assert run(site, "review") == "Nobody is in doubt.\n"
    assert run(site, "unmerge", "7") == "They are two people again, as before.\n"
    assert open_pairs(site) == 1


def test_every_reason_has_words() -> None:
    codes = {each.code for each in vars(evidence).values() if isinstance(each, evidence.Reason)}
    assert set(REASON_WORDS) == codes

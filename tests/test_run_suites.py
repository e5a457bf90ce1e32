"""No test may run on one version of Datasette and be left out on the other."""

from __future__ import annotations

from pathlib import Path

from scripts.run_suites import differences, read_outcomes

RESULTS = """<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="pytest">
  <testcase classname="tests.test_search" name="test_finds[Müller]" time="0.1"/>
  <testcase classname="tests.test_search" name="test_fails"><failure message="no">…</failure></testcase>
  <testcase classname="tests.test_search" name="test_later"><skipped type="pytest.skip" message="no Chromium"/></testcase>
  <testcase classname="tests.test_search" name="test_wrong"><skipped type="pytest.xfail" message=""/></testcase>
</testsuite></testsuites>
"""


def test_outcomes_are_read_from_the_results_of_a_run(tmp_path: Path) -> None:
    results = tmp_path / "results.xml"
    results.write_text(RESULTS, encoding="utf-8")
    assert read_outcomes(results) == {
        "tests.test_search::test_finds[Müller]": "run",
        "tests.test_search::test_fails": "run",
        "tests.test_search::test_later": "skipped: no Chromium",
        "tests.test_search::test_wrong": "expected to fail: no reason given",
    }


def test_a_run_that_left_no_results_ran_nothing(tmp_path: Path) -> None:
    assert read_outcomes(tmp_path / "missing.xml") == {}


def test_a_test_skipped_on_one_version_only_is_told() -> None:
    told = differences({"tests.test_search::test_x": "run"}, {"tests.test_search::test_x": "skipped: not on 1.0"})
    assert told == ["not the same on both versions: tests.test_search::test_x: stable run, alpha skipped: not on 1.0"]


def test_a_test_collected_on_one_version_only_is_told() -> None:
    told = differences({}, {"tests.test_search::test_x": "run"})
    assert told == ["not the same on both versions: tests.test_search::test_x: stable missing, alpha run"]


def test_a_test_skipped_on_both_versions_is_the_same_on_both() -> None:
    assert differences({"tests.a::test_x": "skipped: one"}, {"tests.a::test_x": "skipped: other"}) == []


def test_the_tests_about_the_versions_themselves_may_differ() -> None:
    ran = {"tests.test_compat::test_x": "run", "tests.test_compat.TestQueries::test_y": "run"}
    assert differences(ran, {}) == []
    assert len(differences({"tests.test_compatible::test_x": "run"}, {})) == 1

"""The worker beside the server: what it does and when, that it repeats nothing, and that it never outlives the server."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from datasette_netzwerk.generations import read_manifest
from datasette_netzwerk.inbox.door import Entry, add_entry, changed_at, read_entries
from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.store.backups import read_backups
from datasette_netzwerk.site import Site
from datasette_netzwerk.work.log import JobState, pause_after, read_log
from datasette_netzwerk.worker.alone import lock_of_worker
from datasette_netzwerk.worker.applying import apply_entries
from datasette_netzwerk.worker.jobs import (
    JOBS,
    Job,
    Moment,
    is_backup_due,
    is_inbox_due,
    is_publication_due,
    last_night,
)
from datasette_netzwerk.worker.working import Working
from tests.group import make_site, published_site
from tests.threats.test_server_faults import break_published, wait_until_gone

pytestmark = pytest.mark.slow

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The tiny group, imported and published; not to be changed."""
    return published_site(tmp_path_factory.mktemp("template"))


@pytest.fixture
def site(template: Site, tmp_path: Path) -> Site:
    """A copy of the tiny group's site."""
    return Site(shutil.copytree(template.folder, tmp_path / "site"))


def fail(problem: Problem) -> None:
    """Be told of a problem where there must be none."""
    pytest.fail(problem.code)


def generation(site: Site) -> int:
    manifest = read_manifest(site)
    assert manifest is not None
    return manifest.generation


def moment(site: Site, now: datetime, state: JobState | None = None) -> Moment:
    return Moment(site, now, state or JobState())


def published_at(site: Site) -> datetime:
    manifest = read_manifest(site)
    assert manifest is not None
    return datetime.fromisoformat(manifest.created_at)


def test_a_site_is_published_anew_when_the_day_changes_at_the_site(site: Site) -> None:
    at = published_at(site).astimezone(BERLIN)
    midnight = datetime.combine(at.date() + timedelta(days=1), datetime.min.time(), BERLIN)
    assert not is_publication_due(moment(site, midnight - timedelta(seconds=1)))
    assert is_publication_due(moment(site, midnight))


def test_a_consent_that_ends_with_the_day_is_closed_by_the_worker_alone(site: Site) -> None:
    tomorrow = published_at(site) + timedelta(days=1)
    with closing(sqlite3.connect(site.records)) as records, records:
        records.execute("update consents set withdrawn_on = ? where person_id = 1", (tomorrow.date().isoformat(),))
    assert b"anke.mueller" in site.public.read_bytes()
    working = Working(site, fail)
    working.look(published_at(site))
    assert b"anke.mueller" in site.public.read_bytes()
    working.look(tomorrow)
    assert generation(site) == 2
    assert b"anke.mueller" not in site.public.read_bytes()


@pytest.mark.parametrize("fault", ["manifest gone", "manifest broken", "bit flipped", "file cut", "file gone"])
def test_damage_is_mended_by_publishing_anew(site: Site, fault: str) -> None:
    break_published(site, fault)
    assert is_publication_due(moment(site, datetime.now(UTC)))
    Working(site, fail).look(datetime.now(UTC))
    assert not is_publication_due(moment(site, datetime.now(UTC)))


def test_what_was_never_published_waits_for_an_organiser(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    assert not is_publication_due(moment(site, datetime.now(UTC)))
    assert not is_backup_due(moment(site, datetime.now(UTC)))
    Working(site, fail).look(datetime.now(UTC))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-24T01:59:59+00:00", "2026-11-23T02:00:00+00:00"),
        ("2026-11-24T02:00:00+00:00", "2026-11-24T02:00:00+00:00"),
        ("2026-11-24T23:59:00+00:00", "2026-11-24T02:00:00+00:00"),
        # The clocks are put forward in the night of 29 March, and back in that of 25 October.
        ("2026-03-29T01:00:00+00:00", "2026-03-29T01:00:00+00:00"),
        ("2026-10-25T01:59:00+00:00", "2026-10-24T01:00:00+00:00"),
        ("2026-10-25T02:00:00+00:00", "2026-10-25T02:00:00+00:00"),
    ],
)
def test_the_night_of_a_backup_is_the_sites_night(now: str, expected: str) -> None:
    assert last_night(datetime.fromisoformat(now), BERLIN) == datetime.fromisoformat(expected)


def test_one_backup_is_made_a_night_and_one_at_once_where_there_is_none(site: Site) -> None:
    working = Working(site, fail, [job for job in JOBS if job.name == "backup"])
    noon = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    for hours in range(72):
        working.look(noon + timedelta(hours=hours))
    assert [f"{backup.made_at:%d %H}" for backup in read_backups(site)] == ["24 12", "25 02", "26 02", "27 02"]


def test_a_job_that_fails_is_told_once_tried_again_and_holds_up_no_other(site: Site) -> None:
    reported: list[Problem] = []
    done: list[str] = []
    faults = [OSError("no space"), OSError("no space"), None]

    def failing(moment: Moment) -> None:
        done.append("backup")
        if (fault := faults[len(done) - 1]) is not None:
            raise fault

    jobs = (
        Job("backup", lambda moment: not moment.state.succeeded_at, failing, timedelta(0)),
        Job("inbox", lambda moment: True, lambda moment: None, timedelta(0)),
    )
    working = Working(site, reported.append, jobs)
    now = datetime(2026, 11, 24, tzinfo=UTC)
    for seconds in range(0, 200, 5):
        working.look(now + timedelta(seconds=seconds))
    assert done == ["backup"] * 3
    assert [problem.code for problem in reported] == ["worker.failed"]
    log = read_log(site)
    assert log["backup"] == JobState(succeeded_at=now + timedelta(seconds=90))
    assert log["inbox"].succeeded_at == now + timedelta(seconds=195)


def test_the_pauses_between_tries_grow_to_an_hour() -> None:
    assert [pause_after(count).total_seconds() for count in (1, 2, 3, 8, 9, 1000)] == [30, 60, 120, 3600, 3600, 3600]


def test_the_inbox_is_only_ever_added_to(site: Site) -> None:
    assert changed_at(site) is None
    assert add_entry(site, "publication", "anna", {"why": "Ümläute"}) == 1
    assert add_entry(site, "publication", "bernd", {}) == 2
    assert [(entry.id, entry.actor, entry.content) for entry in read_entries(site)] == [
        (1, "anna", {"why": "Ümläute"}),
        (2, "bernd", {}),
    ]
    assert site.inbox.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(site.inbox)) as inbox:
        for sql in ("delete from entries", "update entries set actor = 'x'", "update entries set content = '{}'"):
            with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
                inbox.execute(sql)
        inbox.execute("update entries set content = null where id = 1")  # An erased person's words go too.
        inbox.commit()
    assert [entry.id for entry in read_entries(site)] == [2]
    assert add_entry(site, "publication", "anna", {}) == 3


def test_an_entry_is_applied_once_and_shown(site: Site) -> None:
    add_entry(site, "publication", "anna", {})
    working = Working(site, fail)
    working.look(datetime.now(UTC))
    assert generation(site) == 2
    working.look(datetime.now(UTC) + timedelta(seconds=2))
    assert generation(site) == 2
    assert not is_inbox_due(moment(site, datetime.now(UTC), working.states["inbox"]))


def test_an_entry_and_its_note_are_one_transaction(site: Site) -> None:
    applied: list[int] = []

    def rename(records: sqlite3.Connection, entry: Entry) -> None:
        records.execute("update people set town = :town", entry.content)
        applied.append(entry.id)
        if len(applied) == 1:
            raise KeyboardInterrupt

    add_entry(site, "rename", "anna", {"town": "Neustadt"})
    with pytest.raises(KeyboardInterrupt):
        apply_entries(site, {"rename": rename})
    with closing(sqlite3.connect(site.records)) as records:
        assert records.execute("select count(*) from people where town = 'Neustadt'").fetchone()[0] == 0
    assert apply_entries(site, {"rename": rename}).count == 1
    assert apply_entries(site, {"rename": rename}).count == 0
    assert applied == [1, 1]


def test_an_entry_that_is_refused_is_noted_and_one_of_an_unknown_kind_waits(site: Site) -> None:
    def refuse(records: sqlite3.Connection, entry: Entry) -> None:
        raise NotUnderstood(Problem("inbox.unusable"))

    add_entry(site, "future", "anna", {})
    add_entry(site, "refused", "anna", {})
    add_entry(site, "publication", "anna", {})
    kinds = {"refused": refuse, "publication": lambda records, entry: None}
    first = apply_entries(site, kinds)
    assert (first.count, [problem.code for problem in first.problems]) == (1, ["inbox.unknown_kind", "inbox.unusable"])
    again = apply_entries(site, kinds)
    assert (again.count, [problem.code for problem in again.problems]) == (0, ["inbox.unknown_kind"])
    assert apply_entries(site, {**kinds, "future": lambda records, entry: None}).count == 1


def test_one_worker_at_a_time_works_on_a_site(site: Site) -> None:
    first = lock_of_worker(site)
    assert first is not None
    assert lock_of_worker(site) is None
    first.close()
    second = lock_of_worker(site)
    assert second is not None
    second.close()


@contextmanager
def worker(site: Site) -> Iterator[subprocess.Popen[str]]:
    """Run the worker as the server does."""
    command = [sys.executable, "-m", "datasette_netzwerk.worker", str(site.folder), "en"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_the_worker_ends_in_silence_when_its_line_is_cut(site: Site) -> None:
    with worker(site) as process:
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
        assert process.communicate(timeout=30)[1] == ""
        assert process.returncode == 0


@pytest.mark.slow
def test_the_worker_ends_when_the_program_that_started_it_is_killed(site: Site) -> None:
    starter = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-m', 'datasette_netzwerk.worker', sys.argv[1], 'en'],"
        " stdin=subprocess.PIPE)\n"
        "print(child.pid, flush=True)\ntime.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", starter, str(site.folder)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    wait_until_gone([child])

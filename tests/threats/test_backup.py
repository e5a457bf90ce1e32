"""Backups are sound, few and private, and bring back what was there without opening what was closed since."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_netzwerk.problems import NotUnderstood, Refused
from datasette_netzwerk.records.forgetting import forget
from datasette_netzwerk.records.restoring import restore
from datasette_netzwerk.records.store.backups import Backup, kept, make_backup, read_backups, remove_old_backups
from datasette_netzwerk.records.store.copying import check_copy, row_counts
from datasette_netzwerk.records.store.database import open_records
from datasette_netzwerk.site import Site
from datasette_netzwerk.web.state import cookie_secret
from tests.group import published_site
from tests.threats.processes import netzwerk

pytestmark = pytest.mark.slow

NIGHT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The tiny group, imported and published; not to be changed."""
    return published_site(tmp_path_factory.mktemp("template"))


@pytest.fixture
def site(template: Site, tmp_path: Path) -> Site:
    """A copy of the tiny group's site."""
    return Site(shutil.copytree(template.folder, tmp_path / "site"))


def write(site: Site, sql: str) -> None:
    """Change the records by hand."""
    with closing(sqlite3.connect(site.records)) as records, records:
        records.execute(sql)


def value(path: Path, sql: str) -> object:
    """Return the one value that ``sql`` asks for."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchone()[0]


def counts(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return row_counts(connection)


def test_a_backup_holds_every_row_and_only_its_owner_may_read_it(site: Site) -> None:
    secret = cookie_secret(site, print)
    backup = make_backup(site, NIGHT)
    assert backup.path == site.backups / "records-2026-11-24T020000Z.db"
    assert counts(backup.path) == counts(site.records)
    assert counts(backup.path)["people"] > 10
    assert backup.path.stat().st_mode & 0o777 == 0o600
    assert site.backups.stat().st_mode & 0o777 == 0o700
    assert value(site.backups / "state-2026-11-24T020000Z.db", "select value from secrets") == secret
    assert sorted(path.suffix for path in site.backups.iterdir()) == [".db", ".db"]


def test_a_backup_taken_while_an_import_is_writing_is_of_one_moment(site: Site) -> None:
    before = counts(site.records)
    with closing(sqlite3.connect(site.records, isolation_level=None)) as importing:
        importing.execute("begin immediate")
        importing.execute("delete from attendance")
        backup = make_backup(site, NIGHT)
        importing.execute("commit")
    assert counts(backup.path) == before


def test_a_copy_with_fewer_rows_or_a_fault_is_refused(site: Site, tmp_path: Path) -> None:
    backup = make_backup(site, NIGHT)
    with pytest.raises(Refused) as caught:
        check_copy(backup.path, {**counts(backup.path), "people": 1})
    assert caught.value.problem.code == "backup.unsound"
    content = bytearray(backup.path.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    backup.path.write_bytes(content)
    with pytest.raises(Refused):
        restore(site, backup.path, NIGHT)


def test_restoring_brings_back_what_was_there_and_keeps_what_is(site: Site) -> None:
    backup = make_backup(site, NIGHT)
    write(site, "update people set town = 'Neustadt'")
    restored = restore(site, backup.path, NIGHT + timedelta(hours=8))
    assert value(site.records, "select count(*) from people where town = 'Neustadt'") == 0
    assert restored.present == site.backups / "records-2026-11-24T100000Z.db"
    assert value(restored.present, "select count(distinct town) from people") == 1
    assert restored.withdrawal_count == 0
    with closing(open_records(site)) as records:
        assert records.execute("pragma journal_mode").fetchone()[0] == "wal"


def test_who_has_the_records_open_sees_the_restored_ones(site: Site) -> None:
    backup = make_backup(site, NIGHT)
    write(site, "delete from attendance")
    with closing(sqlite3.connect(site.records)) as reader:
        assert reader.execute("select count(*) from attendance").fetchone()[0] == 0
        restore(site, backup.path, NIGHT + timedelta(hours=1))
        assert reader.execute("select count(*) from attendance").fetchone()[0] > 10


def test_a_consent_that_was_withdrawn_since_stays_withdrawn(site: Site) -> None:
    backup = make_backup(site, NIGHT)
    is_open = "is_refusal = 0 and withdrawn_on is null and audience = 'public'"
    given_before = value(site.records, f"select count(*) from consents where {is_open}")
    write(site, f"update consents set withdrawn_on = '2026-11-24' where {is_open} and person_id = 1")
    still_given = value(site.records, f"select count(*) from consents where {is_open}")
    restored = restore(site, backup.path, NIGHT + timedelta(hours=1))
    assert value(site.records, f"select count(*) from consents where {is_open}") == still_given
    assert restored.withdrawal_count == int(str(given_before)) - int(str(still_given)) > 0


def test_who_was_forgotten_since_stays_forgotten(site: Site) -> None:
    backup = make_backup(site, NIGHT)
    with closing(open_records(site)) as records:
        forget(records, 1, NIGHT.date())
    assert value(site.records, "select count(*) from people where family_name = 'Müller'") == 0
    restored = restore(site, backup.path, NIGHT + timedelta(hours=1))
    assert restored.forgotten_count == 1
    assert value(site.records, "select count(*) from people where family_name = 'Müller'") == 0
    assert b"anke.mueller@mueller-steuern.example" not in site.records.read_bytes()


def test_a_refusal_that_was_first_said_since_stays(site: Site) -> None:
    write(site, "delete from consents where person_id = 1 and field = 'phone'")
    backup = make_backup(site, NIGHT)
    write(
        site,
        "insert into consents (person_id, field, audience, is_refusal, import_run_id, line)"
        " values (1, 'phone', 'members', 1, 1, 0)",
    )
    restored = restore(site, backup.path, NIGHT + timedelta(hours=1))
    assert restored.withdrawal_count == 1
    assert value(site.records, "select is_refusal from consents where person_id = 1 and field = 'phone'") == 1


def test_damaged_records_are_moved_aside_and_the_backup_comes_back(site: Site) -> None:
    backup = make_backup(site, NIGHT)
    whole = counts(backup.path)
    site.records.write_bytes(site.records.read_bytes()[:5000])
    restored = restore(site, backup.path, NIGHT + timedelta(hours=1))
    assert restored.present is None
    assert counts(site.records) == whole
    assert (site.backups / "damaged-2026-11-24T030000Z" / "records.db").stat().st_size == 5000


def test_on_a_new_computer_the_logins_come_back_too(site: Site, tmp_path: Path) -> None:
    secret = cookie_secret(site, print)
    backup = make_backup(site, NIGHT)
    fresh = Site(tmp_path / "fresh")
    fresh.private.mkdir(parents=True)
    restore(fresh, backup.path, NIGHT)
    assert counts(fresh.records) == counts(backup.path)
    assert cookie_secret(fresh, print) == secret


def test_records_of_a_newer_program_are_refused_and_nothing_is_changed(site: Site) -> None:
    backup = make_backup(site, NIGHT)
    with closing(sqlite3.connect(backup.path)) as connection, connection:
        connection.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('netzwerk', '9999_from_the_future', '2027-01-01')"
        )
    before = site.records.read_bytes()
    with pytest.raises(Refused) as caught:
        restore(site, backup.path, NIGHT)
    assert caught.value.problem.code == "records.newer"
    assert site.records.read_bytes() == before
    backup.path.replace(site.records)
    with pytest.raises(Refused) as caught:
        open_records(site)
    assert caught.value.problem.code == "records.newer"


@pytest.mark.parametrize("name", ["public.db", "metadata.yml", "nothing.db"])
def test_what_is_no_backup_is_refused_and_nothing_is_changed(site: Site, name: str) -> None:
    before = site.records.read_bytes()
    with pytest.raises((NotUnderstood, Refused)):
        restore(site, site.folder / name, NIGHT)
    assert site.records.read_bytes() == before
    assert read_backups(site) == []


def test_seven_days_and_four_weeks_are_kept() -> None:
    nights = [Backup(NIGHT - timedelta(days=days), Path(str(days))) for days in range(60)]
    assert sorted(int(backup.path.name) for backup in kept(nights)) == [0, 1, 2, 3, 4, 5, 6, 9, 16]


def test_all_backups_of_the_last_day_are_kept() -> None:
    hours = [Backup(NIGHT + timedelta(hours=hours), Path(str(hours))) for hours in range(-30, 9)]
    assert sorted(int(backup.path.name) for backup in kept(hours)) == [-27, -3, *range(-2, 9)]


@given(st.lists(st.integers(0, 24 * 400), unique=True, min_size=1))
def test_few_are_kept_the_last_always_and_keeping_twice_is_keeping_once(hours: list[int]) -> None:
    backups = [Backup(NIGHT - timedelta(hours=each), Path(str(each))) for each in hours]
    once = kept(backups)
    assert max(backups) in once
    assert kept(once) == once
    assert len({backup.day for backup in once}) <= 11


def test_old_backups_go_with_what_lies_beside_them(site: Site) -> None:
    cookie_secret(site, print)
    for days in (0, 1, 40, 100, 200, 300, 400, 500):
        make_backup(site, NIGHT - timedelta(days=days))
    (site.backups / "records-half.tmp").touch()
    remove_old_backups(site)
    assert len(read_backups(site)) == 7
    assert len(list(site.backups.iterdir())) == 14


def test_the_commands_say_where_the_backup_is_and_what_to_do_next(site: Site) -> None:
    backed_up = netzwerk("backup", site=site)
    assert (backed_up.returncode, backed_up.stderr) == (0, "")
    file = read_backups(site)[0].path
    assert str(file) in backed_up.stdout
    restored = netzwerk("restore", file, site=site)
    assert (restored.returncode, restored.stderr) == (0, "")
    assert "Publish them: datasette netzwerk publish" in restored.stdout
    refused = netzwerk("restore", site.public, site=site)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr

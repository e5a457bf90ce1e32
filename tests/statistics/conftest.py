"""A dozen attendances whose statistics can be counted by hand."""

import sqlite3

import pytest

from datasette_netzwerk.sqlfiles import read_sql, statements

FACTS = """
insert into import_runs values (1, 'members', 'a.csv', '', '', null, null, 'test', '', '', 0, 0, 0, 0, 0);
insert into chapters values (1, 'Example', 'example');
insert into people (id, family_name, name_key, sort_key, import_run_id, line) values
  (1, 'Anna', 'anna', 'anna', 1, 1), (2, 'Berta', 'berta', 'berta', 1, 2),
  (3, 'Carla', 'carla', 'carla', 1, 3), (4, 'Guest', 'guest', 'guest', 1, 4);
-- Anna was always there; Berta joined in 2025 after a visit as a guest; Carla left in 2025
insert into memberships (person_id, chapter_id, started_on, ended_on, import_run_id, line) values
  (1, 1, null, null, 1, 1), (2, 1, '2025-03-01', null, 1, 2), (3, 1, '2020-01-01', '2025-06-30', 1, 3);
insert into leaves (person_id, started_on, ended_on, import_run_id, line) values (1, '2025-09-01', '2025-12-31', 1, 1);
insert into meetings (id, chapter_id, held_on, capacity, slug, import_run_id, line) values
  (1, 1, '2024-12-10', 40, 'a', 1, 1), (2, 1, '2025-04-08', 40, 'b', 1, 2), (3, 1, '2025-10-14', 40, 'c', 1, 3),
  (4, 1, '2027-01-12', 40, 'd', 1, 4);
insert into attendance (meeting_id, person_id, status, import_run_id, line) values
  (1, 1, 'present', 1, 1), (1, 2, 'present', 1, 2), (1, 3, 'excused', 1, 3),
  (2, 1, 'late', 1, 4), (2, 2, 'substituted', 1, 5), (2, 3, 'remote', 1, 6), (2, 4, 'present', 1, 7),
  (3, 2, 'present', 1, 8), (3, 1, 'absent', 1, 9);
insert into interactions (chapter_id, kind, occurred_on, giver_id, receiver_id, fingerprint, import_run_id, line) values
  (1, 'introduction', '2025-05-01', 1, 2, 'a', 1, 1), (1, 'introduction', '2025-06-01', 2, 3, 'b', 1, 2),
  (1, 'referral', '2024-06-01', 1, 3, 'c', 1, 3);
"""


@pytest.fixture
def records() -> sqlite3.Connection:
    """The records of a tiny group on 24 November 2026, ready for the statistics."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for name in ("0001_records", "0002_history"):
        for statement in statements(read_sql(f"records/store/migrations/{name}.sql").sql):
            connection.execute(statement)
    connection.executescript(FACTS)
    connection.executescript(read_sql("publish/publication.sql").sql)
    connection.execute("insert into publication values ('', '2026-11-24', 'members')")
    return connection

"""Every statistic of a tiny group, counted by hand."""

import sqlite3

from datasette_netzwerk.statistics.build import build_statistics, statistic_files, table_of


def rows(records: sqlite3.Connection, sql: str) -> list[tuple[object, ...]]:
    build_statistics(records)
    return records.execute(sql).fetchall()


def test_a_visit_before_joining_is_a_guests_and_the_first_year_ends_after_365_days(records: sqlite3.Connection) -> None:
    visits = rows(records, "select meeting_id, person_id, is_member, is_first_year from visits order by 1, 2")
    assert visits == [
        (1, 1, 1, 0),
        (1, 2, 0, 0),
        (2, 1, 1, 0),
        (2, 2, 1, 1),
        (2, 3, 1, 0),
        (2, 4, 0, 0),
        (3, 2, 1, 1),
    ]


def test_late_remote_and_substituted_count_as_there_excused_and_absent_do_not(records: sqlite3.Connection) -> None:
    counts = rows(
        records,
        """select meeting_id, listed_count, excused_count, attendance_count, member_count, first_year_count, guest_count
        from attendance_by_meeting order by 1""",
    )
    assert counts == [(1, 3, 1, 2, 1, 0, 1), (2, 4, 0, 4, 3, 1, 1), (3, 2, 0, 1, 1, 1, 0)]


def test_a_planned_meeting_is_in_no_statistic(records: sqlite3.Connection) -> None:
    assert rows(records, "select count(*) from attendance_by_meeting where meeting_id = 4") == [(0,)]


def test_a_year_has_its_meetings_its_attendances_and_its_different_people(records: sqlite3.Connection) -> None:
    years = rows(
        records,
        "select held_year, meeting_count, attendance_count, people_count, mean_attendance from attendance_by_year order by 1",
    )
    assert years == [(2024, 1, 2, 2, 2.0), (2025, 2, 5, 4, 2.5)]


def test_joiners_leavers_and_members_at_the_end_of_a_year(records: sqlite3.Connection) -> None:
    years = rows(
        records,
        "select move_year, joined_count, left_count, member_count from membership_by_year order by 1",
    )
    assert years == [(2020, 1, 0, 2), (2025, 1, 1, 2)]


def test_a_guest_who_joined_within_a_year_counts_for_the_year_of_the_first_visit(records: sqlite3.Connection) -> None:
    years = rows(records, "select held_year, guest_count, joined_count from guests_by_year order by 1")
    assert years == [(2024, 1, 1), (2025, 1, 0)]


def test_meetings_during_a_leave_are_not_counted_against_anybody(records: sqlite3.Connection) -> None:
    members = rows(
        records,
        "select person_id, meeting_count, attendance_count, last_day from attendance_by_member order by 1",
    )
    assert members == [(1, 2, 2, 20186), (2, 2, 2, 20375), (3, 2, 1, 20186)]


def test_each_pair_that_met_is_counted_once(records: sqlite3.Connection) -> None:
    pairs = rows(records, "select pair_count, common_meeting_count from encounters_by_chapter")
    assert pairs == [(6, 7)]


def test_interactions_are_counted_by_year_and_kind(records: sqlite3.Connection) -> None:
    counts = rows(records, "select occurred_year, kind, interaction_count from interactions_by_year order by 1, 2")
    assert counts == [(2024, "referral", 1), (2025, "introduction", 2)]


def test_every_statistic_says_what_it_is_and_what_one_row_is() -> None:
    assert [table_of(file) for file in statistic_files()] == [
        "visits",
        "attendance_by_meeting",
        "attendance_by_year",
        "membership_by_year",
        "guests_by_year",
        "attendance_by_member",
        "encounters",
        "encounters_by_chapter",
        "interactions_by_year",
    ]
    for file in statistic_files():
        assert all(file.value(key) for key in ("title", "description", "row")), file.name

"""Inference: what the published figures say together, with the list and with yesterday's, tells of no single person."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.generations import read_manifest
from datasette_netzwerk.publish.figures import GUESTS, INTERACTIONS, MEETINGS, MOVES, PEOPLE, TABLES, Earlier, settle
from datasette_netzwerk.publish.generation import publish
from datasette_netzwerk.publish.moves import SMALLEST, Year, is_small, moves_enough, tell_years, with_quiet_years
from datasette_netzwerk.site import Site
from tests.group import import_group, make_site

DECEMBER, JANUARY = date(2026, 12, 20), date(2027, 1, 10)
SYLLABLES = ("Ahr", "Bach", "Cord", "Dorn", "Elm", "Fink", "Gold", "Hain", "Ilm", "Jung", "Kamp", "Lind")
NAMES = [f"{first}{second}" for first, second in itertools.product(SYLLABLES, ("mann", "hof", "berg", "stein", "weg"))]
HEADER = "Mitgliedsnr.;Vorname;Nachname;Ort;Eintritt;Austritt;Im Internet sichtbar;Einwilligung am;Widerruf am\n"

X = 7
"""The member whom the attacker wants to know about: public at first, with her day of joining."""


def member_row(number: int, *, left: str = "", says: str = "alles", withdrawn: str = "") -> str:
    joined = f"{1 + number % 28:02}.{1 + number % 12:02}.{2019 + number % 7}"
    given = "" if says == "" else "01.01.2026"
    return f"{number};Anna;{NAMES[number]};Finkenau;{joined};{left};{says};{given};{withdrawn}\n"


def rows_of_group() -> dict[int, str]:
    """Forty members: the first thirty public, ten whom only members see."""
    return {number: member_row(number, says="alles" if number < 30 else "nein") for number in range(40)}


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def attendance() -> str:
    lines = ["Datum;Mitglied;Status;Gast von"]
    for meeting in range(10):
        day = f"10.{meeting + 1:02}.{2025 + meeting % 2}"
        lines += [f"{day};Anna {NAMES[number]};anwesend;" for number in range(40) if (number + meeting) % 3]
        lines += [f"{day};Gast {NAMES[-1 - guest]};anwesend;Anna {NAMES[1]}" for guest in range(6)]
    return "\n".join(lines) + "\n"


def group(tmp_path: Path) -> Site:
    """Return the site of forty members and ten meetings, published in December."""
    site = make_site(tmp_path / "site")
    meetings = "Datum;Titel\n" + "".join(f"10.{m + 1:02}.{2025 + m % 2};Abend\n" for m in range(10))
    import_group(
        site,
        [
            write(tmp_path / "lists", "mitglieder.csv", HEADER + "".join(rows_of_group().values())),
            write(tmp_path / "lists", "treffen.csv", meetings),
            write(tmp_path / "lists", "anwesenheit.csv", attendance()),
        ],
    )
    publish(site, today=DECEMBER)
    return site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """The group's site."""
    return group(tmp_path)


def figures(site: Site) -> dict[str, list[tuple[Any, ...]]]:
    """Return every figure about the group as a whole that everybody can read."""
    manifest = read_manifest(site)
    assert manifest is not None
    with closing(sqlite3.connect(site.generation_file(manifest.generation, Audience.PUBLIC))) as connection:
        return {each.name: connection.execute(f"select * from {each.name}").fetchall() for each in TABLES}


def listed(site: Site) -> set[str]:
    with closing(sqlite3.connect(site.public)) as connection:
        return {row[0] for row in connection.execute("select family_name from members")}


def change(site: Site, tmp_path: Path, *rows: str) -> None:
    import_group(site, [write(tmp_path / "later", "mitglieder.csv", HEADER + "".join(rows))])


LEAVES = member_row(X, left="15.12.2026")
WITHDRAWS = member_row(X, withdrawn="15.12.2026")
CHANGES = {
    "nobody does anything": "",
    "a public member leaves": LEAVES,
    "a public member withdraws": WITHDRAWS,
    "a public member says no": member_row(X, says="nein"),
    "a hidden member leaves": member_row(35, left="15.12.2026"),
    "a hidden member opens herself": member_row(35),
    "a hidden member joins": "50;Anna;Neumann;Finkenau;15.12.2026;;nein;15.12.2026;\n",
    "a public member joins": "50;Anna;Neumann;Finkenau;15.12.2026;;alles;15.12.2026;\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("what", CHANGES)
def test_two_publications_differ_in_the_list_alone_whatever_one_member_did_between_them(
    site: Site, tmp_path: Path, what: str
) -> None:
    before, names = figures(site), listed(site)
    if CHANGES[what]:
        change(site, tmp_path, CHANGES[what])
    publish(site, today=DECEMBER)
    assert figures(site) == before
    assert len(listed(site) ^ names) == (what in {
        "a public member leaves", "a public member withdraws", "a public member says no",
        "a hidden member opens herself", "a public member joins",
    })  # fmt: skip


def test_who_left_and_who_withdrew_before_new_year_look_the_same_after_it(tmp_path: Path) -> None:
    """The year's own row appears in January. Whether X is still a member must not follow from it."""
    seen = []
    for name, change_of_x in (("left", LEAVES), ("withdrew", WITHDRAWS)):
        site = group(tmp_path / name)
        change(site, tmp_path / name, change_of_x)
        publish(site, today=JANUARY)
        assert NAMES[X] not in listed(site)
        seen.append(figures(site))
    assert seen[0] == seen[1]
    assert [row[1:5] for row in seen[0]["membership_by_year"] if row[1] == 2026] == [(2026, None, None, None)]


def test_an_erased_member_does_not_become_visible_by_what_is_missing(site: Site) -> None:
    """Her visits are gone from ten meetings and two years: nobody can subtract them."""
    before = figures(site)
    with closing(sqlite3.connect(site.records)) as records, records:
        records.execute("pragma foreign_keys = on")
        (her_id,) = records.execute("select id from people where family_name = ?", (NAMES[X],)).fetchone()
        (visits,) = records.execute("select count(*) from attendance where person_id = ?", (her_id,)).fetchone()
        assert visits > SMALLEST
        records.execute("delete from attendance where person_id = ?", (her_id,))
        records.execute("delete from people where id = ?", (her_id,))
    publish(site, today=DECEMBER)
    assert figures(site) == before


def test_a_figure_moves_when_five_have_moved_and_then_tells_its_day(site: Site, tmp_path: Path) -> None:
    more = "".join(f"10.01.2025;Gast {NAMES[40 + guest]}er;anwesend;Anna {NAMES[1]}\n" for guest in range(5))
    meeting = next(row for row in figures(site)["attendance_by_meeting"] if row[1] == "2025-01-10")
    assert meeting[2:6] == (32, 23, None, 9)
    import_group(site, [write(tmp_path / "later", "a.csv", "Datum;Mitglied;Status;Gast von\n" + more)])
    publish(site, today=JANUARY)
    moved = next(row for row in figures(site)["attendance_by_meeting"] if row[1] == "2025-01-10")
    assert moved[2:6] == (37, 23, None, 14)
    assert (meeting[-1], moved[-1]) == ("2026-12-20", "2027-01-10")


def test_the_earlier_figures_are_known_even_if_the_manifest_is_lost(site: Site, tmp_path: Path) -> None:
    before = figures(site)
    site.manifest.unlink()
    change(site, tmp_path, LEAVES)
    publish(site, today=DECEMBER)
    assert figures(site) == before


def test_four_one_quarter_and_five_the_next_stay_hidden() -> None:
    """Who knows that one came between the two would know the four."""
    key = ("e", 2025, "referral")
    row = {"chapter_id": "e", "year": 2025, "kind": "referral"}
    empty = Earlier({"interactions_by_year": {key: {**row, "interaction_count": None, "counted_on": "2026-03-31"}}})
    for count, told in ((5, None), (8, None), (9, 9), (30, 30)):
        assert (
            settle(INTERACTIONS, {**row, "interaction_count": count}, empty, "2026-06-30")["interaction_count"] == told
        )


counts = st.integers(0, 40)
maybe = st.none() | st.sampled_from([0, *range(5, 41)])


@given(maybe, maybe)
def test_no_told_figure_moves_by_fewer_than_five(before: int | None, now: int | None) -> None:
    row = {"meeting_id": "m"}
    told = {**row, **dict.fromkeys(MEETINGS.figures, before), "counted_on": "2026-01-01"}
    after = settle(
        MEETINGS,
        {**row, **dict.fromkeys(MEETINGS.figures, now)},
        Earlier({MEETINGS.name: {("m",): told}}),
        "2026-02-01",
    )
    for name in MEETINGS.figures:
        first, second = told[name], after[name]
        assert first == second or second is not None
        if first is not None and first != second:
            assert abs(second - first) >= SMALLEST
        if first is None and second is not None:
            assert second - (SMALLEST - 1) >= SMALLEST


@st.composite
def histories(draw: st.DrawFn) -> list[Year]:
    """Draw up to eight years of one group, with the joiners and members that its public list shows."""
    size = listed_size = 0
    years = []
    for year in range(2015, 2015 + draw(st.integers(1, 8))):
        joined = draw(st.integers(0, 14))
        left = draw(st.integers(0, min(9, size + joined)))
        listed_joined = draw(st.integers(0, joined))
        size += joined - left
        listed_size = min(size, listed_size + listed_joined)
        years.append(Year(year, joined, left, size, listed_joined, listed_size))
    return years


def hidden_sums(told: list[Year]) -> Iterable[tuple[int, int, int]]:
    """Yield, for every two sizes that are told, what anybody can work out: of the years between whose moves are hidden,
    the joiners, the leavers and the joiners whom the list does not show, as one sum each."""
    shown = [place for place, year in enumerate(told) if year.told_size is not None]
    for first, last in itertools.pairwise(shown):
        hidden = [year for year in told[first + 1 : last + 1] if year.told_moves is None]
        if hidden:
            yield (
                sum(year.joined for year in hidden),
                sum(year.left for year in hidden),
                sum(year.joined - year.listed_joined for year in hidden),
            )


@given(histories())
def test_sizes_and_moves_of_years_leave_no_small_number_to_be_worked_out(years: list[Year]) -> None:
    """List against total, and total against total: every remainder is none or at least five."""
    told = tell_years(years, {}, "2026-01-01")
    for year in told:
        if year.told_moves:
            assert not any(map(is_small, (*year.told_moves, year.told_moves[0] - year.listed_joined)))
        if year.told_size is not None:
            assert not any(map(is_small, (year.told_size, year.told_size - year.listed_size)))
    for sums in hidden_sums(told):
        assert not any(map(is_small, sums))


@given(histories(), st.integers(0, 3), st.integers(0, 3))
def test_a_later_telling_keeps_what_was_told_unless_five_moved(years: list[Year], more: int, gone: int) -> None:
    """A few late entries into the last year change nothing that was told."""
    told = tell_years(years, {}, "2026-01-01")
    before = as_told(told)
    last = years[-1]
    changed = Year(
        last.year, last.joined + more, last.left + gone, last.size + more - gone, last.listed_joined, last.listed_size
    )
    again = tell_years([*years[:-1], changed], before, "2026-02-01")
    for first, second in zip(told, again, strict=True):
        for name in ("told_moves", "told_size"):
            was, is_now = getattr(first, name), getattr(second, name)
            assert (
                was == is_now or is_now is None or was is None or name == "told_moves" or abs(was - is_now) >= SMALLEST
            )
        if first.told_moves and second.told_moves and first.told_moves != second.told_moves:
            assert all(moves_enough(*pair) for pair in zip(first.told_moves, second.told_moves, strict=True))


def as_told(years: list[Year]) -> dict[int, dict[str, Any]]:
    """Return what a publication told, as the next one reads it."""
    return {
        year.year: {
            "joined_count": year.told_moves and year.told_moves[0],
            "left_count": year.told_moves and year.told_moves[1],
            "member_count": year.told_size,
            "counted_on": year.counted_on,
        }
        for year in years
    }


@given(histories(), st.integers(0, 8))
def test_sizes_told_in_different_years_leave_no_small_number_either(years: list[Year], told_count: int) -> None:
    """The size of a year that is new stands beside sizes that were told when it was not over."""
    first = tell_years(years[:told_count], {}, "2026-01-01")
    both = tell_years(years, as_told(first), "2027-01-01")
    for sums in hidden_sums(both):
        assert not any(map(is_small, sums))


def test_a_year_in_which_nobody_moved_has_a_row_like_any_other() -> None:
    years = with_quiet_years([Year(2020, 9, 0, 9, 2, 2), Year(2023, 6, 0, 15, 1, 3)], until=2024)
    assert [(year.year, year.joined, year.size, year.listed_size) for year in years] == [
        (2020, 9, 9, 2),
        (2021, 0, 9, 2),
        (2022, 0, 9, 2),
        (2023, 6, 15, 3),
        (2024, 0, 15, 3),
    ]
    assert with_quiet_years([], until=2024) == []


def test_the_known_leak_is_mended_net_joiners_of_hidden_years_are_no_longer_told() -> None:
    """Six joined and one left: both are hidden, and 20 and 25 members would have told that five more came than went."""
    years = [Year(2023, 20, 0, 20, 0, 0), Year(2024, 6, 1, 25, 0, 0), Year(2025, 9, 6, 28, 0, 0)]
    told = tell_years(years, {}, "2026-01-01")
    assert [(year.told_moves, year.told_size) for year in told] == [((20, 0), None), (None, 25), ((9, 6), 28)]


def test_a_year_without_leavers_is_told_only_where_no_list_was_public_before() -> None:
    """Who vanished from the list in such a year would be known to be still a member."""
    year = Year(2026, 8, 0, 48, 0, 0)
    assert tell_years([year], {}, "2027-01-10")[0].told_moves == (8, 0)
    earlier = {2025: {"joined_count": 9, "left_count": 6, "member_count": 40, "counted_on": "2026-12-20"}}
    years = tell_years([Year(2025, 9, 6, 40, 0, 0), year], earlier, "2027-01-10")
    assert [each.told_moves for each in years] == [(9, 6), None]


def bounds(total: int | None, parts: list[int | None]) -> list[tuple[int, int]]:
    """Return the least and most that each part can be, for somebody who knows the rule, the total and the told parts.

    Small whole numbers: every possibility is tried.
    """
    ceiling = total if total is not None else 60
    open_places = [place for place, part in enumerate(parts) if part is None]
    found: list[tuple[int, ...]] = []
    for values in itertools.product(range(ceiling + 1), repeat=len(open_places)):
        filled = list(parts)
        for place, value in zip(open_places, values, strict=True):
            filled[place] = value
        if total is None or sum(int(part or 0) for part in filled) == total:
            found.append(tuple(int(part or 0) for part in filled))
    return [(min(column), max(column)) for column in zip(*found, strict=True)]


@given(st.integers(0, 40), st.integers(0, 20))
def test_hidden_members_and_guests_of_a_meeting_stay_within_a_range_of_at_least_four(members: int, guests: int) -> None:
    """The only sum of a meeting: members and guests make up who came."""
    total: int | None = members + guests
    if is_small(members + guests):
        total = None
    if not (is_small(members) or is_small(guests)):
        return
    for least, most in bounds(total, [None, None]):
        assert most - least >= SMALLEST - 1


def test_a_year_s_sum_tells_no_more_than_its_meetings_do(site: Site) -> None:
    told = figures(site)
    for chapter, year, meeting_count, total, _, mean, _ in told["attendance_by_year"]:
        meetings = [
            row[2] for row in told["attendance_by_meeting"] if row[1].startswith(str(year)) and row[7] == chapter
        ]
        assert len(meetings) == meeting_count
        assert total == (None if None in meetings else sum(meetings))
        assert mean is None or mean == round(total / meeting_count, 1)


def test_a_running_year_tells_no_number_that_one_person_moves(site: Site) -> None:
    told = figures(site)
    assert [row[1] for row in told[MOVES.name] if row[1] == 2026] == []
    assert [row[1] for row in told[GUESTS.name] if row[1] == 2026] == []
    assert [row[4] for row in told[PEOPLE.name] if row[1] == 2026] == [None]


def test_tables_of_people_count_listed_people_only(site: Site) -> None:
    """A table by a personal attribute can be counted in the list itself; nobody hidden is in it."""
    with closing(sqlite3.connect(site.public)) as connection:
        for table in (
            "member_industries",
            "member_countries",
            "member_languages",
            "member_topics",
            "offers",
            "requests",
        ):
            strangers = f"select count(*) from {table} where member_id not in (select id from members)"
            assert connection.execute(strangers).fetchone() == (0,)
        names = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
    tables = {name for name in names if "_by_" in name}
    assert tables == {each.name for each in TABLES}

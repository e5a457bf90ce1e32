"""Publishing: each audience's file is built from empty, holds what it may, and becomes current in one step."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from datasette_netzwerk.audiences import PUBLISHED, Audience, audience_of_file
from datasette_netzwerk.generations import check_generation, hold_generation, read_manifest, remove_released
from datasette_netzwerk.problems import NotUnderstood, Refused
from datasette_netzwerk.publish.generation import publish
from datasette_netzwerk.publish.locking import publishing_lock
from datasette_netzwerk.site import Site
from tests.group import TODAY, import_group, publish_group, published_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The tiny group, imported and published."""
    return published_site(tmp_path_factory.mktemp("published"))


def query(site: Site, audience: Audience, sql: str) -> list[Any]:
    manifest = read_manifest(site)
    assert manifest is not None
    with closing(sqlite3.connect(site.generation_file(manifest.generation, audience))) as connection:
        return connection.execute(sql).fetchall()


def names(site: Site, audience: Audience) -> list[str]:
    return [name for (name,) in query(site, audience, "select name from members order by sort_key")]


def test_the_public_sees_only_current_members_with_a_consent_in_force(site: Site) -> None:
    """Not: who said no, withdrew, left, will consent next year, or was never asked."""
    assert names(site, Audience.PUBLIC) == [
        "Bernd Groß",
        "Dr. Anke Müller",
        "Hans Peters",
        "Jan Wójcik",
        "Çiğdem Yılmaz",
    ]


def test_members_see_all_current_members_but_one_who_refused(site: Site) -> None:
    """Hans Peters refused the members and is public all the same, so members see him as everybody does."""
    assert names(site, Audience.MEMBERS) == [
        "Bernd Groß",
        "Grete Lindhorst",
        "Dr. Anke Müller",
        "Eva Ostermann",
        "Hans Peters",
        "Ida Petersen",
        "Dirk Vahl",
        "Jan Wójcik",
        "Çiğdem Yılmaz",
    ]


def test_organisers_see_everybody_with_a_membership_now_or_once(site: Site) -> None:
    assert len(names(site, Audience.ORGANISERS)) == 10
    assert query(site, Audience.ORGANISERS, "select name, left_on from members where not is_current") == [
        ("Frank Imhoff", "2025-12-31")
    ]


def test_each_field_shows_only_with_its_own_consent(site: Site) -> None:
    fields = query(
        site,
        Audience.PUBLIC,
        """select members.name, companies.name, town, email, phone, mobile
        from members left join companies on companies.id = company_id order by sort_key""",
    )
    assert fields == [
        ("Bernd Groß", "Groß Dachbau", "Amselfeld", "bernd@gross-dach.example", None, None),
        (
            "Dr. Anke Müller",
            "Müller Steuerberatung GmbH",
            "Amselfeld",
            "anke.mueller@mueller-steuern.example",
            "+49 30 23125001",
            "+49 171 3920001",
        ),
        ("Hans Peters", "Peters Immobilien", "Amselfeld", "hans@peters.example", "+49 30 23125008", None),
        ("Jan Wójcik", "Wójcik Transporte", "Drosselstadt", "jan@wojcik.example", "+49 30 23125010", None),
        ("Çiğdem Yılmaz", "Yılmaz Feinkost", "Drosselstadt", None, None, None),
    ]


def test_members_see_by_default_name_company_trade_and_town_and_no_telephone(site: Site) -> None:
    (fields,) = query(
        site,
        Audience.MEMBERS,
        """select companies.name, town, joined_on, email, phone from members
        join companies on companies.id = company_id where members.name = 'Dirk Vahl'""",
    )
    assert fields == ("Vahl Software", "Kanarienort", "2022-05-01", None, None)
    assert query(site, Audience.MEMBERS, "select count(*) from offers where text = 'Kanarienangebot'") == [(0,)]


def test_who_can_introduce_me_in_india(site: Site) -> None:
    (found,) = query(
        site,
        Audience.PUBLIC,
        """select members.name, countries.name_en, depth from member_countries
        join members on members.id = member_id join countries on countries.id = country_id where country_id = 'IN'""",
    )
    assert found == ("Dr. Anke Müller", "India", "knows")


def test_trades_are_divisions_of_the_standard_with_the_members_own_words(site: Site) -> None:
    found = query(site, Audience.PUBLIC, "select industry_id, own_words from member_industries order by 1, 2")
    assert found == [
        ("43", "Dachdeckermeister"),
        ("47", "Feinkosthandel"),
        ("49", "Spedition"),
        ("68", "Immobilienmakler"),
        ("69", "Steuerberaterin"),
    ]


def test_public_counts_of_people_from_one_to_four_are_left_empty(site: Site) -> None:
    counts = "select held_on, attendance_count, member_count, guest_count from attendance_by_meeting order by 1"
    assert query(site, Audience.PUBLIC, counts) == [
        ("2024-03-12", 6, 6, 0),
        ("2024-12-10", 5, None, None),
        ("2025-10-14", None, None, None),
    ]
    assert query(site, Audience.MEMBERS, counts) == [
        ("2024-03-12", 6, 6, 0),
        ("2024-12-10", 5, 3, 2),
        ("2025-10-14", 2, 2, 0),
    ]


def test_a_years_sum_is_left_empty_where_it_would_tell_a_hidden_meeting(tmp_path: Path) -> None:
    site = published_site(tmp_path)
    small = tmp_path / "klein.csv"
    small.write_text("Datum;Mitglied;Status\n11.06.2024;Anke Müller;anwesend\n", encoding="utf-8")
    years = "select year, meeting_count, attendance_count, mean_attendance from attendance_by_year order by year"
    assert query(site, Audience.PUBLIC, years) == [(2024, 2, 11, 5.5), (2025, 1, None, None)]
    import_group(site, [small])
    publish_group(site)
    assert query(site, Audience.PUBLIC, years) == [(2024, 3, None, None), (2025, 1, None, None)]
    assert query(site, Audience.MEMBERS, years) == [(2024, 3, 12, 4.0), (2025, 1, 2, 2.0)]


CANARIES = {
    Audience.PUBLIC: ("Kanarien", "Vahl", "Lindhorst", "Ostermann", "Imhoff", "23125002", "23125003", "c@yilmaz", "Ghana"),
    Audience.MEMBERS: ("Kanarienangebot", "Kanariengesuch", "Kanarienthema", "Kanarienbemerkung", "Kanariennotiz", "Geheimweg",
                       "23125004", "dirk@vahl", "23125003", "Imhoff", "Gastmann", "Ghana"),
    Audience.ORGANISERS: ("Dach über dem Laden", "1.250", "125000"),
    Audience.PRIVATE: ("Kanarienbemerkung", "Kanariennotiz", "Gastmann"),
}  # fmt: skip


@pytest.mark.parametrize("audience", PUBLISHED, ids=lambda audience: audience.word)
def test_no_byte_of_a_file_holds_what_its_audience_may_not_see(site: Site, audience: Audience) -> None:
    manifest = read_manifest(site)
    assert manifest is not None
    files = [site.generation_file(manifest.generation, audience)]
    if audience is Audience.PUBLIC:
        files += [path for path in site.folder.glob("public.db*") if path.is_file()]
    for path in files:
        data = path.read_bytes().lower()  # of ASCII letters only, as in the line below
        for canary in CANARIES[audience]:
            assert canary.lower().encode() not in data, f"{canary} in {path.name}"


def test_the_canaries_are_found_where_they_belong(site: Site) -> None:
    """The check above can fail: each canary is in the records and, if it may be, in a narrower file."""
    records = b"".join(path.read_bytes() for path in site.private.glob("records.db*"))
    manifest = read_manifest(site)
    assert manifest is not None
    organisers = site.generation_file(manifest.generation, Audience.ORGANISERS).read_bytes()
    for canary in CANARIES[Audience.PUBLIC]:
        assert canary.encode() in records or canary == "Ghana"
    for canary in ("Kanarienangebot", "Kanarienbemerkung", "Kanariennotiz", "dirk@vahl", "Gastmann", "Imhoff"):
        assert canary.encode() in organisers


def test_each_file_carries_its_audience_and_is_read_only(site: Site) -> None:
    manifest = read_manifest(site)
    assert manifest is not None
    for audience in PUBLISHED:
        path = site.generation_file(manifest.generation, audience)
        assert audience_of_file(path) is audience
        assert path.stat().st_mode & 0o777 == 0o440
    assert audience_of_file(site.records) is Audience.RECORDS
    assert site.private.stat().st_mode & 0o777 == 0o700


def test_the_ids_of_one_person_differ_between_the_files_and_tell_no_order(site: Site) -> None:
    ids = {
        audience: {row[0] for row in query(site, audience, "select id from members")}
        for audience in (Audience.PUBLIC, Audience.MEMBERS, Audience.ORGANISERS)
    }
    ids[Audience.PRIVATE] = {row[0] for row in query(site, Audience.PRIVATE, "select id from people")}
    seen = [each for audience in PUBLISHED for each in ids[audience]]
    assert len(seen) == len(set(seen))
    assert all(len(each) == 32 for each in seen)


def test_publishing_twice_gives_the_same_ids_and_the_same_rows(tmp_path: Path) -> None:
    site = published_site(tmp_path)
    tables = [row[0] for row in query(site, Audience.PUBLIC, "select name from sqlite_master where type = 'table'")]
    before = {table: query(site, Audience.PUBLIC, f"select * from {table}") for table in tables}
    assert publish_group(site).generation == 2
    assert {table: query(site, Audience.PUBLIC, f"select * from {table}") for table in tables} == before


def test_the_top_level_file_is_refreshed_in_place(tmp_path: Path) -> None:
    """Somebody who serves the folder with plain Datasette sees the new rows without a restart."""
    site = published_site(tmp_path)
    inode = site.public.stat().st_ino
    with closing(sqlite3.connect(f"file:{site.public}?mode=ro", uri=True)) as served:
        assert served.execute("select count(*) from members").fetchone() == (5,)
        withdrawal = tmp_path / "widerruf.csv"
        withdrawal.write_text(
            "Mitgliedsnr.;Vorname;Nachname;Im Internet sichtbar;Einwilligung am\n1;Anke;Müller;nein;24.11.2026\n",
            encoding="utf-8",
        )
        import_group(site, [withdrawal])
        publish_group(site)
        assert served.execute("select count(*) from members").fetchone() == (4,)
    assert site.public.stat().st_ino == inode
    assert b"anke.mueller" not in b"".join(path.read_bytes() for path in site.folder.glob("public.db*"))


def test_the_folder_has_nothing_but_the_public_at_its_top(site: Site) -> None:
    top = {path.name for path in site.folder.iterdir()}
    assert top - {"public.db-wal", "public.db-shm"} == {
        "metadata.yml",
        "settings.json",
        "datasette.yml",
        "public.db",
        "private",
    }


def test_the_manifest_names_each_file_and_finds_a_flipped_bit(tmp_path: Path) -> None:
    site = published_site(tmp_path)
    manifest = read_manifest(site)
    assert manifest is not None
    assert json.loads(site.manifest.read_text())["files"] == {
        "public": "public.db",
        "members": "members.db",
        "organisers": "organisers.db",
        "private": "private.db",
    }
    assert check_generation(site, manifest) == ()
    damaged = site.generation_file(1, Audience.MEMBERS)
    damaged.chmod(0o640)
    data = bytearray(damaged.read_bytes())
    data[5000] ^= 1
    damaged.write_bytes(data)
    assert [problem.code for problem in check_generation(site, manifest)] == ["generation.damaged"]
    site.generation_file(1, Audience.PUBLIC).unlink()
    assert {problem.code for problem in check_generation(site, manifest)} == {
        "generation.damaged",
        "generation.missing",
    }


def generations(site: Site) -> list[str]:
    return sorted(entry.name for entry in site.published.iterdir() if entry.is_dir())


def test_an_old_generation_goes_at_once_where_nobody_serves_it(tmp_path: Path) -> None:
    site = published_site(tmp_path)
    (site.published / "7.tmp").mkdir()
    (site.published / "CURRENT.json.tmp").touch()
    publish_group(site)
    assert generations(site) == ["2"]
    assert list(site.published.glob("*.tmp")) == []


def test_an_old_generation_stays_while_somebody_serves_it_and_no_longer(tmp_path: Path) -> None:
    site = published_site(tmp_path)
    with closing(hold_generation(site, 1)), closing(hold_generation(site, 1)):
        publish_group(site)
        publish_group(site)
        assert generations(site) == ["1", "3"]
    remove_released(site)
    assert generations(site) == ["3"]
    with pytest.raises(NotUnderstood):
        hold_generation(site, 1)


def test_a_damaged_manifest_is_mended_by_the_next_publication(tmp_path: Path) -> None:
    site = published_site(tmp_path)
    site.manifest.write_text("{", encoding="utf-8")
    with pytest.raises(NotUnderstood) as error:
        read_manifest(site)
    assert error.value.problem.code == "manifest.unreadable"
    assert publish_group(site).generation == 2


def test_two_publications_at_once_are_refused(site: Site) -> None:
    with publishing_lock(site), pytest.raises(Refused) as refused:
        publish(site, today=TODAY)
    assert refused.value.problem.code == "publish.busy"


def test_publishing_without_records_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotUnderstood) as error:
        publish(Site(tmp_path))
    assert error.value.problem.code == "site.no_records"
    assert list(tmp_path.iterdir()) == []


def test_a_consent_for_the_future_opens_on_its_day(tmp_path: Path) -> None:
    site = published_site(tmp_path)
    assert "Grete Lindhorst" not in names(site, Audience.PUBLIC)
    publish(site, today=date(2027, 1, 1))
    assert "Grete Lindhorst" in names(site, Audience.PUBLIC)


def test_a_namesake_who_is_hidden_leaves_no_number_in_an_address(tmp_path: Path) -> None:
    site = published_site(tmp_path)
    namesake = tmp_path / "neu.csv"
    namesake.write_text(
        "Mitgliedsnr.;Vorname;Nachname;Firma;Eintritt;Im Internet sichtbar\n77;Bernd;Groß;Groß Optik;01.01.2020;nein\n",
        encoding="utf-8",
    )
    import_group(site, [namesake])
    publish_group(site)
    slugs = "select slug from members where name = 'Bernd Groß' order by 1"
    assert query(site, Audience.PUBLIC, slugs) == [("bernd-gross",)]
    assert query(site, Audience.MEMBERS, slugs) == [("bernd-gross",), ("bernd-gross-2",)]

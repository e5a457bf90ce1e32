"""Files: no value of a smaller audience is anywhere in the bytes of a larger one's file."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from datasette_netzwerk.audiences import PUBLISHED, Audience
from datasette_netzwerk.generations import hold_generation, read_manifest, remove_released
from datasette_netzwerk.publish.generation import publish
from datasette_netzwerk.site import Site
from tests.group import TODAY, import_group, publish_group, published_site
from tests.threats.canaries import import_her, plant, text_columns


def current_file(site: Site, audience: Audience) -> Path:
    manifest = read_manifest(site)
    assert manifest is not None
    return site.generation_file(manifest.generation, audience)


def published_bytes(site: Site) -> bytes:
    """All that publishing wrote, in lower case: generations old and new, the file at the top, whatever lies beside."""
    paths = [*site.published.rglob("*"), *site.folder.glob("public.db*")]
    return b"\n".join(path.read_bytes() for path in paths if path.is_file()).lower()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, dict[str, str]]:
    """The tiny group with a hidden member, a canary in each of her columns, and published."""
    folder = tmp_path_factory.mktemp("canaries")
    site = published_site(folder)
    import_her(site, folder / "hers")
    publish_group(site)
    canaries = plant(site)
    publish_group(site)
    return site, canaries


GROUP = {
    "chapters.name", "chapters.slug", "meetings.held_on", "meetings.kind", "meetings.place", "meetings.report",
    "meetings.slug", "meetings.title",
}  # fmt: skip
HERSELF = {
    "contact_points.value", "people.academic_title", "people.family_name", "people.given_name", "people.name_suffix",
    "people.town",
}  # fmt: skip
CONSENTS = {"consents.field", "consents.given_on", "consents.withdrawn_on", "consents.wording"}
SHOWN = {
    Audience.PUBLIC: GROUP,
    Audience.MEMBERS: GROUP,
    Audience.PRIVATE: HERSELF | CONSENTS | {"meetings.held_on", "meetings.slug"},
    Audience.ORGANISERS: GROUP | HERSELF | CONSENTS | {
        "attendance.note", "attendance.substitute_name", "companies.name", "consents.evidence", "industries.own_words",
        "industries.slug", "leaves.ended_on", "leaves.started_on", "member_industries.own_words", "member_topics.slug",
        "member_topics.topic", "memberships.ended_on", "memberships.started_on", "offers.text", "people.note",
        "people.postcode", "people.sort_key", "people.street", "positions.title", "roles.name",
    },
}  # fmt: skip
"""In whose file the canary of which column is. Whatever column is not named here is nobody's, a new one too."""


@pytest.mark.parametrize("audience", PUBLISHED, ids=lambda audience: audience.word)
def test_a_canary_in_every_column_is_found_where_it_may_be_and_nowhere_else(
    planted: tuple[Site, dict[str, str]], audience: Audience
) -> None:
    site, canaries = planted
    data = current_file(site, audience).read_bytes().lower()
    assert {name for name, value in canaries.items() if value.encode() in data} == SHOWN[audience]


@pytest.mark.parametrize("audience", PUBLISHED, ids=lambda audience: audience.word)
def test_no_file_holds_the_last_five_letters_of_a_value_that_is_not_for_it(
    planted: tuple[Site, dict[str, str]], audience: Audience
) -> None:
    """A search index stores a word without the beginning that it shares with the word before it."""
    site, canaries = planted
    data = current_file(site, audience).read_bytes().lower()
    if audience is Audience.PUBLIC:
        data += b"".join(path.read_bytes().lower() for path in site.folder.glob("public.db*"))
    words = {name: value for name, value in canaries.items() if value.isalpha() and name not in SHOWN[audience]}
    assert len(words) > 40
    assert [name for name, value in words.items() if value[-5:].encode() in data] == []


def test_every_text_column_has_a_canary_unless_the_schema_lets_only_certain_words_in(
    planted: tuple[Site, dict[str, str]],
) -> None:
    site, canaries = planted
    with closing(sqlite3.connect(site.records)) as records:
        without = [each for each in text_columns(records) if ".".join(each) not in canaries]
        for table, column in without:
            (schema,) = records.execute("select sql from sqlite_master where name = ?", (table,)).fetchone()
            assert re.search(rf"check \(\s*(length\()?{column}\)? (in \(|glob|=)", schema), f"{table}.{column}"
    assert "meetings.starts_at_local" in {".".join(each) for each in without}
    assert len(canaries) > 95


def ids(path: Path, table: str) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        order = "id" if "without rowid" in connection.execute(
            "select sql from sqlite_master where name = ?", (table,)
        ).fetchone()[0] else "rowid"  # fmt: skip
        return [row[0] for row in connection.execute(f"select id from {table} order by {order}")]


def test_no_random_id_joins_two_files_and_rows_stand_in_its_order(tmp_path: Path) -> None:
    site = published_site(tmp_path)
    seen: list[str] = []
    for audience, table in (
        (Audience.PUBLIC, "members"),
        (Audience.MEMBERS, "members"),
        (Audience.ORGANISERS, "members"),
        (Audience.PRIVATE, "people"),
        (Audience.PUBLIC, "companies"),
        (Audience.MEMBERS, "companies"),
        (Audience.ORGANISERS, "companies"),
    ):
        found = ids(current_file(site, audience), table)
        assert found == sorted(found)
        seen += found
    assert len(seen) == len(set(seen)) > 40
    assert {len(each) for each in seen} == {32}


def test_hidden_values_of_two_files_can_not_be_joined(tmp_path: Path) -> None:
    """What public and members' files have in common of Çiğdem is what she opened to everybody."""
    site = published_site(tmp_path)
    values = []
    for audience in (Audience.PUBLIC, Audience.MEMBERS):
        with closing(sqlite3.connect(current_file(site, audience))) as connection:
            row = connection.execute("select * from members where family_name = 'Yılmaz'").fetchone()
            values.append({cell for cell in row if isinstance(cell, str)})
    assert values[0] & values[1] == {
        "Çiğdem Yılmaz", "Çiğdem", "Yılmaz", "yilmaz cigdem\tYılmaz Çiğdem", "cigdem-yilmaz", "Drosselstadt", "Inhaberin",
        "unternehmerkreis-amsel",
    }  # fmt: skip


def execute(site: Site, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(site.records)) as records, records:
        records.execute("pragma ignore_check_constraints = on")
        records.execute(sql, values)


PUBLIC_NOW = """update consents set {} where audience = 'public' and person_id =
    (select id from people where name_key like '%wojcik%')"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "codes"),
    [
        pytest.param("given_on = '2026-11-25'", ["consent.opens_nothing_not_yet"], id="begins tomorrow"),
        pytest.param("given_on = null", ["consent.opens_nothing_no_date"], id="no day"),
        pytest.param("withdrawn_on = '2026-11-24'", [], id="ended today"),
        pytest.param("is_refusal = 1", [], id="refused"),
        pytest.param("field = field || '?'", ["consent.opens_nothing_unknown_field"], id="to nobody knows what"),
        pytest.param("audience = 'publik'", ["consent.opens_nothing_unknown_audience"], id="for an unknown audience"),
        pytest.param("audience = ''", ["consent.opens_nothing_unknown_audience"], id="for no audience"),
    ],
)
def test_a_consent_that_is_not_in_force_opens_nothing_and_is_told(
    tmp_path: Path, change: str, codes: list[str]
) -> None:
    site = published_site(tmp_path)
    assert b"jan@wojcik.example" in current_file(site, Audience.PUBLIC).read_bytes()
    before = {notice.code for notice in publish_group(site).notices}
    execute(site, PUBLIC_NOW.format(change))
    publication = publish_group(site)
    for data in (current_file(site, Audience.PUBLIC).read_bytes(), current_file(site, Audience.MEMBERS).read_bytes()):
        assert b"jan@wojcik.example" not in data
        assert b"23125010" not in data
    told = {notice.code: dict(notice.arguments) for notice in publication.notices}
    assert set(codes) <= told.keys() <= {*codes, *before}


def test_a_consent_without_an_audience_can_not_even_be_stored(tmp_path: Path) -> None:
    site = published_site(tmp_path)
    with pytest.raises(sqlite3.IntegrityError):
        execute(site, PUBLIC_NOW.format("audience = null"))


MUELLERGEHEIM = """Mitgliedsnr.;Vorname;Nachname;Firma;E-Mail;Eintritt;Im Internet sichtbar;Einwilligung am;Widerruf am
50;Udo;Muellergeheim;Geheimbau;udo@muellergeheim.example;01.01.2020;alles;01.01.2020;{withdrawn}
"""


def import_udo(site: Site, folder: Path, withdrawn: str = "") -> None:
    path = folder / "udo.csv"
    path.write_text(MUELLERGEHEIM.format(withdrawn=withdrawn), encoding="utf-8")
    import_group(site, [path])


def test_nothing_of_somebody_who_was_deleted_is_left_anywhere(tmp_path: Path) -> None:
    site = published_site(tmp_path)
    import_udo(site, tmp_path)
    publish_group(site)
    assert published_bytes(site).count(b"uellergeheim") > 10
    with closing(sqlite3.connect(site.records)) as records, records:
        records.execute("pragma foreign_keys = on")
        records.execute("delete from people where family_name = 'Muellergeheim'")
        records.execute("delete from companies where name = 'Geheimbau'")
    publish_group(site)
    data = published_bytes(site)
    for part in (b"uellergeheim", b"ellergeheim", b"rgeheim", b"geheimbau", b"udo@"):
        assert part not in data


def test_a_withdrawn_consent_leaves_every_file_that_others_read_and_old_generations_too(tmp_path: Path) -> None:
    site = published_site(tmp_path)
    import_udo(site, tmp_path)
    publish_group(site)
    held = hold_generation(site, 2)
    import_udo(site, tmp_path, withdrawn="24.11.2026")
    publish_group(site)
    others = [site.folder.glob("public.db*"), site.generation(3).glob("public.db")]
    assert b"muellergeheim" not in b"".join(path.read_bytes().lower() for paths in others for path in paths)
    assert site.generation(2).is_dir()
    held.close()
    remove_released(site)
    assert sorted(path.name for path in site.published.iterdir()) == ["3", "CURRENT.json", "lock.db"]


def test_publishing_leaves_no_journal_beside_a_file(tmp_path: Path) -> None:
    site = published_site(tmp_path)
    publish_group(site)
    assert sorted(path.name for path in site.generation(2).iterdir()) == [
        "held.db", "members.db", "organisers.db", "private.db", "public.db",
    ]  # fmt: skip
    assert [path.stat().st_size for path in site.folder.glob("public.db-wal")] in ([], [0])


def test_every_generation_has_a_schema_version_of_its_own(tmp_path: Path) -> None:
    """Datasette 1.0 looks at the tables again only when this number has changed."""
    site = published_site(tmp_path)
    for number in (1, 2, 3):
        for path in (*(current_file(site, audience) for audience in PUBLISHED), site.public):
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
                marks = [
                    connection.execute(f"pragma {name}").fetchone()[0] for name in ("schema_version", "user_version")
                ]
            assert marks[1] == number
            assert path == site.public or marks[0] == number
        publish(site, today=TODAY)

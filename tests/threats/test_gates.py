"""Gates: a file that is not sound, not as expected, or holds what its audience may not see never becomes current."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.commands import netzwerk
from datasette_netzwerk.generations import check_generation, read_manifest
from datasette_netzwerk.problems import Problem, Refused
from datasette_netzwerk.publish import building, search
from datasette_netzwerk.publish.canaries import by_piece, needles_in, present
from datasette_netzwerk.site import Site
from datasette_netzwerk.sqlfiles import SqlFile, read_sql
from tests.group import import_group, make_site, publish_group, published_site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """The tiny group, published once."""
    return published_site(tmp_path)


def refusal(site: Site) -> Problem:
    """Publish, see that it is refused and that the generation before it stays whole, and return why."""
    before = site.public.read_bytes()
    with pytest.raises(Refused) as refused:
        publish_group(site)
    manifest = read_manifest(site)
    assert manifest is not None
    assert (manifest.generation, check_generation(site, manifest)) == (1, ())
    assert site.public.read_bytes() == before
    assert sorted(path.name for path in site.published.iterdir()) == ["1", "CURRENT.json", "lock.db"]
    return refused.value.problem


def with_sql(
    monkeypatch: pytest.MonkeyPatch, name: str, change: Callable[[str], str], where: object = building
) -> None:
    """Let publishing read the package's file ``name`` as somebody might have spoilt it."""

    def read_changed(path: str) -> SqlFile:
        file = read_sql(path)
        if path != name:
            return file
        sql = change(file.sql)
        assert sql != file.sql
        return SqlFile(file.name, sql, file.header)

    monkeypatch.setattr(where, "read_sql", read_changed)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("honest", "spoilt", "place"),
    [
        ("case when shown.email then first_contacts.email end", "first_contacts.email", "members.email"),
        ("case when shown.town then people.town end", "coalesce(people.note, people.town)", "members.town"),
        ("where shown.industry", "where 1", "member_industries.own_words"),
        ("offers.kind = 'offer'\nwhere shown.offers", "offers.kind = 'offer'\nwhere 1", "offers.text"),
        ("case when shown.joined_on then", "case when 1 then", "members.joined_on"),
    ],
)
def test_a_column_that_somebody_opened_by_mistake_is_not_published(
    site: Site, monkeypatch: pytest.MonkeyPatch, honest: str, spoilt: str, place: str
) -> None:
    """Only Çiğdem Yılmaz's name, company, trade and town are public; a slip in public.sql would show more."""
    with closing(sqlite3.connect(site.records)) as records, records:
        records.execute("update people set note = 'Schuldet dem Verein 300 Euro' where family_name = 'Yılmaz'")
        records.execute("delete from consents where field = 'industry' and audience = 'public'")
    with_sql(monkeypatch, "publish/public.sql", lambda sql: sql.replace(honest, spoilt))
    problem = refusal(site)
    assert (problem.code, problem.source) == ("generation.leaks", "public.db")
    assert place in str(problem.value).split(", ")


def test_a_hidden_name_of_four_letters_in_the_search_index_is_not_published(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_sql(
        monkeypatch,
        "publish/search.sql",
        lambda sql: sql.replace("index_text(coalesce(trades.words, ''))", "'vahl'"),
        search,
    )
    problem = refusal(site)
    assert (problem.code, problem.value) == ("generation.leaks", "members_search")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("added", "value"),
    [
        ("create table published.notes (text text);", "notes: ['text'] ≠ None"),
        ("alter table published.chapters add column motto text;", "chapters: ['id', 'name', 'motto'] ≠ ['id', 'name']"),
        ("create view published.everybody as select 1;", "view everybody"),
        ("insert into published.member_topics values ('nobody', 'nothing');", "('member_topics', None, 'topics', 0)"),
    ],
)
def test_a_file_with_anything_that_nobody_expects_is_not_published(
    site: Site, monkeypatch: pytest.MonkeyPatch, added: str, value: str
) -> None:
    with_sql(monkeypatch, "publish/public.sql", lambda sql: f"{sql}\n{added}\n")
    problem = refusal(site)
    assert (problem.code, problem.source, problem.value) == ("generation.unsound", "public.db", value)


def test_a_page_that_became_free_while_building_is_not_published(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt = "create table published.x as select randomblob(200000) as y; drop table published.x;"
    with_sql(monkeypatch, "publish/public.sql", lambda sql: f"{sql}\n{spoilt}\n")
    publish_group(site)
    with closing(sqlite3.connect(site.generation_file(2, Audience.PUBLIC))) as connection:
        assert connection.execute("pragma freelist_count").fetchone() == (0,)
        found = "select members.name from members_search join members on members.rowid = members_search.rowid"
        assert connection.execute(f"{found} where members_search match 'wojcik'").fetchall() == [("Jan Wójcik",)]


def test_a_value_that_is_only_in_a_page_s_free_space_is_not_published(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copy and delete: the row is gone, its bytes are not."""
    spoilt = """
        pragma published.secure_delete = off;
        insert into published.topics values ('kanarienthema', 'Kanarienthema');
        delete from published.topics where id = 'kanarienthema';
    """
    with_sql(monkeypatch, "publish/public.sql", lambda sql: f"{sql}\n{spoilt}\n")
    problem = refusal(site)
    assert (problem.code, problem.source, problem.value) == ("generation.leaks", "public.db", "bytes")


def test_a_search_index_that_says_something_else_than_its_rows_is_not_published(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt = "update published.members_search_content set c0 = 'anke' where id = 2;"
    with_sql(monkeypatch, "publish/search.sql", lambda sql: f"{sql}\n{spoilt}\n", search)
    problem = refusal(site)
    assert problem.code == "generation.unsound"
    assert str(problem.value).startswith("members_search: ")


def test_no_message_says_what_was_about_to_leak(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with_sql(monkeypatch, "publish/public.sql", lambda sql: sql.replace("case when shown.email then first_contacts.email end",
                                                                     "first_contacts.email"))  # fmt: skip
    answer = CliRunner().invoke(netzwerk, ["publish", "--site", str(site.folder), "--lang", "en"])
    assert answer.exit_code == 3
    assert answer.output == (
        "The new file public.db holds something its audience may not see (in members.email), so it was not published; what"
        " was published before stays. Please report this with the name of the place; what stands there is in nobody's"
        " message.\n"
    )


def test_a_word_that_only_two_neighbours_make_up_stops_nothing(tmp_path: Path) -> None:
    """A hidden member lives in Annaberg; Anna Berger is public, and in her row the two names touch."""
    site = make_site(tmp_path / "site")
    path = tmp_path / "m.csv"
    path.write_text(
        "Vorname;Nachname;Ort;Im Internet sichtbar;Einwilligung am\n"
        "Anna;Berger;Finkenau;Name;01.01.2020\nUwe;Dorn;Annaberg;nein;01.01.2020\n",
        encoding="utf-8",
    )
    import_group(site, [path])
    publish_group(site)
    data = site.generation_file(1, Audience.PUBLIC).read_bytes().lower()
    assert b"annaberg" in data
    assert b"dorn" not in data


def test_what_to_look_for_is_whole_values_and_words_inside_json_too() -> None:
    assert set(needles_in("Anke Müller, Ulm")) == {"anke müller, ulm".encode(), "müller".encode()}
    assert set(needles_in('{"Hobby": ["Segeln", 12345], "x": null}')) == {b"12345", b"segeln"}
    assert list(needles_in("Ulm")) == []


def test_one_walk_finds_everything_that_is_there() -> None:
    needles = by_piece([b"abcde", b"abcdef", b"abcdx", b"zzzzz"])
    assert present(needles, b"--abcdefgh--abcd") == {b"abcde", b"abcdef"}
    assert present(by_piece([b"in the middle of it"]), b"xx in the middle of it") == {b"in the middle of it"}
    assert present(by_piece([b"in the middle of it"]), b"n the middle of it") == set()


GULLS = ("Asch", "Berg", "Chor", "Dorn", "Elb", "Fels", "Gold", "Heer", "Insel", "Jahr", "Korn", "Licht", "Moor", "Nacht",
         "Ost", "Pfahl", "Quell", "Rot", "Silber", "Turm")  # fmt: skip
LISTS = "Mitgliedsnr.;Vorname;Nachname;Eintritt;Austritt;Im Internet sichtbar;Einwilligung am;Widerruf am\n"


def import_members(site: Site, folder: Path, ends: dict[int, str], count: int = 20) -> None:
    """Import ``count`` public members; ``ends`` says what stands in the last columns of some."""
    rows = [
        f"{number};Anna;{GULLS[number - 1]}möwe;01.01.2020;{ends.get(number, ';alles;01.01.2020;')}\n"
        for number in range(1, count + 1)
    ]
    path = folder / "viele.csv"
    path.write_text(LISTS + "".join(rows), encoding="utf-8")
    import_group(site, [path])


LEFT = "31.10.2026;alles;01.01.2020;"
WITHDRAWN = ";alles;01.01.2020;24.11.2026"
REFUSED = ";nein;24.11.2026;"


@pytest.fixture
def many(tmp_path: Path) -> Site:
    """Twenty public members, published."""
    site = make_site(tmp_path / "site")
    import_members(site, tmp_path, {})
    publish_group(site)
    return site


def test_a_fifth_may_leave_and_more_than_a_fifth_needs_force(many: Site, tmp_path: Path) -> None:
    import_members(many, tmp_path, dict.fromkeys(range(1, 5), LEFT))
    assert publish_group(many).member_counts[Audience.PUBLIC] == 16
    import_members(many, tmp_path, dict.fromkeys(range(1, 9), LEFT))
    command = ["publish", "--site", str(many.folder), "--lang", "en"]
    refused = CliRunner().invoke(netzwerk, command)
    assert refused.exit_code == 3
    assert refused.output == (
        "4 of 16 people whom the file public lists would be gone, and they neither refused nor withdrew; so nothing was"
        " published. Withdrawals that wait for it: 0. Look whether the last import was right (datasette netzwerk imports);"
        " if they really left, publish with --force.\n"
    )
    manifest = read_manifest(many)
    assert manifest is not None
    assert manifest.generation == 2
    forced = CliRunner().invoke(netzwerk, [*command, "--force"])
    assert forced.exit_code == 0
    assert "4 of 16 people whom the file public listed are gone." in forced.output
    assert "Generation 3 is published: 12 people are public" in forced.output


@pytest.mark.parametrize("said", [WITHDRAWN, REFUSED])
def test_withdrawals_and_refusals_are_published_at_once_however_many(many: Site, tmp_path: Path, said: str) -> None:
    import_members(many, tmp_path, dict.fromkeys(range(1, 20), said))
    assert publish_group(many).member_counts[Audience.PUBLIC] == 1


def test_a_refused_publication_tells_how_many_withdrawals_wait_for_it(many: Site, tmp_path: Path) -> None:
    import_members(many, tmp_path, {**dict.fromkeys(range(1, 7), LEFT), 7: WITHDRAWN, 8: WITHDRAWN})
    with pytest.raises(Refused) as refused:
        publish_group(many)
    assert dict(refused.value.problem.arguments) == {
        "lost": "6",
        "listed": "20",
        "withdrawn": "2",
        "audience": "public",
    }


def test_records_from_an_older_backup_do_not_empty_the_site_unawares(many: Site) -> None:
    """People whom the records do not know any more neither left nor withdrew."""
    with closing(sqlite3.connect(many.records)) as records, records:
        records.execute("pragma foreign_keys = on")
        records.execute("delete from people where id > 10")
    with pytest.raises(Refused) as refused:
        publish_group(many)
    assert refused.value.problem.code == "publish.loses_members"


def test_one_of_four_may_leave_without_asking_anybody(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    import_members(site, tmp_path, {}, count=4)
    publish_group(site)
    import_members(site, tmp_path, {1: LEFT}, count=4)
    assert publish_group(site).member_counts[Audience.PUBLIC] == 3


def test_where_nothing_sound_is_published_nothing_can_be_lost(many: Site, tmp_path: Path) -> None:
    import_members(many, tmp_path, dict.fromkeys(range(1, 15), LEFT))
    many.manifest.write_text("{", encoding="utf-8")
    assert publish_group(many).member_counts[Audience.PUBLIC] == 6

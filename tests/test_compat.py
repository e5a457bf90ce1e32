"""The two versions of Datasette, told apart by what they can do."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from click import ClickException
from datasette.app import Datasette
from datasette.utils import StartupError

from datasette_netzwerk import compat
from datasette_netzwerk.audiences import Audience
from tests.web.sample_files import build_sample

# SystemExit is how a thread ends in silence; pytest hears it all the same.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")

only_1_0 = pytest.mark.skipif(
    not compat.has_stored_metadata(Datasette), reason="Datasette 0.65 asks hooks instead of storing"
)
only_0_65 = pytest.mark.skipif(
    compat.has_stored_metadata(Datasette), reason="Datasette 1.0 stores instead of asking hooks"
)


@pytest.fixture
def public(tmp_path: Path) -> Path:
    return build_sample(tmp_path / "public.db", Audience.PUBLIC)


def build(public: Path, **metadata: object) -> Datasette:
    settings = {"suggest_facets": False, "allow_signed_tokens": False}
    return compat.build_instance([public], metadata=metadata, settings=settings, secret="s", folder=public.parent)


def test_a_refused_start_is_an_error_that_both_versions_know_how_to_tell() -> None:
    refused = compat.StartRefused("records.db is never served")
    assert isinstance(refused, StartupError)
    assert isinstance(refused, ClickException)
    assert refused.args[0] == refused.message == "records.db is never served"


@pytest.mark.asyncio
async def test_an_instance_takes_settings_titles_and_queries_from_one_metadata(public: Path) -> None:
    queries = {"all_members": {"sql": "select name from members", "title": "All"}}
    metadata = {"title": "Our group", "databases": {"public": {"queries": queries}}}
    datasette = build(public, **metadata)
    assert "Our group" in (await datasette.client.get("/")).text
    assert (await datasette.client.get("/public/all_members.json?_shape=array")).status_code == 200
    assert datasette.setting("suggest_facets") is False
    assert metadata == {"title": "Our group", "databases": {"public": {"queries": queries}}}
    await compat.close(datasette)


@pytest.mark.asyncio
async def test_an_instance_shows_the_templates_and_static_files_of_the_site(public: Path) -> None:
    (public.parent / "static").mkdir()
    (public.parent / "static" / "ours.css").write_text("body { color: navy }", encoding="utf-8")
    (public.parent / "templates").mkdir()
    (public.parent / "templates" / "index.html").write_text("Welcome to Amselfeld", encoding="utf-8")
    datasette = build(public)
    assert (await datasette.client.get("/")).text == "Welcome to Amselfeld"
    assert (await datasette.client.get("/static/ours.css")).text == "body { color: navy }"
    await compat.close(datasette)


@pytest.mark.asyncio
async def test_a_closed_instance_leaves_no_thread_behind(public: Path) -> None:
    before = {thread.ident for thread in threading.enumerate()}
    datasette = build(public)
    assert (await datasette.client.get("/public/members.json")).status_code == 200
    assert {thread.ident for thread in threading.enumerate()} > before
    await compat.close(datasette)
    # asyncio's own workers belong to the event loop.
    left = [each for each in threading.enumerate() if each.ident not in before and not each.name.startswith("asyncio")]
    for thread in left:
        thread.join(timeout=5)
    assert [thread.name for thread in left if thread.is_alive()] == []


@pytest.mark.asyncio
async def test_a_detached_database_is_in_no_list(public: Path) -> None:
    build_sample(public.parent / "members.db", Audience.PUBLIC)
    datasette = Datasette([str(public), str(public.parent / "members.db")])
    await datasette.invoke_startup()
    assert (await datasette.client.get("/members/chapters.json")).status_code == 200
    await compat.detach(datasette, ["members"])
    assert (await datasette.client.get("/members/chapters.json")).status_code == 404
    assert "/members" not in (await datasette.client.get("/.json")).text


@only_1_0
@pytest.mark.asyncio
async def test_a_restriction_leaves_the_databases_it_names(public: Path) -> None:
    datasette = Datasette([str(public)])
    await datasette.invoke_startup()
    rule = compat.restriction(datasette, "view-table", ["public"])
    assert rule is not None
    assert rule.params == {"netzwerk_open_for_view_table": '["public"]'}
    assert compat.restriction(datasette, "view-instance", ["public"]) is None


@only_1_0
@pytest.mark.asyncio
async def test_what_a_site_says_about_a_table_stays_when_ours_is_stored(public: Path) -> None:
    theirs = {"databases": {"public": {"tables": {"members": {"title": "Wir", "sort": "town"}}}}}
    datasette = build(public, **theirs)
    await datasette.invoke_startup()
    ours = {"title": "Members", "description": "All", "label_column": "name", "columns": {}}
    await compat.store_metadata(datasette, {}, {"public": {"title": "Public", "tables": {"members": ours}}})
    assert (await datasette.get_resource_metadata("public", "members"))["title"] == "Wir"
    configuration = await datasette.table_config("public", "members")
    assert configuration["sort"] == "town"
    assert configuration["label_column"] == "name"
    await compat.close(datasette)


@pytest.mark.asyncio
async def test_tables_that_a_site_puts_in_order_are_known(public: Path) -> None:
    tables = {"members": {"sort_desc": "name"}, "meetings": {"sort": "place"}, "companies": {"label_column": "name"}}
    datasette = build(public, databases={"public": {"tables": tables}})
    assert compat.ordered_tables(datasette, "public") == {"members", "meetings"}
    assert compat.ordered_tables(datasette, "other") == frozenset()


@only_0_65
def test_a_site_of_0_65_tells_its_own_queries(public: Path) -> None:
    queries = {"members_in_country": {"sql": "select 1"}}
    datasette = build(public, databases={"public": {"queries": queries}})
    assert compat.site_queries(datasette, "public") == {"members_in_country"}
    assert compat.site_queries(datasette, "other") == frozenset()

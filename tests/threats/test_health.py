"""The health page says whether all is well, and if not, why: in words, and with nothing that a visitor must not know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.generations import Manifest
from datasette_netzwerk.problems import Problem
from datasette_netzwerk.site import Site
from datasette_netzwerk.web.generation_server import GenerationServer
from datasette_netzwerk.web.health import Condition, health_problems
from datasette_netzwerk.work.log import JobState, note_failure, note_success
from tests.threats.marked_group import marked_site, publish_marked
from tests.threats.test_server_faults import break_published
from tests.web.running import Running, running

# SystemExit is how a thread ends in silence; pytest hears it all the same.
pytestmark = [pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"), pytest.mark.slow]

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HEALTH = "/-/netzwerk/health"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A published site."""
    return marked_site(tmp_path, size=5)


@pytest.fixture
def application(site: Site) -> GenerationServer:
    """What serves the site, silently."""
    reported: list[Problem] = []
    return GenerationServer(site, Audience.PUBLIC, reported.append)


@pytest.fixture
def server(application: GenerationServer) -> Iterator[Running]:
    """The site being served, with no worker beside it."""
    with running(application) as server:
        server.get("/")
        yield server


def codes(server: Running) -> list[str]:
    """Return the reasons that the page gives."""
    return [reason["code"] for reason in server.get(HEALTH).json["reasons"]]


def test_all_is_well(server: Running) -> None:
    answer = server.get(HEALTH)
    assert answer.status == 200
    assert answer.json["status"] == "ok"
    assert answer.json["generation"] == 1
    assert answer.json["reasons"] == []


@pytest.mark.parametrize("fault", ["manifest gone", "manifest broken"])
def test_a_manifest_that_cannot_be_read_is_told_until_the_next_publication(
    site: Site, server: Running, fault: str
) -> None:
    break_published(site, fault)
    server.get("/")
    assert codes(server) == ["health.kept_old"]
    assert server.get("/public/members.json").status == 200
    publish_marked(site, 2)
    server.get("/")
    assert codes(server) == []


@pytest.mark.asyncio
async def test_a_file_that_changed_while_it_is_shown_is_told(site: Site, application: GenerationServer) -> None:
    await application.load()
    await application.check()
    assert b'"ok"' in (await application.health()).body.encode()
    break_published(site, "bit flipped")
    await application.check()
    assert [problem.code for problem in application.damage] == ["generation.damaged"]
    assert b"health.damaged" in (await application.health()).body.encode()
    await application.close()


def test_nothing_private_is_told(site: Site, server: Running) -> None:
    break_published(site, "bit flipped")
    site.manifest.write_text("{", encoding="utf-8")
    state = JobState(failed_at=NOW, failure_count=1, retry_at=NOW, code="publish.failed")
    note_failure(site, "publication", state)
    server.get("/")
    text = server.get(HEALTH).text
    assert "degraded" in text
    for secret in (str(site.folder), "private", "Meyer", "public.db", "amsel.example"):
        assert secret not in text


def test_a_job_that_failed_is_told_until_it_succeeds(site: Site, server: Running) -> None:
    note_failure(site, "backup", JobState(failed_at=NOW, failure_count=1, retry_at=NOW, code="backup.failed"))
    assert codes(server) == ["health.backup_failed"]
    note_success(site, "backup", datetime.now(UTC))
    assert codes(server) == []


def test_a_log_that_is_damaged_is_begun_anew(site: Site, server: Running) -> None:
    site.work_log.write_bytes(b"no database" * 1000)
    assert codes(server) == []
    note_success(site, "backup", datetime.now(UTC) - timedelta(days=3))
    assert codes(server) == ["health.backup_old"]


def test_every_reason_there_is() -> None:
    log = {
        "backup": JobState(succeeded_at=NOW - timedelta(hours=51), failure_count=2),
        "inbox": JobState(failure_count=1),
        "publication": JobState(failure_count=1),
        "unknown": JobState(failure_count=1),
    }
    condition = Condition(Manifest(1, {}, {}, ""), True, True, True, True)
    assert [problem.code for problem in health_problems(condition, log, NOW)] == [
        "health.kept_old",
        "health.damaged",
        "health.worker_missing",
        "health.read_only",
        "health.backup_failed",
        "health.inbox_failed",
        "health.publication_failed",
        "health.backup_old",
    ]
    assert list(health_problems(Condition(None), {}, NOW)) == []

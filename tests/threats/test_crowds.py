"""Many visitors who ask for the dearest answers at once leave the site as it was (T-26)."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.threats.marked_group import marked_site
from tests.threats.processes import served

STREAM = "/public/members.csv?_stream=on&_size=max"
FACETS = "/public/members?" + "&".join(
    f"_facet={name}" for name in ("town", "given_name", "family_name", "role", "position")
)
SECONDS_AT_MOST = 20
KILOBYTES_AT_MOST = 100_000


@pytest.mark.slow
def test_streams_and_facets_of_a_crowd_leave_a_page_and_the_memory_as_they_were(tmp_path: Path) -> None:
    """Ten streams and ten pages of as many facets as are allowed, and somebody who only wants a page meanwhile."""
    site = marked_site(tmp_path)
    with served(site, tmp_path / "log") as server:
        expected = {path: server.get(path).status for path in (STREAM, FACETS, "/directory")}
        assert set(expected.values()) == {200}
        before, begun = server.figure("VmRSS"), time.monotonic()
        with ThreadPoolExecutor(21) as crowd:
            dear = [crowd.submit(server.get, path) for path in (STREAM, FACETS) * 10]
            page = crowd.submit(server.get, "/directory").result()
            waited = time.monotonic() - begun
            answers = [each.result() for each in dear]
        assert (page.status, waited < SECONDS_AT_MOST) == (200, True)
        assert {answer.status for answer in answers} <= {200, 429, 503}
        assert server.figure("VmRSS") - before < KILOBYTES_AT_MOST
        assert server.get("/directory").status == 200
        assert server.health["status"] == "ok"
    assert "Traceback" not in server.said

"""While a site is published again and again, no visitor gets an answer that failed, is stale, or mixes two publications."""

from __future__ import annotations

import json
import re
import threading
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from datasette_netzwerk.site import Site
from tests.threats.load import PATHS, WHOLE, Load, Told, abort_requests
from tests.threats.marked_group import marked_site, marks_in, publish_marked
from tests.threats.processes import Program, plainly_served, served

pytestmark = pytest.mark.slow

UNMARKED = {"/"}
"""Pages that show no town."""

LOGIN = """\
title: Unternehmerkreis Amsel
plugins:
  datasette-netzwerk: {name: Unternehmerkreis Amsel, language: de, root: true}
  datasette-auth-passwords:
    anna_password_hash: "pbkdf2_sha256$1000$amsel$PLACE"
    actors: {anna: {id: anna}}
"""

FORM = """\
from datasette import hookimpl, Response


async def form(request, datasette):
    if request.method == "POST":
        posted = await request.post_vars()
        return Response.text("Danke, " + posted["name"])
    token = request.scope["csrftoken"]()
    return Response.html('<form method="post"><input type="hidden" name="csrftoken" value="%s"></form>' % token)


@hookimpl
def register_routes():
    return [("^/form$", form)]
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site whose answers tell the publication they come from."""
    return marked_site(tmp_path)


def run_load(site: Site, log: Path, seconds: float) -> Told:
    """Return what six visitors were told in so many seconds."""
    with served(site, log) as server:
        told = Load(site, server).run(seconds)
        assert server.health["status"] == "ok"
    assert "Traceback" not in server.said
    return told


def check_told(told: Told, least: int) -> None:
    """See that visitors were told enough, and nothing wrong."""
    assert told.failed == []
    assert told.stale == []
    assert told.mixed == []
    assert told.unmarked == UNMARKED
    assert told.count > least


@pytest.mark.slow
def test_no_answer_fails_or_is_stale_or_mixed_for_six_seconds(site: Site, tmp_path: Path) -> None:
    check_told(run_load(site, tmp_path / "log", 6), least=30)


@pytest.mark.audit
def test_no_answer_fails_or_is_stale_or_mixed_for_a_minute(site: Site, tmp_path: Path) -> None:
    check_told(run_load(site, tmp_path / "log", 60), least=300)


def swap(site: Site, server: Program, first: int, last: int) -> list[tuple[int, int, int]]:
    """Publish again and again, look at every page each time, and return memory (kB), threads and files after each."""
    figures = []
    for number in range(first, last + 1):
        publish_marked(site, number)
        for path in WHOLE:
            assert marks_in(server.get(path).text) == {number}
        figures.append((server.figure("VmRSS"), server.figure("Threads"), server.open_files))
    return figures


def check_flat(figures: list[tuple[int, int, int]], warm: int, memory: int) -> None:
    """See that after ``warm`` swaps nothing grows: memory by no more than so many kB, threads and files by a handful."""
    early, late = figures[:warm], figures[-warm:]
    assert max(each[0] for each in late) - max(each[0] for each in early) < memory
    assert max(each[1] for each in late) <= max(each[1] for each in early) + 4
    assert max(each[2] for each in late) <= max(each[2] for each in early) + 12


@pytest.mark.slow
def test_twenty_swaps_leave_memory_threads_and_files_as_they_were(site: Site, tmp_path: Path) -> None:
    with served(site, tmp_path / "log") as server:
        check_flat(swap(site, server, 2, 21), warm=5, memory=10_000)


@pytest.mark.audit
def test_two_hundred_swaps_leave_memory_threads_and_files_as_they_were(site: Site, tmp_path: Path) -> None:
    with served(site, tmp_path / "log") as server:
        check_flat(swap(site, server, 2, 201), warm=20, memory=30_000)


@pytest.mark.slow
def test_visitors_who_hang_up_during_swaps_harm_nobody(site: Site, tmp_path: Path) -> None:
    over = threading.Event()
    with served(site, tmp_path / "log") as server:
        rude = [threading.Thread(target=abort_requests, args=(server.port, PATHS, over)) for _ in range(3)]
        for visitor in rude:
            visitor.start()
        told = Load(site, server).run(4, visitors=2)
        over.set()
        for visitor in rude:
            visitor.join()
        server.wait_until(lambda: len(generations(site)) == 1)
        check_told(told, least=5)
        assert server.health["status"] == "ok"


def generations(site: Site) -> list[str]:
    """Return the generations whose files are still there."""
    return [entry.name for entry in site.published.iterdir() if entry.name.isdecimal()]


def test_a_form_opened_before_a_swap_posts_after_it(site: Site, tmp_path: Path) -> None:
    (site.folder / "plugins").mkdir()
    (site.folder / "plugins" / "form_of_amsel.py").write_text(FORM, encoding="utf-8")
    with served(site, tmp_path / "log") as server:
        cookies, text = get_form(server, "/form")
        publish_marked(site, 2)
        assert marks_in(server.get("/public/members.json").text) == {2}
        status, answer, _ = post(server, "/form", cookies, token_in(text), name="Anna")
    assert (status, answer) == (200, "Danke, Anna")


def ask(server: Program, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str, str]:
    """Return the status, the text and the cookies that an answer sets."""
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=30)) as connection:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        cookies = [text.split(";")[0] for name, text in response.getheaders() if name.lower() == "set-cookie"]
        return response.status, response.read().decode("utf-8"), "; ".join(cookies)


def get_form(server: Program, path: str) -> tuple[str, str]:
    """Return the cookies and the text of a page with a form."""
    _, text, cookies = ask(server, "GET", path)
    return cookies, text


def token_in(text: str) -> str:
    """Return the token in a form; 1.0 needs none."""
    found = re.search(r'name="csrftoken" value="([^"]*)"', text)
    return found[1] if found else ""


def post(server: Program, path: str, cookies: str, token: str, **fields: str) -> tuple[int, str, str]:
    """Post a form and return the status, the text and the cookies that it sets."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies, "Sec-Fetch-Site": "same-origin"}
    return ask(server, "POST", path, urlencode({"csrftoken": token, **fields}), **headers)


@pytest.mark.slow
def test_the_login_of_another_plugin_survives_twenty_swaps(site: Site, tmp_path: Path) -> None:
    passwords = pytest.importorskip("datasette_auth_passwords.utils")
    hashed = passwords.hash_password("geheim", iterations=1000)
    site.metadata.write_text(re.sub(r'"pbkdf2.*"', f'"{hashed}"', LOGIN), encoding="utf-8")
    with served(site, tmp_path / "log") as server:
        cookies, text = get_form(server, "/-/login")
        publish_marked(site, 2)
        status, _, actor = post(server, "/-/login", cookies, token_in(text), username="anna", password="geheim")
        assert status == 302
        for number in range(3, 23):
            publish_marked(site, number)
            assert who_am_i(server, actor)["actor"] == {"id": "anna"}
        assert who_am_i(server, "")["actor"] is None


def who_am_i(server: Program, cookies: str) -> Any:
    """Return whom the server takes a visitor for."""
    _, text, _ = ask(server, "GET", "/-/actor.json", Cookie=cookies)
    return json.loads(text)


def test_a_plain_datasette_sees_a_new_publication_too(site: Site, tmp_path: Path) -> None:
    path = "/public/members.json?_shape=array&_size=1000"
    with plainly_served(site, tmp_path / "log") as server:
        for number in range(1, 6):
            if number > 1:
                publish_marked(site, number)
            assert marks_in(server.get(path).text) == {number}
            assert server.get("/public/members").status == 200

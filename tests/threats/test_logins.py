"""Members and organisers log in with a password, at a real server: each opens her own pages and files, and no others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest
from datasette.app import Datasette

from datasette_netzwerk.compat import has_stored_metadata
from datasette_netzwerk.site import Site
from tests.group import METADATA, published_site
from tests.threats.processes import DATASETTE, Program, free_port, program, served

pytestmark = pytest.mark.slow

PASSWORDS = {"anna": "Amsel-1", "orga": "Drossel-2"}
ACCOUNTS = """\
    logins: true
  datasette-auth-passwords:
    anna_password_hash: {$env: ANNA_HASH}
    orga_password_hash: {$env: ORGA_HASH}
    actors:
      anna: {id: anna, role: member}
      orga: {id: orga, role: organiser}
"""

OPENED = {
    "public": ("/directory/bernd-gross", "/public/members", "/public/members.json"),
    "members": ("/directory/ida-petersen", "/members/members", "/members/members.json", "/members/members.csv"),
    "organisers": ("/directory/frank-imhoff", "/organisers", "/organisers/guests.json", "/organisers/problems.json"),
}
"""Pages, tables and JSON by the audience that opens them; the three people are shown to one audience more each."""

NEVER = ("/private", "/private/people.json", "/records", "/members.db", "/organisers.db", "/members.json?sql=select+1")
Serve = Callable[[Site, Path], AbstractContextManager[Program]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, with its headers in small letters."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(slots=True)
class Visitor:
    """Somebody with a browser that keeps cookies."""

    server: Program
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: str = "") -> Reply:
        """Ask as a browser does, and keep what cookies come."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={text}" for name, text in self.cookies.items()),
            "Sec-Fetch-Site": "same-origin",
            "Origin": f"http://127.0.0.1:{self.server.port}",
        }
        with closing(HTTPConnection("127.0.0.1", self.server.port, timeout=60)) as connection:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            told = {name.lower(): text for name, text in response.getheaders()}
            self._keep(text for name, text in response.getheaders() if name.lower() == "set-cookie")
            return Reply(response.status, told, response.read().decode("utf-8"))

    def _keep(self, set_cookies: Iterator[str]) -> None:
        for each in set_cookies:
            for name, morsel in SimpleCookie(each).items():
                self.cookies[name] = morsel.value
                if not morsel.value or morsel["max-age"] == "0":
                    del self.cookies[name]

    def send_form(self, path: str, **fields: str) -> Reply:
        """Open a form, fill it in and send it."""
        found = re.search(r'name="csrftoken" value="([^"]*)"', self.ask("GET", path).text)
        return self.ask("POST", path, urlencode({"csrftoken": found[1] if found else "", **fields}))

    def log_in(self, name: str, password: str) -> Reply:
        """Log in by the form."""
        return self.send_form("/-/login", username=name, password=password)

    def opens(self, path: str) -> bool:
        """Return whether ``path`` opens."""
        return self.ask("GET", path).status == 200


@contextmanager
def attached(site: Site, log: Path) -> Iterator[Program]:
    """Run plain `datasette` with the files attached, as somebody without `netzwerk serve` does."""
    port = free_port()
    folder = site.published / "1"
    files = [folder / f"{word}.db" for word in ("public", "members", "organisers")]
    configured = ("-c", site.metadata) if has_stored_metadata(Datasette) else ()
    command = (DATASETTE, *files, "-m", site.metadata, *configured, "--port", str(port), "--secret", "einfach")
    with program(command, port, log) as running:
        yield running


WAYS: Mapping[str, Serve] = {"netzwerk serve": served, "datasette": attached}


@pytest.fixture(scope="module", params=list(WAYS.values()), ids=list(WAYS))
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The group's site, with accounts for a member and an organiser."""
    hash_password = pytest.importorskip("datasette_auth_passwords.utils").hash_password
    folder = tmp_path_factory.mktemp("logins")
    site = published_site(folder)
    site.metadata.write_text(METADATA + ACCOUNTS, encoding="utf-8")
    # As our users have it: rich, which a linter brings, makes every refusal of 1.0 take a second.
    (folder / "sitecustomize.py").write_text("import sys\n\nsys.modules['rich'] = None\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder))
        for name, password in PASSWORDS.items():
            patch.setenv(f"{name.upper()}_HASH", hash_password(password, iterations=1000))
        with request.param(site, folder / "log") as running:
            assert running.process.poll() is None, running.said
            yield running


def opened(visitor: Visitor) -> list[str]:
    """Return the audiences whose every address opens; fail where only some do."""
    result = []
    for word, paths in OPENED.items():
        states = {path: visitor.opens(path) for path in paths}
        assert len(set(states.values())) == 1, states
        result += [word] * all(states.values())
    return result


def test_a_stranger_opens_what_is_public(server: Program) -> None:
    assert opened(Visitor(server)) == ["public"]


@pytest.mark.parametrize(
    ("name", "files"), [("anna", ["public", "members"]), ("orga", ["public", "members", "organisers"])]
)
def test_who_logs_in_opens_her_own_and_what_is_wider(server: Program, name: str, files: list[str]) -> None:
    visitor = Visitor(server)
    assert visitor.log_in(name, PASSWORDS[name]).status == 302
    assert opened(visitor) == files
    assert [path for path in NEVER if visitor.opens(path)] == []


@pytest.mark.parametrize(("name", "password"), [("anna", "amsel-1"), ("niemand", "Amsel-1"), ("anna", "Drossel-2")])
def test_a_wrong_password_opens_nothing(server: Program, name: str, password: str) -> None:
    visitor = Visitor(server)
    assert visitor.log_in(name, password).status == 200
    assert "ds_actor" not in visitor.cookies
    assert opened(visitor) == ["public"]


def test_whoever_logs_out_is_a_stranger_again(server: Program) -> None:
    visitor = Visitor(server)
    visitor.log_in("orga", PASSWORDS["orga"])
    assert opened(visitor) == ["public", "members", "organisers"]
    assert visitor.send_form("/-/logout").status == 302
    assert opened(visitor) == ["public"]


def test_no_cache_keeps_what_somebody_saw_who_logged_in(server: Program) -> None:
    visitor = Visitor(server)
    visitor.log_in("orga", PASSWORDS["orga"])
    for path in ("/", *(path for paths in OPENED.values() for path in paths)):
        headers = visitor.ask("GET", path).headers
        assert "private" in headers["cache-control"], path
        assert "cookie" in headers["vary"].lower(), path


def test_what_a_stranger_makes_up_opens_nothing(server: Program) -> None:
    for cookie in ('{"a":{"id":"orga","role":"organiser"}}', "eyJhIjp7ImlkIjoib3JnYSIsInJvbGUiOiJvcmdhbmlzZXIifX0.x"):
        assert opened(Visitor(server, {"ds_actor": f'"{cookie}"'})) == ["public"]

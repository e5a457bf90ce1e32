"""Programs in every cell of every list stay words: on each page, in each window, in calendars, cards and feeds (T-19 to T-21)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit
from xml.etree import ElementTree as xml

import pytest
import vobject
from icalendar import Calendar
from playwright.sync_api import Browser, BrowserContext, Dialog, sync_playwright

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.site import Site
from tests.group import import_group, make_site
from tests.threats.hostile_group import COMPUTED, HOSTILE, MEMBERS, RAW, hostile_site, member_row, write
from tests.threats.processes import Program, served

pytestmark = pytest.mark.slow

ATOM = "{http://www.w3.org/2005/Atom}"
FORMATS = (".json", ".csv", ".ics", ".vcf", ".atom", ".css", ".js", ".db", ".svg", ".xml", ".txt")
AUDIENCES = (Audience.PUBLIC, Audience.ORGANISERS)
OF_DATASETTE = {"openColumnChooser()"}
"""What Datasette itself writes into its pages."""

MOST_PAGES = 200


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site whose every column is hostile; not to be changed."""
    return hostile_site(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module", params=AUDIENCES, ids=[each.word for each in AUDIENCES])
def server(request: pytest.FixtureRequest, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The site as one audience sees it, really served."""
    log = tmp_path_factory.mktemp("log") / "log"
    with served(site, log, "--audience", request.param.word) as program:
        yield program


class Page(HTMLParser):
    """What a browser makes of a page, as far as it matters here: its links, and which elements carry programs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.programs: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a link with its rel, and whatever would run or load something."""
        given = {name: text or "" for name, text in attrs}
        if tag == "a" and "href" in given:
            self.links.append((given["href"], given.get("rel", "")))
        handlers = [name for name in given if name.startswith("on") or name in ("srcdoc", "formaction")]
        handlers = [name for name in handlers if given[name] not in OF_DATASETTE]
        sources = [given[name] for name in ("src", "action", "data") if name in given and not is_own(given[name])]
        if handlers or sources or tag in ("iframe", "object", "embed", "base"):
            self.programs.append(f"<{tag} {given}>")


def is_own(address: str) -> bool:
    """Return whether an address leads to the server that the page came from."""
    parts = urlsplit(address)
    return not parts.scheme and not address.startswith(("//", "/\\"))


def is_sound(address: str, rel: str) -> bool:
    """Return whether a link may stand on a page: to ourselves, to write or call, or away without a word about us."""
    scheme = urlsplit(address).scheme
    if is_own(address):
        return True
    if scheme in ("http", "https") and ".example" not in address:
        return True  # Datasette's own links
    return scheme in ("mailto", "tel") or (scheme in ("http", "https") and {"nofollow", "noopener"} <= set(rel.split()))


def stock_addresses(site: Site, words: tuple[str, ...]) -> Iterator[str]:
    """Yield Datasette's own pages about our files: each table, counted by each column, and one row of each."""
    folder = site.published / "1"
    for word in words:
        yield f"/{word}"
        with closing(sqlite3.connect(folder / f"{word}.db")) as connection:
            names = connection.execute(
                "select name from sqlite_master where type = 'table' and name not like '%search%'"
            )
            for (table,) in names.fetchall():
                columns = connection.execute("select name, pk from pragma_table_info(?)", (table,)).fetchall()
                yield f"/{word}/{table}?" + "&".join(f"_facet={name}" for name, _ in columns[:5])
                keys = [name for name, place in columns if place]
                if keys:
                    row = connection.execute(f"select {', '.join(keys)} from {table}").fetchone()
                    yield f"/{word}/{table}/" + ",".join(tilde(str(key)) for key in row or ())


def tilde(text: str) -> str:
    """Write a key as Datasette does in addresses."""
    return re.sub(r"[^A-Za-z0-9_-]", lambda found: "".join(f"~{byte:02X}" for byte in found[0].encode()), text)


def crawl(server: Program, starts: list[str]) -> dict[str, str]:
    """Follow every link to ourselves, each kind of page as often as there are pages, and return the HTML of each."""
    waiting, pages = list(starts), dict[str, str]()
    while waiting:
        path = waiting.pop(0)
        if path in pages or len(pages) >= MOST_PAGES:
            continue
        answer = server.get(path)
        assert answer.status in (200, 302, 400, 404), f"{path}: {answer.status}"
        pages[path] = re.sub(rf"(http|webcal)://127\.0\.0\.1:{server.port}", "", answer.text)
        waiting += [each for each in links_to_follow(path, pages[path]) if each not in pages]
    return pages


def links_to_follow(path: str, text: str) -> list[str]:
    """Return the links on a page of ours that lead to another; Datasette's own are taken from the files."""
    if re.match(r"/(public|members|organisers|-)(/|$)", path):
        return []
    found = [urljoin(path, link) for link, _ in Page(text).links if is_own(link)]
    return [
        each.partition("#")[0]
        for each in found
        if not urlsplit(each).path.endswith(FORMATS) and not re.match(r"/(-|public|members|organisers)(/|$)", each)
    ]


@pytest.fixture(scope="module")
def pages(server: Program, site: Site) -> dict[str, str]:
    """Every page, as it came."""
    words = tuple(word for word in ("public", "members", "organisers") if server.get(f"/{word}").status == 200)
    searches = [f"/directory?q={quote(text)}" for text in HOSTILE]
    filters = [
        f"/directory?{name}={quote(HOSTILE[0])}" for name in ("town", "trade", "topic", "country", "speaks", "lang")
    ]
    queries = [f"/{word}/{name}" for word in words for name in queries_of(server, word)]
    starts = ["/", "/meetings", "/statistics", "/data", f"/{quote(HOSTILE[0])}"]
    return crawl(server, [*starts, *searches, *filters, *stock_addresses(site, words), *queries])


def queries_of(server: Program, word: str) -> list[str]:
    """Return the names of a file's queries."""
    return [query["name"] for query in server.get(f"/{word}.json").json.get("queries", ())]


def test_every_word_of_the_lists_is_in_the_files(site: Site) -> None:
    """Without that, the other tests would look at clean pages."""
    expected = {
        "public": {"companies.name", "members.position", "members.role", "members.town", "industries.name", "industries.name_de",
                   "industries.name_en", "member_industries.own_words", "offers.text", "requests.text", "topics.name",
                   "meetings.name", "meetings.kind", "meetings.place", "meetings.report"},
        "organisers": {"members.note", "members.street",
                       "attendance.note", "guest_visits.note", "consents.wording", "consents.evidence"},
    }  # fmt: skip
    for word, columns in expected.items():
        with closing(sqlite3.connect(site.published / "1" / f"{word}.db")) as connection:
            for column in sorted(columns):
                table, _, name = column.partition(".")
                found = {text for (text,) in connection.execute(f"select {name} from {table} where {name} is not null")}
                assert any("<img src=x onerror=" in text for text in found), column


def test_no_page_holds_a_tag_or_a_link_of_a_member(pages: dict[str, str]) -> None:
    faults = []
    for path, text in pages.items():
        page = Page(text)
        faults += [(path, raw) for raw in RAW if raw in text]
        faults += [(path, program) for program in page.programs]
        faults += [(path, link[0]) for link in page.links if not is_sound(*link)]
        faults += [(path, "computed") for _ in range(COMPUTED in text)]
    assert faults == []
    assert len(pages) > 100
    assert sum("onerror=alert" in text for text in pages.values()) > 20


@pytest.mark.browser
def test_no_page_runs_anything_or_asks_anybody(server: Program, pages: dict[str, str], chromium: Browser) -> None:
    address = f"http://127.0.0.1:{server.port}"
    noted: list[str] = []
    context = watched(chromium.new_context(), address, noted)
    page = context.new_page()
    closed = [path for path in pages if re.match(r"/(members|organisers)(/|$)", path)]
    for path in closed or pages:  # Where there are closed files, these are what the public's turn has not seen.
        noted.append(path)
        page.goto(address + path, wait_until="load")
        if not page.url.startswith(address):
            noted.append(f"! led to {page.url}")
    context.close()
    assert [each for each in noted if each.startswith("!")] == []


def watched(context: BrowserContext, address: str, noted: list[str]) -> BrowserContext:
    """Have a window note what no page may do: ask, speak up, run what the policy had to stop, or reach anybody."""

    def on_request(url: str) -> None:
        if not url.startswith((address, "data:image/svg+xml")):
            noted.append(f"! asked {url} on {noted[-1]}")

    def on_console(text: str) -> None:
        if "Content Security Policy" in text:
            noted.append(f"! {text} on {noted[-1]}")

    def on_dialog(dialog: Dialog) -> None:
        noted.append(f"! dialog {dialog.message} on {noted[-1]}")
        dialog.dismiss()

    context.on("request", lambda request: on_request(request.url))
    context.on("console", lambda message: on_console(message.text))
    context.on("dialog", on_dialog)
    return context


@pytest.fixture(scope="module")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """A running Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def test_calendars_cards_and_feeds_say_the_same_words_and_no_more(server: Program) -> None:
    events = list(Calendar.from_ical(server.get("/meetings.ics").text).walk("VEVENT"))
    assert {name for event in events for name in event} <= {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "URL", "DESCRIPTION", "STATUS", "CATEGORIES",
        "LAST-MODIFIED", "SEQUENCE",
    }  # fmt: skip
    titles = {str(event["SUMMARY"]) for event in events}
    assert f"{HOSTILE[0]} 1" in titles
    assert all(urlsplit(str(event["URL"])).scheme == "http" for event in events)
    cards = list(vobject.readComponents(server.get("/directory.vcf").text))
    assert len(cards) == len(HOSTILE)
    assert f"Firma {HOSTILE[0]} 1" in {card.org.value[0] for card in cards}
    feed = xml.fromstring(server.get("/meetings.atom").text)
    assert f"{HOSTILE[0]} 1" in " ".join(entry.findtext(f"{ATOM}title", "") for entry in feed.iter(f"{ATOM}entry"))
    assert {urlsplit(link.get("href", "")).scheme for link in feed.iter(f"{ATOM}link")} == {"http"}


REFUSED = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "//evil.example",
    "https://a\u202egnp.exe",
    "https://user@bank.example",
    " java\tscript:alert(1)",
    "https://user:geheim@bank.example/",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "http:\\\\evil.example",
    "<a href=https://evil.example>x</a>",
)


def test_an_address_that_is_a_program_is_refused_by_the_name_of_its_column(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    rows = [member_row(number, "Wort", website) for number, website in enumerate(REFUSED, 1)]
    (report,) = import_group(site, [write(tmp_path / "mitglieder.csv", MEMBERS, rows)])
    refused = [(problem.line, problem.column) for problem in report.problems if problem.code == "website.invalid"]
    assert refused == [(line, "Website") for line in range(2, len(REFUSED) + 2)]
    with closing(sqlite3.connect(site.records)) as records:
        assert records.execute("select count(*) from contact_points where kind = 'website'").fetchone() == (0,)


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=alert()>", "<script>alert()</script>", "Anna<br>Meyer", "https://evil.example"]
)
def test_a_name_that_is_markup_is_refused(tmp_path: Path, name: str) -> None:
    rows = [(number, "Anna", family) for number, family in (("1", name), ("2", "Meyer"))]
    site = make_site(tmp_path / "site")
    (report,) = import_group(site, [write(tmp_path / "mitglieder.csv", ("Mitgliedsnr.", "Vorname", "Nachname"), rows)])
    assert [(problem.code, problem.line) for problem in report.problems if problem.code == "name.invalid"] == [
        ("name.invalid", 2)
    ]

"""Addresses that cost seconds are refused at once, and a meeting room full of phones is not (T-25 to T-28)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.settings import Settings
from datasette_netzwerk.web.budgets import Budgets
from datasette_netzwerk.web.incoming import Incoming
from datasette_netzwerk.web.limits import cost_of, refuse_address
from tests.threats.given import MEMBER, ORGANISER, Files, ask, datasette_with

PHONES = 65
PAGES_IN_A_MINUTE = 10


class Clock:
    """A clock that stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("id__in=" + ",".join(f"m{number}" for number in range(8000)), 414),
        ("id__in=" + ",".join(["m1"] * 200), 400),
        ("&".join(["_facet=name"] * 300), 400),
        ("&".join(f"_facet={name}" for name in "abcdef"), 400),
        ("&".join(["name=x"] * 1100), 400),
        ("&".join(f"c{number}__glob=*[a-z]*" for number in range(80)), 400),
        ("q=" + "x" * 60_000, 414),
        ("name=Anna&_sort=name&_facet=town", 200),
    ],
    ids=["8000 values", "200 values", "300 facets", "six facets", "1100 filters", "80 globs", "60 kB", "usual"],
)
async def test_an_address_that_costs_too_much_is_told_so(files: Files, query: str, status: int) -> None:
    datasette = datasette_with(files[Audience.PUBLIC])
    response = await ask(datasette, f"/public/members.json?{query}")
    assert response.status_code == status
    assert len(response.text) < 200 or status == 200


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_address_breaks_the_weighing(path: str, query: str) -> None:
    assert cost_of(path, query) >= 0
    assert refuse_address(path, query) is None or len(path) + len(query) > 0


def test_a_meeting_room_behind_one_address_is_never_refused() -> None:
    clock, per_minute = Clock(), Settings().requests_per_minute
    budgets = Budgets(clock)
    refused = 0
    for step in range(PHONES * PAGES_IN_A_MINUTE):
        clock.now = 60 * step / (PHONES * PAGES_IN_A_MINUTE)
        refused += budgets.spend("room", cost_of("/directory", "q=Film"), per_minute) > 0
    assert refused == 0
    # Even if all of them open the page in the same second, twice, and each takes a business card.
    burst = Budgets(Clock())
    costs = [cost_of("/", ""), cost_of("/directory", ""), cost_of("/directory/anna-berg.vcf", "")] * PHONES
    assert [each for each in costs if burst.spend("room", each, per_minute)] == []


def test_a_bucket_fills_again_and_belongs_to_one_visitor() -> None:
    clock = Clock()
    budgets = Budgets(clock)
    assert [budgets.spend("a", 1, 60) for _ in range(61)] == [0] * 60 + [1]
    assert budgets.spend("b", 1, 60) == 0
    clock.now = 1
    assert (budgets.spend("a", 1, 60), budgets.spend("a", 30, 60)) == (0, 30)
    clock.now = 3600
    assert [budgets.spend("a", 1, 60) for _ in range(61)] == [0] * 60 + [1]


@pytest.mark.parametrize(
    ("forwarded", "proxies", "expected"),
    [
        ("1.1.1.1", 0, "9.9.9.9"),
        ("1.1.1.1", 1, "1.1.1.1"),
        ("6.6.6.6, 1.1.1.1", 1, "1.1.1.1"),
        ("6.6.6.6, 1.1.1.1, 2.2.2.2", 2, "1.1.1.1"),
        ("", 1, "9.9.9.9"),
        ("1.1.1.1", 2, "9.9.9.9"),
    ],
)
def test_only_what_our_own_proxy_saw_is_believed(forwarded: str, proxies: int, expected: str) -> None:
    scope = {"headers": [(b"x-forwarded-for", forwarded.encode())], "client": ("9.9.9.9", 1)}
    assert Incoming(scope, proxies).client == expected


@pytest.mark.asyncio
async def test_a_flood_from_one_address_is_stopped_whatever_it_says_of_itself(files: Files) -> None:
    datasette = datasette_with(files[Audience.PUBLIC], proxies=1, requests_per_minute=60)
    answers = [
        await ask(datasette, "/-/netzwerk/data", x_forwarded_for=f"10.0.0.{number}, 6.6.6.6") for number in range(65)
    ]
    assert [answer.status_code for answer in answers[:60]] == [200] * 60
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert (await ask(datasette, "/-/netzwerk/data", x_forwarded_for="6.6.6.6, 7.7.7.7")).status_code == 200
    assert (await ask(datasette, "/-/static/app.css", x_forwarded_for="6.6.6.6")).status_code == 200


@pytest.mark.asyncio
async def test_whoever_walks_all_pages_as_a_member_is_stopped_and_told_of_once(
    files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    datasette = datasette_with(files[Audience.PUBLIC], files[Audience.MEMBERS], logins=True, requests_per_person=20)
    statuses = [(await ask(datasette, f"/-/netzwerk/directory/m{number}", MEMBER)).status_code for number in range(40)]
    assert statuses[-1] == 429
    assert (await ask(datasette, "/-/netzwerk/data", ORGANISER)).status_code == 200
    assert capsys.readouterr().err.count("person anna opens pages faster than anybody reads") == 1

"""What is opened in Excel is text, and computes nothing (T-24)."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_netzwerk.web.spreadsheet import COMPUTES, cell, spreadsheet
from tests.threats.given import JOINED, MEMBER, ask, datasette_with
from tests.web.sample_files import build_sample

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+49 731 12", "'+49 731 12"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\t=1", '"\'\t=1"'),
        ("\r=1", '"\'\r=1"'),
        (" =1+1", "' =1+1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ('=hyperlink("x";"y")', '"\'=hyperlink(""x"";""y"")"'),
        ("Müller; Söhne", '"Müller; Söhne"'),
        ("0731 12", "0731 12"),
        (-1, "-1"),
        (24.5, "24,5"),
        (True, "1"),
        (None, ""),
        ("", ""),
    ],
)
def test_a_text_that_would_compute_gets_an_apostrophe_and_a_number_stays_one(value: object, expected: str) -> None:
    assert cell(value, ",") == expected


@given(st.text())
def test_no_text_begins_with_what_computes(text: str) -> None:
    assert not cell(text, ",").lstrip(' "\u00a0').startswith(COMPUTES)


def test_the_lines_are_what_excel_expects() -> None:
    text = spreadsheet([{"name": "Özlem Groß", "mean": 24.5}, {"name": "=1", "mean": None}], ",")
    assert text.encode("utf-8") == BOM + "name;mean\r\nÖzlem Groß;24,5\r\n'=1;\r\n".encode()


@pytest.fixture
def hostile(tmp_path: Path) -> list[Path]:
    """Files of all audiences, with formulas in the members'."""
    files = [build_sample(tmp_path / f"{each.word}.db", each) for each in JOINED]
    with closing(sqlite3.connect(files[1])) as connection, connection:
        connection.execute("update members set town = '=1+1', phone = '+49 731 12' where id = 'm1'")
    return files


@pytest.mark.asyncio
async def test_tables_and_queries_come_for_whoever_may_see_them(hostile: list[Path]) -> None:
    datasette = datasette_with(*hostile, logins=True, language="de")
    answer = await ask(datasette, "/-/netzwerk/excel/members/members.csv?_sort=id&lang=de", MEMBER)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert answer.headers["content-disposition"] == 'attachment; filename="members.csv"'
    assert answer.headers["cache-control"] == "private, no-store"
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert "'=1+1" in lines[1].split(";")
    assert "'+49 731 12" in lines[1].split(";")
    query = await ask(datasette, "/-/netzwerk/excel/public/attendance_by_year.csv?lang=de")
    assert ";24,5" in query.text
    named = await ask(datasette, "/-/netzwerk/excel/public/members_per_town.csv")
    assert (named.status_code, named.content[:3]) == (200, BOM)
    for closed in ("members/members", "organisers/guests", "public/nothing", "nothing/nothing"):
        assert (await ask(datasette, f"/-/netzwerk/excel/{closed}.csv")).status_code == 404
    assert (await ask(datasette, "/-/netzwerk/excel/organisers/guests.csv", MEMBER)).status_code == 404


@pytest.mark.asyncio
async def test_the_data_page_links_to_it(hostile: list[Path]) -> None:
    page = await ask(datasette_with(hostile[0], root=True), "/data")
    assert 'href="/excel/public/members.csv"' in page.text


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this computer")
def test_libreoffice_shows_formulas_as_text(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(spreadsheet([{"a": "=1+1", "b": "+49 731", "c": "-1", "d": "@x"}], ","), "utf-8")
    command = ["soffice", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):59,34,76,1", "--outdir"]
    subprocess.run([*command, str(tmp_path / "out"), str(tmp_path / "x.csv")], check=True)
    assert "'=1+1;'+49 731;'-1;'@x" in (tmp_path / "out" / "x.csv").read_text("utf-8")

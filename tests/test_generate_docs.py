"""The generated documents are what the code says today."""

from __future__ import annotations

import pytest

from datasette_netzwerk.audiences import JOINABLE, Audience
from datasette_netzwerk.web.descriptions import published_tables
from datasette_netzwerk.web.queries import queries_for
from scripts.generate_docs import DOCS, DOCUMENTS, bullets, dots, text_of
from scripts.who_sees_what import ALWAYS, CONSENT, UNLESS_REFUSED, rows, with_table


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_document_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == text_of(DOCUMENTS[name]), "run scripts/generate_docs.py"


def test_the_handbook_s_table_of_who_sees_what_is_up_to_date() -> None:
    handbook = (DOCS / "handbuch.md").read_text(encoding="utf-8")
    assert handbook == with_table(handbook), "run scripts/generate_docs.py"


def test_who_sees_what_says_for_each_detail_who_sees_it_and_when() -> None:
    table = dict(rows())
    public, members, organisers = JOINABLE
    assert table["E-Mail-Adresse"] == {public: CONSENT, members: CONSENT, organisers: ALWAYS}
    assert table["Ort"] == {public: CONSENT, members: UNLESS_REFUSED, organisers: ALWAYS}
    assert table["Notiz des Organisationsteams"] == table["Gäste"] == table["Teilnahme"] == {organisers: ALWAYS}


def test_every_query_and_table_is_in_its_document() -> None:
    data, queries = text_of(DOCUMENTS["data.md"]), text_of(DOCUMENTS["queries.md"])
    assert [query.name for query in queries_for(Audience.ORGANISERS) if f"/{query.name}.json" not in queries] == []
    tables = {table.name for audience in JOINABLE for table in published_tables(audience)}
    assert [name for name in tables if f"\n## {name}\n" not in data] == []


def test_a_column_is_marked_for_the_audiences_that_have_it() -> None:
    tables = {audience: {t.name: t for t in published_tables(audience)}["members"] for audience in JOINABLE}
    assert dots("name", tables) == "● | ● | ●"
    assert dots("street", tables) == " |  | ●"


def test_a_list_has_one_entry_a_line() -> None:
    assert bullets(["one", "two"]) == "- one\n- two"

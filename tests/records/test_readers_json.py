"""JSON: arrays, lines, objects by name, and what Datasette itself answers."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import NamedTuple

import pytest
from datasette.app import Datasette

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.readers import read_tables
from datasette_netzwerk.records.readers.tables import Reading, Row, Table


class File:
    """A JSON file that a test writes and reads."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "liste.json"

    def read(self, content: str | bytes) -> Reading:
        self.path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_tables(self.path)

    def table(self, content: str | bytes) -> Table:
        (table,) = self.read(content).tables
        return table

    def refused(self, content: str | bytes) -> Problem:
        with pytest.raises(NotUnderstood) as error:
            self.read(content)
        return error.value.problem


@pytest.fixture
def file(tmp_path: Path) -> File:
    return File(tmp_path)


def told(reading: Reading) -> list[tuple[str, int | None, str | None]]:
    return [(problem.code, problem.line, problem.value) for problem in reading.problems]


ROWS = (Row(1, ("Anna Müller", "Köln")), Row(2, ("Cem Çelik", None)))

SHAPES = (
    ("an array", '[{"name": "Anna Müller", "town": "Köln"}, {"name": "Cem Çelik", "town": null}]'),
    ("lines", '{"name": "Anna Müller", "town": "Köln"}\n{"name": "Cem Çelik"}\n'),
    ("lines of Windows", '{"name": "Anna Müller", "town": "Köln"}\r\n\r\n{"name": "Cem Çelik"}'),
    ("objects by key", '{"1": {"name": "Anna Müller", "town": "Köln"}, "2": {"name": "Cem Çelik"}}'),
    ("rows of objects", '{"ok": true, "rows": [{"name": "Anna Müller", "town": "Köln"}, {"name": "Cem Çelik"}]}'),
    ("rows and columns", '{"columns": ["name", "town"], "rows": [["Anna Müller", "Köln"], ["Cem Çelik", null]]}'),
)


@pytest.mark.parametrize("content", [content for _, content in SHAPES], ids=[name for name, _ in SHAPES])
def test_every_shape_is_the_same_table(file: File, content: str) -> None:
    table = file.table(content)
    assert (table.header, table.rows, table.sheet) == (("name", "town"), ROWS, None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_will_do(file: File, encoding: str) -> None:
    assert file.table(SHAPES[0][1].encode(encoding)).rows == ROWS


def test_lists_by_name_are_tables_by_name(file: File) -> None:
    reading = file.read('{"members": [{"name": "Anna"}], "meetings": [{"date": "2026-01-13"}], "version": 1}')
    assert [(table.sheet, table.header) for table in reading.tables] == [
        ("members", ("name",)),
        ("meetings", ("date",)),
    ]


def test_a_list_inside_the_objects_is_a_table_with_what_they_say(file: File) -> None:
    meetings, people = file.read(
        '[{"id": "E1", "date": "2026-01-13", "attendance": [{"name": "Anna"}, {"name": "Cem"}]}, {"id": "E2"}]'
    ).tables
    assert (meetings.header, meetings.rows) == (("id", "date"), (Row(1, ("E1", "2026-01-13")), Row(2, ("E2", None))))
    assert (people.sheet, people.header) == ("attendance", ("id", "date", "name"))
    assert people.rows == (Row(1, ("E1", "2026-01-13", "Anna")), Row(1, ("E1", "2026-01-13", "Cem")))


class Value(NamedTuple):
    description: str
    text: str
    header: tuple[str, ...]
    cells: tuple[object, ...]


VALUES = (
    Value(
        "an object inside", '{"a": {"street": "Hafen 1", "town": "Köln"}}', ("a street", "a town"), ("Hafen 1", "Köln")
    ),
    Value("a list of texts", '{"a": ["Öl", null, "Gas"]}', ("a",), ("Öl; Gas",)),
    Value(
        "a list of values",
        '{"a": [{"value": "x@a.example"}, {"value": "y@a.example"}]}',
        ("a",),
        ("x@a.example; y@a.example",),
    ),
    Value("a foreign key of Datasette", '{"a": {"value": 3, "label": "Nord GmbH"}}', ("a",), ("Nord GmbH",)),
    Value(
        "a number beyond all numbers",
        '{"a": 123456789012345678901234567890}',
        ("a",),
        ("123456789012345678901234567890",),
    ),
    Value("a fraction beyond all numbers", '{"a": 1e999}', ("a",), ("1e999",)),
    Value("half a letter", '{"a": "x\\ud83dy"}', ("a",), ("x\ufffdy",)),
    Value("nothing but blanks", '{"a": " ", "b": 1}', ("b",), (1,)),
)


@pytest.mark.parametrize("case", VALUES, ids=lambda case: case.description)
def test_a_value_becomes_a_cell(file: File, case: Value) -> None:
    table = file.table(f"[{case.text}]")
    assert (table.header, table.rows[0].cells) == (case.header, case.cells)


def test_what_is_odd_is_told_with_the_number_of_the_entry(file: File) -> None:
    reading = file.read('[{"name": "Anna"}, {"name": "Cem", "name": "Eva", "n": NaN}, 7]')
    assert [row.cells for row in reading.tables[0].rows] == [("Anna",), ("Eva",)]
    assert told(reading) == [("json.no_number", 2, "NaN"), ("json.name_twice", 2, "name"), ("json.no_object", 3, "7")]


def test_a_broken_line_costs_itself_only(file: File) -> None:
    reading = file.read('{"name": "Anna"}\n{"name": "Cem\n{"name": "Eva"}\n')
    assert [row.cells for row in reading.tables[0].rows] == [("Anna",), ("Eva",)]
    assert told(reading) == [("json.bad_line", 2, '{"name": "Cem')]


def test_a_download_that_was_cut_off_is_refused_with_its_line(file: File) -> None:
    problem = file.refused('[{"name": "Anna"},\n{"name": "Ce')
    assert (problem.code, problem.line) == ("json.damaged", 2)


@pytest.mark.parametrize("bomb", ["[" * 200_000, '{"a":' * 200_000, '[{"a": ' + "[" * 100_000 + "]" * 100_000 + "}]"])
def test_brackets_without_end_are_refused(file: File, bomb: str) -> None:
    assert file.refused(bomb).code in ("json.too_deep", "json.damaged")


@pytest.mark.parametrize("content", ["[]", "{}", "[1, 2]", "[[]]", '{"rows": []}'])
def test_json_without_a_list_is_told(file: File, content: str) -> None:
    assert file.refused(content).code == "json.no_list"


def test_a_page_of_a_longer_table_is_told(file: File) -> None:
    reading = file.read('{"rows": [{"name": "Anna"}], "next": "1"}')
    assert told(reading) == [("json.more_pages", None, None)]


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    """Serve a table with two people, one of whom has a company."""
    import sqlite_utils

    path = tmp_path_factory.mktemp("served") / "people.db"
    database = sqlite_utils.Database(path)
    database.table("companies").insert({"id": 1, "name": "Nord GmbH"}, pk="id")
    people = ({"id": 1, "name": "Anna Müller", "company": 1}, {"id": 2, "name": "Cem Çelik", "company": None})
    database.table("people").insert_all(people, pk="id", foreign_keys=[("company", "companies", "id")])
    database.close()
    return Datasette([str(path)])


def answer(datasette: Datasette, query: str) -> str:
    response = asyncio.run(datasette.client.get(f"/people/people.json?{query}"))
    assert response.status_code == 200
    return str(response.text)


@pytest.mark.parametrize("query", ["", "_shape=objects", "_shape=array", "_shape=array&_nl=on", "_shape=object"])
def test_what_datasette_answers_is_read_in_every_shape(file: File, datasette: Datasette, query: str) -> None:
    table = file.table(answer(datasette, query))
    shown = [[row.cells[table.header.index(name)] for name in ("id", "name")] for row in table.rows]
    assert shown == [[1, "Anna Müller"], [2, "Cem Çelik"]]


def test_arrays_are_read_where_datasette_names_their_columns(file: File, datasette: Datasette) -> None:
    content = answer(datasette, "_shape=arrays")
    if "columns" in json.loads(content):
        assert file.table(content).header[:2] == ("id", "name")
    else:  # without names nobody can tell what stands where; the first row is taken for them, and is no known header
        assert file.table(content).rows[-1].cells[:2] == (2, "Cem Çelik")


def test_labels_of_foreign_keys_are_read(file: File, datasette: Datasette) -> None:
    table = file.table(answer(datasette, "_labels=on&_shape=objects"))
    assert table.rows[0].cells[table.header.index("company")] == "Nord GmbH"

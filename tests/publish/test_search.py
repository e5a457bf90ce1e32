"""The search index of a published file holds what that file shows, and nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from datasette_netzwerk.publish.search import proposed_words
from tests.web.small_group import member, publish_people


def test_each_word_is_proposed_once_as_somebody_wrote_it() -> None:
    assert proposed_words(["Film und Käse", "film", "ab 2024", "Mueller, Müller"]) == [
        {"folded": "film", "word": "Film"},
        {"folded": "kase", "word": "Käse"},
        {"folded": "muller", "word": "Mueller"},
        {"folded": "und", "word": "und"},
    ]


def test_the_index_knows_no_word_that_the_file_does_not_show(tmp_path: Path) -> None:
    path = publish_people(tmp_path / "public.db", [member("Anna Berg", offers=["Käse"])], meetings=())
    with closing(sqlite3.connect(path)) as connection:
        words = [row[0] for row in connection.execute("select word from members_search_words order by word")]
        texts = connection.execute("select * from members_search").fetchall()
    assert words == ["Anna", "Berg", "Käse"]
    assert texts == [("anna berg", "", "", "käse kase kaese", "", "", "")]


def test_the_same_people_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = publish_people(tmp_path / "a.db"), publish_people(tmp_path / "b.db")
    assert first.read_bytes() == second.read_bytes()

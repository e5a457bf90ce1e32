"""Recognising spoken languages."""

import pytest

from datasette_netzwerk.records.normalise.languages import language_name, normalise_languages
from datasette_netzwerk.records.normalise.tables import read_table
from datasette_netzwerk.records.normalise.values import Cell


@pytest.mark.parametrize(
    "cell, codes",
    [
        ("Deutsch, Englisch (fließend)", ("de", "en")),
        ("Muttersprache Deutsch; Englisch C1, etwas Spanisch", ("de", "en", "es")),
        ("Deutsch/Englisch und Türkisch", ("de", "en", "tr")),
        ("Deutsch in Wort und Schrift", ("de",)),
        ("Englisch, B2", ("en",)),
        ("German, French", ("de", "fr")),
        ("D, E, F", ("de", "en", "fr")),
        ("Gebärdensprache (DGS), Plattdeutsch", ("gsg", "nds")),
        ("Farsi, Kurmandschi, Mandarin", ("fa", "ku", "zh")),
        ("Deutsch, deutsch", ("de",)),
        (None, None),
        ("k. A.", None),
    ],
)
def test_languages_are_recognised(cell: Cell, codes: tuple[str, ...] | None) -> None:
    assert normalise_languages(cell) == (codes, ())


def test_one_unknown_language_keeps_the_others() -> None:
    codes, findings = normalise_languages("Elbisch, Deutsch")
    assert codes == ("de",)
    assert [(each.code, dict(each.arguments)) for each in findings] == [("language.unknown", {"part": "Elbisch"})]


@pytest.mark.parametrize("row", read_table("languages"), ids=lambda row: row["code"])
def test_every_name_gives_its_language(row: dict[str, str]) -> None:
    assert normalise_languages(row["name_de"]) == normalise_languages(row["name_en"]) == ((row["code"],), ())


def test_a_language_has_a_name_in_both_languages() -> None:
    assert (language_name("tr", "de"), language_name("tr", "en"), language_name("xx", "de")) == (
        "Türkisch",
        "Turkish",
        "xx",
    )

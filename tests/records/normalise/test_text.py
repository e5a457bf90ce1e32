"""Cleaning text and taking lists apart."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_netzwerk.records.normalise.text import (
    clean_lines,
    clean_text,
    is_blank,
    is_blank_name,
    normalise_lines,
    normalise_list,
    normalise_text,
    split_list,
)
from datasette_netzwerk.records.normalise.values import Cell


@pytest.mark.parametrize(
    "cell, text",
    [
        (None, ""),
        ("  Mu\u0308ller\u00a0\u200bGmbH\u00ad\n", "Müller GmbH"),
        ("a\u202eb\u0007c", "abc"),
        (1067.0, "1067"),
        (12.5, "12.5"),
        (True, "true"),
        (datetime(2024, 3, 12), "2024-03-12"),
        (datetime(2024, 3, 12, 7, 30), "2024-03-12T07:30:00"),
        (date(2024, 3, 12), "2024-03-12"),
        (time(19, 30), "19:30:00"),
    ],
)
def test_a_cell_becomes_one_clean_line(cell: Cell, text: str) -> None:
    assert clean_text(cell) == text


def test_true_and_1_are_two_cells() -> None:
    assert [clean_text(1), clean_text(True), clean_text(1.0)] == ["1", "true", "1"]


def test_lines_are_kept_and_many_blank_ones_become_one() -> None:
    assert clean_lines("Erster  Satz.\r\n\r\n\r\n\r\nZweiter.\u000bDritter.\n") == "Erster Satz.\n\nZweiter.\nDritter."


@pytest.mark.parametrize("text", ["", "-", "–", "k. A.", "k.A.", "n/a", "keine Angabe", "unbekannt", "N.A."])
def test_a_word_for_nothing_is_nothing(text: str) -> None:
    assert is_blank(text)
    assert normalise_text(text) == (None, ())


def test_somebody_called_null_exists() -> None:
    assert is_blank("Null")
    assert not is_blank_name("Null")
    assert is_blank_name("k.A.")


@pytest.mark.parametrize(
    "cell, entries",
    [
        ("A; B, C", ("A", "B", "C")),
        ("Steuern (Lohn, Bilanz), Recht", ("Steuern (Lohn, Bilanz)", "Recht")),
        ("1,5 Liter, 2 Liter", ("1,5 Liter", "2 Liter")),
        ("- Nachfolge\n- Gründung\n• Export", ("Nachfolge", "Gründung", "Export")),
        ("A | B · C", ("A", "B", "C")),
        ("Berater·in", ("Berater·in",)),
        ("A, A; -, B", ("A", "B")),
        (None, ()),
    ],
)
def test_a_list_in_one_cell_is_taken_apart(cell: Cell, entries: tuple[str, ...]) -> None:
    assert split_list(cell) == entries


def test_sentences_keep_their_commas() -> None:
    offer = "Ich betreue Betriebe, auch kleine.\nIch rechne, bis es stimmt."
    assert normalise_list(offer, commas=False) == (
        ("Ich betreue Betriebe, auch kleine.", "Ich rechne, bis es stimmt."),
        (),
    )
    assert normalise_list(" ; ") == (None, ())


@given(text=st.text())
def test_cleaning_twice_equals_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    once = normalise_lines(text)[0]
    assert once is None or normalise_lines(once)[0] == once

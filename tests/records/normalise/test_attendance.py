"""Deciding what the marks of an attendance list mean."""

import pytest

from datasette_netzwerk.model import Status
from datasette_netzwerk.records.normalise.attendance import attendance_vocabulary

PRESENT, REMOTE, LATE, SUBSTITUTED = Status.PRESENT, Status.REMOTE, Status.LATE, Status.SUBSTITUTED
EXCUSED, MEDICAL, LEAVE, ABSENT = Status.EXCUSED, Status.MEDICAL, Status.LEAVE, Status.ABSENT


@pytest.mark.parametrize(
    "vocabulary",
    [
        {"P": PRESENT, "A": ABSENT, "L": LATE, "M": MEDICAL, "S": SUBSTITUTED},
        {"P": PRESENT, "A": ABSENT},
        {"P": PRESENT, "A": ABSENT, "E": EXCUSED},
        {"A": PRESENT, "E": EXCUSED, "F": ABSENT},
        {"A": PRESENT, "E": EXCUSED, "U": ABSENT, "K": MEDICAL},
        {"X": PRESENT, "R": REMOTE, "E": EXCUSED, "-": ABSENT},
        {"x": PRESENT, "X ": PRESENT, "–": ABSENT},
        {"X": PRESENT, "U": ABSENT, "E": EXCUSED},
        {"1": PRESENT, "0": ABSENT},
        {"✓": PRESENT, "✗": ABSENT},
        {"J": PRESENT, "N": ABSENT},
        {"Y": PRESENT, "N": ABSENT},
        {"true": PRESENT, "false": ABSENT},
        {"anwesend": PRESENT, "entschuldigt": EXCUSED, "fehlt": ABSENT, "verspätet": LATE, "vertreten": SUBSTITUTED},
        {"present": PRESENT, "excused": EXCUSED, "absent": ABSENT, "no show": ABSENT},
        {
            "anwesend (online)": REMOTE,
            "entsch. (krank)": EXCUSED,
            "Elternzeit": LEAVE,
            "krank": MEDICAL,
            "Gast": PRESENT,
        },
        {"Vertreten durch Eva Korn": SUBSTITUTED, "nicht anwesend": ABSENT, "Anwesend": PRESENT},
    ],
)
def test_the_marks_of_a_list_are_understood_together(vocabulary: dict[str, Status]) -> None:
    assert attendance_vocabulary([*vocabulary, ""]) == (vocabulary, ())


@pytest.mark.parametrize(
    "cells, letters",
    [
        (["A"], "A"), (["A", "S"], "A, S"), (["U"], "U"), (["S", "X"], "S"), (["X", "A"], "A"), (["X", "U", "-"], "U"),
        (["X", "V"], "V"), (["P", "A", "U"], "A, P, U"), (["A", "E", "X"], "A"),
    ],
)  # fmt: skip
def test_a_letter_that_could_mean_two_things_asks(cells: list[str], letters: str) -> None:
    vocabulary, findings = attendance_vocabulary(cells)
    assert vocabulary is None
    assert [(each.code, dict(each.arguments)) for each in findings] == [("attendance.ambiguous", {"letters": letters})]


def test_what_the_mapping_states_wins() -> None:
    stated = {"a": PRESENT, "S": EXCUSED, "war im Stall": ABSENT}
    assert attendance_vocabulary(["A", "S", "War im Stall", "x"], stated) == (
        {"A": PRESENT, "S": EXCUSED, "War im Stall": ABSENT, "x": PRESENT},
        (),
    )
    assert attendance_vocabulary(["-"], {"-": EXCUSED}) == ({"-": EXCUSED}, ())


def test_counts_are_no_attendance() -> None:
    vocabulary, findings = attendance_vocabulary(["1", "12", "3"])
    assert vocabulary is None
    assert [(each.code, dict(each.arguments)) for each in findings] == [("attendance.counts", {"words": "12, 3"})]


def test_an_unknown_word_is_told_and_the_others_are_kept() -> None:
    vocabulary, findings = attendance_vocabulary(["anwesend", "vielleicht"])
    assert vocabulary == {"anwesend": PRESENT}
    assert [(each.code, dict(each.arguments)) for each in findings] == [
        ("attendance.unknown_word", {"word": "vielleicht"})
    ]


def test_nothing_and_not_known_are_no_marks() -> None:
    assert attendance_vocabulary(["", " ", "unbekannt"]) == ({}, ())

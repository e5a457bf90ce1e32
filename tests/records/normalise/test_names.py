"""Taking people's names apart."""

from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_netzwerk.model import PersonName
from datasette_netzwerk.records.normalise.names import normalise_name, normalise_name_parts
from datasette_netzwerk.records.normalise.values import Cell


class Name(NamedTuple):
    cell: str
    given: str | None
    family: str
    title: str | None = None
    birth: str | None = None
    suffix: str | None = None
    salutation: str | None = None


NAMES = [
    Name("Dr. Jürgen Müller", "Jürgen", "Müller", "Dr."),
    Name("Prof.Dr. Jürgen Müller", "Jürgen", "Müller", "Prof. Dr."),
    Name("Dr Müller", None, "Müller", "Dr."),
    Name("Prof. Dr.-Ing. habil. Hans Groß", "Hans", "Groß", "Prof. Dr.-Ing. habil."),
    Name("Dipl.-Ing. (FH) Karl Schulze", "Karl", "Schulze", "Dipl.-Ing. (FH)"),
    Name("Dipl.Ing.Karl Schulze", "Karl", "Schulze", "Dipl.Ing."),
    Name("Dr. iur. utr. Ute Recht", "Ute", "Recht", "Dr. iur. utr."),
    Name("WP/StB Dr. Jens Bauer", "Jens", "Bauer", "WP/StB Dr."),
    Name("Ing. Josef Gruber", "Josef", "Gruber", "Ing."),
    Name("Müller, Dr. Jürgen", "Jürgen", "Müller", "Dr."),
    Name("Müller, Jürgen, Dr. med.", "Jürgen", "Müller", "Dr. med."),
    Name("Lisa Berger, Steuerberaterin", "Lisa", "Berger", "Steuerberaterin"),
    Name("Herrn Prof. Max Muster", "Max", "Muster", "Prof.", salutation="Herr"),
    Name("Frau Eva Schmidt", "Eva", "Schmidt", salutation="Frau"),
    Name("Prof. Dr. Eva von der Heide", "Eva", "von der Heide", "Prof. Dr."),
    Name("Heide, Eva von der", "Eva", "von der Heide"),
    Name("Heide von der, Eva", "Eva", "von der Heide"),
    Name("von der Heide", None, "von der Heide"),
    Name("Eva v. d. Berg", "Eva", "v. d. Berg"),
    Name("Ana Maria da Silva Santos", "Ana Maria", "da Silva Santos"),
    Name("Freiherr Karl von und zu Berg", "Karl", "Freiherr von und zu Berg"),
    Name("Maria Freifrau von Stein zu Berg", "Maria", "Freifrau von Stein zu Berg"),
    Name("Otto Graf", "Otto", "Graf"),
    Name("Jan Ben Müller", "Jan Ben", "Müller"),
    Name("Ali ben Salah", "Ali", "ben Salah"),
    Name("Eva Müller geb. Schmidt", "Eva", "Müller", birth="Schmidt"),
    Name("Eva Müller, geb. Schmidt, MBA", "Eva", "Müller", birth="Schmidt", suffix="MBA"),
    Name("Lisa Berger, M. A.", "Lisa", "Berger", suffix="M.A."),
    Name("Hans Müller jun.", "Hans", "Müller", suffix="jun."),
    Name("MÜLLER, JÜRGEN", "Jürgen", "Müller"),
    Name("jürgen müller", "Jürgen", "Müller"),
    Name("MÜLLER Jürgen", "Jürgen", "Müller"),
    Name("Jan VAN DEN BERG", "Jan", "van den Berg"),
    Name("YO-YO MA", "Yo-Yo", "Ma"),
    Name("HANS MÜLLER MBA", "Hans", "Müller", suffix="MBA"),
    Name("O'BRIEN, SEAN", "Sean", "O'Brien"),
    Name("JOHN MCDONALD", "John", "McDonald"),
    Name("Max Muster (Gast)", "Max", "Muster"),
    Name("Çiğdem Yılmaz", "Çiğdem", "Yılmaz"),
    Name("Null", None, "Null"),
]


@pytest.mark.parametrize(Name._fields, NAMES, ids=[name.cell for name in NAMES])
def test_a_name_in_one_cell_is_taken_apart(
    cell: str,
    given: str | None,
    family: str,
    title: str | None,
    birth: str | None,
    suffix: str | None,
    salutation: str | None,
) -> None:
    expected = PersonName(family, given, title, salutation, birth, suffix, raw=cell)
    assert normalise_name(cell) == (expected, ())


@pytest.mark.parametrize(
    "cell, code",
    [
        ("Eva und Hans Müller", "name.several"),
        ("Müller, Eva & Hans", "name.several"),
        ("Familie Müller", "name.several"),
        ("Eva Müller / Hans Groß", "name.several"),
        ("12", "name.invalid"),
        ("eva@mueller.example", "name.invalid"),
        ("Müller GmbH", "name.invalid"),
        ("Herr Dr.", "name.invalid"),
        ("Müller, Eva, Köln", "name.unclear"),
    ],
)
def test_what_is_not_one_name_is_refused(cell: str, code: str) -> None:
    name, findings = normalise_name(cell)
    assert name is None
    assert [finding.code for finding in findings] == [code]


@pytest.mark.parametrize("cell", [None, "", " ", "-", "k. A."])
def test_an_empty_cell_is_no_name(cell: Cell) -> None:
    assert normalise_name(cell) == (None, ())


def test_columns_give_the_name_and_their_cells_are_read_too() -> None:
    assert normalise_name_parts("Eva von", "der Heide", title="Prof.Dr.", salutation="Frau") == (
        PersonName("von der Heide", "Eva", "Prof. Dr.", "Frau"),
        (),
    )
    assert normalise_name_parts("JÜRGEN", "MÜLLER geb. Groß, MBA", salutation="Herrn Dr.") == (
        PersonName("Müller", "Jürgen", "Dr.", "Herr", "Groß", "MBA"),
        (),
    )
    assert normalise_name_parts("Dr. Eva", "Müller", title="Dr.", birth_name="geb. Groß") == (
        PersonName("Müller", "Eva", "Dr.", birth_name="Groß"),
        (),
    )


def test_a_family_name_of_two_words_stays_whole_beside_an_empty_given_name() -> None:
    assert normalise_name_parts(None, "Müller Schmidt") == (PersonName("Müller Schmidt"), ())


def test_a_whole_name_in_one_of_two_columns_is_taken_apart() -> None:
    assert normalise_name_parts("Eva Müller", None) == (PersonName("Müller", "Eva", raw="Eva Müller"), ())
    assert normalise_name_parts(None, "Müller, Eva") == (PersonName("Müller", "Eva", raw="Müller, Eva"), ())


def test_a_given_name_alone_is_nobody() -> None:
    name, findings = normalise_name_parts("Eva", " ")
    assert name is None
    assert [finding.code for finding in findings] == ["name.family_missing"]
    assert normalise_name_parts(None, None, title="Dr.") == (None, ())


def spoken(name: PersonName) -> str:
    parts = (name.salutation, name.academic_title, name.given_name, name.family_name)
    born = f" geb. {name.birth_name}" if name.birth_name else ""
    suffix = f", {name.name_suffix}" if name.name_suffix else ""
    return " ".join(filter(None, parts)) + born + suffix


def listed(name: PersonName) -> str:
    return f"{name.family_name}, {' '.join(filter(None, (name.salutation, name.academic_title, name.given_name)))}"


NAMES_THERE_ARE = st.builds(
    PersonName,
    family_name=st.sampled_from(
        ["Müller", "von der Heide", "Groß-Gerau", "De Luca", "Graf von Berg", "O'Brien", "Yılmaz"]
    ),
    given_name=st.sampled_from(["Eva", "Hans-Peter", "Jan Ben", "Çiğdem", "J. R."]),
    academic_title=st.sampled_from([None, "Dr.", "Prof. Dr. med.", "Dipl.-Ing. (FH)", "RA", "MMag. Dr."]),
    salutation=st.sampled_from([None, "Herr", "Frau"]),
    birth_name=st.sampled_from([None, "Schmidt", "von Berg"]),
    name_suffix=st.sampled_from([None, "MBA", "jun.", "M.A., LL.M."]),
)


@given(name=NAMES_THERE_ARE)
def test_a_name_written_out_is_read_back(name: PersonName) -> None:
    assert normalise_name(spoken(name)) == (replace(name, raw=spoken(name)), ())


@given(name=NAMES_THERE_ARE)
def test_a_name_written_as_in_lists_is_read_back(name: PersonName) -> None:
    expected = replace(name, birth_name=None, name_suffix=None, raw=listed(name))
    assert normalise_name(listed(name)) == (expected, ())


@given(name=NAMES_THERE_ARE)
def test_a_name_in_columns_is_read_back(name: PersonName) -> None:
    parts = (name.given_name, name.family_name, name.academic_title, name.salutation, name.birth_name, name.name_suffix)
    assert normalise_name_parts(*parts) == (name, ())

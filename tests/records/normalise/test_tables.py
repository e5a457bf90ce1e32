"""The reference tables agree with each other and with the rules that read them."""

from collections import Counter
from importlib import resources

import pytest

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.model import CONSENT_FIELDS, Depth, InteractionKind, Status
from datasette_netzwerk.records.normalise.tables import read_table

DATA = resources.files("datasette_netzwerk.records.normalise").joinpath("data")
WORD_LISTS = (
    "answers",
    "attendance_words",
    "blank_words",
    "country_hints",
    "depth_words",
    "generic_mailboxes",
    "interaction_words",
    "language_levels",
    "no_company_words",
    "outcome_words",
)


def column(table: str, name: str) -> set[str]:
    return {row[name] for row in read_table(table)}


@pytest.mark.parametrize("table", WORD_LISTS)
def test_no_word_means_two_things(table: str) -> None:
    meanings = {(identity_key(row["word"]), *[row[key] for key in row if key != "word"]) for row in read_table(table)}
    assert [word for word, count in Counter(word for word, *_ in meanings).items() if count > 1] == []


def test_every_table_ends_with_a_line_break_and_has_no_blanks_around_its_values() -> None:
    for file in DATA.iterdir():
        if file.name.endswith(".csv"):
            assert file.read_bytes().endswith(b"\n"), file.name
            rows = read_table(file.name.removesuffix(".csv"))
            assert all(value is not None and value == value.strip() for row in rows for value in row.values()), (
                file.name
            )


def test_there_are_249_countries_and_kosovo() -> None:
    rows = read_table("countries")
    assert len({row["code"] for row in rows}) == len({row["iso3"] for row in rows}) == len(rows) == 250
    assert all(row["name_de"] and row["name_en"] and row["iso3"].isupper() for row in rows)


def test_the_wz_2025_has_22_sections_and_87_divisions() -> None:
    sections = {row["code"] for row in read_table("industries") if not row["section"]}
    divisions = [row for row in read_table("industries") if row["section"]]
    assert (len(sections), len(divisions)) == (22, 87)
    assert {row["section"] for row in divisions} == sections
    assert all(row["title_de"] and row["title_en"] for row in read_table("industries"))


def test_every_stem_leads_to_a_division() -> None:
    divisions = {row["code"] for row in read_table("industries") if row["section"]}
    assert column("industry_stems", "code") - divisions == {"", "-"}
    assert column("industry_stems", "place") == {"alone", "end", "first", "inside", "start", "word"}
    assert all(identity_key(row["stem"]) for row in read_table("industry_stems"))


def test_no_stem_stands_twice_at_one_place() -> None:
    stems = Counter((identity_key(row["stem"]), row["place"]) for row in read_table("industry_stems"))
    assert [stem for stem, count in stems.items() if count > 1] == []


def test_words_lead_to_what_the_model_knows() -> None:
    assert column("attendance_words", "status") == set(Status)
    assert column("attendance_letters", "status") <= set(Status)
    assert column("interaction_words", "kind") == set(InteractionKind)
    assert column("depth_words", "depth") == set(Depth)
    named = {
        field for row in read_table("consent_words") for key in ("opens", "closes") for field in row[key].split("|")
    }
    assert named - {""} == set(CONSENT_FIELDS)


def test_a_word_closes_whatever_it_opens() -> None:
    for row in read_table("consent_words"):
        assert set(row["opens"].split("|")) - {""} <= set(row["closes"].split("|")), row["word"]


def test_hints_name_countries_there_are() -> None:
    codes = {code for row in read_table("country_hints") for code in row["countries"].split("|") if code}
    assert codes <= column("countries", "code")
    assert column("country_hints", "verdict") == {"ambiguous", "inside", "several", "wide"}

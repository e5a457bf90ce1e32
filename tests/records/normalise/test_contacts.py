"""Reading e-mail addresses, phone numbers and web addresses."""

from collections.abc import Callable

import phonenumbers
import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from datasette_netzwerk.model import ContactKind, ContactPoint
from datasette_netzwerk.records.normalise.contacts import (
    is_generic_address,
    normalise_emails,
    normalise_phones,
    normalise_website,
)
from datasette_netzwerk.records.normalise.values import Cell, Normalised


def keys(points: tuple[ContactPoint, ...] | None) -> list[str]:
    return [point.key for point in points or ()]


@pytest.mark.parametrize(
    "cell, key",
    [
        ("0221 / 123-456", "+49221123456"), ("+49 (0)221 123456", "+49221123456"), ("0049 (0) 221 / 123 456", "+49221123456"),
        ("00 49 221 123456", "+49221123456"), ("49 171 1234567", "+491711234567"), ("4917112345678", "+4917112345678"),
        ("171 1234567", "+491711234567"), (1711234567.0, "+491711234567"), (491711234567, "+491711234567"),
        ("+49 0221 123456", "+49221123456"), ("(0221) 12 34 56", "+49221123456"), ("0171.1234567", "+491711234567"),
        ("Tel.: 0221 123456", "+49221123456"), ("0221 123456 App. 12", "+49221123456"),
        ("0171 1234567 (privat)", "+491711234567"),
        ("Zuhause: 0221 123456", "+49221123456"), ("O221 123456", "+49221123456"), ("'0171 1234567", "+491711234567"),
        ("tel:+49-221-123456", "+49221123456"), ("0221\u00a0123456", "+49221123456"), ("＋49 221 123456", "+49221123456"),
        ("+43 1 5125678", "+4315125678"), ("+1 212 555 0123", "+12125550123"), ("0800 330 1000", "+498003301000"),
    ],
)  # fmt: skip
def test_a_phone_number_is_read_as_it_is_dialled_from_anywhere(cell: Cell, key: str) -> None:
    points, findings = normalise_phones(cell)
    assert (keys(points), findings) == ([key], ())


def test_a_number_is_shown_with_its_country_and_tells_whether_it_is_mobile() -> None:
    assert normalise_phones("0221/123456")[0] == (ContactPoint(ContactKind.PHONE, "+49 221 123456", "+49221123456"),)
    assert normalise_phones("0171/1234567")[0] == (
        ContactPoint(ContactKind.MOBILE, "+49 171 1234567", "+491711234567"),
    )
    assert normalise_phones("+1 212 555 0123", kind=ContactKind.MOBILE)[0] == (
        ContactPoint(ContactKind.MOBILE, "+1 212-555-0123", "+12125550123"),
    )
    assert [point.kind for point in normalise_phones("0221 123456", kind=ContactKind.FAX)[0] or ()] == [ContactKind.FAX]


@pytest.mark.parametrize(
    "cell",
    [
        "0221 123456 oder 0171 1234567", "0221-123456 / 0171-1234567", "0221 123456; 0171 1234567",
        "Tel. 0221 123456 Mobil: 0171 1234567", "0221 123456 (Büro), 0171 1234567 (mobil)",
    ],
)  # fmt: skip
def test_two_numbers_in_a_cell_are_two(cell: str) -> None:
    assert keys(normalise_phones(cell)[0]) == ["+49221123456", "+491711234567"]


def test_a_fax_number_is_no_phone_number() -> None:
    points, _ = normalise_phones("Tel. 0221 123456, Fax 0221 123457")
    assert [(point.kind, point.key) for point in points or ()] == [
        (ContactKind.PHONE, "+49221123456"),
        (ContactKind.FAX, "+49221123457"),
    ]


def test_the_country_of_the_row_completes_a_number() -> None:
    assert keys(normalise_phones("01 5125678", region="AT")[0]) == ["+4315125678"]


@pytest.mark.parametrize("cell", ["4,92211E+11", "4.91711E+12", "1E+10"])
def test_a_number_with_lost_digits_is_refused(cell: str) -> None:
    points, findings = normalise_phones(cell)
    assert points is None
    assert [(each.code, dict(each.arguments)) for each in findings] == [("phone.lost_digits", {"part": cell})]


def test_what_nobody_can_call_is_refused_and_the_rest_is_kept() -> None:
    assert [finding.code for finding in normalise_phones("110")[1]] == ["phone.invalid"]
    assert [finding.code for finding in normalise_phones("bitte per Mail")[1]] == ["phone.invalid"]
    points, findings = normalise_phones("0221 123456; 12")
    assert keys(points) == ["+49221123456"]
    assert [dict(finding.arguments) for finding in findings] == [{"part": "12"}]


@pytest.mark.parametrize(
    "cell, key",
    [
        ("Eva.Korn@Korn.example", "eva.korn@korn.example"),
        ("Eva Korn <eva@korn.example>", "eva@korn.example"),
        ("mailto:eva@korn.example?subject=Hallo", "eva@korn.example"),
        ("eva(at)korn.example", "eva@korn.example"),
        ("eva [at] korn [dot] example", "eva@korn.example"),
        ("eva @korn.example.", "eva@korn.example"),
        ("\u200beva@korn.example\u00a0", "eva@korn.example"),
        ("info@müller.example", "info@müller.example"),
    ],
)
def test_an_address_is_read(cell: str, key: str) -> None:
    points, findings = normalise_emails(cell)
    assert (keys(points), findings) == ([key], ())


def test_the_case_before_the_at_is_kept_to_show() -> None:
    assert normalise_emails("Eva.Korn@KORN.example")[0] == (
        ContactPoint(ContactKind.EMAIL, "Eva.Korn@korn.example", "eva.korn@korn.example"),
    )


def test_several_addresses_are_several() -> None:
    cell = "eva@korn.example; jan@korn.example oder eva@korn.example"
    assert keys(normalise_emails(cell)[0]) == ["eva@korn.example", "jan@korn.example"]


@pytest.mark.parametrize("cell", ["eva@korn", "eva", "eva..korn@korn.example", "@korn.example"])
def test_what_is_no_address_is_refused(cell: str) -> None:
    points, findings = normalise_emails(cell)
    assert (points, [finding.code for finding in findings]) == (None, ["email.invalid"])


def test_an_address_of_a_house_is_nobodys() -> None:
    assert is_generic_address("info@korn.example")
    assert is_generic_address("büro@korn.example")
    assert not is_generic_address("eva@korn.example")


@pytest.mark.parametrize(
    "cell, value, key",
    [
        ("www.korn.example", "https://www.korn.example", "korn.example"),
        ("HTTP://Korn.example/", "http://korn.example", "korn.example"),
        ("korn.example:443/Über-uns/", "https://korn.example/Über-uns", "korn.example/Über-uns"),
        ("http://korn.example:8080/a?b=c#d", "http://korn.example:8080/a?b=c#d", "korn.example:8080/a?b=c#d"),
        ("https://straße.example", "https://xn--strae-oqa.example", "xn--strae-oqa.example"),
        ("\u200bkorn.example", "https://korn.example", "korn.example"),
    ],
)
def test_a_web_address_is_read(cell: str, value: str, key: str) -> None:
    assert normalise_website(cell) == ((ContactPoint(ContactKind.WEBSITE, value, key),), ())


def test_a_letter_that_looks_like_another_is_shown_for_what_it_is() -> None:
    cyrillic = "https://\u0430pple.example"
    assert [point.value for point in normalise_website(cyrillic)[0] or ()] == ["https://xn--pple-43d.example"]


@pytest.mark.parametrize(
    "cell",
    [
        "javascript:alert(1)", "JavaScript:alert(1)//korn.example", "data:text/html,x", "vbscript:x", "//evil.example", "//evil",
        "https://a\u202egnp.example", "https://user@bank.example", "https://user:pass@bank.example", " java\tscript:alert(1)",
        "java\u0000script:alert(1)", "ftp://korn.example", "mailto:eva@korn.example", "https://localhost", "http://127.0.0.1",
        "https://[::1]/", "https:///korn.example", "https:korn.example", "https://korn.example/<script>",
        'https://korn.example/"onclick', "https://korn.example:99999", "korn", "http://",
    ],
)  # fmt: skip
def test_an_address_that_could_harm_is_refused(cell: str) -> None:
    points, findings = normalise_website(cell)
    assert points is None
    assert {finding.code for finding in findings} == {"website.invalid"}


@pytest.mark.parametrize("normalise", [normalise_phones, normalise_emails, normalise_website])
@pytest.mark.parametrize("cell", [None, "", "-", "k. A.", "keine"])
def test_an_empty_cell_is_no_contact(
    normalise: Callable[[Cell], Normalised[tuple[ContactPoint, ...]]], cell: Cell
) -> None:
    assert normalise(cell) == (None, ())


@given(text=st.text(alphabet="0123456789+/()- oTel.", max_size=22))
def test_reading_phones_twice_equals_once(text: str) -> None:
    for point in normalise_phones(text)[0] or ():
        assert normalise_phones(point.value, kind=point.kind)[0] == (point,)


@given(text=st.text(alphabet="abjvscript:/.@?#wx\u202e\t-ü", max_size=22))
def test_whatever_is_read_as_a_web_address_is_one_and_reads_the_same_again(text: str) -> None:
    for point in normalise_website(text)[0] or ():
        assert point.value.startswith(("https://", "http://"))
        assert normalise_website(point.value)[0] == (point,)


def test_a_slash_behind_the_area_code_does_not_cut_the_number_in_two() -> None:
    for written in ("0176/04069630", "0176 / 04069630"):
        points, findings = normalise_phones(written)
        assert [point.key for point in points or ()] == ["+4917604069630"]
        assert findings == ()


DIGITS = "0123456789"
AREAS = (
    "30",
    "40",
    "391",
    "5971",
    "33203",
    "32",
    "151",
    "160",
    "171",
    "15310",
    "1805",
    "185",
    "700",
    "800",
    "900",
    "137",
)
GERMAN_NUMBERS = st.tuples(
    st.sampled_from(("0", "+49", "+49 ", "(0")),
    st.one_of(st.sampled_from(AREAS), st.text(DIGITS, min_size=2, max_size=5).filter(lambda area: area[0] != "0")),
    st.sampled_from((" ", "/", "-", " - ", "", ") ", ")")),
    st.sampled_from("123456789"),
    st.lists(st.text(DIGITS, min_size=1, max_size=4), max_size=2).map(" ".join),
)


@given(parts=GERMAN_NUMBERS)
@settings(max_examples=1_000)
@example(parts=("0", "391", " ", "1", "23456"))
@example(parts=("0", "32", " ", "2", "123456"))
@example(parts=("(0", "160", ") ", "1", "3 1234 567"))
def test_a_german_number_is_read_and_grouped_as_phonenumbers_does(parts: tuple[str, ...]) -> None:
    text = "".join(parts).strip()
    number = phonenumbers.parse(text, "DE")
    points, findings = normalise_phones(text)
    if phonenumbers.number_type(number) == PhoneNumberType.UNKNOWN:
        assert (points, [found.code for found in findings]) == (None, ["phone.invalid"])
    else:
        shown = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
        key = phonenumbers.format_number(number, PhoneNumberFormat.E164)
        assert [(point.value, point.key) for point in points or ()] == [(shown, key)]


@given(
    local=st.text("abz09._+-", min_size=1, max_size=12),
    domain=st.text("abz09.-", min_size=1, max_size=14),
    top=st.sampled_from(("de", "example", "test", "local", "invalid", "xn--p1ai", "arpa", "onion", "c", "museum", "1")),
)
@settings(max_examples=1_000)
@example(local="anna.meyer", domain="meyer-dach", top="example")
@example(local="a" * 70, domain="b", top="example")
@example(local="a", domain="b" * 64, top="example")
def test_an_address_is_believed_exactly_where_the_validator_believes_it(local: str, domain: str, top: str) -> None:
    address = f"{local}@{domain}.{top}".strip(".")
    try:
        expected = [validate_email(address, check_deliverability=False).normalized]
    except EmailNotValidError:
        expected = []
    assert [point.value for point in normalise_emails(address)[0] or ()] == expected

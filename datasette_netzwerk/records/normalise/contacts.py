"""Reads e-mail addresses, phone numbers and web addresses; nothing that a browser would run, nothing with lost digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

import idna
import phonenumbers
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from datasette_netzwerk.folding import identity_key
from datasette_netzwerk.model import ContactKind, ContactPoint
from datasette_netzwerk.records.normalise.tables import read_words
from datasette_netzwerk.records.normalise.text import clean_text, is_blank
from datasette_netzwerk.records.normalise.values import NOTHING, Cell, Normalised, finding, refused

T = TypeVar("T")

IN_ANGLES = re.compile(r"<([^<>]+)>")
AT_SPELT_OUT = re.compile(r"\s*[\[(]\s*(?:at|ät|@)\s*[\])]\s*|\s+@\s*|\s*@\s+", re.I)
DOT_SPELT_OUT = re.compile(r"\s*[\[(]\s*(?:dot|punkt)\s*[\])]\s*", re.I)
MAILTO = re.compile(r"^mailto:", re.I)
PLAIN_ADDRESS = re.compile(r"[a-z0-9_]+(?:[.+-][a-z0-9_]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+([a-z]{2,20})")
LONGEST_PLAIN_ADDRESS = 60
RESERVED = frozenset(name.rpartition(".")[2] for name in SPECIAL_USE_DOMAIN_NAMES)
ADDRESS_BREAK = re.compile(r"[;,|]\s*|\s+(?:oder|und|or|and|/)\s+|\s+")

LOST_DIGITS = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE]\+?\d+")
NUMBER_BREAK = re.compile(
    r"\s:::\s|\s+(?:oder|od\.|und|u\.|or|and)\s+|[;|]|(?<=\d{4})\s*/\s*(?=0\d{2}|\+)|,\s*(?=[+0])|\s+/\s+(?=\+|0\d)"
    r"|(?<=\d)\s+(?=\+\d)|(?<=\d)[\s,]+(?=[^\W\d_]{2,}\.?:?\s*[+(0]\(?\d)",  # Tel. 0221 123456 Fax 0221 123457
    re.I,
)
FLOAT_AS_TEXT = re.compile(r"^(\d{6,})\.0$")
LETTER_O_FOR_ZERO = re.compile(r"^[oO](?=\d)")
NOTE_IN_BRACKETS = re.compile(r"\([^()\d]*\)")
DIGIT = re.compile(r"\d")
FEWEST_DIGITS = 6
FAX = re.compile(r"\b(?:tele)?fax", re.I)
BEFORE_NUMBER = re.compile(r"^[^\d+(]+")
FROM_FIRST_LETTER = re.compile(r"[^\W\d_].*$", re.S)
TRUNK_ZERO = re.compile(r"\(0\)")
DOUBLE_ZERO = re.compile(r"^0\s?0\s?(?=[1-9])")
GERMAN_TRUNK_ZERO = re.compile(r"^(\+49)[\s/.-]*0(?=\d)")
GERMAN_MOBILE_WITHOUT_ZERO = re.compile(r"1[567]\d{8,9}")
SHORTEST_WITH_COUNTRY_CODE = 11
PLAIN_GERMAN = re.compile(r"(?:\+49 ?|\(?0)([1-9](?:[ )/-]{0,3}[0-9])+)")
GERMANY = 49
PLAIN_LENGTHS = range(6, 12)
DIGITS_THAT_GROUP = 6
"""How many leading digits decide, with the length, how a number is grouped; the metadata look at five."""

SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*):(?!\d{2,5}(?:/|$))")
HARMFUL = re.compile(r"[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff<>\"'`\\{}|^]")
TOP_LEVEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{2,59}")
ZERO_WIDTH = re.compile("[\u00ad\u200b\u2060\ufeff]")
WEB_BREAK = re.compile(r"[;|]\s*|,?\s+")


def _collected(parts: Sequence[str], read: Callable[[str], Normalised[T]]) -> Normalised[tuple[T, ...]]:
    """Read every part; return each value once, and what was said about the others."""
    said = [read(part) for part in parts]
    values = [value for value, _ in said if value is not None]
    unique = tuple(values) if len(values) < 2 else tuple(dict.fromkeys(values))
    return unique or None, tuple(found for _, findings in said for found in findings)


def is_generic_address(key: str) -> bool:
    """Tell whether an address such as info@ belongs to a house, not to a person: it never tells who somebody is."""
    return identity_key(key.partition("@")[0]) in read_words("generic_mailboxes", "meaning")


def _plain_address(address: str) -> str | None:
    """Return an address in which there is nothing to doubt, as the validator would; nearly all are, and it is slow."""
    match = PLAIN_ADDRESS.fullmatch(address) if len(address) <= LONGEST_PLAIN_ADDRESS else None
    return address if match and match[1] not in RESERVED else None


def _validated(address: str) -> str | None:
    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        return None


@lru_cache(maxsize=8192)
def _email(text: str) -> Normalised[ContactPoint]:
    address = MAILTO.sub("", text.strip("<>'\" .")).partition("?")[0]
    normalised = _plain_address(address) or _validated(address)
    if normalised is None:
        return refused("email.invalid", part=text)
    return ContactPoint(ContactKind.EMAIL, normalised, normalised.lower()), ()


def _addresses(text: str) -> list[str]:
    """Return what looks like addresses; the names beside ``<…>`` are left out."""
    if IN_ANGLES.search(text):
        return IN_ANGLES.findall(text)
    spelt = DOT_SPELT_OUT.sub(".", AT_SPELT_OUT.sub("@", text))
    pieces = [piece for piece in ADDRESS_BREAK.split(spelt) if piece]
    with_at = [piece for piece in pieces if "@" in piece]
    return with_at if with_at else [text]


def normalise_emails(cell: Cell) -> Normalised[tuple[ContactPoint, ...]]:
    """Return the e-mail addresses in the cell, one or several, also from ``Eva Korn <eva@korn.example>``."""
    text = clean_text(cell)
    return NOTHING if is_blank(text) else _collected(_addresses(text), _email)


def _digits_alone(text: str) -> str:
    """Drop the words before the number, and all after it: a phone reads the letters of ``App.`` as digits of its keypad."""
    number = NOTE_IN_BRACKETS.sub("", LETTER_O_FOR_ZERO.sub("0", text))
    return FROM_FIRST_LETTER.sub("", BEFORE_NUMBER.sub("", number)).strip(" ,:'/")


def _dialled(text: str) -> str:
    """Return the number as it is dialled from anywhere, where the writing tells."""
    number = DOUBLE_ZERO.sub("+", TRUNK_ZERO.sub("", text).strip())
    number = GERMAN_TRUNK_ZERO.sub(r"\1 ", number)
    digits = re.sub(r"\D", "", number)
    if not number.startswith(("+", "0")) and digits.startswith("49") and len(digits) >= SHORTEST_WITH_COUNTRY_CODE:
        return f"+{digits}"
    if not number.startswith(("+", "0", "(")) and GERMAN_MOBILE_WITHOUT_ZERO.fullmatch(digits):
        return f"0{digits}"
    return number


def _kind(kind: int, text: str, told: ContactKind | None) -> ContactKind:
    """Return the kind: fax where cell or column say so, else what the number itself tells, as far as it does."""
    if told is ContactKind.FAX or FAX.search(text):
        return ContactKind.FAX
    if kind == PhoneNumberType.FIXED_LINE_OR_MOBILE:
        return told or ContactKind.PHONE
    return ContactKind.MOBILE if kind == PhoneNumberType.MOBILE else ContactKind.PHONE


def _parsed(text: str, region: str) -> tuple[PhoneNumber, int] | None:
    """Return the number and its type; ``None`` if nobody can have it, which is told by a type that is unknown."""
    dialled = _dialled(_digits_alone(text))
    try:
        number = _plain_german(dialled, region) or phonenumbers.parse(dialled, region)
    except NumberParseException:
        return None
    number.extension = None
    kind = phonenumbers.number_type(number)
    return None if kind == PhoneNumberType.UNKNOWN else (number, kind)


def _plain_german(dialled: str, region: str) -> PhoneNumber | None:
    """Return a German number in which there is nothing to find out; the parser would say the same, but slowly."""
    match = PLAIN_GERMAN.fullmatch(dialled) if region == "DE" or dialled.startswith("+49") else None
    digits = re.sub(r"\D", "", match[1]) if match else ""
    return PhoneNumber(GERMANY, int(digits)) if len(digits) in PLAIN_LENGTHS else None


def _shown(number: PhoneNumber) -> str:
    """Return the number in groups, as its country writes it."""
    digits = str(number.national_number)
    if number.country_code != GERMANY or len(digits) not in PLAIN_LENGTHS:
        return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    ends = _group_ends(digits[:DIGITS_THAT_GROUP], len(digits))
    groups = (digits[start:end] for start, end in zip((0, *ends), ends, strict=False))
    return f"+{GERMANY} {' '.join(groups)}"


@lru_cache(maxsize=8192)
def _group_ends(start: str, length: int) -> tuple[int, ...]:
    """Return where the groups end of every German number with these first digits and this length."""
    one = PhoneNumber(GERMANY, int(start.ljust(length, "1")))
    _code, *groups = phonenumbers.format_number(one, PhoneNumberFormat.INTERNATIONAL).split(" ")
    return tuple(accumulate(map(len, groups)))


@lru_cache(maxsize=8192)
def _phone(text: str, region: str, told: ContactKind | None) -> Normalised[ContactPoint]:
    parsed = _parsed(text, region)
    if parsed is None:
        return refused("phone.invalid", part=text)
    number, kind = parsed
    value = _shown(number)
    key = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return ContactPoint(_kind(kind, text, told), value, key), ()


def normalise_phones(
    cell: Cell, region: str = "DE", kind: ContactKind | None = None
) -> Normalised[tuple[ContactPoint, ...]]:
    """Return the phone numbers in the cell, to show as +49 221 123456 and to compare as E.164.

    ``region`` is the country of the row; ``kind`` what the column says: believed where the number does not tell.
    """
    # a line break parts two numbers; a workbook saved as text writes 171555010 as 171555010.0
    lines = re.sub(r"[\r\n]+", "; ", cell) if isinstance(cell, str) else cell
    text = FLOAT_AS_TEXT.sub(r"\1", clean_text(lines).lstrip("'"))
    if not DIGIT.search(text):
        return NOTHING if is_blank(text) else refused("phone.invalid", part=text)
    if LOST_DIGITS.fullmatch(text):
        return refused("phone.lost_digits", part=text)
    parts = _whole_numbers([part.strip() for part in NUMBER_BREAK.split(text) if DIGIT.search(part)])
    return _collected(parts, lambda part: _phone(part, region, kind))


def _whole_numbers(parts: list[str]) -> list[str]:
    """Join a beginning that is too short to be a number with what follows: 0176 / 04069630 is one number."""
    whole: list[str] = []
    for part in parts:
        if whole and len(DIGIT.findall(whole[-1])) < FEWEST_DIGITS:
            whole[-1] = f"{whole[-1]} {part}"
        else:
            whole.append(part)
    return whole


def _host(written: str) -> str | None:
    """Return the host in the letters of the network (xn--…), so that no letter passes for another; or ``None``."""
    try:
        host = idna.encode(written.rstrip("."), uts46=True).decode("ascii")
    except idna.IDNAError:
        return None
    labels = host.split(".")
    return host if len(labels) > 1 and TOP_LEVEL.fullmatch(labels[-1]) else None


def _port(parts: SplitResult) -> str:
    default = {"http": 80, "https": 443}[parts.scheme]
    return f":{parts.port}" if parts.port and parts.port != default else ""


def _address(text: str) -> str:
    """Return the text as an address with its scheme, which most people leave out."""
    return text if SCHEME.match(text) or text.startswith("//") else f"https://{text}"


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(_address(text))
        is_plain = parts.port is None or parts.port > 0
    except ValueError:
        return None
    is_web = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    return parts if is_web and is_plain else None


@lru_cache(maxsize=8192)
def _website(text: str) -> Normalised[ContactPoint]:
    parts = None if HARMFUL.search(text) else _split(text)
    host = _host(parts.hostname or "") if parts else None
    if parts is None or host is None:
        return refused("website.invalid", part=text)
    behind = f"{'?' * bool(parts.query)}{parts.query}{'#' * bool(parts.fragment)}{parts.fragment}"
    place = f"{host}{_port(parts)}{parts.path.rstrip('/')}{behind}"
    return ContactPoint(ContactKind.WEBSITE, f"{parts.scheme}://{place}", place.removeprefix("www.")), ()


def normalise_website(cell: Cell) -> Normalised[tuple[ContactPoint, ...]]:
    """Return the web addresses in the cell, http or https only, with a host and nobody's password."""
    text = unicodedata.normalize("NFC", ZERO_WIDTH.sub("", cell)).strip() if isinstance(cell, str) else clean_text(cell)
    if is_blank(text):
        return NOTHING
    if HARMFUL.search(text.replace("\n", " ").replace("\r", " ")):
        return None, (finding("website.invalid", part=clean_text(cell)),)
    return _collected([part for part in WEB_BREAK.split(text) if part], _website)

"""Reads address books: vCard 2.1, 3.0 and 4.0, many cards in one file, one row for each card."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.normalise.values import Cell
from datasette_netzwerk.records.readers.content_lines import (
    Line,
    Unfolded,
    Unread,
    properties,
    split_value,
    unescaped,
    unfolded_lines,
)
from datasette_netzwerk.records.readers.encodings import start_of_text
from datasette_netzwerk.records.readers.entries import Entry, filled, table_of_entries
from datasette_netzwerk.records.readers.placeholders import id_in_placeholder
from datasette_netzwerk.records.readers.tables import Options, Reader, Reading

VALUE_LIMIT = 2**20
"""Characters of one property; a longer one is a picture that calls itself something else."""

SEVERAL = 5
"""Columns for the phones, addresses and pages of one card; further ones share the last."""

NOT_READ = frozenset(
    "VERSION PRODID REV PHOTO LOGO SOUND KEY MAILER SORT-STRING CLASS SOURCE AGENT CLIENTPIDMAP".split()
)
"""Properties that say nothing about a person, or more than a group needs."""

REPEATED = ("Phone", "Mobile", "Fax", "Email", "Website")
ORDER = (
    "Member ID",
    "Name Prefix",
    "First Name",
    "Last Name",
    "Name Suffix",
    "Full Name",
    "Company",
    "Department",
    "Job Title",
    "Profession",
    "Category",
    "Street",
    "Postcode",
    "City",
    "State",
    "Country",
    *(f"{name}{'' if number == 1 else f' {number}'}" for name in REPEATED for number in range(1, SEVERAL + 1)),
    "Birthday",
    "Languages",
    "Note",
    "Other",
)
"""The columns of the table, named as address books name them in English."""

_CHARSET = re.compile(r"UTF-?8|(?:US-)?ASCII|ISO-?8859-?\d{1,2}|LATIN-?1|WINDOWS-?125\d|CP\d{3,4}|MACINTOSH")
_FULL_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?")


@dataclass(slots=True)
class Card:
    """One card as it was found, before anybody knows what it says."""

    line: int
    lines: list[Line] = field(default_factory=list)
    is_closed: bool = False


def read(path: Path, options: Options) -> Reading:
    """Return the cards of a file as a table. Raises ``NotUnderstood`` if there is none in it."""
    unfolded = unfolded_lines(path, options.encoding)
    cards, problems = _cards(path.name, unfolded)
    entries = [Entry(card.line, values) for card in cards if (values := _values(path.name, card, problems))]
    if not entries:
        raise NotUnderstood(Problem("vcard.none", path.name))
    table = table_of_entries(path.name, entries, order=ORDER, encoding=unfolded.decoded.encoding)
    return Reading((table,), (*unfolded.problems(path.name), *problems))


def _cards(file: str, unfolded: Unfolded) -> tuple[list[Card], list[Problem]]:
    """Return the cards in order; one without an end is closed where the next begins or the file ends."""
    cards: list[Card] = []
    problems: list[Problem] = []
    inner = 0  # how many cards of assistants are open inside the card
    for line in properties(unfolded.lines):
        card = cards[-1] if cards and not cards[-1].is_closed else None
        mark = _mark(line)
        if mark == "BEGIN" and card and (inner or _is_agent(card)):
            inner += 1
        elif mark == "BEGIN":
            cards.append(Card(line.number))
        elif mark == "END" and inner:
            inner -= 1
        elif mark == "END" and card:
            card.is_closed = True
        elif isinstance(line, Unread) or card is None:
            problems.append(Problem("vcard.stray_line", file, line=line.number, value=_as_written(line)))
        elif not inner:
            card.lines.append(line)
    problems += [Problem("vcard.no_end", file, line=card.line) for card in cards if not card.is_closed]
    return cards, problems


def _mark(line: Line | Unread) -> str | None:
    if isinstance(line, Line) and line.name in ("BEGIN", "END") and line.value.strip().upper() == "VCARD":
        return line.name
    return None


def _is_agent(card: Card) -> bool:
    return bool(card.lines) and card.lines[-1].name == "AGENT"


def _as_written(line: Line | Unread) -> str:
    text = line.text if isinstance(line, Unread) else f"{line.name}:{line.value}"
    return filled(text[:1000]) or ""


# --- one card ---


def _values(file: str, card: Card, problems: list[Problem]) -> Mapping[str, Cell]:
    """Return what a card says by column; nothing of a card that is no person's."""
    lines: list[Line] = []
    for line in card.lines:
        if line.name in NOT_READ or _is_binary(line):
            continue
        if len(line.value) > VALUE_LIMIT:
            arguments = {"size": str(-(-len(line.value) // 2**20)), "limit": str(VALUE_LIMIT // 2**20)}
            problems.append(
                Problem("property.too_large", file, line=line.number, column=line.name, arguments=arguments)
            )
            continue
        lines.append(line)
    values = dict(_read_lines(lines))
    if _text(_of(lines, "KIND")).lower() == "group" or _text(_of(lines, "X-ADDRESSBOOKSERVER-KIND")).lower() == "group":
        problems.append(Problem("vcard.group", file, line=card.line, value=_text(_of(lines, "FN"))))
        return {}
    return {name: value for name, text in values.items() if (value := filled(text)) is not None}


def _is_binary(line: Line) -> bool:
    return line.parameter("ENCODING") in ("B", "BASE64")


def _of(lines: Iterable[Line], name: str) -> Line | None:
    return next((line for line in lines if line.name == name), None)


def _read_lines(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    yield from _name(lines)
    yield from _employment(lines)
    yield from _address(lines)
    yield from _contact_points(lines)
    uid = id_in_placeholder(_text(_of(lines, "UID")))
    if uid:
        yield "Member ID", uid
    yield "Birthday", _birthday(_text(_of(lines, "BDAY")))
    yield "Category", "; ".join(part for line in lines if line.name == "CATEGORIES" for part in _parts(line, ","))
    yield "Languages", "; ".join(_text(line) for line in lines if line.name == "LANG")
    yield "Note", "\n".join(_text(line) for line in lines if line.name == "NOTE")
    yield "Other", "\n".join(_others(lines))


def _name(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    line = _of(lines, "N")
    family, given, additional, prefix, suffix = (*(_parts(line, ";") if line else ()), *[""] * 5)[:5]
    if not family and not given:
        yield "Full Name", _text(_of(lines, "FN"))
        return
    yield "Last Name", family
    yield "First Name", " ".join(part for part in (given, additional) if part).replace(",", " ")
    yield "Name Prefix", prefix.replace(",", " ")
    yield "Name Suffix", suffix.replace(",", ", ")


def _employment(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    line = _of(lines, "ORG")
    company, *departments = _parts(line, ";") if line else [""]
    yield "Company", company
    yield "Department", ", ".join(part for part in departments if part)
    yield "Job Title", _text(_of(lines, "TITLE"))
    yield "Profession", _text(_of(lines, "ROLE"))


def _address(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Yield the business address, else the first one."""
    found = [line for line in lines if line.name == "ADR"]
    if not found:
        return
    line = next((line for line in found if "WORK" in line.types), found[0])
    box, extra, street, town, state, postcode, country = (*_parts(line, ";"), *[""] * 7)[:7]
    yield "Street", ", ".join(part for part in (street.replace("\n", ", "), extra, box) if part)
    yield from (("City", town), ("State", state), ("Postcode", postcode), ("Country", country))


def _contact_points(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    found: dict[str, list[str]] = {name: [] for name in REPEATED}
    for line in lines:
        name = _contact_column(line)
        if name:
            found[name].append(_text(line).removeprefix("tel:").removeprefix("mailto:"))
    for name, texts in found.items():
        kept, rest = texts[: SEVERAL - 1], texts[SEVERAL - 1 :]
        for number, text in enumerate((*kept, "; ".join(rest)), 1):
            yield (f"{name} {number}" if number > 1 else name), text


def _contact_column(line: Line) -> str | None:
    match line.name:
        case "TEL" if "FAX" in line.types:
            return "Fax"
        case "TEL" if line.types & {"CELL", "MOBILE", "IPHONE"}:
            return "Mobile"
        case "TEL":
            return "Phone"
        case "EMAIL":
            return "Email"
        case "URL":
            return "Website"
        case _:
            return None


def _birthday(text: str) -> str:
    """Return a full date; one without a year is no date that a list could keep."""
    match = _FULL_DATE.fullmatch(text.strip())
    return "-".join(match.groups()) if match else ""


READ = frozenset("N FN UID ORG TITLE ROLE ADR TEL EMAIL URL CATEGORIES LANG NOTE KIND X-ADDRESSBOOKSERVER-KIND".split())


def _others(lines: Iterable[Line]) -> Iterator[str]:
    """Yield what has no column of its own, so that it is kept."""
    for line in lines:
        is_read = line.name in READ or (line.name == "BDAY" and _birthday(_text(line)))
        if not is_read and not line.name.startswith("X-AB") and _text(line):
            yield f"{line.name}: {_text(line)}"
        if line.name == "UID" and not id_in_placeholder(_text(line)):
            yield f"UID: {_text(line)}"


# --- one property ---


def _parts(line: Line, mark: str) -> list[str]:
    return split_value(_decoded(line), mark)


def _text(line: Line | None) -> str:
    return unescaped(_decoded(line)).strip() if line else ""


def _decoded(line: Line) -> str:
    """Return the value, decoded if it is written in quoted-printable."""
    if line.parameter("ENCODING") != "QUOTED-PRINTABLE":
        return line.value
    data = quopri.decodestring(line.value.encode("utf-8", "replace"))
    charset = line.parameter("CHARSET")
    for encoding in (charset if _CHARSET.fullmatch(charset) else "utf-8", "utf-8"):
        try:
            return data.decode(encoding).replace("\r\n", "\n")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _accepts(head: bytes) -> bool:
    return start_of_text(head).lower().startswith("begin:vcard")


READER = Reader("vCard", (".vcf", ".vcard"), _accepts, read)

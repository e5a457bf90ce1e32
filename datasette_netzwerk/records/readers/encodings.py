"""Which encoding the bytes of a text file are in, judged by the whole file, and the text they stand for."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from datasette_netzwerk.problems import Problem

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SINGLE_BYTE = ("cp1252", "iso8859-15", "mac_roman", "cp850", "cp437")
"""Encodings of office programs in German-speaking countries; the first wins a draw."""

USUAL_ENCODINGS = frozenset({"utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"})
LINES_NAMED = 20

SAMPLE = 4_000  # characters of UTF-16 looked at
ZEROS_OF_UTF16 = 0.4
UTF8_PER_OTHER_LINE = 3
"""A file is UTF-8 with strays if it has this many lines of real UTF-8 for each line that is not."""

UMLAUTS = frozenset("äöüÄÖÜß")
LETTERS = frozenset("éèàáçêñóíôâëïãåæøúîÉÈÀÁÇÊØÅšžŠŽ")
MARKS = frozenset("€–„“”’‚‘§°·•…")

_PLACE = re.compile(rb"(?s)(?=(.[\x80-\xff].))")
_UTF8_LETTER = re.compile(rb"[\xc3-\xf4][\x80-\xbf]")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r|\Z)")

DOUBLY_ENCODED = {
    letter.encode().decode("cp1252"): letter
    for letter in "äöüßÄÖÜéèàáâãåæçêëíîïñóôõøúûýğışŞłśńźżćęąšžřěőűčČŠŽ„“‚‘’–—…€"
    if not {0x81, 0x8D, 0x8F, 0x90, 0x9D} & set(letter.encode())  # undefined in Windows-1252
}
"""What each letter becomes when UTF-8 is taken for Windows-1252 and encoded once more: ``Ã¤`` for ``ä``."""

_DOUBLY_ENCODED = re.compile("|".join(map(re.escape, DOUBLY_ENCODED)))


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding it was in, and the lines that were in Windows-1252 inside a UTF-8 file."""

    text: str
    encoding: str
    stray_lines: tuple[int, ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Return the text of ``data``, in the encoding given or else the one it is recognised to be in.

    Raises ``LookupError`` for an encoding that does not exist, ``UnicodeDecodeError`` for bytes that do not fit.
    """
    if encoding is not None:
        return Decoded(data.decode(encoding).removeprefix("\ufeff"), codecs.lookup(encoding).name)
    unicode = _marked_encoding(data) or _utf16_without_mark(data)
    if unicode is not None and unicode != "utf-8-sig":
        return Decoded(data.decode(unicode), unicode)
    try:
        return Decoded(data.decode("utf-8-sig"), unicode or "utf-8")
    except UnicodeDecodeError:
        return _decode_mixed(data) or _decode_single_byte(data)


def start_of_text(head: bytes) -> str:
    """Return the first bytes of a file as text without what precedes the first sign, to recognise a format by."""
    encoding = _marked_encoding(head) or _utf16_without_mark(head) or "utf-8"
    return head.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")


def encoding_problems(file: str, decoded: Decoded) -> Iterator[Problem]:
    """Yield what is to be said about the encoding of a file."""
    if decoded.stray_lines:
        named = ", ".join(map(str, decoded.stray_lines[:LINES_NAMED]))
        arguments = {"count": str(len(decoded.stray_lines)), "lines": named}
        yield Problem("encoding.mixed", file, line=decoded.stray_lines[0], arguments=arguments)
    if decoded.encoding not in USUAL_ENCODINGS:
        yield Problem("encoding.unusual", file, arguments={"encoding": decoded.encoding})


def has_double_encoding(text: str) -> bool:
    """Tell whether letters were encoded twice anywhere in the text."""
    return _DOUBLY_ENCODED.search(text) is not None


def without_double_encoding(text: str) -> str:
    """Return the text with letters restored that were encoded twice, such as ``MÃ¼ller``."""
    return _DOUBLY_ENCODED.sub(lambda match: DOUBLY_ENCODED[match[0]], text)


def _marked_encoding(data: bytes) -> str | None:
    return next((encoding for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)), None)


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[: 2 * SAMPLE]
    for encoding, high_bytes in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if len(sample) >= 4 and high_bytes.count(0) > ZEROS_OF_UTF16 * len(high_bytes):
            return encoding
    return None


def _decode_mixed(data: bytes) -> Decoded | None:
    """Read line by line, for files that somebody put together from two sources."""
    if not _UTF8_LETTER.search(data):
        return None
    parts: list[str] = []
    stray: list[int] = []
    utf8_lines = 0
    for number, line in enumerate(_LINE.findall(data), 1):
        try:
            parts.append(line.decode("utf-8-sig" if number == 1 else "utf-8"))
            utf8_lines += not line.isascii()
        except UnicodeDecodeError:
            parts.append(line.decode("cp1252", "replace"))
            stray.append(number)
    if utf8_lines < UTF8_PER_OTHER_LINE * len(stray):
        return None
    return Decoded("".join(parts), "utf-8", tuple(stray))


def _decode_single_byte(data: bytes) -> Decoded:
    data = data.removeprefix(codecs.BOM_UTF8)
    places = _places(data)
    best = max(SINGLE_BYTE, key=lambda encoding: _likelihood(places, encoding))
    return Decoded(data.decode(best, "replace"), best)


def _places(data: bytes) -> Counter[bytes]:
    """Count the bytes beyond ASCII together with their neighbours; the letters around tell what they are."""
    padded = b" " + data + b" "
    return Counter(_PLACE.findall(padded))


def _likelihood(places: Counter[bytes], encoding: str) -> int:
    return sum(count * _points(place.decode(encoding, "replace")) for place, count in places.items())


def _points(place: str) -> int:
    """Say how well a sign suits a German list, given the signs before and after it."""
    before, sign, after = place[0], place[1], place[2]
    wrong_case = 3 if sign.isupper() and before.islower() else 0
    if sign == "\ufffd":
        return -10
    if sign in UMLAUTS:
        if sign in "ÄÖÜ" and not after.isalpha():
            return -2 - wrong_case  # as in "12,50 Ä", a misread euro sign
        begins_small = sign.islower() and not before.isalpha()  # most words of a list begin with a capital letter
        return (2 if begins_small else 3) - wrong_case
    if sign in LETTERS:
        return 1 - wrong_case
    if sign in MARKS:
        return _points_of_mark(before, sign, after)
    return (-1 if sign.isalpha() else -4) - wrong_case


def _points_of_mark(before: str, sign: str, after: str) -> int:
    if sign == "€":
        return 4 if not after.isalpha() or before.isdigit() else -4  # not "€hre", a misread Ähre
    inside_word = before.isalpha() and after.isalpha() and sign != "’"
    return -4 if inside_word else 1

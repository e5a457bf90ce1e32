"""Changes good files as accidents and malice do, by bytes and by lines, so that fuzzers reach what is behind the first check."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Sequence

TOKENS: Sequence[bytes] = (
    b'"',
    b";",
    b",",
    b"\t",
    b"\r",
    b"\n",
    b"\0",
    b"=",
    b":",
    b"\\",
    b"<",
    b">",
    b"&",
    b"[",
    b"]",
    b"{",
    b"}",
    b"(",
    b"%",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xe2\x80\xae",
    b"-1",
    b"99999999999999999999",
    b"1e999",
    b"NaN",
    b"=C3=",
    b"BEGIN:VCARD\r\n",
    b"END:VCARD\r\n",
    b"BEGIN:VEVENT\r\n",
    b"END:VEVENT\r\n",
    b"RRULE:FREQ=DAILY\r\n",
    b"RRULE:FREQ=MONTHLY;BYDAY=-1MO;COUNT=99999\r\n",
    b"DTSTART:20260231T250000Z\r\n",
    b"ENCODING=QUOTED-PRINTABLE",
    b"CHARSET=utf-7",
    b"TZID=Nirgendwo",
    b"<table>",
    b"</table>",
    b"<tr><td>",
    b"&#x110000;",
    b"<!DOCTYPE x>",
    b"&l9;",
    b' r="XFD1048576"',
    b' t="e"',
    b' ss:Index="99"',
    b"\\ud800",
    b"null",
    b"true",
    b"sep=;\n",
    b"31.02.2026",
    b"A" * 5000,
)


def _inserted(content: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(content) + 1)
    return content[:place] + dice.choice(TOKENS) + content[place:]


def _removed(content: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(content) + 1)
    return content[:start] + content[start + dice.choice((1, 2, 7, 60, 500)) :]


def _replaced(content: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(content) + 1)
    return content[:place] + bytes([dice.randrange(256)]) + content[place + 1 :]


def _doubled(content: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(content) + 1)
    piece = content[start : start + dice.choice((1, 10, 200))]
    return content[:start] + piece * dice.choice((2, 3, 50)) + content[start:]


def _lines_moved(content: bytes, dice: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    if len(lines) < 2:
        return content
    lines.insert(dice.randrange(len(lines)), lines.pop(dice.randrange(len(lines))))
    return b"".join(lines)


def _cut(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(len(content) + 1)]


CHANGES: Sequence[Callable[[bytes, random.Random], bytes]] = (
    _inserted,
    _inserted,
    _inserted,
    _removed,
    _replaced,
    _doubled,
    _lines_moved,
    _cut,
)


def mutated(content: bytes, dice: random.Random) -> bytes:
    """Return the content after one to six changes; those of an archive fall into its parts as often as around them."""
    if content.startswith(b"PK") and dice.random() < 0.8:
        return _mutated_archive(content, dice)
    for _ in range(dice.randint(1, 6)):
        content = dice.choice(CHANGES)(content, dice)
    return content


def _mutated_archive(content: bytes, dice: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen = dice.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    for _ in range(dice.randint(1, 4)):
        parts[chosen] = dice.choice(CHANGES)(parts[chosen], dice)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()

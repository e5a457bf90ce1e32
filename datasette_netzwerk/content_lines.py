"""Writes the lines that business cards are made of (RFC 6350, section 3.2): escaped, folded, safe whatever is in them."""

from __future__ import annotations

import re

LINE_OCTETS = 75
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")
LINE_BREAK = re.compile(r"\r\n|\r|\n")


def structured(*parts: str | None) -> str:
    """Return the parts of a structured value, each escaped for itself."""
    return ";".join(escaped(part) for part in parts)


def escaped(text: str | None) -> str:
    """Return ``text`` as a value: nothing in it can end the line, begin a property or part a list."""
    value = CONTROL.sub("", text or "").strip()
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return LINE_BREAK.sub("\\\\n", value)


def folded(line: str) -> str:
    """Return ``line`` in pieces of at most 75 octets, each further one after a blank; no letter is cut in two."""
    pieces = [""]
    room = LINE_OCTETS
    for letter in line:
        size = len(letter.encode("utf-8"))
        if size > room:
            pieces.append(" ")
            room = LINE_OCTETS - 1
        pieces[-1] += letter
        room -= size
    return "\r\n".join(pieces) + "\r\n"

"""What a group may say about its own look: which colours, texts and links there are, and which of their values work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

TEXTS = ("welcome", "guests", "directory", "meetings")
LINKS = ("imprint", "privacy", "accessibility", "handbook")
READ_ON_WHITE = ("bar", "blue", "deep", "orange")
"""Colours that carry white letters or are letters on white."""
COLOURS = (
    *READ_ON_WHITE,
    *("background", "card", "edge", "grey", "ink", "line", "mark", "muted", "on", "page", "pale", "tint"),
)
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
LEAST_CONTRAST = 4.5
"""What WCAG 2.2 asks for letters of ordinary size."""
SCHEMES = ("", "http", "https", "mailto")
STRANGE = re.compile(r"[\x00-\x20\\]")
"""Browsers drop some of these: what is left could be another scheme."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One value that does not work: the problem's code, the setting, what it says and what would work."""

    code: str
    key: str
    value: str
    expected: str


def wrongs(colours: Mapping[str, object], texts: Mapping[str, object], links: Mapping[str, object]) -> Iterator[Wrong]:
    """Yield what is wrong with a group's own look, the first setting first."""
    for setting, values, known in (("colours", colours, COLOURS), ("texts", texts, TEXTS), ("links", links, LINKS)):
        yield from (
            Wrong("settings.unknown", f"{setting}.{key}", str(value), ", ".join(sorted(known)))
            for key, value in values.items()
            if key not in known
        )
    for name, words in texts.items():
        if not isinstance(words, Mapping):
            yield Wrong("settings.value", f"texts.{name}", str(words), "{de: …, en: …}")
    for name, colour in colours.items():
        yield from _wrong_colour(name, str(colour))
    for name, address in links.items():
        if not is_safe(str(address)):
            yield Wrong("settings.value", f"links.{name}", str(address), "https://…, http://…, mailto:…, /…")


def _wrong_colour(name: str, colour: str) -> Iterator[Wrong]:
    if COLOUR.fullmatch(colour) is None:
        yield Wrong("settings.value", f"colours.{name}", colour, "#276890")
    elif name in READ_ON_WHITE and contrast_with_white(colour) < LEAST_CONTRAST:
        yield Wrong("settings.pale_colour", f"colours.{name}", colour, darkened(colour))


def is_safe(address: str) -> bool:
    """Return whether a link may lead to ``address``: another page or a letter, never a program."""
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        return False
    return STRANGE.search(address) is None and scheme in SCHEMES


def contrast_with_white(colour: str) -> float:
    """Return the contrast of ``colour`` with white as WCAG counts it, from 1 to 21."""
    red, green, blue = (_light(part / 255) for part in _parts(colour))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def darkened(colour: str) -> str:
    """Return the lightest colour of the same hue on which white letters can be read."""
    parts = _parts(colour)
    for share in range(100, -1, -1):
        darker = "#" + "".join(f"{part * share // 100:02x}" for part in parts)
        if contrast_with_white(darker) >= LEAST_CONTRAST:
            return darker
    return "#000000"


def _parts(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    long = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    return int(long[0:2], 16), int(long[2:4], 16), int(long[4:6], 16)


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

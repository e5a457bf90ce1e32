"""How a hostile file comes to be: what writes it, and lists that are good until somebody spoils them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Write = Callable[[Path], object]
"""Writes one file at the path."""

HEADER = "Mitgliedsnr.;Vorname;Nachname;Ort;Eintritt\n"
ANNA = "1;Anna;Müller;Köln;01.02.2020\n"
CEM = "2;Cem;Çelik;Bonn;13.05.2021\n"
EVA = "3;Eva;Groß;Rheine;02.01.2019\n"
LIST = HEADER + ANNA + CEM + EVA

MEGABYTE = 2**20


def data(content: bytes) -> Write:
    """Write these bytes."""
    return lambda path: path.write_bytes(content)


def text(content: str, encoding: str = "utf-8") -> Write:
    """Write this text."""
    return lambda path: path.write_bytes(content.encode(encoding))


def large(make: Callable[[], str | bytes]) -> Write:
    """Write what ``make`` returns, made only when it is needed."""

    def write(path: Path) -> None:
        content = make()
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    return write

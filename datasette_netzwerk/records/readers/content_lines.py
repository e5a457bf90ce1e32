"""Takes apart the lines that vCard and iCalendar are written in: folded, with parameters, each with its line number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.readers.encodings import Decoded, decode, encoding_problems

SIZE_LIMIT = 64 * 2**20
NO_PARAMETERS: Mapping[str, Sequence[str]] = MappingProxyType({})

_BREAK = re.compile(rb"\r\n|\n|\r")
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]+")
_NAME = re.compile(r"(?:([\w-]{1,64})\.)?([\w-]{1,64})(?=[;:])")
_PARAMETER = re.compile(r';([^;=:"]*+)(?:=((?:"[^"]*+"|[^;":])*+))?')
_CARET = re.compile(r"\^([n^'])")
_CARET_MEANS = {"n": "\n", "^": "^", "'": '"'}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One property: the physical line it starts on, its name in capitals, its parameters and its value as written."""

    number: int
    name: str
    value: str
    parameters: Mapping[str, Sequence[str]] = field(default_factory=lambda: NO_PARAMETERS)

    def parameter(self, name: str) -> str:
        """Return the first value of a parameter in capitals, ``""`` if it is not given."""
        return next(iter(self.parameters.get(name, ())), "").upper()

    @property
    def types(self) -> frozenset[str]:
        """The kinds that the property says it is of, such as ``CELL``."""
        return frozenset(value.upper() for value in self.parameters.get("TYPE", ()))


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that is no property, as it stood in the file."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Unfolded:
    """The logical lines of a file, the physical line each starts on, and how the file was encoded."""

    lines: tuple[tuple[int, str], ...]
    decoded: Decoded
    nul_lines: tuple[int, ...] = ()

    def problems(self, file: str) -> Iterator[Problem]:
        """Yield what is to be said about how the file was written."""
        yield from encoding_problems(file, self.decoded)
        yield from (Problem("text.nul", file, line=line) for line in self.nul_lines)


def unfolded_lines(path: Path, encoding: str | None) -> Unfolded:
    """Return the lines of a file put together again; lines are joined before they are decoded.

    A fold may fall into the middle of a letter, so bytes have to be joined, not text.
    """
    size = path.stat().st_size
    if size > SIZE_LIMIT:
        arguments = {"size": str(-(-size // 2**20)), "limit": str(SIZE_LIMIT // 2**20)}
        raise NotUnderstood(Problem("file.too_large", path.name, arguments=arguments))
    data, known = _joinable(path, encoding)
    numbered = list(_joined(data))
    decoded = _decoded(path.name, b"\n".join(line for _, line in numbered), "utf-8" if known else None)
    numbers = [number for number, _ in numbered]
    stray = tuple(numbers[line - 1] for line in decoded.stray_lines)
    lines = tuple(zip(numbers, decoded.text.split("\n"), strict=True))
    with_nul = tuple(number for number, text in lines if "\0" in text) if "\0" in decoded.text else ()
    lines = tuple((number, text.replace("\0", "")) for number, text in lines) if with_nul else lines
    return Unfolded(lines, Decoded("", known or decoded.encoding, stray), with_nul)


def _joinable(path: Path, encoding: str | None) -> tuple[bytes, str | None]:
    """Return the bytes of a file, in UTF-8 if its encoding is known from the start, and that encoding."""
    data = path.read_bytes()
    has_wide_letters = data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:2]
    if encoding is None and not has_wide_letters:
        return data, None
    decoded = _decoded(path.name, data, encoding)
    return decoded.text.encode("utf-8", "replace"), decoded.encoding


def _decoded(file: str, data: bytes, encoding: str | None) -> Decoded:
    try:
        return decode(data, encoding)
    except LookupError:
        raise NotUnderstood(Problem("encoding.unknown", file, value=encoding)) from None
    except UnicodeDecodeError as error:
        line = len(_BREAK.findall(data[: error.start])) + 1
        raise NotUnderstood(
            Problem("encoding.mismatch", file, line=line, arguments={"encoding": error.encoding})
        ) from None


def _joined(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the logical lines: folds, soft breaks of quoted-printable and lines of a picture joined."""
    number, head = 0, b""
    parts: list[bytes] = []
    for position, line in enumerate(_BREAK.split(data), 1):
        rest = _continuation(head, parts, line)
        if rest is not None:
            parts.append(rest)
            continue
        if parts:
            yield number, b"".join(parts)
        number, parts, head = position, [line], line.split(b":", 1)[0].upper()
    yield number, b"".join(parts)


def _continuation(head: bytes, parts: list[bytes], line: bytes) -> bytes | None:
    """Return what a line adds to the property before it; ``None`` if it begins one of its own."""
    if not parts or not line:
        return None
    if b"QUOTED-PRINTABLE" in head and parts[-1].endswith(b"="):
        parts[-1] = parts[-1][:-1]
        return line
    if line[:1] in b" \t":
        return line[1:] if line.strip() else None
    is_picture = b"BASE64" in head or b"ENCODING=B" in head
    return line if is_picture and _BASE64.fullmatch(line) else None


def properties(lines: Iterable[tuple[int, str]]) -> Iterator[Line | Unread]:
    """Yield the properties among the lines, and the lines that are none."""
    for number, text in lines:
        if text.strip():
            yield _property(number, text.strip("\ufeff \t"))


def _property(number: int, text: str) -> Line | Unread:
    name = _NAME.match(text)
    if name is None:
        return Unread(number, text)
    position = name.end()
    parameters: dict[str, list[str]] = {}
    while position < len(text) and text[position] == ";":
        match = _PARAMETER.match(text, position)
        if match is None or match.end() == position:
            break
        key, values = _parameter(match[1].strip().upper(), match[2])
        parameters.setdefault(key, []).extend(values)
        position = match.end()
    colon = text.find(":", position)
    if colon < 0:
        return Unread(number, text)
    return Line(number, name[2].upper(), text[colon + 1 :], parameters)


def _parameter(key: str, value: str | None) -> tuple[str, tuple[str, ...]]:
    """Return a parameter; vCard 2.1 leaves out the names: ``TEL;CELL``, ``NOTE;QUOTED-PRINTABLE``."""
    if value is None:
        is_encoding = key in ("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT")
        return ("ENCODING" if is_encoding else "TYPE"), (key,)
    values = value.strip('"').split(",") if key == "TYPE" else (value,)
    return key, tuple(_CARET.sub(lambda match: _CARET_MEANS[match[1]], each.strip().strip('"')) for each in values)


def unescaped(value: str) -> str:
    r"""Return the text that a value stands for: ``\n`` is a line break, ``\,`` a comma."""
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def split_value(value: str, mark: str) -> list[str]:
    """Return the parts of a value between unescaped marks, each as the text it stands for."""
    parts: list[list[str]] = [[]]
    for token in re.findall(rf"\\.|{mark}|[^\\{mark}]+|\\", value, re.DOTALL):
        if token == mark:
            parts.append([])
        else:
            parts[-1].append(token)
    return [unescaped("".join(tokens)).strip() for tokens in parts]

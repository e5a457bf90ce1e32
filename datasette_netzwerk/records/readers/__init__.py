"""One module per format, each from file to rows with source and line; none of them knows anything about members."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.readers import csv, icalendar, json, markup, old_workbook, vcard, xlsx
from datasette_netzwerk.records.readers.tables import Options, Reader, Reading

READERS: tuple[Reader, ...] = (
    old_workbook.READER,
    xlsx.READER,
    vcard.READER,
    icalendar.READER,
    markup.SPREADSHEETML,
    markup.HTML,
    json.READER,
    csv.READER,
)
"""The formats read without any plugin, in the order in which they are asked."""

STRICT = (xlsx.READER, json.READER, markup.SPREADSHEETML, markup.HTML)
"""Formats that always begin as they should: a file with such an ending that looks like a table of text is one."""

TABLE_LIMIT = 100
"""Tables of one file; a list has one, a workbook a few."""

HEAD = 4096

FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"GIF8", "GIF"),
    (b"PAR1", "Parquet"),
)
"""First bytes of files that are no list, whatever they are called."""


def readers_with(added: Iterable[Iterable[Reader]]) -> tuple[Reader, ...]:
    """Return the readers of plugins (the answers of the hook ``netzwerk_readers``) and after them our own."""
    return (*(reader for readers in added for reader in readers), *READERS)


def read_tables(
    path: str | Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    partstat: str | None = None,
    time_zone: str = "Europe/Berlin",
    today: date | None = None,
    readers: tuple[Reader, ...] = READERS,
) -> Reading:
    """Return the tables in a file, read by the first reader that knows its first bytes, else its ending.

    ``partstat="attendance"`` takes those who accepted an invitation for those who came. Raises ``NotUnderstood`` with
    what was expected if the file cannot be read as a whole.
    """
    path = Path(path)
    head = _head(path)
    options = Options(encoding, delimiter, sheet, partstat, time_zone, today)
    reading = _reader_for(path, head, readers).read(path, options)
    if len(reading.tables) > TABLE_LIMIT:
        arguments = {"count": str(len(reading.tables)), "limit": str(TABLE_LIMIT)}
        raise NotUnderstood(Problem("file.many_tables", path.name, arguments=arguments))
    return reading


def _head(path: Path) -> bytes:
    if path.exists() and not path.is_file() and not path.is_dir():  # a pipe would keep us waiting for ever
        raise NotUnderstood(Problem("file.no_file", path.name, value=str(path)))
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError:
        raise NotUnderstood(Problem("file.missing", path.name, value=str(path))) from None
    except IsADirectoryError:
        raise NotUnderstood(Problem("file.is_folder", path.name, value=str(path))) from None
    except OSError as error:
        arguments = {"reason": error.strerror or type(error).__name__}
        raise NotUnderstood(Problem("file.unreadable", path.name, value=str(path), arguments=arguments)) from None
    if not head.strip():
        raise NotUnderstood(Problem("file.empty", path.name))
    return head


def _reader_for(path: Path, head: bytes, readers: tuple[Reader, ...]) -> Reader:
    suffix = path.suffix.lower()
    for reader in readers:
        if reader.accepts(head):
            return reader
    foreign = next((name for start, name in FOREIGN if head.startswith(start)), None)
    if foreign is not None:
        raise NotUnderstood(Problem("file.foreign", path.name, arguments={"format": foreign}))
    is_table = csv.looks_like_table(head)
    for reader in readers:
        if suffix in reader.suffixes and not (is_table and reader in STRICT):
            return reader
    if is_table:  # such as the tab-separated exports that call themselves .xls
        return csv.READER
    arguments = {"expected": ", ".join(reader.name for reader in readers)}
    raise NotUnderstood(Problem("file.unknown_format", path.name, value=suffix, arguments=arguments))

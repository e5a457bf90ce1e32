"""Makes a workbook safe to parse: repacks it within limits and refuses what would exhaust or end the process.

The parser reads the repacked copy, never the file itself, so it sees exactly the bytes that were checked.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.readers.tables import column_letter

UNPACKED_LIMIT = 96 * 2**20
AREA_LIMIT = 5_000_000
SPARSE_AREA, SPARSE_SHARE = 1_000_000, 0.05
"""The parser fills the whole rectangle around the cells: a large one must have this share of real cells in it."""

ARCHIVE_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,  # names that are in no encoding
)
"""What a damaged archive may raise."""

RUN_LIMIT = 500_000
"""Letters between two tags; a cell holds 32,767 at most."""

_SLICE = 4 * 2**20

_NOT_READ = re.compile(
    r"docProps/|customXml/|.*/(?:drawings|charts|theme|media|externalLinks|pivot\w*|tables|threadedComments|persons)/"
    r"|.*\.(?!xml$|rels$)[^.]*$"
)
_ENCODING = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
_ADDRESS = re.compile(rb"\br=\"([A-Z]{1,3}[0-9]{1,7})\"")
_PLAIN_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}"')
_PLAIN_ROW = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"')
_ANY_COLUMN = re.compile(rb"\br\s{0,8}=\s{0,8}[\"']([A-Z]{1,3})[0-9]{1,7}[\"']")
_ANY_ROW = re.compile(rb"\br\s{0,8}=\s{0,8}[\"'][A-Z]{1,3}([0-9]{1,7})[\"']")
_ROW_NUMBER = re.compile(rb"\br\s{0,8}=\s{0,8}[\"']([0-9]{1,7})[\"']")
_ODD_ADDRESS = re.compile(
    rb"[\s\"']r\s*=\s*[\"'](?![A-Z]{1,3}[0-9]{1,7}[\"']|[0-9]{1,7}[\"'])([^\"']{0,20})|\sr\s{9}|\sr\s*=\s{9}"
)
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_BLANK_CELL = re.compile(rb"<(?:\w+:)?c(?:\s+[\w:]+=\"[^\"<>]*\")*\s*/>")
_ERROR_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*\bt=\"e\"[^<>]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_UNCALCULATED_CELL = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")

_FOREIGN_PARTS = (("word/document.xml", "DOCX"), ("ppt/presentation.xml", "PPTX"), ("xl/workbook.bin", "XLSB"))


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """What the parser does not tell about a sheet: cells that show an error, and formulas without a result."""

    errors: tuple[tuple[str, str], ...] = ()
    uncalculated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SafeWorkbook:
    """The file for the parser, and the marks of each sheet by name."""

    file: io.BytesIO
    marks: Mapping[str, SheetMarks]


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the cells of a sheet reach, and how many there are."""

    rows: int
    columns: int
    cells: int

    @property
    def is_too_large(self) -> bool:
        """Whether the rectangle is beyond the limit, or large and nearly empty."""
        area = self.rows * self.columns
        return area > AREA_LIMIT or (area > SPARSE_AREA and self.cells < SPARSE_SHARE * area)


def safe_workbook(path: Path) -> SafeWorkbook:
    """Return a repacked copy of the workbook. Raises ``NotUnderstood`` if it is damaged, hostile or none."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = _parts(path.name, archive)
    except ARCHIVE_FAULTS as error:
        raise NotUnderstood(Problem("workbook.damaged", path.name, arguments={"reason": str(error)})) from None
    sheets = _sheet_parts(path.name, parts)
    for part in parts.values():
        _check_xml(path.name, part)
    for sheet, name in sheets.items():
        _check_extent(path.name, sheet, parts[name])
    marks = {sheet: _marks(parts[name]) for sheet, name in sheets.items()}
    return SafeWorkbook(_repacked(parts), marks)


def _parts(file: str, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the parts that matter, unpacked; what the archive claims is believed only if it is too much."""
    infos = [info for info in archive.infolist() if not _NOT_READ.match(info.filename)]
    if any(info.flag_bits & 0x1 for info in infos):
        raise NotUnderstood(Problem("workbook.damaged", file, arguments={"reason": "encrypted"}))
    parts: dict[str, bytes] = {}
    room = UNPACKED_LIMIT
    _check_room(file, room - sum(info.file_size for info in infos))
    for info in infos:
        with archive.open(info) as stream:
            part = stream.read(room + 1)
        room -= len(part)
        _check_room(file, room)
        parts.setdefault(info.filename, part)
    _check_is_workbook(file, set(archive.namelist()))
    return parts


def _check_room(file: str, room: int) -> None:
    if room < 0:
        arguments = {"limit": str(UNPACKED_LIMIT // 2**20)}
        raise NotUnderstood(Problem("workbook.too_large", file, arguments=arguments))


def _check_is_workbook(file: str, names: set[str]) -> None:
    foreign = next((name for part, name in _FOREIGN_PARTS if part in names), None)
    if foreign is None and "[Content_Types].xml" in names:
        return
    found = foreign or ("OpenDocument" if "mimetype" in names else "ZIP")
    raise NotUnderstood(Problem("file.foreign", file, arguments={"format": found}))


def _check_xml(file: str, part: bytes) -> None:
    """Refuse document types (entities) and encodings other than UTF-8, behind which something could hide."""
    encoding = _ENCODING.match(part)
    if part.startswith((b"\xff\xfe", b"\xfe\xff", b"\0")):
        raise _unsafe(file, "UTF-16")
    if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
        raise _unsafe(file, encoding[1].decode("ascii", "replace"))
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise _unsafe(file, "<!DOCTYPE")
    if any(part.find(b"<", start, start + RUN_LIMIT) < 0 for start in range(0, len(part) - RUN_LIMIT, RUN_LIMIT)):
        raise _unsafe(file, f"> {RUN_LIMIT // 1000} KB")


def _unsafe(file: str, reason: str) -> NotUnderstood:
    return NotUnderstood(Problem("workbook.unsafe", file, arguments={"reason": reason}))


def _sheet_parts(file: str, parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the part of each worksheet by the sheet's name."""
    try:
        book = next(iter(_targets(parts, "", "officeDocument").values()), "")
        targets = _targets(parts, book, "worksheet")
        root = ElementTree.fromstring(parts[book])
    except (KeyError, ElementTree.ParseError):
        raise NotUnderstood(Problem("workbook.damaged", file, arguments={"reason": "xl/workbook.xml"})) from None
    names = {
        _local_attribute(element, "id"): element.get("name", "") for element in root.iter() if _is(element, "sheet")
    }
    return {names[key]: target for key, target in targets.items() if key in names and target in parts}


def _targets(parts: Mapping[str, bytes], source: str, kind: str) -> dict[str, str]:
    """Return the parts that ``source`` points to with relationships of a kind, by their ids."""
    folder, name = posixpath.split(source)
    root = ElementTree.fromstring(parts[posixpath.join(folder, "_rels", f"{name}.rels")])
    return {
        element.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
        for element in root
        if element.get("Type", "").endswith(f"/{kind}")
    }


def _is(element: ElementTree.Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name


def _local_attribute(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}" + name)), "")


def _check_extent(file: str, sheet: str, part: bytes) -> None:
    cells = part[max(part.find(b"sheetData"), 0) : part.rfind(b"sheetData") + 1 or None]
    extent = _extent(file, cells)
    if extent.is_too_large:  # cells with a format and no value may be many, but the parser skips them
        extent = _extent(file, _BLANK_CELL.sub(b"", cells))
    if extent.is_too_large:
        address = f"{column_letter(extent.columns - 1)}{extent.rows}"
        arguments = {"size": str(round(extent.rows * extent.columns / 1e6))}
        raise NotUnderstood(Problem("workbook.far_cell", file, sheet, column=address, arguments=arguments))


def _extent(file: str, cells: bytes) -> Extent:
    extent = _addressed_extent(cells, _PLAIN_COLUMN, _PLAIN_ROW)
    if _is_all(cells, extent.cells):
        return extent
    odd = _ODD_ADDRESS.search(cells)
    if odd:
        raise _unsafe(file, f'r="{(odd[1] or b"").decode("ascii", "replace")}"')
    extent = _addressed_extent(cells, _ANY_COLUMN, _ANY_ROW)
    count = len(_CELL.findall(cells))
    return _counted_extent(cells, extent, count) if count > extent.cells else extent


def _is_all(cells: bytes, count: int) -> bool:
    """Tell whether there are no addresses but the ``count`` written the plain way; counting bytes is quick."""
    rows = cells.count(b'<row r="')
    odd_equals_signs = sum(cells.count(blank + b"=") for blank in (b" ", b"\t", b"\n", b"\r"))
    return count == cells.count(b"<c") and count + rows == cells.count(b"r=") and odd_equals_signs == 0


def _addressed_extent(cells: bytes, column: re.Pattern[bytes], row: re.Pattern[bytes]) -> Extent:
    columns: set[bytes] = set()
    rows: set[bytes] = set()
    count = 0
    for piece in _slices(cells):
        found = column.findall(piece)
        count += len(found)
        columns.update(found)
        rows.update(row.findall(piece))
    return Extent(max(map(int, rows), default=0), max(map(_column_number, columns), default=0), count)


def _counted_extent(cells: bytes, addressed: Extent, count: int) -> Extent:
    """Return the extent where cells without an address follow the one before."""
    last_row = max(map(int, _ROW_NUMBER.findall(cells)), default=0) + len(_ROW.findall(cells))
    widest = max(len(_CELL.findall(row)) for row in _ROW.split(cells))
    return Extent(max(addressed.rows, last_row), addressed.columns + widest, count)


def _slices(data: bytes) -> Iterator[bytes]:
    """Yield the data in pieces that end where a tag begins, so that no address is cut in two."""
    start = 0
    while start < len(data):
        end = data.find(b"<", start + _SLICE)
        end = len(data) if end < 0 else end
        yield data[start:end]
        start = end


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _marks(part: bytes) -> SheetMarks:
    errors = tuple(
        (address, _text(value[1]) if (value := _VALUE.search(content)) else "")
        for attributes, content in (_ERROR_CELL.findall(part) if b't="e"' in part else ())
        if (address := _address(attributes))
    )
    uncalculated = tuple(
        address
        for attributes in (_UNCALCULATED_CELL.findall(part) if b"<f" in part or b":f" in part else ())
        if b't="str"' not in attributes and (address := _address(attributes))  # its result is an empty text
    )
    return SheetMarks(errors, uncalculated)


def _address(attributes: bytes) -> str:
    match = _ADDRESS.search(attributes)
    return match[1].decode() if match else ""


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")


def _repacked(parts: dict[str, bytes]) -> io.BytesIO:
    """Return the parts as an archive, each of them given up once it is in there: two copies need much memory."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in list(parts):
            archive.writestr(name, parts.pop(name))
    buffer.seek(0)
    return buffer

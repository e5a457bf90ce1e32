"""Reads XLS and ODS workbooks, each in a process of its own with a limit on memory and time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.records.normalise.values import Cell
from datasette_netzwerk.records.readers import workbook_process
from datasette_netzwerk.records.readers.safe_workbook import ARCHIVE_FAULTS, UNPACKED_LIMIT
from datasette_netzwerk.records.readers.sheets import Sheet, as_meant, read_sheets
from datasette_netzwerk.records.readers.tables import Options, Reader, Reading, Row

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of a workbook before 2007, of any workbook with a password, and of Word before 2007."""

SIZE_LIMIT = 64 * 2**20
MEMORY = 400 * 2**20
SECONDS = 20

_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (("WordDocument", "DOC"), ("PowerPoint Document", "PPT"), ("__substg1.0_", "MSG"))


def read(path: Path, options: Options) -> Reading:
    """Return the tables of a workbook. Raises ``NotUnderstood`` if it is damaged, hostile or without any list."""
    _check(path)
    answer = _answer(path, options.sheet)
    match answer.get("fault"):
        case None:
            return read_sheets(path.name, [_sheet(each) for each in answer["sheets"]], options.sheet)
        case "protected":
            raise NotUnderstood(Problem("file.protected", path.name))
        case "too_large":
            arguments = {"limit": str(UNPACKED_LIMIT // 2**20)}
            raise NotUnderstood(Problem("workbook.too_large", path.name, arguments=arguments))
        case _:
            arguments = {"reason": str(answer.get("reason", ""))[:200]}
            raise NotUnderstood(Problem("workbook.damaged", path.name, arguments=arguments))


def _check(path: Path) -> None:
    """Refuse what need not be opened to know that it is no list, or too large."""
    size = path.stat().st_size
    if size > SIZE_LIMIT:
        arguments = {"size": str(-(-size // 2**20)), "limit": str(SIZE_LIMIT // 2**20)}
        raise NotUnderstood(Problem("file.too_large", path.name, arguments=arguments))
    data = path.read_bytes()
    if data.startswith(b"PK"):
        _check_archive(path)
        return
    if _PROTECTED in data:
        raise NotUnderstood(Problem("file.protected", path.name))
    has_workbook = any(name.encode("utf-16-le") in data for name in ("Workbook", "Book"))
    other = next((kind for name, kind in _OTHERS if name.encode("utf-16-le") in data), None)
    if other and not has_workbook:
        raise NotUnderstood(Problem("file.foreign", path.name, arguments={"format": other}))


def _check_archive(path: Path) -> None:
    """Refuse an ODS that unpacks to more than is read, or that has a password."""
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
            manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.namelist() else b""
    except ARCHIVE_FAULTS as error:
        raise NotUnderstood(Problem("workbook.damaged", path.name, arguments={"reason": str(error)})) from None
    if unpacked > UNPACKED_LIMIT:
        arguments = {"limit": str(UNPACKED_LIMIT // 2**20)}
        raise NotUnderstood(Problem("workbook.too_large", path.name, arguments=arguments))
    if b"encryption-data" in manifest:
        raise NotUnderstood(Problem("file.protected", path.name))


def _answer(path: Path, wanted: str | None) -> Mapping[str, Any]:
    """Return what the process says; one that ended by itself ran out of memory or met a fault of the parser."""
    command = [sys.executable, "-P", workbook_process.__file__, str(path.resolve()), wanted or "", str(MEMORY)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return {"fault": "too_large"}
    try:
        answer: Mapping[str, Any] = json.loads(done.stdout)
    except ValueError:
        return {"fault": "too_large" if b"memory" in done.stderr else "damaged", "reason": "parser"}
    return answer


def _sheet(answer: Mapping[str, Any]) -> Sheet:
    rows = [Row(number, tuple(_cell(cell) for cell in cells)) for number, cells in answer["rows"]]
    return Sheet(answer["name"], rows, answer["is_visible"])


def _cell(cell: Any) -> Cell:
    match cell:
        case ["datetime", str(text)]:
            return datetime.fromisoformat(text)
        case ["date", str(text)]:
            return date.fromisoformat(text)
        case ["time", str(text)]:
            return time.fromisoformat(text)
        case ["seconds", int() | float() as seconds]:
            return as_meant(timedelta(seconds=seconds))
        case None | bool() | int() | float() | str():
            return as_meant(cell)
        case _:
            return None


def _accepts(head: bytes) -> bool:
    return head.startswith(OLD_OFFICE) or (head.startswith(b"PK\x03\x04") and b"opendocument.spreadsheet" in head[:200])


READER = Reader("XLS, ODS", (), _accepts, read)
"""No ending leads here: much that is called .xls is text or a web page."""

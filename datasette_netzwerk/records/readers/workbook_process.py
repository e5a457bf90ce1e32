"""Reads a workbook of an older kind in a process of its own, which may run out of memory or time without harm to anybody.

This file is run by its path, so it imports the parser and the standard library only. It writes one line of JSON: the
sheets, or the reason why there are none.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

CELL_LIMIT = 5_000_000


def main(path: str, wanted: str, memory: int) -> int:
    """Print the sheets of the workbook at ``path``; hidden ones have rows only if ``wanted``."""
    _limit_memory(memory)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_path(path) as book:
            sheets = []
            for told in book.sheets_metadata:
                if told.typ != SheetTypeEnum.WorkSheet:
                    continue
                is_visible = told.visible == SheetVisibleEnum.Visible
                rows = list(_rows(book.get_sheet_by_name(told.name))) if is_visible or told.name == wanted else []
                sheets.append({"name": told.name, "is_visible": is_visible, "rows": rows})
    except PasswordError:
        return _answer({"fault": "protected"})
    except CalamineError as error:
        is_too_large = "limit exceeded" in str(error)
        return _answer({"fault": "too_large" if is_too_large else "damaged", "reason": str(error)})
    except MemoryError:
        return _answer({"fault": "too_large"})
    return _answer({"sheets": sheets})


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows knows no such limit; there, time alone is limited
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (OSError, ValueError):
        return  # some systems refuse


def _rows(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """Yield the rows that hold anything, with their numbers."""
    if sheet.start is None:
        return
    if sheet.height * sheet.width > CELL_LIMIT:
        raise MemoryError
    first = sheet.start[0]
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if number > first and any(cell != "" for cell in cells):
            yield number, [_plain(cell) for cell in cells]
        elif number > first and not any(cells):
            yield number, []


def _plain(cell: Any) -> Any:
    """Return a cell as JSON can say it: dates and times as a pair of kind and text."""
    match cell:
        case datetime():
            return ["datetime", cell.isoformat()]
        case date():
            return ["date", cell.isoformat()]
        case time():
            return ["time", cell.isoformat()]
        case timedelta():
            return ["seconds", cell.total_seconds()]
        case _:
            return cell


def _answer(content: dict[str, Any]) -> int:
    json.dump(content, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))

"""Writes a table or a query for Excel: semicolons, umlauts right, numbers as numbers, and no text that computes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette.utils.asgi import NotFound, Response

from datasette_netzwerk.web.guard import is_checking
from datasette_netzwerk.web.language import PARAMETER
from datasette_netzwerk.web.visit import Visit

if TYPE_CHECKING:
    from datasette.app import Datasette

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the alphabet of its own computer."""

COMPUTES = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes Excel, or a spreadsheet of another alphabet, compute a text instead of showing it."""

PAGES_AT_MOST = 200
ROWS_AT_ONCE = 1000

Rows = Sequence[Mapping[str, Any]]


def spreadsheet(rows: Rows, decimal_sign: str) -> str:
    """Return rows as lines that Excel opens by a double click."""
    columns = list(rows[0]) if rows else []
    lines = [columns, *([row[column] for column in columns] for row in rows)]
    return BYTE_ORDER_MARK + "".join(";".join(cell(value, decimal_sign) for value in line) + "\r\n" for line in lines)


def cell(value: object, decimal_sign: str) -> str:
    """Return one cell: a number stays one, a text that would compute gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool | int):
        return str(int(value))
    if isinstance(value, float):
        return repr(value).replace(".", decimal_sign)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if text.lstrip(" \u00a0").startswith(COMPUTES):
        text = f"'{text}"
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if set(text) & set(';"\r\n\t') else text


async def download(visit: Visit) -> Response:
    """Answer with the rows that Datasette gives the visitor for a table or a query, for Excel.

    Datasette itself is asked, as the visitor: so filters, parameters and above all permissions are its own.
    """
    path = f"/{visit.request.url_vars['database']}/{visit.request.url_vars['name']}"
    # The language is ours: Datasette would take it for a column.
    query = "&".join(part for part in visit.request.query_string.split("&") if not part.startswith(f"{PARAMETER}="))
    rows = await read_all(visit.datasette, path, query, visit.request.headers.get("cookie", ""))
    body = spreadsheet(rows, "," if visit.language == "de" else ".")
    name = "".join(
        sign for sign in visit.request.url_vars["name"] if sign.isascii() and (sign.isalnum() or sign in "-_")
    )
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(body.encode("utf-8"), headers=headers, content_type="text/csv; charset=utf-8")


async def read_all(datasette: Datasette, path: str, query: str, cookie: str) -> Rows:
    """Return all rows at an address of Datasette's, page after page."""
    rows: list[Mapping[str, Any]] = []
    after: str | None = None
    for _ in range(PAGES_AT_MOST):
        more = {"_shape": "objects", "_size": "max", **({"_next": after} if after else {})}
        address = f"{path}.json?{'&'.join(part for part in (query, urlencode(more)) if part)}"
        answer = await _ask(datasette, address, cookie)
        if answer.status_code != 200:
            raise NotFound("Table not found")
        content = answer.json()
        rows += _as_mappings(content["rows"])
        after = content.get("next")
        if not after:
            break
    return rows


async def _ask(datasette: Datasette, address: str, cookie: str) -> Any:
    """Ask in the visitor's name; she has paid for the whole table already."""
    token = is_checking.set(True)
    try:
        return await datasette.client.get(address, headers={"Cookie": cookie} if cookie else {})
    finally:
        is_checking.reset(token)


def _as_mappings(rows: Iterable[Mapping[str, Any]]) -> Rows:
    return [{name: value for name, value in row.items() if name != "rowid"} for row in rows]

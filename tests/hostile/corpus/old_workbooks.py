"""Workbooks of every other kind: XLS, ODS, SpreadsheetML and web pages."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xlwt

from tests.hostile.corpus.write import MEGABYTE, Write, data, large

ROWS = (("Vorname", "Nachname", "Ort"), ("Anna", "Müller", "Köln"), ("Cem", "Çelik", "Bonn"))


def xls(change: Callable[[Any], object] | None = None, spoil: Callable[[bytes], bytes] | None = None) -> Write:
    """Write a workbook of Excel 97 after a change, and with its bytes spoilt."""

    def write(path: Path) -> None:
        book = xlwt.Workbook()
        sheet = book.add_sheet("Liste")
        for number, row in enumerate(ROWS):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
        if change:
            change(book)
        book.save(str(path))
        if spoil:
            path.write_bytes(spoil(path.read_bytes()))

    return write


def shaken(content: bytes) -> bytes:
    """Return the bytes with every hundredth changed."""
    dice = random.Random(1)
    return bytes(dice.randrange(256) if dice.random() < 0.01 else byte for byte in content)


SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def ods(rows: str, *, top: str = "", manifest: str = "<manifest/>", name: str = "content.xml") -> Write:
    """Write a workbook of LibreOffice with these rows."""

    def write(path: Path) -> None:
        inside = f'<table:table table:name="Liste">{rows}</table:table>'
        body = f"<office:body><office:spreadsheet>{inside}</office:spreadsheet></office:body>"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr(name, f"{top}<office:document-content {SPACES}>{body}</office:document-content>")
            archive.writestr("META-INF/manifest.xml", manifest)

    return write


def zip_bomb(path: Path) -> None:
    """Write a workbook that unpacks to more than anybody wants."""
    ods(GOOD + table_row("x" * 1000) * 150_000)(path)


def table_row(*texts: str, repeated: int = 1, columns: int = 1) -> str:
    attribute = f' table:number-columns-repeated="{columns}"' if columns > 1 else ""
    cells = (
        f'<table:table-cell office:value-type="string"{attribute}><text:p>{each}</text:p></table:table-cell>'
        for each in texts
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


GOOD = "".join(table_row(*row) for row in ROWS)
EMPTY_CELLS = '<table:table-cell table:number-columns-repeated="16384"/>'
EMPTY = f'<table:table-row table:number-rows-repeated="1048576">{EMPTY_CELLS}</table:table-row>'
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
LAUGHS = f"<!DOCTYPE x [{ENTITIES}]>"

WORKBOOK = (
    '<?xml version="1.0"?>{top}<?mso-application progid="Excel.Sheet"?><Workbook '
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Worksheet ss:Name="Report"><Table>{rows}</Table></Worksheet></Workbook>'
)


def xml(rows: str, top: str = "") -> str:
    return WORKBOOK.format(rows=rows, top=top)


def xml_row(*texts: str) -> str:
    return "<Row>" + "".join(f'<Cell><Data ss:Type="String">{each}</Data></Cell>' for each in texts) + "</Row>"


XML_GOOD = "".join(xml_row(*row) for row in ROWS)
HTML = "<html><body><table>{}</table></body></html>"
HTML_GOOD = "".join("<tr>" + "".join(f"<td>{each}</td>" for each in row) + "</tr>" for row in ROWS)

FILES: Mapping[str, Write] = {
    "good.xls": xls(),
    "lone-cell-in-the-last-corner.xls": xls(lambda book: book.get_sheet(0).write(65535, 255, "x")),
    "hidden-sheet.xls": xls(lambda book: setattr(book.add_sheet("Alt"), "visibility", 2)),
    "cut-off.xls": xls(spoil=lambda content: content[: len(content) // 2]),
    "head-only.xls": data(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "shaken.xls": xls(spoil=shaken),
    "sectors-in-a-circle.xls": xls(spoil=lambda content: content[:76] + b"\0\0\0\0" * 109 + content[512:]),
    "letter.doc": data(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(900)
    ),
    "good.ods": ods(GOOD + EMPTY),
    "repeated-cells.ods": ods(GOOD + table_row("x", repeated=1_000_000, columns=16_000)),
    "repeated-beyond-all-numbers.ods": ods(GOOD + table_row("x", repeated=99_999_999_999, columns=99_999_999_999)),
    "billion-laughs.ods": ods(GOOD + table_row("&l9;"), top=LAUGHS),
    "encrypted.ods": ods(GOOD, manifest="<manifest><encryption-data/></manifest>"),
    "without-content.ods": ods(GOOD, name="inhalt.xml"),
    "zip-bomb.ods": zip_bomb,
    "bni-connect.xls": large(lambda: xml(XML_GOOD)),
    "cr-only-bni-connect.xls": large(lambda: xml(XML_GOOD).replace("><", ">\r<")),
    "billion-laughs-bni-connect.xls": large(lambda: xml(xml_row("&l9;"), LAUGHS)),
    "external-entity-bni-connect.xls": large(
        lambda: xml(xml_row("&e;"), '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')
    ),
    "far-index-bni-connect.xls": large(
        lambda: xml(
            XML_GOOD + '<Row ss:Index="1048576"><Cell ss:Index="16384"><Data ss:Type="String">x</Data></Cell></Row>'
        )
    ),
    "index-of-nonsense-bni-connect.xls": large(lambda: xml(XML_GOOD + '<Row ss:Index="-5"><Cell/></Row>')),
    "merged-beyond-the-edge-bni-connect.xls": large(
        lambda: xml(XML_GOOD + '<Row><Cell ss:MergeAcross="9999999"><Data ss:Type="String">x</Data></Cell></Row>' * 100)
    ),
    "cut-off-bni-connect.xls": large(lambda: xml(XML_GOOD)[:-70]),
    "nested-bni-connect.xls": large(lambda: xml(XML_GOOD + "<a>" * 100_000 + "</a>" * 100_000)),
    "web-page.xls": large(lambda: HTML.format(HTML_GOOD)),
    "web-page-of-windows.xls": large(lambda: HTML.format(HTML_GOOD).replace("Çelik", "Celik").encode("cp1252")),
    "web-page-left-open.html": large(lambda: "<table><tr><th>Vorname<th>Nachname<tr><td>Anna<td>Müller"),
    "web-page-of-tables.html": large(lambda: "<html>" + f"<table>{HTML_GOOD}</table>" * 500),
    "web-page-of-nested-tables.html": large(lambda: "<html>" + "<table><tr><td>" * 20_000),
    "web-page-of-spans.html": large(lambda: HTML.format(HTML_GOOD + '<tr><td colspan="9999999">x</td></tr>' * 300)),
    "web-page-without-a-list.html": large(lambda: "<html><p>Guten Tag</p></html>"),
    "web-page-of-open-tags.html": large(lambda: "<html>" + "<" * MEGABYTE),
    "web-page-of-entities.html": large(
        lambda: HTML.format(HTML_GOOD + "<tr><td>" + "&#x110000;&#0;&amp" * 50_000 + "</td></tr>")
    ),
}

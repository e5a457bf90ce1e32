"""Links Datasette's own pages back to ours, as far as each version lets a plugin in.

Links speak the visitor's language. Titles and descriptions of tables and queries speak the site's: Datasette keeps one
of each, whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from datasette.utils import is_url, truncate_url
from markupsafe import Markup

from datasette_netzwerk import i18n
from datasette_netzwerk.web.addresses import Addresses, addresses_of
from datasette_netzwerk.web.files import audience_of
from datasette_netzwerk.web.instances import instance_of
from datasette_netzwerk.web.language import language_of
from datasette_netzwerk.web.site_settings import settings_of

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

Link = dict[str, str]


class Row(Protocol):
    """A row as Datasette hands it to a plugin."""

    def keys(self) -> Iterable[str]:
        """Return the names of its columns."""

    def __getitem__(self, column: str, /) -> Any:
        """Return the value in a column."""


SECTIONS: Mapping[str, str] = {"members": "directory", "meetings": "meetings"}
"""The tables whose every row has a page of ours, and the section in which it is."""

ADDRESS_COLUMNS: Mapping[str, str] = {"members": "slug", "meetings": "id"}
"""In those tables, the column that holds the last part of that page's address."""


QUERY_LINKS: Mapping[str, tuple[str, str]] = {
    "member": ("slug", "directory"),
    "slug": ("slug", "directory"),
    "meeting": ("meeting_id", "meetings"),
    "meeting_id": ("meeting_id", "meetings"),
}
"""In a query's rows, which column is a link: what holds the last part of its address, and the section it is in."""


def menu_links(datasette: Datasette, request: Request | None) -> list[Link]:
    """Return our pages for Datasette's menu; none where no file of ours is served."""
    if not instance_of(datasette).is_site:
        return []
    language, addresses = _site(datasette, request)
    entries = {
        "": i18n.gettext("Home", language),
        "directory": i18n.gettext("Members", language),
        "meetings": i18n.gettext("Meetings", language),
        "statistics": i18n.gettext("Statistics", language),
        "data": i18n.gettext("Data", language),
    }
    return [{"href": addresses.page(*filter(None, [page])), "label": label} for page, label in entries.items()]


async def actions(datasette: Datasette, request: Request | None, database: str, table: str | None = None) -> list[Link]:
    """Return the way back to our pages for the menu of actions beside a title."""
    if not await _is_ours(datasette, database):
        return []
    language, addresses = _site(datasette, request)
    section = SECTIONS.get(table or "", "data")
    way_back = {"href": addresses.page(section), "label": _way_back(section, language)}
    if table is None:
        return [way_back]
    label = i18n.gettext("Download for Excel", language)
    return [way_back, {"href": addresses.page("excel", database, f"{table}.csv"), "label": label}]


async def top(
    datasette: Datasette,
    request: Request | None,
    database: str,
    table: str | None = None,
    row: Mapping[str, Any] | None = None,
) -> Markup | None:
    """Return the way back to our pages for the top of a page of Datasette 1.0; of a row that has a page, to that."""
    if not await _is_ours(datasette, database):
        return None
    language, addresses = _site(datasette, request)
    section = SECTIONS.get(table or "", "data")
    if row is not None and table is not None and table in ADDRESS_COLUMNS:
        address = addresses.page(section, row[ADDRESS_COLUMNS[table]])
        return _paragraph(address, i18n.gettext("The page for readers", language))
    return _paragraph(addresses.page(section), _way_back(section, language))


def way_back(datasette: Datasette) -> Markup:
    """Return the way back to our pages from something of which all visitors see the same: in the site's language."""
    language, addresses = _site(datasette, None)
    return _paragraph(addresses.page("data"), _way_back("data", language))


async def cell_link(
    datasette: Datasette, database: str, table: str | None, column: str, value: object, row: Row
) -> Markup | None:
    """Return a cell that leads somewhere, to a page of ours or away, as a link; ``None`` for any other cell."""
    link = await page_link(datasette, database, table, column, value, row)
    return link or await link_away(datasette, database, value)


async def page_link(
    datasette: Datasette, database: str, table: str | None, column: str, value: object, row: Row
) -> Markup | None:
    """Return a cell that names a page of ours as a link to it; ``None`` for any other cell.

    In a table it is the column with the address; in a query's rows also the name beside one.
    """
    found = _table_target(table, column, value) if table else _query_target(column, row)
    if found is None or not isinstance(value, str) or not await _is_ours(datasette, database):
        return None
    section, part = found
    addresses = addresses_of(datasette, settings_of(datasette).root)
    return Markup('<a href="{}">{}</a>').format(addresses.page(section, part), value)


async def link_away(datasette: Datasette, database: str, value: object) -> Markup | None:
    """Return a cell of ours that is a web address as a link that recommends nothing; ``None`` for any other cell.

    Datasette would link it too, but as if the site vouched for whatever a member wrote.
    """
    address = value.strip() if isinstance(value, str) else ""
    if not is_url(address) or not await _is_ours(datasette, database):
        return None
    shown = truncate_url(address, datasette.setting("truncate_cells_html"))
    return Markup('<a href="{}" rel="noopener nofollow">{}</a>').format(address, shown)


def _table_target(table: str, column: str, value: object) -> tuple[str, str] | None:
    is_address = ADDRESS_COLUMNS.get(table) == column and isinstance(value, str)
    return (SECTIONS[table], str(value)) if is_address else None


def _query_target(column: str, row: Row) -> tuple[str, str] | None:
    source, section = QUERY_LINKS.get(column, ("", ""))
    part = row[source] if source in row.keys() else None  # noqa: SIM118  # sqlite3.Row looks through its values
    return (section, part) if isinstance(part, str) and part else None


def _site(datasette: Datasette, request: Request | None) -> tuple[str, Addresses]:
    settings = settings_of(datasette)
    language = language_of(request, settings.language) if request else settings.language
    return language, addresses_of(datasette, settings.root)


async def _is_ours(datasette: Datasette, database: str) -> bool:
    return database in datasette.databases and await audience_of(datasette.databases[database]) is not None


def _way_back(section: str, language: str) -> str:
    words = {
        "directory": i18n.gettext("To the directory", language),
        "meetings": i18n.gettext("To the meetings", language),
        "data": i18n.gettext("All tables and queries, explained", language),
    }
    return words[section]


def _paragraph(address: str, words: str) -> Markup:
    return Markup('<p><a href="{}">{}</a></p>').format(address, words)

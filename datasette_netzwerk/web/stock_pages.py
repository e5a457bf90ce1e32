"""Links Datasette's own pages back to ours, in the site's language, as far as each version lets a plugin in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from datasette_netzwerk import i18n
from datasette_netzwerk.web.addresses import Addresses, addresses_of
from datasette_netzwerk.web.files import audience_of
from datasette_netzwerk.web.instances import instance_of
from datasette_netzwerk.web.site_settings import settings_of

if TYPE_CHECKING:
    from datasette.app import Datasette

Link = dict[str, str]

SECTIONS: Mapping[str, str] = {"members": "directory", "meetings": "meetings"}
"""The tables whose every row has a page of ours, and the section in which it is."""

ADDRESS_COLUMNS: Mapping[str, str] = {"members": "slug", "meetings": "id"}
"""In those tables, the column that holds the last part of that page's address."""


def menu_links(datasette: Datasette) -> list[Link]:
    """Return our pages for Datasette's menu; none where no file of ours is served."""
    if not instance_of(datasette).is_site:
        return []
    language, addresses = _site(datasette)
    entries = {
        "": i18n.gettext("Home", language),
        "directory": i18n.gettext("Members", language),
        "meetings": i18n.gettext("Meetings", language),
        "statistics": i18n.gettext("Statistics", language),
        "data": i18n.gettext("Data", language),
    }
    return [{"href": addresses.page(*filter(None, [page])), "label": label} for page, label in entries.items()]


async def actions(datasette: Datasette, database: str, table: str | None = None) -> list[Link]:
    """Return the way back to our pages for the menu of actions beside a title."""
    if not await _is_ours(datasette, database):
        return []
    language, addresses = _site(datasette)
    section = SECTIONS.get(table or "", "data")
    return [{"href": addresses.page(section), "label": _way_back(section, language)}]


async def top(
    datasette: Datasette, database: str, table: str | None = None, row: Mapping[str, Any] | None = None
) -> Markup | None:
    """Return the way back to our pages for the top of a page of Datasette 1.0; of a row that has a page, to that."""
    if not await _is_ours(datasette, database):
        return None
    language, addresses = _site(datasette)
    section = SECTIONS.get(table or "", "data")
    if row is not None and table is not None and table in ADDRESS_COLUMNS:
        address = addresses.page(section, row[ADDRESS_COLUMNS[table]])
        return _paragraph(address, i18n.gettext("The page for readers", language))
    return _paragraph(addresses.page(section), _way_back(section, language))


async def page_link(
    datasette: Datasette, database: str, table: str | None, column: str, value: object
) -> Markup | None:
    """Return a table's cell that names a page of ours as a link to it; ``None`` for any other cell."""
    if table is None or ADDRESS_COLUMNS.get(table) != column or not isinstance(value, str):
        return None
    if not await _is_ours(datasette, database):
        return None
    _, addresses = _site(datasette)
    return Markup('<a href="{}">{}</a>').format(addresses.page(SECTIONS[table], value), value)


def _site(datasette: Datasette) -> tuple[str, Addresses]:
    settings = settings_of(datasette)
    return settings.language, addresses_of(datasette, settings.root)


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

"""One request to one of our pages: who asks, in which language, and the one published file it is answered from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from datasette_netzwerk import i18n
from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.settings import Settings
from datasette_netzwerk.sqlfiles import read_sql
from datasette_netzwerk.web.addresses import Addresses, QueryValue

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A published file that the visitor may open: the name Datasette knows it by, and its audience."""

    database: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class Visit:
    """What a view needs to know. It reads through `rows`, from the widest file that the visitor may open."""

    datasette: Datasette
    request: Request
    settings: Settings
    addresses: Addresses
    language: str
    file: PublishedFile

    async def rows(self, name: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the rows of ``web/sql/<name>.sql``, asked of the visit's file."""
        database = self.datasette.get_database(self.file.database)
        sql = read_sql(f"web/sql/{name}.sql").sql
        results = await database.execute(sql, parameters or {})
        return [dict(row) for row in results.rows]

    async def row(self, name: str, parameters: Mapping[str, Any] | None = None) -> Row | None:
        """Return the first row of ``web/sql/<name>.sql``, or ``None``."""
        return next(iter(await self.rows(name, parameters)), None)

    @property
    def place(self) -> str:
        """Where among our pages this visit is, such as ``/directory/anna-berg``."""
        return self.addresses.place(self.request.path)

    def here(self, **query: QueryValue) -> str:
        """Return this page's one true address, with nothing but ``query`` behind it."""
        place = "" if self.place == "/" and self.addresses.prefix else self.place
        return self.addresses.path(self.addresses.prefix + place, **query)

    @property
    def today(self) -> date:
        """The day it is where the group meets."""
        return datetime.now(i18n.zone(self.settings.time_zone)).date()

    def argument(self, name: str) -> str:
        """Return the address's value for ``name``, without blanks around it; empty if it has none."""
        return (self.request.args.get(name) or "").strip()

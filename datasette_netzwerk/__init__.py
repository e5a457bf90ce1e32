"""A Datasette plugin for business-networking groups: its hooks, those of both versions of Datasette."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Generator
from typing import TYPE_CHECKING, Any

from pluggy import HookimplMarker

from datasette_netzwerk import commands, compat, hookspecs
from datasette_netzwerk.web import (
    connections,
    descriptions,
    free_sql,
    guard,
    pages,
    permissions,
    queries,
    start,
    stock_pages,
    templating,
    vega,
)
from datasette_netzwerk.web.asgi import Application

if TYPE_CHECKING:
    from click import Group
    from datasette.app import Datasette
    from datasette.permissions import PermissionSQL
    from datasette.utils.asgi import Request, Response
    from jinja2 import Environment
    from markupsafe import Markup

hookimpl = HookimplMarker("datasette")  # Datasette's own, with types

# --- both versions --------------------------------------------------------------------------------------------


@hookimpl
def register_commands(cli: Group) -> None:
    """Add ``datasette netzwerk …``, with the readers that other plugins bring."""
    manager = compat.plugin_manager()
    manager.add_hookspecs(hookspecs)
    commands.netzwerk.context_settings["obj"] = manager.hook.netzwerk_readers
    cli.add_command(commands.netzwerk)


@hookimpl(trylast=True)
def startup(datasette: Datasette) -> Awaitable[None]:
    """Decide what is served."""
    return start.start(datasette)


@hookimpl
def register_routes(datasette: Datasette) -> list[tuple[str, pages.Endpoint]]:
    """Add our pages."""
    return pages.routes(datasette)


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Have our templates found where Datasette's are."""
    templating.keep_environment(datasette, env)


@hookimpl
def prepare_connection(conn: sqlite3.Connection, datasette: Datasette) -> None:
    """Add what the canned queries count on, and take from free SQL what it must not do."""
    connections.prepare(conn)
    free_sql.restrain(datasette, conn)


@hookimpl(trylast=True)
def asgi_wrapper(datasette: Datasette) -> Callable[[Application], Application]:
    """Stand before everything else."""
    return lambda application: guard.Guard(datasette, application)


@hookimpl(wrapper=True)
def extra_css_urls(datasette: Datasette) -> vega.Collected:
    """Keep datasette-vega's stylesheet off."""
    return (yield from vega.styles_without_bundle(datasette))


@hookimpl(wrapper=True)
def extra_js_urls(datasette: Datasette, view_name: str | None, table: str | None) -> vega.Collected:
    """Keep datasette-vega's bundle off until it is asked for."""
    return (yield from vega.scripts_without_bundle(datasette, view_name, table))


@hookimpl
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Awaitable[Response | None]:
    """Explain what is not found."""
    return pages.explain_missing(datasette, request, exception)


@hookimpl
def menu_links(datasette: Datasette, request: Request | None) -> list[stock_pages.Link]:
    """Show our pages in Datasette's menu."""
    return stock_pages.menu_links(datasette, request)


@hookimpl
def table_actions(
    datasette: Datasette, request: Request | None, database: str, table: str
) -> Awaitable[list[stock_pages.Link]]:
    """Lead from a table back to our pages."""
    return stock_pages.actions(datasette, request, database, table)


@hookimpl
def database_actions(datasette: Datasette, request: Request | None, database: str) -> Awaitable[list[stock_pages.Link]]:
    """Lead from a file's overview back to our pages."""
    return stock_pages.actions(datasette, request, database)


@hookimpl
def render_cell(
    row: stock_pages.Row, value: object, column: str, table: str | None, database: str, datasette: Datasette
) -> Awaitable[Markup | None]:
    """Link a member or a meeting to its page, and a web address without vouching for it."""
    return stock_pages.cell_link(datasette, database, table, column, value, row)


# --- Datasette 0.65: 1.0 ignores these ------------------------------------------------------------------------


@hookimpl(wrapper=True)
def permission_allowed(
    datasette: Datasette, actor: permissions.Actor, action: str, resource: permissions.Resource
) -> Generator[None, list[Any], list[Any]]:
    """Have the last word on our files."""
    return (yield from permissions.veto(datasette, actor, action, resource))


@hookimpl
def get_metadata(datasette: Datasette, key: str | None) -> dict[str, Any]:
    """Tell titles, descriptions and labels."""
    return descriptions.metadata_of(datasette, key)


@hookimpl
def canned_queries(datasette: Datasette, database: str) -> dict[str, dict[str, Any]]:
    """Tell the queries."""
    return queries.canned_queries(datasette, database)


# --- Datasette 1.0: 0.65 ignores this -------------------------------------------------------------------------


@hookimpl
def permission_resources_sql(
    datasette: Datasette, actor: permissions.Actor, action: str
) -> Awaitable[PermissionSQL | None]:
    """Leave of our files only what may be read."""
    return permissions.restriction(datasette, actor, action)


@hookimpl
def top_database(datasette: Datasette, request: Request | None, database: str) -> Awaitable[Markup | None]:
    """Lead from a file's overview back to our pages."""
    return stock_pages.top(datasette, request, database)


@hookimpl
def top_table(datasette: Datasette, request: Request | None, database: str, table: str) -> Awaitable[Markup | None]:
    """Lead from a table back to our pages."""
    return stock_pages.top(datasette, request, database, table)


@hookimpl
def top_row(
    datasette: Datasette, request: Request | None, database: str, table: str, row: Any
) -> Awaitable[Markup | None]:
    """Lead from a row back to our pages."""
    return stock_pages.top(datasette, request, database, table, row)


@hookimpl
def top_stored_query(datasette: Datasette, request: Request | None, database: str) -> Awaitable[Markup | None]:
    """Lead from a query back to our pages."""
    return stock_pages.top(datasette, request, database)

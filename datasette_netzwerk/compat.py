"""The only file that knows Datasette 0.65 from 1.0: it asks what a version can do, never what it is called."""

from __future__ import annotations

import asyncio
import atexit
import hmac
import json
import re
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, MutableMapping, Sequence
from contextlib import asynccontextmanager
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from click import ClickException
from datasette.utils import StartupError

from datasette_netzwerk.sqlfiles import read_sql

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.permissions import PermissionSQL
    from pluggy import PluginManager

Actor = Mapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

ABOUT_QUERIES = frozenset({"view-query", "update-query", "delete-query"})

TABLE_CONFIGURATION = ("label_column", "sort", "sort_desc", "facets", "fts_table", "hidden")
"""What 1.0 reads about a table from its configuration and 0.65 from its metadata."""

INHERITED = ("license", "license_url", "source", "source_url", "about", "about_url")
"""What a site says once and 0.65 repeats on each of its pages."""


def plugin_manager() -> PluginManager:
    """Return the manager of Datasette's plugins.

    Imported at the top of a module of ours, it would make Datasette load us while we are half loaded, with no hook in
    sight.
    """
    from datasette.plugins import pm

    manager: PluginManager = pm
    return manager


def has_stored_queries(datasette: Datasette | type[Datasette]) -> bool:
    """Whether queries are added to an instance (1.0) or asked for at every request (0.65)."""
    return hasattr(datasette, "add_query")


def has_stored_metadata(datasette: Datasette | type[Datasette]) -> bool:
    """Whether metadata are set in an instance, and the rest stands in its configuration (1.0)."""
    return hasattr(datasette, "set_resource_metadata")


class StartRefused(StartupError, ClickException):  # type: ignore[misc]  # Datasette brings no types
    """Stops Datasette before it serves anything, with one clean line instead of a traceback on either version."""


def build_instance(
    files: Sequence[Path],
    *,
    metadata: Mapping[str, Any],
    settings: Mapping[str, bool | int],
    secret: str,
    folder: Path,
) -> Datasette:
    """Return a Datasette that serves ``files``, which never change, with what a group keeps in its site's ``folder``.

    A setting that this version does not know is left out. 1.0 reads queries, permissions and plugins from its
    configuration: there the metadata are both.
    """
    # Datasette loads its plugins while it is imported itself; here it is whole.
    from datasette.app import DEFAULT_SETTINGS, Datasette

    takes_configuration = {"config": deepcopy(dict(metadata))} if has_stored_metadata(Datasette) else {}
    return Datasette(
        [],
        immutables=[str(file) for file in files],
        metadata=deepcopy(dict(metadata)),
        settings={name: value for name, value in settings.items() if name in DEFAULT_SETTINGS},
        secret=secret,
        template_dir=_existing(folder / "templates"),
        plugins_dir=_existing(folder / "plugins"),
        static_mounts=[("static", str(folder / "static"))] if (folder / "static").is_dir() else None,
        **takes_configuration,
    )


def _existing(folder: Path) -> str | None:
    return str(folder) if folder.is_dir() else None


def keep_data_out_of_the_log(tell_fault: Callable[[], None]) -> None:
    """Have ``tell_fault`` say that a page could not be made, instead of a traceback with members' data in it.

    Where rich is installed, Datasette would print every variable for every page that is not found, for up to a second.
    """
    import datasette.handle_exception

    datasette.handle_exception.rich = None
    datasette.handle_exception.traceback = SimpleNamespace(print_exc=tell_fault)


async def detach(datasette: Datasette, names: Iterable[str]) -> None:
    """Take databases out of a Datasette, and out of every list that it keeps."""
    for name in names:
        datasette.remove_database(name)
    if has_stored_metadata(datasette):
        await datasette.refresh_schemas(force=True)


async def close(datasette: Datasette) -> None:
    """End a Datasette for good: its threads, its connections, its temporary files."""
    if hasattr(datasette, "invoke_shutdown"):
        await datasette.invoke_shutdown()
        # 1.0 keeps a way to remove its own temporary file, and with it the whole Datasette, until the program ends.
        atexit.unregister(datasette.get_internal_database()._cleanup_temp_file)
        return
    # 0.65 has no way to end: left alone, every instance would keep its threads and its open files.
    for database in datasette.databases.values():
        if database._write_thread is not None:
            await database.execute_write_fn(_end_write_thread, block=False)
    if datasette.executor is not None:
        await asyncio.to_thread(datasette.executor.shutdown)
    for database in datasette.databases.values():
        database.close()


def _end_write_thread(connection: sqlite3.Connection) -> None:
    connection.close()
    raise SystemExit


def restriction(
    datasette: Datasette, action: str, open_names: Iterable[str], allowed: Iterable[str] = ()
) -> PermissionSQL | None:
    """Return 1.0's rule that ``action`` is possible with these databases at most, whatever else allows it.

    In those ``allowed`` it is possible without anybody else's saying so.

    A restriction is intersected with all permissions, so no ``allow`` at any level, no other plugin and no ``--root``
    comes past it; a rule that denies would lose to one that allows a single table. ``None`` for an action that is not
    about databases.
    """
    from datasette.permissions import PermissionSQL

    if not _is_about_databases(datasette, action):
        return None
    # Datasette joins the rules of two actions in one query: the parameter of each needs a name of its own.
    suffix = action.replace("-", "_")
    opened, granted = f"netzwerk_open_for_{suffix}", f"netzwerk_allowed_for_{suffix}"
    # Datasette's own rule about queries names each of them, and rules are intersected row by row.
    rule = "open_queries" if action in ABOUT_QUERIES else "open_databases"
    restricted = read_sql(f"web/sql/{rule}.sql").statement.replace(":names", f":{opened}")
    parameters = {opened: json.dumps(list(open_names))}
    names = list(allowed)
    if not names:
        return PermissionSQL(restriction_sql=restricted, params=parameters)
    return PermissionSQL(
        sql=read_sql("web/sql/allowed_databases.sql").statement.replace(":names", f":{granted}"),
        restriction_sql=restricted,
        params={**parameters, granted: json.dumps(names)},
    )


def _is_about_databases(datasette: Datasette, action: str) -> bool:
    from datasette.resources import DatabaseResource

    resource = datasette.actions[action].resource_class
    return resource is not None and DatabaseResource in (resource, resource.parent_class)


async def actor_of(datasette: Datasette, scope: Scope, receive: Receive) -> Actor | None:
    """Return who makes a request, before Datasette asks it itself: the first that a plugin knows."""
    from datasette.utils import await_me_maybe
    from datasette.utils.asgi import Request

    found = plugin_manager().hook.actor_from_request(datasette=datasette, request=Request(scope, receive))
    actors = []
    for each in found:
        try:
            actors.append(await await_me_maybe(each))
        except _invalid_token():
            # Datasette will refuse the request itself; until then nobody is known.
            actors.append(None)
    return next((actor for actor in actors if actor), None)


def _invalid_token() -> tuple[type[Exception], ...]:
    """Return what 1.0 raises for a token that is no more; 0.65 raises nothing."""
    try:
        from datasette.tokens import TokenInvalid
    except ImportError:
        return ()
    return (TokenInvalid,)


def is_root(datasette: Datasette, actor: Actor | None) -> bool:
    """Return whether ``actor`` is who reads the terminal of ``datasette --root``.

    0.65 cannot tell her from somebody whom another plugin calls root: there she is nobody.
    """
    is_called_root = isinstance(actor, Mapping) and actor.get("id") == "root"
    return is_called_root and bool(getattr(datasette, "root_enabled", False))


def is_root_signing_in(datasette: Datasette, path: str, query: str) -> bool:
    """Return whether somebody opens the very address that ``datasette --root`` wrote on its terminal."""
    if not getattr(datasette, "root_enabled", False):
        return False
    token: str | None = datasette._root_token
    return path == "/-/auth-token" and token is not None and hmac.compare_digest(query, f"token={token}")


def configurations(datasette: Datasette) -> tuple[Mapping[str, Any], ...]:
    """Return what a group wrote for Datasette: its metadata, and for 1.0 its configuration, where permissions stand."""
    return (datasette._metadata_local or {}, getattr(datasette, "config", None) or {})


def ignored_permission_plugins(datasette: Datasette) -> tuple[str, ...]:
    """Return the plugins that count on a hook which this version never calls: whatever they forbid is allowed."""
    if not has_stored_queries(datasette):
        return ()
    manager = plugin_manager()
    return tuple(
        sorted(
            str(name)
            for name, plugin in manager.list_name_plugin()
            if hasattr(plugin, "permission_allowed") and not hasattr(plugin, "permission_resources_sql")
        )
    )


def has_login_plugin() -> bool:
    """Return whether a plugin that is not Datasette's own can tell who somebody is."""
    hooks = plugin_manager().hook.actor_from_request.get_hookimpls()
    return any(not hook.plugin_name.startswith("datasette.") for hook in hooks)


def addresses_of_other_plugins(datasette: Datasette) -> tuple[str, ...]:
    """Return the addresses at which other plugins answer and that need nothing filled in."""
    manager = plugin_manager()
    found = []
    for implementation in manager.hook.register_routes.get_hookimpls():
        if implementation.plugin_name != "netzwerk":
            arguments = dict.fromkeys(implementation.argnames, datasette)
            added: Any = implementation.function(**arguments) or ()
            routes = [str(pattern).strip("^$") for pattern, _ in added]
            found += [route for route in routes if re.fullmatch(r"[/\w.-]+", route)]
    return tuple(found)


@asynccontextmanager
async def answering(datasette: Datasette) -> AsyncIterator[Callable[[str], Awaitable[tuple[int, str]]]]:
    """Give a function that asks ``datasette`` for an address as a stranger would, although it is still starting.

    Datasette's own client would wait for the start, which waits for whoever asks.
    """
    from datasette.app import DatasetteRouter

    application = DatasetteRouter(datasette, datasette._routes())
    for wrapper in plugin_manager().hook.asgi_wrapper(datasette=datasette):
        application = wrapper(application)

    async def ask(address: str) -> tuple[int, str]:
        return await _ask(application, address)

    was_started, datasette._startup_invoked = datasette._startup_invoked, True
    try:
        yield ask
    finally:
        datasette._startup_invoked = was_started


async def _ask(application: Callable[..., Awaitable[None]], address: str) -> tuple[int, str]:
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode("ascii"),
        "query_string": query.encode("ascii"),
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
        # 0.65 expects its own protection against forged forms before it.
        "csrftoken": lambda: "",
    }
    messages: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        messages.append(message)

    await application(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in messages[1:])
    return int(messages[0]["status"]), body.decode("utf-8", "replace")


async def store_queries(datasette: Datasette, database: str, queries: Mapping[str, Mapping[str, Any]]) -> None:
    """Give 1.0 our queries; what the site itself calls the same stays. (0.65 asks for them: `canned_queries`.)"""
    if not has_stored_queries(datasette):
        return
    for name, query in queries.items():
        if await datasette.get_query(database, name) is None:
            await datasette.add_query(
                database,
                name,
                query["sql"],
                title=query["title"],
                description=query["description"],
                description_html=query["description_html"],
                hide_sql=query["hide_sql"],
                fragment=query["fragment"],
                parameters=query["params"],
                is_trusted=True,
            )


async def store_metadata(datasette: Datasette, title: Mapping[str, str], databases: Mapping[str, Any]) -> None:
    """Give 1.0 our titles and descriptions; what the site itself says stays. (0.65 asks for them: `get_metadata`.)"""
    if not has_stored_metadata(datasette):
        return
    present = await datasette.get_instance_metadata()
    for key, text in title.items():
        if key not in present:
            await datasette.set_instance_metadata(key, text)
    inherited = {key: present[key] for key in INHERITED if key in present}
    for name, content in databases.items():
        await _store_database_metadata(datasette, name, {**inherited, **content})
        for table, description in content["tables"].items():
            _configure_table(datasette, name, table, description)
            await _store_table_metadata(datasette, name, table, {**inherited, **description})


async def _store_database_metadata(datasette: Datasette, name: str, content: Mapping[str, Any]) -> None:
    present = await datasette.get_database_metadata(name)
    for key, text in content.items():
        if key != "tables" and key not in present:
            await datasette.set_database_metadata(name, key, text)


def _configure_table(datasette: Datasette, database: str, table: str, description: Mapping[str, Any]) -> None:
    """Put labels, order and facets where 1.0 looks for them."""
    level = datasette.config
    for key in ("databases", database, "tables", table):
        level[key] = level.get(key) or {}
        level = level[key]
    for key in TABLE_CONFIGURATION:
        if key in description:
            level.setdefault(key, description[key])


async def _store_table_metadata(
    datasette: Datasette, database: str, table: str, description: Mapping[str, Any]
) -> None:
    present = await datasette.get_resource_metadata(database, table)
    for key in ("title", "description", *INHERITED):
        if key in description and key not in present:
            await datasette.set_resource_metadata(database, table, key, description[key])
    for column, text in description.get("columns", {}).items():
        if "description" not in await datasette.get_column_metadata(database, table, column):
            await datasette.set_column_metadata(database, table, column, "description", text)


def site_queries(datasette: Datasette, database: str) -> frozenset[str]:
    """Return the names of the queries that a 0.65 site defines itself; 1.0 keeps them where `store_queries` looks."""
    if has_stored_queries(datasette):
        return frozenset()
    return frozenset(datasette.metadata("queries", database=database, fallback=False) or ())


def ordered_tables(datasette: Datasette, database: str) -> frozenset[str]:
    """Return the tables that a site puts in an order itself: two orders at once would be an error."""
    if has_stored_metadata(datasette):
        databases = datasette.config.get("databases") or {}
    else:
        databases = datasette.metadata("databases") or {}
    tables = (databases.get(database) or {}).get("tables") or {}
    return frozenset(name for name, table in tables.items() if table and ("sort" in table or "sort_desc" in table))

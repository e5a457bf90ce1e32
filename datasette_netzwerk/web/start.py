"""Decides at the start of a Datasette what is served of our files, and gives it its words and queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from datasette_netzwerk import compat
from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.i18n import language_at_work, tell
from datasette_netzwerk.problems import Problem
from datasette_netzwerk.settings import Settings
from datasette_netzwerk.web.budgets import Budgets
from datasette_netzwerk.web.descriptions import describe, describe_site
from datasette_netzwerk.web.files import audiences_of, check_attached, left_out
from datasette_netzwerk.web.instances import BESIDE_OTHERS, Instance, instance_of, remember
from datasette_netzwerk.web.permissions import is_open
from datasette_netzwerk.web.queries import queries_for, read_choices, render_query
from datasette_netzwerk.web.self_check import leaks
from datasette_netzwerk.web.site_settings import settings_of
from datasette_netzwerk.web.templating import environment_of

if TYPE_CHECKING:
    from datasette.app import Datasette

Audiences = Mapping[str, Audience]
"""The audience of each attached database that is a file of ours."""


async def start(datasette: Datasette) -> None:
    """Refuse to start, or serve what everybody may open, in the site's language; nothing where no file is ours."""
    attached = await audiences_of(datasette)
    settings = settings_of(datasette)
    if not attached:
        if settings.harden:
            remember(datasette, replace(instance_of(datasette), is_hardened=True, settings=settings))
        return
    _refuse(datasette, attached, settings.language)
    # Where nobody can log in, what is not even attached can't be reached by any way there is.
    opened_to = instance_of(datasette).opened_to
    widest = max(opened_to, Audience.ORGANISERS if settings.logins else Audience.PUBLIC)
    closed = {name: audience for name, audience in attached.items() if not is_open(None, audience, widest)}
    for name, audience in closed.items():
        click.echo(tell(left_out(_place(datasette, name), audience), settings.language), err=True)
    paths = {name: Path(datasette.databases[name].path) for name in attached if datasette.databases[name].path}
    await compat.detach(datasette, closed)
    remember(datasette, _decide(datasette, attached, settings))
    with _working_in(settings.language):
        await _present(datasette, {name: attached[name] for name in attached if name not in closed}, settings)
    if instance_of(datasette).opened_to is Audience.PUBLIC:
        _stop_for(await leaks(datasette, attached, paths), settings.language)


def _refuse(datasette: Datasette, attached: Audiences, language: str) -> None:
    paths = [(_place(datasette, name), audience) for name, audience in attached.items()]
    _stop_for(check_attached(paths, is_crossdb=datasette.crossdb), language)


def _stop_for(problems: Sequence[Problem], language: str) -> None:
    if problems:
        raise compat.StartRefused("\n".join(tell(problem, language) for problem in problems))


def _place(datasette: Datasette, name: str) -> str:
    return str(datasette.databases[name].path or name)


def _decide(datasette: Datasette, attached: Audiences, settings: Settings) -> Instance:
    before = instance_of(datasette)
    is_hardened = before.is_hardened or settings.harden or max(attached.values()) > Audience.PUBLIC
    return replace(
        before,
        is_site=True,
        is_hardened=is_hardened,
        language=settings.language,
        settings=settings,
        budgets=Budgets() if before is BESIDE_OTHERS else before.budgets,
    )


@contextmanager
def _working_in(language: str) -> Iterator[None]:
    token = language_at_work.set(language)
    try:
        yield
    finally:
        language_at_work.reset(token)


async def _present(datasette: Datasette, served: Audiences, settings: Settings) -> None:
    """Give Datasette its words and queries for what it serves: 1.0 takes them now, 0.65 will ask for them."""
    title = describe_site(settings)
    metadata = {name: await _describe(datasette, name, audience, settings) for name, audience in served.items()}
    queries = {name: await _queries(datasette, name, audience, settings.language) for name, audience in served.items()}
    await compat.store_metadata(datasette, title, metadata)
    for name in served:
        await compat.store_queries(datasette, name, queries[name])
    remember(datasette, replace(instance_of(datasette), title=title, metadata=metadata, queries=queries))


async def _describe(datasette: Datasette, name: str, audience: Audience, settings: Settings) -> dict[str, Any]:
    tables = await datasette.databases[name].table_names()
    return describe(audience, tables, settings.language, compat.ordered_tables(datasette, name))


async def _queries(datasette: Datasette, name: str, audience: Audience, language: str) -> dict[str, dict[str, Any]]:
    database = datasette.databases[name]
    template = environment_of(datasette).get_template("netzwerk/_query.html")
    theirs = compat.site_queries(datasette, name)
    return {
        query.name: await render_query(query, await read_choices(database, query), template, language)
        for query in queries_for(audience)
        if query.name not in theirs
    }

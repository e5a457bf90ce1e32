"""`datasette netzwerk undo`: everything as it stood before one import."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import click

from datasette_netzwerk.commands.frame import netzwerk, option, site_options, told_in_words, use_language, user
from datasette_netzwerk.commands.words import N_
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.site import site_at

LATEST = "latest"


@netzwerk.command("undo", help=N_("Undo one import: RUN is its number in the list of imports, or latest."))
@click.argument("run")
@option("--actor", default=None, help=N_("Who undoes it, for the history (default: you)."))
@option("--json", "as_json", is_flag=True, help=N_("Report as JSON."))
@site_options
def undo_command(run: str, actor: str | None, as_json: bool, folder: str | None, lang: str | None) -> None:
    """Undo one import: RUN is its number in the list of imports, or latest."""
    from datasette_netzwerk.records.store.database import open_records
    from datasette_netzwerk.records.undo import undo_run

    site = site_at(folder)
    use_language(site, lang)
    with told_in_words(as_json), closing(open_records(site)) as connection:
        undone = undo_run(connection, _number(connection, run), actor or user())
    if as_json:
        click.echo(json.dumps({"undone": undone}, ensure_ascii=False, indent=2))
    else:
        click.echo(_("Import {id} ({file_name}) is undone; its file can be imported again.").format_map(undone))
        click.echo(_("The published site follows with: datasette netzwerk publish"))


def _number(connection: sqlite3.Connection, run: str) -> int:
    """Return the number of an import that is named by it, or by ``latest``: the last one that stands."""
    from datasette_netzwerk.records.store.runs import read_runs

    if run != LATEST and not run.isdecimal():
        raise NotUnderstood(Problem("undo.unknown_run", value=run))
    if run != LATEST:
        return int(run)
    number = next((each["id"] for each in read_runs(connection) if not each["undone_at"]), None)
    if number is None:
        raise NotUnderstood(Problem("undo.unknown_run", value=run))
    return int(number)

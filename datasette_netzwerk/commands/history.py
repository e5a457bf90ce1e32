"""`datasette netzwerk history`: what changed about one person."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from datasette_netzwerk.commands.frame import netzwerk, option, site_options, told_in_words, use_language
from datasette_netzwerk.commands.words import N_
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.site import site_at

if TYPE_CHECKING:
    from datasette_netzwerk.records.history import Event


@netzwerk.command("history", help=N_("Show what changed about one PERSON: her member number or her full name."))
@click.argument("person")
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@site_options
def history_command(person: str, as_json: bool, folder: str | None, lang: str | None) -> None:
    """Show what changed about one PERSON: her member number or her full name."""
    from datasette_netzwerk.commands.differences import told
    from datasette_netzwerk.records.history import read_history
    from datasette_netzwerk.records.store.database import open_records

    site = site_at(folder)
    use_language(site, lang)
    with told_in_words(as_json), closing(open_records(site)) as connection:
        events = read_history(connection, person)
    if as_json:
        click.echo(json.dumps({"history": [_as_data(event) for event in events]}, ensure_ascii=False, indent=2))
        return
    for event in events:
        click.echo(f"{event.at} {event.actor}, {_occasion(event)}, {told(event.difference)}")
    if not events:
        click.echo(_("Nothing was changed since the first import."))


def _occasion(event: Event) -> str:
    if event.import_run_id is None:
        return _("by hand")
    text = _("undo of import {number}") if event.is_undo else _("import {number}")
    return text.format(number=event.import_run_id)


def _as_data(event: Event) -> dict[str, Any]:
    from datasette_netzwerk.commands.differences import as_data

    return {
        "at": event.at,
        "actor": event.actor,
        "import": event.import_run_id,
        "is_undo": event.is_undo,
        **as_data(event.difference),
    }

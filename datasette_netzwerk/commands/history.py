"""`datasette netzwerk history`: what changed about one person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from typing import Any

import click

from datasette_netzwerk.commands.frame import netzwerk, site_options, told_in_words, use_language
from datasette_netzwerk.commands.words import N_
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.site import site_at


@netzwerk.command("history", help=N_("Show what changed about one PERSON: her member number or her full name."))
@click.argument("person")
@site_options
def history_command(person: str, folder: str | None, lang: str | None) -> None:
    """Show what changed about one PERSON: her member number or her full name."""
    from datasette_netzwerk.records.history import read_history
    from datasette_netzwerk.records.store.database import open_records

    site = site_at(folder)
    use_language(site, lang)
    with told_in_words(), closing(open_records(site)) as connection:
        for change in read_history(connection, person):
            click.echo(_told_change(change))


def _told_change(change: Mapping[str, Any]) -> str:
    """Return one change as a line: when, who, in which import, what, and each value before and after."""
    values = [
        f"{name}: {_told_value(before)} → {_told_value(after)}"
        for name, (before, after) in json.loads(change["differences"]).items()
        if name != "name_key"
    ]
    what = f"{change['table_name']} {change['subject']}" if change["subject"] else change["table_name"]
    text = _("{changed_at} {actor}, import {import_run_id}, {what}: {values}")
    return text.format_map({**change, "what": what, "values": "; ".join(values)})


def _told_value(value: Any) -> str:
    return _("empty") if value is None else f"{value}"

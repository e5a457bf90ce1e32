"""`datasette netzwerk imports`: what was imported, and when."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import datetime
from zoneinfo import ZoneInfo

import click

from datasette_netzwerk.commands.frame import netzwerk, option, site_options, told_in_words, use_language
from datasette_netzwerk.commands.words import KIND_WORDS, N_
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.i18n import show_date, zone
from datasette_netzwerk.model import Kind
from datasette_netzwerk.settings import read_settings
from datasette_netzwerk.site import site_at


@netzwerk.command("imports", help=N_("List what was imported, the latest first."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@site_options
def imports_command(as_json: bool, folder: str | None, lang: str | None) -> None:
    """List what was imported, the latest first."""
    from datasette_netzwerk.records.store.database import open_records
    from datasette_netzwerk.records.store.runs import read_runs

    site = site_at(folder)
    use_language(site, lang)
    with told_in_words(as_json), closing(open_records(site)) as connection:
        runs = read_runs(connection)
        time_zone = zone(read_settings(site.metadata).time_zone)
    if as_json:
        click.echo(json.dumps({"imports": runs}, ensure_ascii=False, indent=2))
        return
    text = _("{id}: {started_at} {file_name} ({kind}) by {actor}: {inserted_count} new, {updated_count} changed")
    undone = _("undone {undone_at} by {undone_by}")
    for run in runs:
        times = {name: _local(run[name], time_zone) for name in ("started_at", "undone_at") if run[name]}
        shown = {**run, **times, "kind": _(KIND_WORDS[Kind(run["kind"])])}
        line = text.format_map(shown)
        click.echo(f"{line}, {undone.format_map(shown)}" if run["undone_at"] else line)


def _local(moment: str, time_zone: ZoneInfo) -> str:
    """Return a moment, stored in UTC, as the clocks of the group showed it, to the minute."""
    local = datetime.fromisoformat(moment).astimezone(time_zone)
    return f"{show_date(local.date(), style='medium')} {local:%H:%M}"

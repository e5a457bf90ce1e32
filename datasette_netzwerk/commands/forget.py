"""`datasette netzwerk forget`: erase a person for good, and say where she still stands."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime

import click

from datasette_netzwerk.commands.frame import netzwerk, option, site_options, told_in_words, use_language
from datasette_netzwerk.commands.words import N_, TABLE_WORDS
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.i18n import ngettext
from datasette_netzwerk.site import site_at


@netzwerk.command(
    "forget", help=N_("Erase PERSON for good, named by number, e-mail address or name; no list brings her back.")
)
@click.argument("person")
@option("--yes", is_flag=True, help=N_("Do not ask."))
@option("--json", "as_json", is_flag=True, help=N_("Report as JSON."))
@site_options
def forget_command(person: str, yes: bool, as_json: bool, folder: str | None, lang: str | None) -> None:
    """Erase PERSON for good, named by number, e-mail address or name; no list brings her back."""
    from datasette_netzwerk.records.forgetting import files_that_name, forget, forget_entries
    from datasette_netzwerk.records.reviewing import person_meant
    from datasette_netzwerk.records.store.database import open_records

    site = site_at(folder)
    use_language(site, lang)
    with told_in_words(as_json), closing(open_records(site)) as connection:
        person_id = person_meant(connection, person)
        if not yes:
            click.confirm(
                _("Erase {person} for good? This cannot be undone.").format(person=person), abort=True, err=True
            )
        forgotten = forget(connection, person_id, datetime.now(UTC).date())
        forget_entries(site, forgotten.traces)
        files = [str(path) for path in files_that_name(site, forgotten.traces)]
    if as_json:
        click.echo(json.dumps({"texts": dict(forgotten.texts), "files": files}, ensure_ascii=False, indent=2))
        return
    click.echo(_("She is erased; attendance and entries stay without a name, so that the figures stay right."))
    for table, count in forgotten.texts.items():
        text = ngettext(
            "{count} text of others still names her: {table}.",
            "{count} texts of others still name her: {table}.",
            count,
        )
        click.echo("  " + text.format(count=count, table=_(TABLE_WORDS.get(table, table))), err=True)
    if files:
        click.echo(_("She still stands in these files; publish anew and remove the backups when you can do without:"))
        for file in files:
            click.echo(f"  {file}")
    click.echo(_("Your own lists on other disks are yours to mend; what they say of her is left out of every import."))

"""`datasette netzwerk merge` and `unmerge`: two people are one, or two again."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict

import click

from datasette_netzwerk import i18n
from datasette_netzwerk.commands.frame import netzwerk, option, site_options, told_in_words, use_language, user
from datasette_netzwerk.commands.words import N_
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.site import site_at


@netzwerk.command(
    "merge", help=N_("Make two people one, each named by number, e-mail address or name; the first stays.")
)
@click.argument("person")
@click.argument("other")
@option("--actor", default=None, help=N_("Who says so, for the history (default: you)."))
@option("--json", "as_json", is_flag=True, help=N_("Report as JSON."))
@site_options
def merge_command(
    person: str, other: str, actor: str | None, as_json: bool, folder: str | None, lang: str | None
) -> None:
    """Make two people one, each named by number, e-mail address or name; the first stays."""
    from datasette_netzwerk.records.reviewing import merge_people
    from datasette_netzwerk.records.store.database import open_records

    site = site_at(folder)
    use_language(site, lang)
    with told_in_words(as_json), closing(open_records(site)) as connection:
        merge = merge_people(connection, person, other, actor or user())
    if as_json:
        notices = [asdict(notice) for notice in merge.notices]
        click.echo(json.dumps({"merged": [person, other], "notices": notices}, default=dict, ensure_ascii=False))
        return
    click.echo(
        _("{person} and {other} are one person now. To take it back: datasette netzwerk unmerge").format(
            person=person, other=other
        )
    )
    for notice in merge.notices:
        click.echo("  " + i18n.tell(notice), err=True)


@netzwerk.command("unmerge", help=N_("Make two people two again who were made one: PERSON is the one who stayed."))
@click.argument("person")
@option("--json", "as_json", is_flag=True, help=N_("Report as JSON."))
@site_options
def unmerge_command(person: str, as_json: bool, folder: str | None, lang: str | None) -> None:
    """Make two people two again who were made one: PERSON is the one who stayed."""
    from datasette_netzwerk.records.merging import unmerge
    from datasette_netzwerk.records.reviewing import person_meant
    from datasette_netzwerk.records.store.database import open_records

    site = site_at(folder)
    use_language(site, lang)
    with told_in_words(as_json), closing(open_records(site)) as connection:
        unmerge(connection, person_meant(connection, person))
    if as_json:
        click.echo(json.dumps({"unmerged": person}, ensure_ascii=False))
    else:
        click.echo(_("They are two people again, as before."))

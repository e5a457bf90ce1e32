"""`datasette netzwerk publish`: build what each audience may see."""

from __future__ import annotations

import click

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.commands.frame import netzwerk, option, site_options, told_in_words, use_language
from datasette_netzwerk.commands.words import N_
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.i18n import tell
from datasette_netzwerk.site import site_at


@netzwerk.command("publish", help=N_("Build what each audience may see, and make it current."))
@option("--force", is_flag=True, help=N_("Publish even if more than a fifth of the members would be gone."))
@site_options
def publish_command(force: bool, folder: str | None, lang: str | None) -> None:
    """Build what each audience may see, and make it current."""
    from datasette_netzwerk.publish.generation import publish

    site = site_at(folder)
    use_language(site, lang)
    with told_in_words():
        publication = publish(site, force=force)
    for notice in publication.notices:
        click.echo(tell(notice), err=True)
    counts = publication.member_counts
    click.echo(
        _("Generation {number} is published: {public} people are public, {members} are shown to members.").format(
            number=publication.generation, public=counts[Audience.PUBLIC], members=counts[Audience.MEMBERS]
        )
    )
    if not counts[Audience.PUBLIC]:
        click.echo(_("Nobody is public, because no consent is known. The handbook says how to state consents."))

"""`datasette netzwerk serve`: show the published site."""

from __future__ import annotations

import sys

import click

from datasette_netzwerk.audiences import JOINABLE, Audience, audience_named
from datasette_netzwerk.commands.frame import netzwerk, option, site_options, told_in_words, use_language
from datasette_netzwerk.commands.words import N_
from datasette_netzwerk.i18n import language_at_work
from datasette_netzwerk.site import site_at


@netzwerk.command("serve", help=N_("Serve the published site."))
@option("--host", default="127.0.0.1", show_default=True, help=N_("Address to listen on."))
@option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help=N_("Port to listen on."))
@option(
    "--audience",
    type=click.Choice([audience.word for audience in JOINABLE]),
    default="public",
    show_default=True,
    help=N_("Look at what this audience will see; anything but public only on this machine."),
)
@site_options
def serve_command(host: str, port: int, audience: str, folder: str | None, lang: str | None) -> None:
    """Serve the published site."""
    from datasette_netzwerk.web.server import serve

    site = site_at(folder)
    use_language(site, lang)
    with told_in_words():
        serve(
            site,
            host=host,
            port=port,
            audience=audience_named(audience) or Audience.PUBLIC,
            worker=(sys.executable, "-m", "datasette_netzwerk.worker", str(site.folder), language_at_work.get()),
        )

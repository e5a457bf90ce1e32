"""`datasette netzwerk check`: whether a site can be served without telling anybody what is not for her."""

from __future__ import annotations

import sys

import click

from datasette_netzwerk import i18n
from datasette_netzwerk.commands.frame import Exit, netzwerk, site_options, told_in_words, use_language
from datasette_netzwerk.commands.words import N_
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.problems import Severity
from datasette_netzwerk.site import site_at


@netzwerk.command(
    "check", help=N_("Check a site without serving it: settings, files, permissions and what a stranger would see.")
)
@site_options
def check_command(folder: str | None, lang: str | None) -> None:
    """Check a site without serving it: settings, files, permissions and what a stranger would see."""
    from datasette_netzwerk.web.check import check_site

    site = site_at(folder)
    use_language(site, lang)
    with told_in_words():
        problems = check_site(site)
    for problem in problems:
        click.echo(i18n.tell(problem), err=True)
    if not problems:
        click.echo(_("All is well: nothing was found that would leak."))
        return
    is_leak = any(problem.severity is Severity.ERROR for problem in problems)
    sys.exit(Exit.REFUSED if is_leak else Exit.STORED_WITH_PROBLEMS)

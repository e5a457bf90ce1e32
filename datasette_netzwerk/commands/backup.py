"""`datasette netzwerk backup` and `restore`: copy what a site keeps, and bring a copy back."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import click

from datasette_netzwerk.commands.frame import netzwerk, site_options, told_in_words, use_language
from datasette_netzwerk.commands.words import N_
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.i18n import ngettext
from datasette_netzwerk.problems import Problem, Refused
from datasette_netzwerk.site import site_at


@netzwerk.command("backup", help=N_("Copy the records into the site's backups, and check the copy."))
@site_options
def backup_command(folder: str | None, lang: str | None) -> None:
    """Copy the records into the site's backups, and check the copy."""
    from datasette_netzwerk.records.store.backups import make_backup

    site = site_at(folder)
    use_language(site, lang)
    with told_in_words():
        try:
            backup = make_backup(site, datetime.now(UTC))
        except sqlite3.DatabaseError as error:
            raise Refused(Problem("backup.failed", source=str(site.backups), value=str(error))) from error
    click.echo(_("The backup is {file}.").format(file=backup.path))


@netzwerk.command("restore", help=N_("Bring the records of a backup back; those of now are kept as a backup first."))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@site_options
def restore_command(file: Path, folder: str | None, lang: str | None) -> None:
    """Bring the records of a backup back."""
    from datasette_netzwerk.publish.locking import publishing_lock
    from datasette_netzwerk.records.restoring import restore

    site = site_at(folder)
    use_language(site, lang)
    with told_in_words():
        try:
            with publishing_lock(site):
                restored = restore(site, file, datetime.now(UTC))
        except sqlite3.DatabaseError as error:
            raise Refused(Problem("restore.failed", source=str(file), value=str(error))) from error
    click.echo(_("The records are those of {file} again.").format(file=file))
    if restored.present:
        click.echo(_("The records of before are kept: {file}").format(file=restored.present))
    if restored.withdrawal_count:
        text = _("What was withdrawn or refused since that backup stays so: {number} consents.")
        click.echo(text.format(number=restored.withdrawal_count))
    if restored.forgotten_count:
        text = ngettext(
            "{count} person asked to be forgotten since that backup and was erased again.",
            "{count} people asked to be forgotten since that backup and were erased again.",
            restored.forgotten_count,
        )
        click.echo(text.format(count=restored.forgotten_count))
    if restored.forgotten_count:
        click.echo(
            _("Who was forgotten since stays forgotten: {number} people.").format(number=restored.forgotten_count)
        )
    click.echo(_("Publish them: datasette netzwerk publish --site {folder}").format(folder=site.folder))

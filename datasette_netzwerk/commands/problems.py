"""`datasette netzwerk problems`: what is wrong in the imported lists."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import click

from datasette_netzwerk import i18n
from datasette_netzwerk.commands.frame import as_data, netzwerk, option, site_options, told_in_words, use_language
from datasette_netzwerk.commands.words import N_
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.i18n import ngettext
from datasette_netzwerk.site import site_at


@netzwerk.command("problems", help=N_("List what is wrong in the imported lists and not yet mended."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@option(
    "--rows",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help=N_("Write the rows with problems into this file, to be mended and imported again: .xlsx, .csv."),
)
@option("--force", is_flag=True, help=N_("Replace FILE if there is one."))
@site_options
def problems_command(as_json: bool, file: Path | None, force: bool, folder: str | None, lang: str | None) -> None:
    """List what is wrong in the imported lists and not yet mended."""
    from datasette_netzwerk.records.export.files import refuse_existing
    from datasette_netzwerk.records.export.rejected import export_rejected
    from datasette_netzwerk.records.store.database import open_records
    from datasette_netzwerk.records.store.problems import read_open_problems

    site = site_at(folder)
    use_language(site, lang)
    with told_in_words(as_json), closing(open_records(site)) as connection:
        if file is not None:
            refuse_existing(file, force=force)
            count = export_rejected(connection, file)
            text = ngettext(
                "{count} row to mend was written to {file}.", "{count} rows to mend were written to {file}.", count
            )
            click.echo(text.format(count=count, file=file))
            return
        problems = read_open_problems(connection)
    if as_json:
        click.echo(json.dumps({"problems": [as_data(problem) for problem in problems]}, ensure_ascii=False, indent=2))
        return
    for problem in problems:
        click.echo(i18n.tell(problem))
    if not problems:
        click.echo(_("Nothing is wrong."))

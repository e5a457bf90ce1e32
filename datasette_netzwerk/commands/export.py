"""`datasette netzwerk export`: the group's lists back, the rows of a query, or e-mail addresses to copy."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from datasette_netzwerk.commands.frame import netzwerk, option, site_options, told_in_words, use_language
from datasette_netzwerk.commands.words import KIND_WORDS, N_
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.i18n import ngettext
from datasette_netzwerk.model import Kind
from datasette_netzwerk.problems import NotUnderstood, Problem
from datasette_netzwerk.site import Site, site_at


@netzwerk.command(
    "export", help=N_("Write your lists back into FILE, in your own columns: .xlsx, .csv, .json, members also .vcf.")
)
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@option("--kind", type=click.Choice([kind.value for kind in Kind]), help=N_("One kind of list only."))
@option("--query", help=N_("The rows of a canned query instead, as the organisers see them."))
@option("--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help=N_("What a query asks for."))
@option("--emails", is_flag=True, help=N_("Print the e-mail addresses of the query's people, to copy."))
@option("--canonical", is_flag=True, help=N_("All facts sorted, without keys and sources, to compare two sites."))
@option("--force", is_flag=True, help=N_("Replace FILE if there is one."))
@site_options
def export_command(
    file: Path | None,
    kind: str | None,
    query: str | None,
    parameters: tuple[str, ...],
    emails: bool,
    canonical: bool,
    force: bool,
    folder: str | None,
    lang: str | None,
) -> None:
    """Write your lists back into FILE, in your own columns: .xlsx, .csv, .json, members also .vcf."""
    site = site_at(folder)
    use_language(site, lang)
    with told_in_words():
        if file is not None:
            _refuse_existing(file, force=force)
        if canonical:
            _write_canonical(site, file)
        elif emails:
            _print_emails(_emails(site, query, parameters))
        elif file is None:
            raise NotUnderstood(Problem("export.no_file"))
        elif query:
            _write_query(site, query, parameters, file)
        else:
            _write_lists(site, Kind(kind) if kind else None, file)


def _refuse_existing(file: Path, *, force: bool) -> None:
    from datasette_netzwerk.records.export.files import refuse_existing

    refuse_existing(file, force=force)


def _write_canonical(site: Site, file: Path | None) -> None:
    from datasette_netzwerk.records.export.canonical import canonical_text
    from datasette_netzwerk.records.store.database import open_records

    with closing(open_records(site)) as connection:
        text = canonical_text(connection)
    if file is None:
        click.echo(text, nl=False)
    else:
        file.write_text(text, encoding="utf-8", newline="")


def _print_emails(addresses: list[str]) -> None:
    if addresses:
        click.echo("; ".join(addresses))
    else:
        click.echo(_("Nobody with an e-mail address is among these rows."), err=True)


def _emails(site: Site, query: str | None, parameters: tuple[str, ...]) -> list[str]:
    from datasette_netzwerk.publish.query_export import emails_of_query

    if query is None:
        raise NotUnderstood(Problem("export.no_query"))
    return emails_of_query(site, query, _values(parameters))


def _write_query(site: Site, query: str, parameters: tuple[str, ...], file: Path) -> None:
    from datasette_netzwerk.publish.query_export import run_query
    from datasette_netzwerk.records.export.files import write_sheets

    sheet = run_query(site, query, _values(parameters))
    write_sheets(file, [sheet])
    _tell(file, query, len(sheet.rows))


def _write_lists(site: Site, kind: Kind | None, file: Path) -> None:
    from datasette_netzwerk.records.export.lists import export_lists
    from datasette_netzwerk.records.store.database import open_records

    with closing(open_records(site)) as connection:
        counts = export_lists(connection, file, kind)
    for each, count in counts.items():
        _tell(file, _(KIND_WORDS[each]), count)


def _tell(file: Path, what: str, count: int) -> None:
    rows = ngettext("{count} row", "{count} rows", count).format(count=count)
    click.echo(_("{file}: {what}, {rows}").format(file=file, what=what, rows=rows))


def _values(parameters: tuple[str, ...]) -> dict[str, str]:
    parts = (text.partition("=") for text in parameters)
    return {name.strip(): value for name, _equals, value in parts}

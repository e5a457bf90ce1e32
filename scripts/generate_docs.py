"""Writes the documents that tell what is in the code anyway: one function for each, and the suite checks them all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import click
import yaml

from datasette_netzwerk.audiences import JOINABLE, Audience
from datasette_netzwerk.commands import netzwerk
from datasette_netzwerk.commands.frame import Exit
from datasette_netzwerk.model import Kind
from datasette_netzwerk.records.fields import FIELDS
from datasette_netzwerk.records.known_layouts import shipped_layouts
from datasette_netzwerk.records.mapping import Signature
from datasette_netzwerk.sqlfiles import Table, read_sql, sql_files
from datasette_netzwerk.web.descriptions import published_tables
from datasette_netzwerk.web.queries import Query, query_from

DOCS = Path(__file__).parent.parent / "docs"
PACKAGE = Path(__file__).parent.parent / "datasette_netzwerk"
NOTE = "<!-- Written by scripts/generate_docs.py; change what it is made from, then run it again. -->"

Lines = Iterator[str]

EXIT_CODES = {
    Exit.STORED: "done, all is well",
    Exit.STORED_WITH_PROBLEMS: "done, and problems were reported",
    Exit.NOT_UNDERSTOOD: "not understood (usage, mapping, unreadable file): nothing was stored",
    Exit.REFUSED: "refused or rolled back: nothing was stored",
}


def data_document() -> Lines:
    """Yield docs/data.md: every table and column of the published files, and who sees it."""
    yield "# Tables and columns"
    yield (
        "What is published, from the reviewed files in `datasette_netzwerk/publish/`. ● marks the audiences whose file has a"
        " column. Every table answers in HTML, JSON and CSV, such as `/public/members.json?_shape=array`; names of tables and"
        " columns are a promise."
    )
    yield bullets(f"**{each.word}**: {read_sql(f'publish/{each.word}.sql').value('description')}" for each in JOINABLE)
    tables = {audience: {table.name: table for table in published_tables(audience)} for audience in JOINABLE}
    for name in sorted({name for named in tables.values() for name in named}):
        yield f"## {name}"
        yield from table_section({audience: named[name] for audience, named in tables.items() if name in named})


def table_section(tables: Mapping[Audience, Table]) -> Lines:
    """Yield what one table is for each audience that has it, and a list of its columns."""
    descriptions: dict[str, list[str]] = {}
    for audience, table in tables.items():
        descriptions.setdefault(table.description, []).append(audience.word)
    if len(descriptions) == 1:
        yield from descriptions
    else:
        yield bullets(f"{', '.join(words)}: {description}" for description, words in descriptions.items())
    meanings = {column.name: column.description for table in tables.values() for column in table.columns}
    yield "\n".join(
        [
            "| column | meaning | public | members | organisers |",
            "|---|---|---|---|---|",
            *(f"| `{name}` | {meaning} | {dots(name, tables)} |" for name, meaning in meanings.items()),
        ]
    )


def dots(column: str, tables: Mapping[Audience, Table]) -> str:
    """Return the cells that say which audience has ``column``."""
    having = {audience for audience, table in tables.items() if column in {each.name for each in table.columns}}
    return " | ".join("●" if audience in having else "" for audience in JOINABLE)


def queries_document() -> Lines:
    """Yield docs/queries.md: every canned query, what it asks for and what it answers."""
    yield "# Queries"
    yield (
        "Each is a file in `datasette_netzwerk/queries/`. An audience has its own queries and those of every smaller one. All"
        " answer in HTML, JSON and CSV; a parameter may be left empty."
    )
    for audience in JOINABLE:
        yield f"## For {'everybody' if audience is Audience.PUBLIC else audience.word}"
        for file in sql_files(f"queries/{audience.word}"):
            yield from query_section(audience, query_from(file), file.value("row"))


def query_section(audience: Audience, query: Query, row: str) -> Lines:
    """Yield what one query is, its parameters, its row, its chart and its address."""
    yield f"### {query.title}"
    yield query.description
    facts = [f"`{each.name}`: {each.label}; left empty: {each.default}" for each in query.parameters]
    facts.append(f"One row is {row}.")
    if query.chart:
        facts.append(f"Chart: {query.chart.mark}, `{query.chart.y}` by `{query.chart.x}`.")
    values = "".join(f"{each.name}=…&" for each in query.parameters)
    facts.append(f"`/{audience.word}/{query.name}.json?{values}_shape=array`")
    yield bullets(facts)


def source_help(part: click.Command | click.Option) -> str:
    """Return the help of a command or option in English, whatever the terminal of whoever writes the documents speaks."""
    return getattr(part, "source_help", part.help) or ""


def commands_document() -> Lines:
    """Yield docs/commands.md: every command with its arguments and options."""
    yield "# Commands"
    yield (
        "Each begins with `datasette netzwerk`. Messages, help and usage errors are in the terminal's language if it is "
        "German or English, else in the site's, else in English; `--lang` decides for the messages of one command. What a "
        "command says to the shell:"
    )
    yield bullets(f"{code.value}: {meaning}" for code, meaning in EXIT_CODES.items())
    for name, command in sorted(netzwerk.commands.items()):
        yield f"## {name}"
        yield source_help(command)
        yield bullets(parameter_line(each) for each in command.params)


def parameter_line(parameter: click.Parameter) -> str:
    """Return one argument or option with what it is for."""
    if not isinstance(parameter, click.Option):
        return f"`{parameter.human_readable_name}`" + (", one or more" if parameter.nargs == -1 else "")
    return f"`{', '.join(parameter.opts)}` {source_help(parameter)}".rstrip()


def columns_document() -> Lines:
    """Yield docs/columns.md: every field that a list may have, and the column names that mean it."""
    yield "# Column names of lists"
    yield (
        "The fields of each kind of list, as a mapping file names them, and the column names that are recognised by"
        " themselves. Case, punctuation, blanks, brackets and the spelling of umlauts don't count."
    )
    synonyms = yaml.safe_load((PACKAGE / "records" / "synonyms.yml").read_text(encoding="utf-8"))
    for kind, fields in FIELDS.items():
        yield f"## {kind.value}"
        known = synonyms[kind.value]
        yield "\n".join(
            [
                "| field | column names |",
                "|---|---|",
                *(f"| `{name}` | {', '.join(map(str, known.get(name, ())))} |" for name in fields),
            ]
        )
    yield from known_programs()


def known_programs() -> Lines:
    """Yield the lists of programs that are known by their headers, and on what each was checked."""
    yield "## Known programs"
    yield (
        "A list with all of these columns is known as that program's, whatever else it has; the most columns win. Each is a"
        " mapping file in `datasette_netzwerk/records/layouts/`, with a fixture of exactly these columns in `tests/layouts/`."
        " *documentation* means: checked on what is written about the export, or on programs that read it, not on a real one."
    )
    rows = (
        f"| {each.layout.name} | {what_is_read(each.kind, each.layout)} | {headers_of(each.layout)} | {checked(each.layout)} |"
        for each in shipped_layouts()
        if each.layout
    )
    yield "\n".join(["| program and list | read as | known by | checked on |", "|---|---|---|---|", *rows])


def what_is_read(kind: Kind | None, signature: Signature) -> str:
    """Return the kinds of lists that a program's list is read as, or which to use instead."""
    if signature.instead:
        return f"nothing: it holds counts; export {signature.instead}"
    return " and ".join(each.value for each in (kind, signature.also) if each)


def headers_of(signature: Signature) -> str:
    """Return the columns that all lists of a program have."""
    above = f", below a title with “{signature.above}”" if signature.above else ""
    return ", ".join(signature.headers) + above


def checked(signature: Signature) -> str:
    """Return what a layout was checked on, with where that is."""
    return f"[{signature.checked_on}]({signature.source})" if signature.source else signature.checked_on


DOCUMENTS: Mapping[str, Callable[[], Lines]] = {
    "columns.md": columns_document,
    "commands.md": commands_document,
    "data.md": data_document,
    "queries.md": queries_document,
}


def text_of(document: Callable[[], Lines]) -> str:
    """Return a document as it is written."""
    return "\n\n".join([NOTE, *document()]) + "\n"


def bullets(entries: Iterable[str]) -> str:
    """Return a list, one entry a line."""
    return "\n".join(f"- {entry}" for entry in entries)


def main() -> None:
    """Write every document."""
    for name, document in DOCUMENTS.items():
        (DOCS / name).write_text(text_of(document), encoding="utf-8")
        print(f"docs/{name}")
    # A script's own folder is on the path, the one above it is not.
    sys.path.insert(0, str(DOCS.parent))
    from scripts.who_sees_what import with_table

    handbook = DOCS / "handbuch.md"
    handbook.write_text(with_table(handbook.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()

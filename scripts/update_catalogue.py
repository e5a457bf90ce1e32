"""Collects every visible text into locale/netzwerk.pot and brings the German catalogue up to it; says what lacks German."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from datasette_netzwerk.audiences import PUBLISHED
from datasette_netzwerk.messages import MESSAGES, OF_ANOTHER_VERSION
from datasette_netzwerk.sqlfiles import read_sql, read_tables
from datasette_netzwerk.web.queries import queries_for

PACKAGE = Path(__file__).parent.parent / "datasette_netzwerk"
TEMPLATE = PACKAGE / "locale" / "netzwerk.pot"
GERMAN = PACKAGE / "locale" / "de" / "LC_MESSAGES" / "netzwerk.po"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
OPTIONS = {"templates/**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}
WIDTH = 110

Text = tuple[str, str]
"""A text and the file it stands in; a line number would change the catalogue with every edit above it."""


def build_template() -> Catalog:
    """Return the catalogue of all texts in English, each with the files it stands in."""
    catalog = Catalog(project="datasette-netzwerk", charset="utf-8", fuzzy=False)
    catalog.header_comment = "# The texts of datasette-netzwerk. Made by scripts/update_catalogue.py; do not edit."
    found = extract_from_dir(PACKAGE, METHODS, OPTIONS, comment_tags=("Translators:",), strip_comment_tags=True)
    for path, _, text, comments, context in found:
        catalog.add(text, locations=[(f"datasette_netzwerk/{path}", 0)], auto_comments=comments, context=context)
    for text, path in (*problem_texts(), *table_texts(), *query_texts()):
        if text:
            catalog.add(text, locations=[(path, 0)])
    return catalog


def problem_texts() -> Iterator[Text]:
    """Yield what can be wrong, and what to do about it."""
    for message in (*MESSAGES.values(), OF_ANOTHER_VERSION):
        yield message.text, "datasette_netzwerk/messages"
        yield message.remedy, "datasette_netzwerk/messages"


def table_texts() -> Iterator[Text]:
    """Yield titles and descriptions of the published files, their tables and columns."""
    for audience in PUBLISHED:
        name = f"publish/{audience.word}.sql"
        file = read_sql(name)
        described = [file.value("title"), file.value("description")]
        for table in read_tables(file.sql):
            described += [table.title, table.description, *(column.description for column in table.columns)]
        yield from ((text, f"datasette_netzwerk/{name}") for text in described)


def query_texts() -> Iterator[Text]:
    """Yield titles and descriptions of the canned queries, and what their parameters are called."""
    for query in queries_for(max(PUBLISHED[:3])):
        described = [query.title, query.description]
        for parameter in query.parameters:
            described += [parameter.label, parameter.default]
        yield from ((text, f"datasette_netzwerk/queries/{query.name}.sql") for text in described)


def updated_german(template: Catalog) -> Catalog:
    """Return the German catalogue with exactly the texts of ``template``, translated as far as it was."""
    with GERMAN.open("rb") as file:
        german = read_po(file, locale="de")
    german.update(template, no_fuzzy_matching=True)
    german.obsolete.clear()
    german.fuzzy = False
    return german


def written(catalog: Catalog) -> str:
    """Return ``catalog`` as a .po file: sorted by file, without dates, so that only texts change it."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=WIDTH, omit_header=False, sort_by_file=True, include_lineno=False)
    lines = buffer.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(('"POT-Creation', '"PO-Revision')))


def is_translated(message: Message) -> bool:
    """Return whether ``message`` has its German, in each of its forms, and nobody marked it as doubtful."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(forms) and not message.fuzzy


def main() -> int:
    """Write both files; exit code 1 when German is missing."""
    template = build_template()
    TEMPLATE.write_text(written(template), encoding="utf-8")
    german = updated_german(template)
    GERMAN.write_text(written(german), encoding="utf-8")
    missing = [message for message in german if message.id and not is_translated(message)]
    for message in missing:
        print(f"no German: {message.id!r}")
    print(f"{len(german)} texts, {len(missing)} without German")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

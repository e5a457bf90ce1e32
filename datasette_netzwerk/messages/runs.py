"""What can be said about imports and exports as a whole: done before, undone, needed by later ones, not to be written."""

from datasette_netzwerk.messages.message import Message, Severity

MESSAGES = {
    "run.imported_before": Message(
        Severity.NOTICE,
        "This very file was imported on {date} (import {run}), and nothing it says was changed since; it was skipped.",
        "To import it all the same: --again.",
    ),
    "undo.unknown_run": Message(
        Severity.ERROR, "There is no import {value}.", "All imports are listed by: datasette netzwerk imports"
    ),
    "undo.undone_already": Message(
        Severity.ERROR,
        "Import {value} was undone already, by {actor} on {date}.",
        "Its file can be imported again.",
    ),
    "undo.later_import": Message(
        Severity.ERROR,
        "Import {later} ({file}) builds on import {value}.",
        "Undo import {later} first.",
    ),
    "undo.later_edit": Message(
        Severity.ERROR,
        "{actor} changed {count} records of import {value} by hand on {date}.",
        "What was entered by hand would be lost; correct the list and import it instead.",
    ),
    "undo.impossible": Message(
        Severity.ERROR,
        "Import {value} cannot be undone: what it had replaced was entered anew since ({table}).",
        "Correct the list and import it instead.",
    ),
    "export.no_file": Message(
        Severity.ERROR, "No file to write is named.", "Name one that ends in .xlsx, .csv, .json or .vcf."
    ),
    "export.file_exists": Message(
        Severity.ERROR,
        "There is a file {source} already; nothing was written.",
        "Name another one, or replace it with --force.",
    ),
    "export.unknown_format": Message(
        Severity.ERROR,
        "Lists are not written as {value}.",
        "Expected is a file that ends in .xlsx, .csv, .json or .vcf.",
    ),
    "export.no_query": Message(
        Severity.ERROR, "Nobody said whose e-mail addresses.", "Name a query: --emails --query NAME"
    ),
    "export.unknown_query": Message(Severity.ERROR, "There is no query {value}.", "There are: {expected}."),
    "export.unknown_parameter": Message(
        Severity.ERROR, "The query does not ask for {value}.", "It asks for: {expected}."
    ),
    "export.no_people": Message(
        Severity.ERROR, "The rows of {value} are not about single people.", "Take a query that lists members or guests."
    ),
    "export.not_published": Message(
        Severity.ERROR,
        "Queries are asked of the published site, and nothing was published yet.",
        "First: datasette netzwerk publish",
    ),
    "export.nothing_rejected": Message(
        Severity.ERROR, "No row waits to be mended.", "What else is wrong is listed by: datasette netzwerk problems"
    ),
    "export.several_lists": Message(
        Severity.ERROR,
        "The rows to mend are from {value} lists.",
        "Name a file that ends in .xlsx; it gets a sheet for each.",
    ),
    "value.edited_by_hand": Message(
        Severity.WARNING,
        "{actor} entered another value by hand on {date}: {kept}; the list's value was not taken.",
        "If the list is right: import it with --overwrite.",
    ),
    "members.missing": Message(
        Severity.NOTICE,
        "{count} members are not in this list: {names}.",
        "Nobody was removed; whoever left needs a date of leaving.",
    ),
}

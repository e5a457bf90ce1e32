"""What can be wrong with a list's columns, and with the mapping file that explains them."""

from datasette_netzwerk.messages.message import Message, Severity

MESSAGES = {
    "columns.unknown": Message(
        Severity.ERROR,
        "No kind of list was recognised from the column names: {value}.",
        "Expected are members (a name), meetings (a date), attendance (a person and a meeting) or interactions"
        " (giver and receiver). Name the kind, or say in a mapping file what the columns mean.",
    ),
    "columns.not_a_list": Message(
        Severity.NOTICE,
        "This part of the file was left out, its columns are those of no list: {value}.",
        "Nothing to do if it holds notes only.",
    ),
    "columns.missing": Message(
        Severity.ERROR,
        "To be a list of {kind} it lacks a column for: {expected}. Its columns are: {value}.",
        "Name another kind, or say in a mapping file which column it is.",
    ),
    "column.proposed": Message(
        Severity.WARNING,
        "Column {column} was not read; it is spelt like {similar} ({field}).",
        "If so, correct the column name or put it into a mapping file.",
    ),
    "column.not_recognised": Message(
        Severity.NOTICE,
        "Column {column} is not known; its values are kept as they stand.",
        "If it means something, say so in a mapping file.",
    ),
    "column.not_read": Message(
        Severity.NOTICE,
        "Column {column} is not known; its values were not read.",
        "If it means something, say so in a mapping file.",
    ),
    "column.second": Message(
        Severity.WARNING,
        "Columns {first} and {column} both mean {field}; the first was read, the second kept as it stands.",
        "Say in a mapping file which one it is.",
    ),
    "column.counter": Message(
        Severity.NOTICE,
        "Column {column} counts the rows; it was not taken as a number of the group's own.",
        "If it is one, say so in a mapping file.",
    ),
    "matrix.meeting_twice": Message(
        Severity.ERROR,
        "Columns {first} and {column} stand for the same meeting; the second was not read.",
        "If they are two meetings, put them into a list with one row per person and meeting, with titles.",
    ),
    "matrix.no_year": Message(
        Severity.ERROR,
        "The days in the column names lack a year, such as {value}, and nothing above the table names it.",
        "Say it in a mapping file, such as year: 2026, or write the year into the column names.",
    ),
    "matrix.year_taken": Message(
        Severity.NOTICE,
        "The days in the column names lack a year; {year} was taken from above the table or the name of the sheet.",
        "If that is wrong, say the year in a mapping file.",
    ),
    "layout.recognised": Message(
        Severity.NOTICE,
        "Recognised by its columns: {layout}.",
        "Nothing to do; a mapping file says otherwise where that is wrong.",
    ),
    "layout.counts": Message(
        Severity.ERROR,
        "This is the report {layout}: it counts, but does not say what happened when.",
        "Export {instead} instead.",
    ),
    "layout.no_day": Message(
        Severity.ERROR,
        "The report {layout} names no day in its rows, and nothing above the table names exactly one.",
        "Export one meeting at a time, or say the day in a mapping file below defaults.",
    ),
    "layout.people_only": Message(
        Severity.NOTICE,
        "The report {layout} does not say on which day the meeting was, so only the people were read.",
        "To read who was there too, say the day in a mapping file: held_on below defaults.",
    ),
    "rows.left_out": Message(
        Severity.NOTICE,
        "{count} rows with {words} in column {column} were left out, because they are no entries of this list.",
        "Nothing to do.",
    ),
    "mapping.unreadable": Message(
        Severity.ERROR, "The mapping file could not be read: {reason}", "Expected is YAML, as in the handbook."
    ),
    "mapping.key_unknown": Message(
        Severity.ERROR, "The mapping file has a key {column} that means nothing.", "Expected is one of: {expected}."
    ),
    "mapping.value_invalid": Message(
        Severity.ERROR, "In the mapping file, {column} is “{value}”.", "Expected is: {expected}."
    ),
    "mapping.key_missing": Message(
        Severity.ERROR,
        "The mapping file lacks {column}.",
        "A stated consent needs audience, fields, given_on, wording and evidence (where the paper lies).",
    ),
    "mapping.layout_key_missing": Message(
        Severity.ERROR,
        "The mapping file lacks {column}.",
        "A known layout needs a name and the headers by which it is recognised.",
    ),
    "mapping.not_entries": Message(
        Severity.ERROR, "In the mapping file, {column} has no entries of the form name: value.", "See the handbook."
    ),
    "mapping.not_a_list": Message(
        Severity.ERROR, "In the mapping file, {column} is no list.", "Write one entry per line, each after a dash."
    ),
    "mapping.not_text": Message(
        Severity.ERROR, "In the mapping file, {column} is empty or no text.", "Write the text after the colon."
    ),
    "mapping.column_absent": Message(
        Severity.WARNING,
        "The mapping file names a column {value} that the table does not have.",
        "Its columns are: {expected}.",
    ),
}

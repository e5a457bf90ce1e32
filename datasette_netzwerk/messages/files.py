"""What can be wrong with a file: its format, encoding, rows and sheets."""

from datasette_netzwerk.messages.message import Message, Severity

MESSAGES = {
    "file.missing": Message(
        Severity.ERROR, "There is no file {value}.", "Check the folder and the spelling of the name."
    ),
    "file.is_folder": Message(
        Severity.ERROR, "{value} is a folder, a file was expected.", "Name the files in it one by one."
    ),
    "file.unreadable": Message(
        Severity.ERROR,
        "{value} could not be opened: {reason}.",
        "Close it in other programs and check that you may read it.",
    ),
    "file.empty": Message(
        Severity.ERROR,
        "The file holds no rows.",
        "Expected is a list with one row of column names and one row for each entry below it.",
    ),
    "file.too_large": Message(
        Severity.ERROR, "The file is {size} MB large, at most {limit} MB are read.", "Split it by year."
    ),
    "file.foreign": Message(
        Severity.ERROR,
        "The file is {format}, a list was expected.",
        "Open it in the program that made it and save the list as XLSX or CSV.",
    ),
    "file.protected": Message(
        Severity.ERROR,
        "The workbook is protected by a password.",
        "Open it and save a copy without a password.",
    ),
    "file.no_file": Message(
        Severity.ERROR, "{value} is no file that could be read to its end.", "Copy the list to a file of its own."
    ),
    "file.many_tables": Message(
        Severity.ERROR,
        "The file holds {count} tables, at most {limit} are read.",
        "Copy the tables that are lists of the group to a file of their own.",
    ),
    "file.unknown_format": Message(
        Severity.ERROR,
        "What is in the file was not recognised, neither by its content nor by its ending ({value}).",
        "Readable are: {expected}. Save the list in one of these formats.",
    ),
    "file.binary": Message(
        Severity.ERROR,
        "The file is no text: it is full of control characters.",
        "Save the list as XLSX or CSV and import that file.",
    ),
    "encoding.unknown": Message(
        Severity.ERROR, "There is no encoding called {value}.", "Usual ones are utf-8 and cp1252 (Windows)."
    ),
    "encoding.mismatch": Message(
        Severity.ERROR,
        "The line cannot be read as {encoding}.",
        "Leave the encoding out and it is recognised, or name the one the file was saved in.",
    ),
    "encoding.mixed": Message(
        Severity.WARNING,
        "The file is UTF-8, but {count} lines are Windows-1252 and were read as such (lines {lines}).",
        "Look at the umlauts in these lines.",
    ),
    "encoding.unusual": Message(
        Severity.NOTICE,
        "The file was read as {encoding}, judged by its letters.",
        "If umlauts look wrong, name the encoding it was saved in.",
    ),
    "text.double_encoded": Message(
        Severity.WARNING,
        "“{value}” had been encoded twice and was read as “{repaired}”.",
        "Correct it in the program that the list came from.",
    ),
    "text.nul": Message(
        Severity.WARNING,
        "The line held NUL characters, which were left out.",
        "Compare the row with the program that the list came from.",
    ),
    "delimiter.invalid": Message(
        Severity.ERROR, "“{value}” cannot separate columns.", "A delimiter is one character, such as ; or a comma."
    ),
    "quote.open": Message(
        Severity.WARNING,
        "A quotation mark was opened and never closed; it was left out, so that the rows below stay rows.",
        "Check the row, and remove or close the quotation mark in the file.",
    ),
    "row.too_long": Message(
        Severity.ERROR,
        "The row has {found} cells, the table has {expected} columns.",
        "A cell that contains the delimiter must stand in quotation marks.",
    ),
    "row.too_short": Message(
        Severity.WARNING,
        "The row has {found} cells, the table has {expected} columns; the missing ones were taken as empty.",
        "Check that no delimiter is missing in the row.",
    ),
    "row.too_large": Message(
        Severity.ERROR,
        "The row is {size} MB large, at most {limit} MB are read.",
        "Check for a pasted picture or an open quotation mark.",
    ),
    "row.total": Message(
        Severity.NOTICE, "The row was taken as a total and not read: {value}", "Nothing to do if it is one."
    ),
    "table.preamble": Message(
        Severity.NOTICE,
        "Above the column names stands: {value}",
        "Nothing to do if it is a title or the day of the list.",
    ),
    "table.no_rows": Message(
        Severity.WARNING, "Below the column names there are no rows.", "Check that the list was saved in full."
    ),
    "table.too_large": Message(
        Severity.ERROR,
        "The table has {columns} columns and {rows} rows, more than anybody keeps as a list.",
        "Check that the file was saved as intended, and split it if it was.",
    ),
    "header.duplicate": Message(
        Severity.WARNING,
        "Two columns or more are called {value}.",
        "Give each its own name, so that it is certain which one is meant.",
    ),
    "workbook.damaged": Message(
        Severity.ERROR,
        "The workbook is incomplete or damaged ({reason}).",
        "Copy or download it again, open it in the spreadsheet program and save it as XLSX.",
    ),
    "workbook.too_large": Message(
        Severity.ERROR,
        "Unpacked, the workbook is larger than {limit} MB.",
        "Delete sheets that do not belong to the list, or save the list as CSV.",
    ),
    "workbook.far_cell": Message(
        Severity.ERROR,
        "Cell {column} stands so far from the others that the table would have {size} million cells.",
        "Delete that cell, or copy the list to a new workbook.",
    ),
    "workbook.unsafe": Message(
        Severity.ERROR,
        "The workbook holds {reason}, as no spreadsheet program writes it.",
        "Do not trust the file; ask whom you have it from, or save the list as CSV.",
    ),
    "workbook.no_data": Message(
        Severity.ERROR,
        "No visible sheet of the workbook holds a list.",
        "Expected is a sheet with one row of column names and one row for each entry below it.",
    ),
    "sheet.unknown": Message(Severity.ERROR, "The workbook has no sheet called {value}.", "Its sheets are: {sheets}."),
    "sheet.hidden": Message(
        Severity.NOTICE, "The sheet is hidden and was not read.", "Show it, or name it, if it belongs to the list."
    ),
    "sheet.no_rows": Message(
        Severity.NOTICE, "The sheet holds no list and was not read.", "Nothing to do if it is only a note."
    ),
    "cell.error": Message(
        Severity.WARNING, "Cell {column} shows the error {value}; it was taken as empty.", "Correct the formula."
    ),
    "cell.no_result": Message(
        Severity.WARNING,
        "Cell {column} holds a formula without a result; it was taken as empty.",
        "Open the workbook in the spreadsheet program and save it: that calculates the results.",
    ),
    "cell.merged": Message(
        Severity.WARNING,
        "The cells {column} are merged: only the first row has the value, the rows below have none.",
        "Undo the merge and fill in every row.",
    ),
    "property.too_large": Message(
        Severity.WARNING,
        "The entry {column} is {size} MB large, at most {limit} MB are read; it was left out.",
        "Nothing to do if it is a picture.",
    ),
    "vcard.none": Message(
        Severity.ERROR, "The file holds no card of a person.", "Export the contacts once more, as vCard or CSV."
    ),
    "vcard.stray_line": Message(
        Severity.WARNING,
        "The line is no entry of a card and was not read: {value}",
        "Look at the card above it and add what is missing.",
    ),
    "vcard.no_end": Message(
        Severity.WARNING,
        "The card does not end with END:VCARD; what stands before the next card was read.",
        "Check that the file was saved in full.",
    ),
    "vcard.group": Message(
        Severity.NOTICE, "The card is a group of contacts and was not read: {value}", "Nothing to do."
    ),
    "calendar.none": Message(
        Severity.ERROR,
        "The calendar holds no meeting.",
        "Export it once more and check that it holds events, not tasks or free times.",
    ),
    "calendar.stray_line": Message(
        Severity.WARNING,
        "The line is no entry of an event and was not read: {value}",
        "Look at the event it stands in and add what is missing.",
    ),
    "calendar.no_end": Message(
        Severity.WARNING,
        "The event does not end with END:VEVENT; what stands before the next one was read.",
        "Check that the file was saved in full.",
    ),
    "calendar.cancelled": Message(Severity.NOTICE, "The event was cancelled and not read: {value}", "Nothing to do."),
    "calendar.unknown_zone": Message(
        Severity.WARNING,
        "The time zone {value} is unknown; the time was taken as local.",
        "Check the beginning of the meeting.",
    ),
    "calendar.rule_not_read": Message(
        Severity.WARNING,
        "The event recurs by a rule that is not read ({value}); only its first day was taken.",
        "Enter the other days as events of their own, or import them as a list.",
    ),
    "calendar.endless": Message(
        Severity.NOTICE,
        "The event recurs beyond {until}; it was read up to that day.",
        "Import the calendar again next year.",
    ),
    "calendar.many_occurrences": Message(
        Severity.WARNING,
        "The event recurs more than {count} times; the first {count} were read.",
        "Let the series end, or begin, where the group's meetings do.",
    ),
    "calendar.invitations": Message(
        Severity.NOTICE,
        "{count} invitations were not taken as attendance.",
        "If those who accepted were there, say partstat: attendance in a mapping file.",
    ),
    "calendar.no_answer": Message(
        Severity.NOTICE,
        "{count} people neither accepted nor declined; nothing was stored about them.",
        "Nothing to do.",
    ),
    "json.damaged": Message(
        Severity.ERROR, "The JSON ends or breaks before: {value}", "Download or export the file once more."
    ),
    "json.too_deep": Message(
        Severity.ERROR,
        "The JSON has brackets within brackets without end.",
        "Expected is a list of objects, one for each entry.",
    ),
    "json.no_list": Message(
        Severity.ERROR, "The JSON holds no list of objects.", "Expected is a list of objects, one for each entry."
    ),
    "json.no_object": Message(
        Severity.ERROR,
        "The entry is no object with names and values: {value}",
        "Expected is an object such as the other entries are.",
    ),
    "json.bad_line": Message(Severity.ERROR, "The line is no JSON: {value}", "Each line must be one object in full."),
    "json.name_twice": Message(
        Severity.WARNING,
        "The entry names {value} twice; the second was taken.",
        "Give each its own name, so that it is certain which one is meant.",
    ),
    "json.no_number": Message(
        Severity.WARNING, "The entry holds {value}, which is no number; it was taken as empty.", "Correct the entry."
    ),
    "json.more_pages": Message(
        Severity.WARNING,
        "The file is one page of a longer table.",
        "Fetch the whole table, for instance as CSV with _stream=on.",
    ),
}

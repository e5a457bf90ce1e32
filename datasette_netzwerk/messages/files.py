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
    "file.old_excel": Message(
        Severity.ERROR,
        "The file is a workbook of Excel 97-2003, or protected by a password.",
        "Open it and save it as XLSX without a password.",
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
        "What stands above the column names was not read: {value}",
        "Nothing to do if it is a title.",
    ),
    "table.no_rows": Message(
        Severity.WARNING, "Below the column names there are no rows.", "Check that the list was saved in full."
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
}

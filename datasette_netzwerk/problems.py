"""What can be wrong with a group's data or files, told as data; the words are made at the edge, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class NetzwerkError(Exception):
    """A broken promise: the command stops, nothing is stored, and ``problems`` say why and what to do."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems

    @property
    def problem(self) -> Problem:
        """The first of the problems; there is always one."""
        return self.problems[0]


class NotUnderstood(NetzwerkError):
    """The file, the mapping or the settings could not be read: nothing was stored (exit code 2)."""


class Refused(NetzwerkError):
    """What was asked would leak, lose or break something: nothing was stored (exit code 3)."""


class Severity(StrEnum):
    """How bad a problem is: an ``ERROR`` keeps its row out of the facts, a ``WARNING`` keeps only the value out,
    ``NOTICE`` tells without keeping anything out."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a normalising function says about one value, before anybody knows where it stood."""

    code: str
    arguments: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, with the place it came from.

    ``line`` is the physical line where the record starts (or the row of the sheet), ``column`` the header or cell
    address, ``value`` the text as it stood there, ``row`` the whole row as it was read, so that nothing is lost.
    """

    code: str
    source: str = ""
    sheet: str | None = None
    line: int | None = None
    column: str | None = None
    value: str | None = None
    arguments: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    row: Mapping[str, str] | None = None

    @property
    def severity(self) -> Severity:
        """How bad it is; told by the code alone, so that the same fault is never judged twice."""
        return MESSAGES[self.code].severity


@dataclass(frozen=True, slots=True)
class Message:
    """The English wording of a code: what was found and expected, and what to do about it.

    ``{value}``, ``{column}`` and the problem's arguments may be named in braces. German stands in the catalogue.
    """

    severity: Severity
    text: str
    remedy: str


MESSAGES: Mapping[str, Message] = MappingProxyType(
    {
        # --- readers: files, text, rows, workbooks ---------------------------------------------------------
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
        "sheet.unknown": Message(
            Severity.ERROR, "The workbook has no sheet called {value}.", "Its sheets are: {sheets}."
        ),
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
        # --- columns ---------------------------------------------------------------------------------------
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
        # --- mapping files ---------------------------------------------------------------------------------
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
        # --- site, settings, publishing --------------------------------------------------------------------
        "site.no_records": Message(
            Severity.ERROR,
            "There is no site in {source}: nothing was imported here yet.",
            "Import your members' list first: datasette netzwerk import FILE --site {source}",
        ),
        "site.nothing_published": Message(
            Severity.ERROR,
            "Nothing was published yet in {source}.",
            "Publish first: datasette netzwerk publish --site {source}",
        ),
        "settings.unknown": Message(
            Severity.ERROR, "{source} has a setting called {column} that is not known.", "Known are: {expected}."
        ),
        "settings.value": Message(
            Severity.ERROR, "In {source} the setting {column} is {value}.", "Expected is one of: {expected}."
        ),
        "yaml.unreadable": Message(
            Severity.ERROR,
            "The file is not valid YAML.",
            "Mind that every level is indented with two spaces, and put texts that hold a colon in quotes.",
        ),
        "yaml.no_mapping": Message(
            Severity.ERROR, "The file holds no settings.", 'Expected are lines such as "title: Our group".'
        ),
        "manifest.unreadable": Message(
            Severity.ERROR,
            "{source} is damaged, so nobody knows what is published.",
            "Publish again: datasette netzwerk publish",
        ),
        "generation.missing": Message(
            Severity.ERROR, "The published file {source} is missing.", "Publish again: datasette netzwerk publish"
        ),
        "generation.damaged": Message(
            Severity.ERROR,
            "The published file {source} is not what was published.",
            "Publish again: datasette netzwerk publish",
        ),
        "generation.unsound": Message(
            Severity.ERROR,
            "The new file {source} is not sound ({value}), so it was not published; what was published before stays.",
            "Check the free space on the disk and publish again.",
        ),
        "publish.busy": Message(
            Severity.ERROR, "Another publication of {source} is at work.", "Wait until it is done and try again."
        ),
        "publish.failed": Message(
            Severity.ERROR,
            "The publication could not be written: {value}. What was published before stays.",
            "Check the free space on the disk and who may write in {source}.",
        ),
        "records.foreign": Message(
            Severity.ERROR,
            "{source} is damaged, or no file of this program.",
            "Bring the file back from a backup, or move it away and import your lists again.",
        ),
        "records.busy": Message(Severity.ERROR, "Another import is at work.", "Wait until it is done and try again."),
        "records.unwritable": Message(
            Severity.ERROR,
            "Nothing was stored, {source} could not be written: {value}.",
            "Check the free space on the disk and who may write there.",
        ),
        # --- normalise: from the text of a cell to a value ---------------------------------------------------
        "name.invalid": Message(
            Severity.ERROR,
            "{part} is no name of a person.",
            "Expected is a name such as Dr. Anke Müller or Müller, Anke; a company has a column of its own.",
        ),
        "name.several": Message(
            Severity.ERROR, "{part} names more than one person.", "Give each person a row of her own."
        ),
        "name.unclear": Message(
            Severity.ERROR,
            "In {part} it is not clear which part is the family name.",
            "Write Müller, Anke or Anke Müller; put the rest into columns of its own.",
        ),
        "name.family_missing": Message(
            Severity.ERROR, "{part} has no family name.", "Add the family name, in its column or in the same cell."
        ),
        "country.unknown": Message(
            Severity.WARNING,
            "No country is called {part}.",
            "Write the name of the country in German or English, or its two letters (DE, AT, CH).",
        ),
        "country.similar": Message(
            Severity.WARNING,
            "No country is called {part}; the one most like it is {candidates}.",
            "Correct the cell if that was meant. Nothing was taken from a likeness alone.",
        ),
        "country.ambiguous": Message(
            Severity.WARNING, "{part} could be one of these: {candidates}.", "Write the full name of the one meant."
        ),
        "country.several": Message(
            Severity.WARNING,
            "{part} stands for several countries: {candidates}.",
            "Write one of them here; a list belongs into the columns for countries she works in or knows people in.",
        ),
        "country.wide": Message(
            Severity.WARNING,
            "{part} is no country.",
            "Name the countries one by one, so that they can be searched for.",
        ),
        "country.inside": Message(
            Severity.WARNING,
            "{part} is a part of {candidates}, no country.",
            "Write the country; a town or a region has a column of its own.",
        ),
        "language.unknown": Message(
            Severity.WARNING,
            "{part} is no language that is known here.",
            "Write its name in German or English, such as Polnisch or Polish, or its two letters.",
        ),
        "industry.code_unknown": Message(
            Severity.WARNING,
            "{part} is no division of the WZ 2025; the words of the cell were kept.",
            "Use a number of the WZ 2025 (car repair is 95, hairdressers are 96), or name the trade in words.",
        ),
        "date.invalid": Message(
            Severity.WARNING, "{value} is no date.", "Expected is a date such as 12.03.2026 or 2026-03-12."
        ),
        "date.impossible": Message(Severity.WARNING, "There is no day {value}.", "Check day, month and year."),
        "date.incomplete": Message(
            Severity.WARNING, "{value} is no whole date.", "Give day, month and year, such as 12.03.2026."
        ),
        "date.range": Message(
            Severity.WARNING,
            "{value} is more than one day.",
            "Give the first day; the last one has a column of its own.",
        ),
        "date.out_of_range": Message(
            Severity.WARNING, "{value} lies outside the years {first} to {last}.", "Check the year."
        ),
        "date.future": Message(
            Severity.WARNING, "{value} is after {latest}, the last day possible here.", "Check the year."
        ),
        "date.weekday_differs": Message(
            Severity.WARNING,
            "{date} is another day of the week than {value} says.",
            "Check both; one of them is wrong.",
        ),
        "time.invalid": Message(Severity.WARNING, "{value} is no time of day.", "Expected is a time such as 19:00."),
        "time.range": Message(
            Severity.WARNING,
            "{value} is a beginning and an end, one time was expected.",
            "Give the end in a column of its own.",
        ),
        "email.invalid": Message(
            Severity.WARNING, "{part} is no e-mail address.", "Expected is an address such as anke@mueller.example."
        ),
        "phone.invalid": Message(
            Severity.WARNING,
            "{part} is no phone number that can be called.",
            "Write it with its area code or country code, such as 0711 123456 or +43 1 5125678.",
        ),
        "phone.lost_digits": Message(
            Severity.WARNING,
            "The spreadsheet has turned the phone number into {part}; its last digits are lost.",
            "Format the column as text and enter the number anew.",
        ),
        "website.invalid": Message(
            Severity.WARNING,
            "{part} is no web address that can be shown.",
            "Expected is an address such as https://www.mueller.example, with http or https and without a user name.",
        ),
        "attendance.ambiguous": Message(
            Severity.ERROR,
            "In this list it is not clear what these letters mean: {letters}.",
            'Say it in the mapping, such as "A: absent" below "attendance_words", or write words instead of letters.',
        ),
        "attendance.counts": Message(
            Severity.ERROR,
            "This list holds counts ({words}) and not who was at which meeting.",
            "Import the list that has a row, or a cell, for each person and meeting.",
        ),
        "attendance.unknown_word": Message(
            Severity.ERROR,
            "{word} does not say whether the person was there.",
            'Expected is a word such as present, excused or absent; add yours below "attendance_words" in the mapping.',
        ),
        "number.invalid": Message(Severity.WARNING, "{value} is no whole number.", "Expected is a number such as 65."),
        "money.invalid": Message(
            Severity.WARNING, "{value} is no amount of money.", "Expected is an amount such as 1.250,00 €."
        ),
        "money.negative": Message(
            Severity.WARNING, "{value} is less than nothing.", "Expected is an amount such as 1.250,00 €."
        ),
        "answer.unknown": Message(
            Severity.WARNING, "{value} is neither yes nor no.", "Write yes or no, or an x, or leave the cell empty."
        ),
        "consent.unknown_word": Message(
            Severity.WARNING,
            "{word} was not understood, so this consent opens nothing.",
            "Write yes, no, everything, everything except …, or the fields that may be shown, with commas between them.",
        ),
        "consent.unclear": Message(
            Severity.WARNING,
            "{part} does not say clearly what may be shown, so it opens nothing.",
            "Write yes, no, everything, everything except …, or the fields that may be shown, with commas between them.",
        ),
        "consent.date_invalid": Message(
            Severity.WARNING,
            "The day {date} in this consent could not be read, so nothing is shown.",
            "Expected is one date such as 12.03.2026.",
        ),
        "consent.without_name": Message(
            Severity.NOTICE,
            "{part} opens some fields, but not the name, so the person is not listed at all.",
            "If she wants to be listed, add the name to the fields.",
        ),
        "interaction.kind_unknown": Message(
            Severity.ERROR,
            "{value} is no kind of interaction that is known here.",
            "Expected is introduction, referral, one-to-one, favour, recommendation or thanks.",
        ),
        "interaction.outcome_unknown": Message(
            Severity.NOTICE,
            "{value} is no usual outcome; it was kept as it stands.",
            "Usual are open, met, won and lost, and their German words.",
        ),
        # --- people, meetings, consents ----------------------------------------------------------------------
        "person.unknown": Message(
            Severity.ERROR,
            "Nobody known is called {value}.",
            "The row waits: import the members' list that has this name, or mark the row as a guest.",
        ),
        "person.unknown_but_similar": Message(
            Severity.ERROR,
            "Nobody known is called {value}; the name most like it is {closest}.",
            "The row waits: correct the name, import the list that has it, or mark the row as a guest.",
        ),
        "person.ambiguous": Message(
            Severity.ERROR,
            "{count} people are called {value}.",
            "Add the member number or the e-mail address to the row.",
        ),
        "history.nobody": Message(
            Severity.ERROR,
            "Nobody known has the number or the name {value}.",
            "Write the name as it stands in the list, or the member number.",
        ),
        "history.several": Message(
            Severity.ERROR, "{count} people are called {value}.", "Give the member number instead of the name."
        ),
        "person.number_reused": Message(
            Severity.ERROR,
            "The member number {number} belongs to {name}, who has another given and another family name.",
            "Check the number; one number stands for one person for ever.",
        ),
        "person.maybe_same": Message(
            Severity.NOTICE,
            "{value} may be the same person as {name}; both were kept.",
            "If they are one person, give both rows the same member number or e-mail address.",
        ),
        "person.twice": Message(
            Severity.ERROR,
            "{value} stands in this list already, on line {line}.",
            "Remove one of the two rows; the first one was taken.",
        ),
        "person.no_name": Message(Severity.ERROR, "The row has no name.", "Expected is at least a family name."),
        "person.with_herself": Message(
            Severity.ERROR, "{value} stands on both sides.", "Expected are two different people."
        ),
        "member.left_before_joined": Message(
            Severity.ERROR, "The member left on {end}, before joining on {start}.", "Check both dates."
        ),
        "member.birth_date_impossible": Message(
            Severity.ERROR, "{date} is no possible date of birth.", "Check the year."
        ),
        "leave.ends_before_it_begins": Message(
            Severity.ERROR, "The leave ends on {end}, before it begins on {start}.", "Check both dates."
        ),
        "leave.no_start": Message(
            Severity.WARNING, "The leave has an end and no beginning, so it was not kept.", "Add the first day."
        ),
        "consent.no_date": Message(
            Severity.WARNING,
            "The consent has no date, so nothing of this person is shown.",
            'Add the day it was given in a column "Consent given on", or state it for the whole file in a mapping.',
        ),
        "consent.not_for_all": Message(
            Severity.WARNING,
            "{value} may be somebody known who said no or left, so the consent stated for the whole file was not taken.",
            "Settle who it is; then import the file again.",
        ),
        "consent.withdrawn_before_given": Message(
            Severity.WARNING,
            "The consent was withdrawn on {end}, before it was given on {start}; it counts as withdrawn.",
            "Check both dates.",
        ),
        "meeting.no_date": Message(
            Severity.ERROR, "The row has no date of the meeting.", "Expected is a date such as 12.03.2026."
        ),
        "meeting.unknown": Message(
            Severity.ERROR,
            "No meeting known is {value}.",
            "The row waits: import the list of meetings, or add the date of the meeting to the row.",
        ),
        "meeting.ambiguous": Message(
            Severity.ERROR,
            "There is more than one meeting on {value}.",
            "Add the title of the meeting, or its number.",
        ),
        "meeting.twice": Message(
            Severity.ERROR,
            "The meeting {value} stands in this list already, on line {line}.",
            "Remove one of the two rows; the first one was taken.",
        ),
        "meeting.far_away": Message(Severity.ERROR, "The meeting is on {date}, years from now.", "Check the year."),
        "meeting.ends_before_it_begins": Message(
            Severity.NOTICE, "The meeting begins at {start} and ends at {end}.", "Check both times."
        ),
        "attendance.in_the_future": Message(
            Severity.ERROR,
            "The meeting is on {date} and has not been held yet.",
            "Attendance is kept after a meeting; a sign-up is not an attendance.",
        ),
        "attendance.no_status": Message(
            Severity.ERROR,
            "The row does not say whether the person was there.",
            "Expected is a word such as present, excused or absent.",
        ),
        "attendance.twice": Message(
            Severity.ERROR,
            "{value} stands in this list already for this meeting, on line {line}.",
            "Remove one of the two rows; the first one was taken.",
        ),
        "interaction.no_kind": Message(
            Severity.ERROR,
            "The row does not say what was done.",
            "Expected is a word such as introduction, referral, one-to-one, recommendation or thanks.",
        ),
        "interaction.no_date": Message(
            Severity.ERROR, "The row has no date.", "Expected is a date such as 12.03.2026."
        ),
        "interaction.in_the_future": Message(Severity.ERROR, "{date} is still to come.", "Check the year."),
        # --- web: serving --------------------------------------------------------------------------------------
        "file.never_served": Message(
            Severity.ERROR,
            "The file belongs to the inside of a site and is never served.",
            "Leave it out, and serve what is published: datasette netzwerk serve",
        ),
        "file.left_out": Message(
            Severity.NOTICE,
            "The file is for the audience {audience} and was left out.",
            "To look at it on this computer: datasette netzwerk serve --audience {audience}",
        ),
        "file.private": Message(
            Severity.NOTICE, "The file is for each person alone and was left out.", "There is nothing to do."
        ),
        "serve.crossdb": Message(
            Severity.ERROR,
            "With --crossdb every visitor could put one question to all files together.",
            "Start without --crossdb.",
        ),
        "serve.not_local": Message(
            Severity.ERROR,
            "{value} can be reached from elsewhere, and nobody is asked who she is.",
            "Show the audience {audience} on 127.0.0.1 only.",
        ),
        "serve.port_in_use": Message(
            Severity.ERROR,
            "Port {port} on {value} is in use; perhaps the site is being served already.",
            "End the other program, or name another port: --port {other}",
        ),
        "serve.host_unusable": Message(
            Severity.ERROR, "This computer can't listen on {value}, port {port}: {reason}.", "Usual is 127.0.0.1."
        ),
        "serve.refused": Message(
            Severity.ERROR, "Datasette refused to start: {reason}", "Correct metadata.yml or the plugin that is named."
        ),
        "state.unusable": Message(
            Severity.ERROR,
            "{source} is damaged or can't be written ({value}).",
            "Delete the file: a new one is made, and everybody has to log in again.",
        ),
        "serve.kept_old": Message(
            Severity.WARNING,
            "The new generation is not sound, so the one before it is still served.",
            "Publish again: datasette netzwerk publish",
        ),
    }
)
"""Every code there is, with its wording. (Filled below by theme.)"""

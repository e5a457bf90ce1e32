"""What can be wrong with the text of one cell."""

from datasette_netzwerk.messages.message import Message, Severity

MESSAGES = {
    "name.invalid": Message(
        Severity.ERROR,
        "{part} is no name of a person.",
        "Expected is a name such as Dr. Anke Müller or Müller, Anke; a company has a column of its own.",
    ),
    "name.several": Message(Severity.ERROR, "{part} names more than one person.", "Give each person a row of her own."),
    "name.mixed_letters": Message(
        Severity.NOTICE,
        "{part} mixes letters of two alphabets that look alike; searching for the name will not find it.",
        "Type the name anew.",
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
    "date.ambiguous": Message(
        Severity.WARNING,
        "In {value} it is not clear which part is the day and which the month.",
        "Say it in the mapping, dates: day_first or dates: month_first, or write 2026-03-12.",
    ),
    "date.serial": Message(
        Severity.WARNING,
        "{value} is a bare number; whether it counts the days, as Excel does, does not stand in the file.",
        "Format the column as dates in Excel and save the list again.",
    ),
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
}

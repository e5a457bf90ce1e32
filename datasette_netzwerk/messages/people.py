"""What can be wrong with people, meetings and consents."""

from datasette_netzwerk.messages.message import Message, Severity

MESSAGES = {
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
        "Say whether they are one person: datasette netzwerk review",
    ),
    "review.unknown": Message(
        Severity.ERROR,
        "No pair has the number {value}.",
        "The pairs in question are listed by: datasette netzwerk review",
    ),
    "review.answered": Message(
        Severity.ERROR,
        "Pair {value} was answered already.",
        "To take it back: datasette netzwerk unmerge, or datasette netzwerk merge.",
    ),
    "merge.same_person": Message(
        Severity.ERROR, "Both names mean the same person.", "Give the member numbers or the e-mail addresses."
    ),
    "merge.between": Message(
        Severity.ERROR,
        "{count} entries stand between the two, the first on {date}: nobody meets herself.",
        "They are two people, or an entry names the wrong one: correct it in the list and import it.",
    ),
    "merge.impossible": Message(
        Severity.ERROR, "The two cannot be made one ({table}).", "Undo the import that brought one of them instead."
    ),
    "merge.attendance_twice": Message(
        Severity.NOTICE,
        "Both were listed for the meeting on {date}, once {kept} and once {gone}; it stands as {status}.",
        "If that is wrong, correct the list and import it.",
    ),
    "unmerge.nothing": Message(
        Severity.ERROR, "Nobody was made one with this person.", "Give the one who stayed, by number, address or name."
    ),
    "unmerge.later_import": Message(
        Severity.ERROR,
        "Import {later} ({file}) changed since what was put together.",
        "Undo import {later} first.",
    ),
    "unmerge.later_edit": Message(
        Severity.ERROR,
        "{actor} changed on {date} what was put together.",
        "Take that back first.",
    ),
    "unmerge.changed": Message(
        Severity.ERROR,
        "What was put together was changed since ({table}).",
        "Take that back first.",
    ),
    "person.forgotten": Message(
        Severity.NOTICE,
        "The row is about somebody who asked to be forgotten; it was left out.",
        "Remove the row from the list as well.",
    ),
    "person.maybe_forgotten": Message(
        Severity.NOTICE,
        "The row has the name of somebody who asked to be forgotten, and is told apart by what else it says; it was kept.",
        "If it is the same person after all: datasette netzwerk forget",
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
    "member.birth_date_impossible": Message(Severity.ERROR, "{date} is no possible date of birth.", "Check the year."),
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
    "interaction.no_date": Message(Severity.ERROR, "The row has no date.", "Expected is a date such as 12.03.2026."),
    "interaction.in_the_future": Message(Severity.ERROR, "{date} is still to come.", "Check the year."),
}

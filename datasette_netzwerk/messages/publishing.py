"""What can be wrong with a site, its settings and what is published from it."""

from datasette_netzwerk.messages.message import Message, Severity

MESSAGES = {
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
    "settings.pale_colour": Message(
        Severity.ERROR,
        "In {source} the setting {column} is {value}: white letters can't be read on it.",
        "The nearest darker colour that works is {expected}.",
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
    "generation.leaks": Message(
        Severity.ERROR,
        "The new file {source} holds something its audience may not see (in {value}), so it was not published; what was"
        " published before stays.",
        "Please report this with the name of the place; what stands there is in nobody's message.",
    ),
    "publish.loses_members": Message(
        Severity.ERROR,
        "{lost} of {listed} people whom the file {audience} lists would be gone, and they neither refused nor withdrew; so"
        " nothing was published. Withdrawals that wait for it: {withdrawn}.",
        "Look whether the last import was right (datasette netzwerk imports); if they really left, publish with --force.",
    ),
    "publish.lost_members": Message(
        Severity.NOTICE,
        "{lost} of {listed} people whom the file {audience} listed are gone.",
        "They were published away because of --force.",
    ),
    "publish.half": Message(
        Severity.ERROR,
        "The new files are published, but {source} could not be brought up to date: {value}.",
        "Check the free space on the disk and publish again; until then plain datasette shows what was published before.",
    ),
    "consent.opens_nothing_no_date": Message(
        Severity.WARNING,
        "Consents without a day open nothing; this concerns {count} people.",
        "Write the day on which each was given into the list.",
    ),
    "consent.opens_nothing_not_yet": Message(
        Severity.WARNING,
        "Consents that begin later open nothing yet; this concerns {count} people.",
        "Publish on that day or after it.",
    ),
    "consent.opens_nothing_unknown_audience": Message(
        Severity.WARNING,
        "Consents for nobody in particular open nothing; this concerns {count} people.",
        "State for each whether it is for the public or for members.",
    ),
    "consent.opens_nothing_unknown_field": Message(
        Severity.WARNING,
        "Consents to something that is not published open nothing; this concerns {count} people.",
        "The handbook lists what a member can consent to.",
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
}

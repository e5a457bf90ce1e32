"""What can be wrong with what works beside the server: the inbox, the worker, backups and bringing them back."""

from datasette_netzwerk.messages.message import Message, Severity

MESSAGES = {
    "inbox.unusable": Message(
        Severity.ERROR,
        "{source} is damaged or can't be written ({value}).",
        "Check the free space on the disk and who may write there.",
    ),
    "inbox.unknown_kind": Message(
        Severity.WARNING,
        "The inbox holds an entry of the kind {value}, which this version does not know.",
        "It waits there. Install the version that the entry was made with.",
    ),
    "worker.failed": Message(
        Severity.ERROR,
        "The program that works beside the server could not do something: {value}.",
        "It is tried again. Check the free space on the disk and who may write in the site's folder.",
    ),
    "backup.unsound": Message(
        Severity.ERROR,
        "The copy {source} is not sound ({value}).",
        "Take another backup, and check the disk.",
    ),
    "backup.failed": Message(
        Severity.ERROR,
        "No backup was made: {value}.",
        "Check the free space on the disk and who may write in {source}.",
    ),
    "restore.no_file": Message(
        Severity.ERROR, "There is no file {source}.", "Backups lie in the site's folder, below private/backups."
    ),
    "restore.present_not_kept": Message(
        Severity.ERROR,
        "The records of now could not be kept as a backup first ({value}), so nothing was brought back.",
        "Check the free space on the disk, end other programs that write the records, and try again.",
    ),
    "restore.failed": Message(
        Severity.ERROR,
        "{source} could not be brought back: {value}.",
        "The records of now are kept in private/backups. Check the free space on the disk and try again.",
    ),
    "records.newer": Message(
        Severity.ERROR,
        "The records were written by a newer version of this program ({value}).",
        "Install that version or a later one: pip install --upgrade datasette-netzwerk",
    ),
}

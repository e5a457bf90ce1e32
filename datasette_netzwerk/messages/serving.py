"""What can be wrong when a site is served."""

from datasette_netzwerk.messages.message import Message, Severity

MESSAGES = {
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
    "generation.strange": Message(
        Severity.ERROR,
        "What is published in {source} does not fit this version of the program ({value}).",
        "Publish again: datasette netzwerk publish --site {source}",
    ),
    "state.not_kept": Message(
        Severity.WARNING,
        "{source} can't be written ({value}).",
        "The site is shown all the same, but after the next start everybody has to log in again.",
    ),
    "serve.fault": Message(
        Severity.ERROR,
        "A page could not be made because of a fault in a program: {value} ({place}).",
        "The site goes on. Please report the fault with this line.",
    ),
    "serve.worker_ended": Message(
        Severity.WARNING,
        "The program that publishes and backs up at night has ended.",
        "It is started again after {seconds} s; the site goes on.",
    ),
    "health.kept_old": Message(
        Severity.WARNING,
        "What was published last is not sound, so what was published before is shown.",
        "Publish again: datasette netzwerk publish",
    ),
    "health.damaged": Message(
        Severity.WARNING,
        "A published file was changed or damaged since it was published.",
        "Publish again: datasette netzwerk publish",
    ),
    "health.worker_missing": Message(
        Severity.WARNING,
        "The program that publishes and backs up at night is not running.",
        "The server's log says why; it is started again and again.",
    ),
    "health.read_only": Message(
        Severity.WARNING,
        "The site's folder can't be written, so nothing new can be published and nothing is backed up.",
        "See who may write there, and whether the disk is mounted read-only.",
    ),
    "health.publication_failed": Message(
        Severity.WARNING,
        "What changes with the day was not published.",
        "The server's log says why; it is tried again. By hand: datasette netzwerk publish",
    ),
    "health.backup_failed": Message(
        Severity.WARNING,
        "The nightly backup failed.",
        "The server's log says why; it is tried again. By hand: datasette netzwerk backup",
    ),
    "health.backup_old": Message(
        Severity.WARNING,
        "The last backup is older than two days.",
        "Back up by hand: datasette netzwerk backup",
    ),
    "health.inbox_failed": Message(
        Severity.WARNING,
        "Something that was entered on the pages could not be taken over yet.",
        "The server's log says why; it is kept and tried again.",
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

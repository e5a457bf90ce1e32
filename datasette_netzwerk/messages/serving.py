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

"""What can be wrong with a request, and with a site before it is served."""

from datasette_netzwerk.messages.message import Message, Severity

MESSAGES = {
    "request.host": Message(
        Severity.ERROR,
        "This server does not go by the name in the address.",
        "Whoever keeps it can add the name to metadata.yml, under hosts.",
    ),
    "request.elsewhere": Message(
        Severity.ERROR, "The form was not sent from this site.", "Open the page here, and send it again."
    ),
    "limits.address_length": Message(
        Severity.ERROR, "The address is too long to be answered.", "Ask for less at once, or take the whole table."
    ),
    "limits.parameters": Message(
        Severity.ERROR, "The address asks for too much at once.", "Use fewer filters, or take the whole table."
    ),
    "limits.facets": Message(Severity.ERROR, "The address asks for too many counts at once.", "Ask for five at most."),
    "limits.list_values": Message(
        Severity.ERROR, "The address lists too many values.", "List a hundred at most, or take the whole table."
    ),
    "limits.too_many": Message(
        Severity.ERROR, "That was too much in a short time.", "Please come again in {seconds} seconds."
    ),
    "limits.busy": Message(
        Severity.ERROR, "Others are reading whole tables right now.", "Please come again in half a minute."
    ),
    "limits.walked": Message(
        Severity.WARNING,
        "The {value} opens pages faster than anybody reads, and was stopped for a while.",
        "Ask whether the directory is being copied; how much is allowed is set by requests_per_person.",
    ),
    "check.stray_allow": Message(
        Severity.ERROR,
        "{column} would open what is for the audience {audience} to others.",
        "Take it out of the file; who sees what is decided by the published files alone.",
    ),
    "check.old_plugin": Message(
        Severity.ERROR,
        "The plugin {value} guards nothing on this version of Datasette, which no longer asks it.",
        "Install a version of the plugin that knows permission_resources_sql, or take it out.",
    ),
    "check.leak": Message(
        Severity.ERROR,
        "{value} shows everybody what is for the audience {audience}: another plugin copied or joined it.",
        "Take out the plugin or the file that answers there.",
    ),
    "check.open": Message(
        Severity.ERROR,
        "{value} answers to everybody, although the file is for the audience {audience}.",
        "Take out the plugin that opens it.",
    ),
    "check.no_login": Message(
        Severity.WARNING,
        "The setting logins is on, and no plugin is there by which anybody could log in.",
        "Install one, for example datasette-auth-passwords, or turn logins off.",
    ),
    "check.plain_secret": Message(
        Severity.WARNING,
        "{column} in {source} is a secret that anybody who gets the file can read.",
        "Put it into a file of its own and refer to it by $file, or into the environment and refer to it by $env.",
    ),
    "check.readable_secret": Message(
        Severity.WARNING,
        "{source} holds a secret and can be read by others on this computer.",
        "Take that away: chmod 600 {source}",
    ),
    "check.readable_folder": Message(
        Severity.ERROR,
        "{source} can be read by others on this computer.",
        "Take that away: chmod -R go= {source}",
    ),
    "check.file_in_the_open": Message(
        Severity.ERROR,
        "{source} is for the audience {audience} and lies where plain datasette serves files.",
        "Move it out of the folder; published files belong below private.",
    ),
    "check.settings_changed": Message(
        Severity.WARNING,
        "{source} no longer says {column}: plain datasette would serve more than it should.",
        "Publish again, which writes the file anew: datasette netzwerk publish",
    ),
}

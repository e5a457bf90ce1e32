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
}

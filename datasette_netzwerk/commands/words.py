"""What kinds of lists and of problems are called on the command line."""

from datasette_netzwerk.model import Kind
from datasette_netzwerk.problems import Severity


def N_(text: str) -> str:
    """Mark a text for the catalogue; it is translated when it is shown."""
    return text


KIND_WORDS = {
    Kind.MEMBERS: N_("members"),
    Kind.MEETINGS: N_("meetings"),
    Kind.ATTENDANCE: N_("attendance"),
    Kind.INTERACTIONS: N_("interactions"),
}

SEVERITY_WORDS = {
    Severity.ERROR: N_("Row left out"),
    Severity.WARNING: N_("Value left out"),
    Severity.NOTICE: N_("Notice"),
}

"""Every code of a problem with its wording: each room of the product has its own file."""

from collections.abc import Mapping
from types import MappingProxyType

from datasette_netzwerk.messages import columns, files, guarding, keeping, people, publishing, runs, serving, values
from datasette_netzwerk.messages.message import Message, Severity

MESSAGES: Mapping[str, Message] = MappingProxyType(
    {
        **columns.MESSAGES,
        **files.MESSAGES,
        **keeping.MESSAGES,
        **guarding.MESSAGES,
        **people.MESSAGES,
        **publishing.MESSAGES,
        **runs.MESSAGES,
        **serving.MESSAGES,
        **values.MESSAGES,
    }
)
"""Every code there is, with its wording."""

OF_ANOTHER_VERSION = Message(
    Severity.NOTICE,
    "Another version of this program noted {code} here, which this one does not know.",
    "Import the list again.",
)
"""What is said of a code that stands in the records and has no wording any more, or not yet."""


def message_of(code: str) -> Message:
    """Return the wording of ``code``; what another version has noted must not stop this one."""
    return MESSAGES.get(code, OF_ANOTHER_VERSION)

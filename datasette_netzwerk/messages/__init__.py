"""Every code of a problem with its wording: each room of the product has its own file."""

from collections.abc import Mapping
from types import MappingProxyType

from datasette_netzwerk.messages import columns, files, guarding, keeping, people, publishing, runs, serving, values
from datasette_netzwerk.messages.message import Message

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

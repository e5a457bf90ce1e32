"""The wording of one code, and how bad what it tells is."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is: an ``ERROR`` keeps its row out of the facts, a ``WARNING`` keeps only the value out,
    ``NOTICE`` tells without keeping anything out."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Message:
    """The English wording of a code: what was found and expected, and what to do about it.

    ``{value}``, ``{column}`` and the problem's arguments may be named in braces. German stands in the catalogue.
    """

    severity: Severity
    text: str
    remedy: str

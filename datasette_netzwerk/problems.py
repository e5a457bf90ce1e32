"""What can be wrong with a group's data or files, told as data; the words are made at the edge, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from datasette_netzwerk.messages import message_of
from datasette_netzwerk.messages.message import Severity as Severity


class NetzwerkError(Exception):
    """A broken promise: the command stops, nothing is stored, and ``problems`` say why and what to do."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems

    @property
    def problem(self) -> Problem:
        """The first of the problems; there is always one."""
        return self.problems[0]


class NotUnderstood(NetzwerkError):
    """The file, the mapping or the settings could not be read: nothing was stored (exit code 2)."""


class Refused(NetzwerkError):
    """What was asked would leak, lose or break something: nothing was stored (exit code 3)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a normalising function says about one value, before anybody knows where it stood."""

    code: str
    arguments: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, with the place it came from.

    ``line`` is the physical line where the record starts (or the row of the sheet), ``column`` the header or cell
    address, ``value`` the text as it stood there, ``row`` the whole row as it was read, so that nothing is lost.
    """

    code: str
    source: str = ""
    sheet: str | None = None
    line: int | None = None
    column: str | None = None
    value: str | None = None
    arguments: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    row: Mapping[str, str] | None = None

    @property
    def severity(self) -> Severity:
        """How bad it is; told by the code alone, so that the same fault is never judged twice."""
        return message_of(self.code).severity

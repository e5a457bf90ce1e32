"""Says in the terminal's language what is wrong with a command's options; click says it in English only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from datasette_netzwerk.commands.words import N_
from datasette_netzwerk.i18n import gettext

SENTENCES = (
    N_("No such option {name}. Did you mean {other}?"),
    N_("No such option {name}. (Possible options: {other})"),
    N_("No such option {name}."),
    N_("No such command {name}. Did you mean {other}?"),
    N_("No such command {name}."),
    N_("Missing command."),
    N_("Missing argument {name}."),
    N_("Missing option {name}."),
    N_("Got unexpected extra argument ({name})"),
    N_("Got unexpected extra arguments ({name})"),
    N_("Option {name} requires an argument."),
    N_("Option {name} does not take a value."),
    N_("Invalid value for {name}: {sentence}"),
    N_("{value} is not one of {choices}."),
    N_("{value} is not a valid integer."),
    N_("Directory {name} is a file."),
    N_("File {name} is a directory."),
)
"""What click says of a command that it does not understand; anything else stays as click says it."""


def in_language(sentence: str, language: str) -> str:
    """Return one of click's sentences in ``language``."""
    for known in SENTENCES:
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(known))
        if match := re.fullmatch(pattern, sentence):
            parts = match.groupdict()
            parts.update({name: in_language(parts[name], language) for name in parts if name == "sentence"})
            return gettext(known, language).format(**parts)
    return sentence


class TranslatedUsageError(click.UsageError):
    """A usage error that is shown in the terminal's language."""

    def __init__(self, error: click.UsageError, language: str) -> None:
        super().__init__(in_language(error.format_message(), language), error.ctx)
        self.language = language

    def show(self, file: IO[Any] | None = None) -> None:
        """Write usage, where there is help, and what is wrong."""
        if self.ctx is not None:
            hint = gettext("Help: {command} --help", self.language).format(command=self.ctx.command_path)
            click.echo(f"{self.ctx.get_usage()}\n{hint}\n", file=file, err=True)
        click.echo(gettext("Error: {message}", self.language).format(message=self.message), file=file, err=True)


@contextmanager
def usage_told_in(language: Callable[[], str]) -> Iterator[None]:
    """Turn click's usage errors into ones that speak ``language``."""
    try:
        yield
    except TranslatedUsageError:
        raise
    except click.UsageError as error:
        # A group called without a command is answered with its help: no error to be worded.
        if type(error).__name__ == "NoArgsIsHelpError":
            raise
        raise TranslatedUsageError(error, language()) from error

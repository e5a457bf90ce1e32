"""Says in the terminal's language what click itself puts around our texts in the help of a command."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import click

from datasette_netzwerk.commands.words import N_
from datasette_netzwerk.i18n import gettext

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "Usage:": N_("Usage:"),
        "Options": N_("Options"),
        "Commands": N_("Commands"),
        "Show this message and exit.": N_("Show this message and exit."),
    }
)
"""Click's own texts; it has no German."""

PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "COMMAND [ARGS]...": N_("COMMAND [ARGS]..."),
        "[OPTIONS]": N_("[OPTIONS]"),
        "DIRECTORY": N_("DIRECTORY"),
        "INTEGER": N_("INTEGER"),
        "FILES...": N_("FILES..."),
    }
)
"""What click writes for something to be put in."""


def formatter_in(language: Callable[[], str]) -> type[click.HelpFormatter]:
    """Return a formatter of help texts that speaks ``language``, which is asked for when something is written."""

    def say(text: str) -> str:
        return gettext(WORDS[text], language()) if text in WORDS else text

    def fill(text: str) -> str:
        for word, translated in PLACEHOLDERS.items():
            text = text.replace(word, gettext(translated, language()))
        return text

    class Formatter(click.HelpFormatter):
        """Writes help as click does, in another language."""

        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, fill(args), say((prefix or "Usage:").strip()) + " ")

        def write_heading(self, heading: str) -> None:
            super().write_heading(say(heading))

        def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
            super().write_dl([(fill(first), say(second)) for first, second in rows], col_max, col_spacing)

    return Formatter

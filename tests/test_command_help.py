"""The help of every command is in the terminal's language as a whole."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from datasette_netzwerk.commands import netzwerk

ENGLISH = ("Usage:", "Options:", "Commands:", "Show this message", "[OPTIONS]", "COMMAND", "DIRECTORY", "INTEGER")


def help_of(*arguments: str, language: str) -> str:
    result = CliRunner().invoke(netzwerk, [*arguments, "--help"], env={"LC_ALL": language}, catch_exceptions=False)
    return result.output


@pytest.mark.parametrize("command", ["", *sorted(netzwerk.commands)])
def test_german_help_has_no_english_word_of_click(command: str) -> None:
    text = help_of(*filter(None, [command]), language="de_DE.UTF-8")
    assert text.startswith("Aufruf: netzwerk")
    assert "Diese Hilfe zeigen." in text
    for word in ENGLISH:
        assert word not in text


def test_english_help_is_clicks_own() -> None:
    text = help_of("publish", language="en_GB.UTF-8")
    assert text.startswith("Usage: netzwerk publish [OPTIONS]")
    assert "Show this message and exit." in text


def test_other_programs_help_stays_as_it_is() -> None:
    @click.command()
    def other() -> None:
        """Do something else."""

    result = CliRunner().invoke(other, ["--help"], env={"LC_ALL": "de_DE.UTF-8"})
    assert result.output.startswith("Usage: other [OPTIONS]")

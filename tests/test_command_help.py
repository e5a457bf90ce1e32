"""The help of every command is in the terminal's language as a whole."""

from __future__ import annotations

from pathlib import Path

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


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--nope"], "Fehler: Die Option '--nope' gibt es nicht."),
        (["nope"], "Fehler: Den Befehl 'nope' gibt es nicht."),
        (["import", "--nope"], "Fehler: Die Option '--nope' gibt es nicht."),
        (["import"], "Fehler: Es fehlt die Angabe 'FILES...'."),
        (["import", "--lang", "fr", "a.csv"], "Fehler: '--lang' passt nicht: 'fr' ist nicht unter 'de', 'en'."),
    ],
)
def test_a_german_shell_is_told_in_german_what_is_wrong_with_a_command(arguments: list[str], sentence: str) -> None:
    result = CliRunner().invoke(netzwerk, arguments, env={"LC_ALL": "de_DE.UTF-8"})
    assert result.exit_code == 2
    assert sentence in result.output
    assert "Hilfe: netzwerk" in result.output
    assert "Try" not in result.output


@pytest.mark.parametrize(
    ("metadata", "usage"), [("language: de", "Aufruf:"), ("language: en", "Usage:"), (None, "Usage:")]
)
def test_where_the_terminal_names_no_language_of_ours_help_is_in_the_sites_else_in_english(
    tmp_path: Path, metadata: str | None, usage: str
) -> None:
    if metadata:
        text = f"plugins:\n  datasette-netzwerk:\n    {metadata}\n"
        (tmp_path / "metadata.yml").write_text(text, encoding="utf-8")
    env = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "C.UTF-8", "NETZWERK_SITE": str(tmp_path)}
    result = CliRunner().invoke(netzwerk, ["import", "--help"], env=env, catch_exceptions=False)
    assert result.output.startswith(usage)

"""Other plugins extend this one by its own hooks."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from datasette.cli import cli
from datasette.plugins import pm
from pluggy import HookimplMarker

from datasette_netzwerk.records.readers.tables import Options, Reader, Reading, Row, Table

hookimpl = HookimplMarker("datasette")


def read_lines(path: Path, _options: Options) -> Reading:
    """Read a format of a group's own: one name a line, below a first line of signs."""
    names = path.read_text(encoding="utf-8").splitlines()[1:]
    rows = tuple(Row(line, (name,)) for line, name in enumerate(names, start=2))
    return Reading((Table(path.name, None, ("Name",), 1, rows),))


class NamesPlugin:
    """A plugin that reads lists of names."""

    @hookimpl
    def netzwerk_readers(self) -> list[Reader]:
        """Add the reader."""
        return [Reader("names", (".names",), lambda head: head.startswith(b"%%names"), read_lines)]


@pytest.fixture
def names_plugin() -> Iterator[None]:
    plugin = NamesPlugin()
    pm.register(plugin, name="names")
    yield
    pm.unregister(name="names")


@pytest.mark.usefixtures("names_plugin")
def test_a_plugin_adds_a_file_format(tmp_path: Path) -> None:
    (tmp_path / "list.names").write_text("%%names\nNora Neumann\nXaver Quast\n", encoding="utf-8")
    arguments = [
        "netzwerk",
        "import",
        str(tmp_path / "list.names"),
        "--kind",
        "members",
        "--site",
        str(tmp_path / "site"),
    ]
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    with closing(sqlite3.connect(tmp_path / "site" / "private" / "records.db")) as records:
        names = [name for (name,) in records.execute("select name from people order by id")]
    assert names == ["Nora Neumann", "Xaver Quast"]


def test_the_commands_are_part_of_datasette() -> None:
    result = CliRunner().invoke(cli, ["netzwerk", "--help"], env={"LC_ALL": "C", "LANG": "C"})
    assert result.exit_code == 0
    for command in ("history", "import", "imports", "problems", "publish", "serve"):
        assert f"  {command} " in result.output


def test_the_hooks_are_there_whoever_is_imported_first() -> None:
    """Our package before Datasette: Datasette loads its plugins while it is imported, and must find us whole."""
    program = (
        "import datasette_netzwerk; from datasette.app import Datasette; from datasette.plugins import pm;"
        "print(len(pm.get_hookcallers(pm.get_plugin('netzwerk'))))"
    )
    counts = {
        subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True, timeout=60).stdout
        for text in (program, program.replace("import datasette_netzwerk; ", ""))
    }
    assert len(counts) == 1
    assert int(counts.pop()) > 15

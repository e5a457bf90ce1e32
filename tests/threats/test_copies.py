"""The real datasette-copy-to-memory, which copies every file under another name, shows nobody what is closed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from datasette_netzwerk.audiences import Audience
from tests.threats.given import Files
from tests.threats.processes import DATASETTE

pytestmark = pytest.mark.audit


def test_a_copy_of_a_closed_file_is_left_out_by_its_name(files: Files, tmp_path: Path) -> None:
    """It is installed beside the test only: once installed, it copies every file of every Datasette."""
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(tmp_path))
    if subprocess.run((*pip, "datasette-copy-to-memory"), capture_output=True, check=False).returncode:
        pytest.skip("datasette-copy-to-memory could not be installed")
    command = (DATASETTE, files[Audience.PUBLIC], files[Audience.MEMBERS], "--get", "/members_memory/members.json")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "LANG": "en"}
    result = subprocess.run(list(map(str, command)), capture_output=True, text=True, env=environment, check=False)
    assert result.returncode != 0
    assert "members_memory: " in result.stderr
    assert "kanarie" not in result.stdout

#!/usr/bin/env python3
"""Runs the test suite on both versions of Datasette at once and checks that both ran the same tests.

What is said here goes on to pytest, such as ``-m "not slow"``. The first suite talks while it runs, the second one
when it is done. Only what tells the versions apart (tests/test_compat.py) may run on one of them and not on the other.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

ENVIRONMENTS = ("stable", "alpha")
RESULTS = Path("build/tests")
ABOUT_VERSIONS = "tests.test_compat"


def main(arguments: Sequence[str]) -> int:
    """Run both suites, then compare them; return 0 only if nothing failed and nothing was left out in silence."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    first, second = ENVIRONMENTS
    log = RESULTS / f"{second}.log"
    with log.open("wb") as output:
        beside = start_suite(second, arguments, output.fileno())
        announce(first)
        codes = [start_suite(first, arguments).wait(), beside.wait()]
    announce(second)
    sys.stdout.buffer.write(log.read_bytes())
    complaints = differences(*(read_outcomes(RESULTS / f"{name}.xml") for name in ENVIRONMENTS))
    for complaint in complaints:
        print(complaint)
    return int(any(codes) or bool(complaints))


def start_suite(environment: str, arguments: Sequence[str], output: int | None = None) -> subprocess.Popen[bytes]:
    """Start pytest in ``environment``; the two runs share no file that either writes."""
    results = RESULTS / f"{environment}.xml"
    results.unlink(missing_ok=True)
    command = (f".venv/{environment}/bin/python", "-m", "pytest", "-q", f"--junit-xml={results}")
    cache = ("-o", f"cache_dir=build/cache/pytest-{environment}")
    return subprocess.Popen((*command, *cache, *arguments), stdin=subprocess.DEVNULL, stdout=output, stderr=output)


def announce(environment: str) -> None:
    """Say which suite the lines below are about."""
    python = f".venv/{environment}/bin/python"
    version = "import importlib.metadata; print(importlib.metadata.version('datasette'))"
    told = subprocess.run((python, "-c", version), check=True, capture_output=True, text=True).stdout.strip()
    print(f"== Tests on Datasette {told}", flush=True)


def read_outcomes(results: Path) -> dict[str, str]:
    """Return what happened to each test of a run: ``run``, or the kind of and the reason for its being skipped."""
    if not results.exists():
        return {}
    cases = ElementTree.parse(results).iter("testcase")
    return {f"{case.get('classname')}::{case.get('name')}": outcome(case) for case in cases}


def outcome(case: ElementTree.Element) -> str:
    """Return ``run`` for a test that passed or failed, else why it did not run."""
    skipped = case.find("skipped")
    if skipped is None:
        return "run"
    kind = "expected to fail" if skipped.get("type") == "pytest.xfail" else "skipped"
    return f"{kind}: {skipped.get('message') or 'no reason given'}"


def differences(stable: Mapping[str, str], alpha: Mapping[str, str]) -> list[str]:
    """Return one line for each test that only one version ran, except the tests that tell the versions apart."""
    lines = []
    for test in sorted(stable.keys() | alpha.keys()):
        outcomes = (stable.get(test, "missing"), alpha.get(test, "missing"))
        same = outcomes[0].split(":")[0] == outcomes[1].split(":")[0]
        if not same and not test.startswith((f"{ABOUT_VERSIONS}::", f"{ABOUT_VERSIONS}.")):
            lines.append(f"not the same on both versions: {test}: stable {outcomes[0]}, alpha {outcomes[1]}")
    return lines


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    sys.exit(main(sys.argv[1:]))

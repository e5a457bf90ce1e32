"""Imports every hostile file in a process of its own and says what became of it, how long it took and how much memory.

python -m tests.hostile.running RESULTS.json [NAME…]
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from datasette_netzwerk.messages.files import MESSAGES as FILE_MESSAGES
from datasette_netzwerk.problems import NotUnderstood, Problem, Refused, Severity
from datasette_netzwerk.records.pipeline import ImportOptions, import_files
from datasette_netzwerk.site import Site
from tests.group import TODAY
from tests.hostile.corpus import FILES

MEMORY = 512 * 2**20
SECONDS = 20
"""After which a process is ended; what is allowed is much less."""


def outcome(site: Site, path: Path) -> Mapping[str, object]:
    """Import a file and return the exit code, how many rows were stored, and the codes of all problems."""
    try:
        reports = import_files(site, [path], ImportOptions(today=TODAY))
    except NotUnderstood as error:
        return {"exit": 2, "stored": 0, "codes": codes_of(error.problems)}
    except Refused as error:
        return {"exit": 3, "stored": 0, "codes": codes_of(error.problems)}
    with closing(sqlite3.connect(site.records)) as records:
        sound = records.execute("pragma integrity_check").fetchone() == ("ok",)
        sound = sound and not records.execute("pragma foreign_key_check").fetchall()
    return {
        "exit": 0 if all(report.is_clean for report in reports) else 1,
        "stored": sum(report.counts.inserted for report in reports),
        "codes": codes_of([problem for report in reports for problem in report.problems]),
        **({} if sound else {"unsound": True}),
    }


def codes_of(problems: Sequence[Problem]) -> list[str]:
    """Return the codes of all that is told about the file, and of what is wrong with its values.

    Notices about values are left out: they are no matter of the file.
    """
    telling = (each for each in problems if each.code in FILE_MESSAGES or each.severity is not Severity.NOTICE)
    return sorted({problem.code for problem in telling})


def in_a_process(work: Callable[[], object]) -> tuple[int, resource.struct_rusage, float]:
    """Fork, do the work, and return how it ended, what it used and how long it took."""
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        status = 70
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    _, status, usage = os.wait4(child, 0)
    return status, usage, time.perf_counter() - started


def measured(name: str, folder: Path) -> Mapping[str, object]:
    """Return what became of one file; a process that died says how."""
    path, told = folder / name, folder / "told.json"
    in_a_process(lambda: FILES[name](path))

    def work() -> None:
        address_space = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (address_space + MEMORY, resource.RLIM_INFINITY))
        told.write_text(json.dumps(outcome(Site(folder / "site"), path)))

    status, usage, seconds = in_a_process(work)
    found = json.loads(told.read_text()) if told.exists() else {"died": status}
    return {
        **found,
        "seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "waited": round(seconds, 2),
        "megabytes": usage.ru_maxrss // 1024,
    }


def main(results: str, *names: str) -> None:
    """Write the outcomes of the named files, or of all."""
    outcomes = {}
    for name in names or FILES:
        with tempfile.TemporaryDirectory() as folder:
            outcomes[name] = measured(name, Path(folder))
    Path(results).write_text(json.dumps(outcomes, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

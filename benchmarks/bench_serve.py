"""What a small machine needs to serve a group: start, memory, and 65 phones within a minute; beside plain Datasette.

    taskset -c 0 python benchmarks/bench_serve.py [seconds]

300 members, two generations, one CPU for server and phones together. Each phone opens the home page, searches the directory,
opens a member and fetches what the pages need; the peer is `datasette public.db` with one table page and one row each.
Ceilings: 150 MB, 2 seconds to the first answer, 300 ms for 95 of 100 pages.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

BIN = Path(sys.executable).parent
MEMBERS = 300
PHONES = 65
ASSETS = ("/-/netzwerk/assets/", "/-/static/", "/-/static-plugins/")
OURS = ("/", "/directory?q=meyer", "/directory/anna-meyerbcd")
PEER = ("/", "/public/members?_search=meyer", "/public/members?_size=20")


def letters(number: int) -> str:
    """Return a number in letters: a name with digits is no name."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def make_site(folder: Path) -> None:
    """Import 300 public members and publish them twice."""
    columns = "Mitgliedsnr.;Vorname;Nachname;Firma;Branche;Ort;Im Internet sichtbar;Einwilligung am"
    rows = (
        f"{each};Anna;Meyer{letters(each)};Firma {letters(each)};Steuerberatung;Rheine;alles;01.02.2024"
        for each in range(1, MEMBERS + 1)
    )
    (folder / "members.csv").write_text("\n".join((columns, *rows)) + "\n", encoding="utf-8")
    for command in (("import", folder / "members.csv"), ("publish",), ("publish",)):
        subprocess.run(
            [*map(str, (BIN / "datasette", "netzwerk", *command)), "--site", str(folder / "site")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )


def memory(pid: int) -> float:
    """Return the resident memory of a process in MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def fetch(port: int, path: str) -> tuple[float, str]:
    """Return how many seconds a page took, and its text."""
    begun = time.perf_counter()
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
    if response.status != 200:
        raise SystemExit(f"{path}: {response.status}")
    return time.perf_counter() - begun, text


def started(command: Sequence[str | Path], port: int, path: str) -> tuple[subprocess.Popen[bytes], float]:
    """Start a server and return it with the seconds until its first answer."""
    begun = time.perf_counter()
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        try:
            fetch(port, path)
            break
        except OSError:
            time.sleep(0.01)
    return process, time.perf_counter() - begun


def visit(port: int, paths: Sequence[str], seconds: float) -> list[float]:
    """Let 65 phones open the pages, spread over so many seconds, and return how long each answer took."""
    _, home = fetch(port, paths[0])
    assets = sorted({part.split('"')[0] for part in home.split('"') if part.startswith(ASSETS)})
    times: list[float] = []

    def phone(wait: float) -> None:
        time.sleep(wait)
        for path in (*paths, *assets):
            times.append(fetch(port, path)[0])

    phones = [threading.Thread(target=phone, args=(seconds * number / PHONES,)) for number in range(PHONES)]
    for each in phones:
        each.start()
    for each in phones:
        each.join()
    return times


def free_port() -> int:
    """Return a port that nobody listens on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        return int(listening.getsockname()[1])


def measure(name: str, command: Sequence[str | Path], paths: Sequence[str], seconds: float) -> float:
    """Print the figures of one server and return its 95th percentile in milliseconds."""
    port = free_port()
    process, start = started((*command, "--port", str(port)), port, paths[0])
    times = visit(port, paths, seconds)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="utf-8").split()
    own, theirs = memory(process.pid), sum(memory(int(child)) for child in children)
    process.terminate()
    process.wait()
    slow = statistics.quantiles(times, n=20)[-1] * 1000
    print(
        f"  {name:24} start {start:5.2f} s  memory {own:5.0f} MB + worker {theirs:3.0f} MB"
        f"  median {statistics.median(times) * 1000:4.0f} ms  p95 {slow:4.0f} ms  ({len(times)} answers)"
    )
    return slow


def main(seconds: float) -> None:
    """Print both servers' figures and their ratio."""
    cpus = len(os.sched_getaffinity(0))
    print(f"{MEMBERS} members, {PHONES} phones within {seconds:g} s, {cpus} CPU")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_site(folder)
        site, datasette = folder / "site", BIN / "datasette"
        # `--audience organisers` serves all three files, as a site with logins does.
        command = (datasette, "netzwerk", "serve", "--site", site, "--audience", "organisers")
        ours = measure("netzwerk serve", command, OURS, seconds)
        theirs = measure("datasette public.db", (datasette, site / "public.db"), PEER, seconds)
    print(f"  ratio of the p95          {ours / theirs:5.2f}")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60)

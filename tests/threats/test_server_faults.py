"""Whatever happens to the server, its disk or its files: what was last published well is shown, and the cause is told."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.generations import read_manifest
from datasette_netzwerk.site import Site
from tests.threats.marked_group import mark, marked_site, marks_in, publish_marked
from tests.threats.processes import DATASETTE, Program, is_alive, netzwerk, served

pytestmark = pytest.mark.slow

MEMBERS = "/public/members.json?_shape=array&_size=1000"
SEED = 2026


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site whose answers tell the publication they come from."""
    return marked_site(tmp_path, size=30)


def shown(server: Program) -> set[int]:
    """Return the publication that visitors see."""
    answer = server.get(MEMBERS)
    assert answer.status == 200, server.said
    return marks_in(answer.text)


def kill_server(site: Site, log: Path, times: int) -> None:
    """Kill the server at random points while the site is published, and start it again each time."""
    chance = random.Random(SEED)
    for number in range(2, times + 2):
        with served(site, log) as server:
            publisher = subprocess.Popen(
                [str(DATASETTE), "netzwerk", "publish", "--site", str(site.folder)], stdout=subprocess.DEVNULL
            )
            time.sleep(chance.random())
            children = server.children
            server.process.kill()
            server.process.wait()
            publisher.wait()
        assert "Traceback" not in server.said
        assert children
        wait_until_gone(children)
        publish_marked(site, number)
    with served(site, log) as server:
        assert shown(server) == {times + 1}
        assert server.health["status"] == "ok"
        server.wait_until(lambda: len(generations(site)) == 1)


def wait_until_gone(pids: list[int], seconds: float = 8) -> None:
    """Wait until none of the processes is there any more."""
    end = time.monotonic() + seconds
    while any(is_alive(pid) for pid in pids):
        assert time.monotonic() < end
        time.sleep(0.05)


def generations(site: Site) -> list[str]:
    """Return the generations and half generations whose files are there."""
    return [entry.name for entry in site.published.iterdir() if entry.is_dir()]


@pytest.mark.slow
def test_a_server_killed_at_eight_points_leaves_nothing_that_stops_the_next(site: Site, tmp_path: Path) -> None:
    kill_server(site, tmp_path / "log", 8)


@pytest.mark.audit
def test_a_server_killed_at_forty_points_leaves_nothing_that_stops_the_next(site: Site, tmp_path: Path) -> None:
    kill_server(site, tmp_path / "log", 40)


def kill_publisher(site: Site, log: Path, times: int) -> None:
    """Kill the publisher at random points while the site is shown."""
    chance = random.Random(SEED)
    with served(site, log) as server:
        for number in range(2, times + 2):
            before = shown(server)
            mark(site, number)
            command = [str(DATASETTE), "netzwerk", "publish", "--site", str(site.folder)]
            publisher = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.4 + chance.random() / 2)
            publisher.kill()
            publisher.wait()
            assert shown(server) in (before, {number})
            assert server.health["status"] == "ok"
        publish_marked(site, times + 2)
        assert shown(server) == {times + 2}
        server.wait_until(lambda: len(generations(site)) == 1)
    assert "Traceback" not in server.said


@pytest.mark.slow
def test_a_publisher_killed_at_eight_points_disturbs_nobody(site: Site, tmp_path: Path) -> None:
    kill_publisher(site, tmp_path / "log", 8)


@pytest.mark.audit
def test_a_publisher_killed_at_forty_points_disturbs_nobody(site: Site, tmp_path: Path) -> None:
    kill_publisher(site, tmp_path / "log", 40)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Mount a disk of that size; skip where that is not allowed."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only who may mount a small disk can try a full one")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts a small disk as Linux does")
def test_a_full_disk_keeps_what_is_shown_and_the_next_publication_is_well(site: Site, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "8m") as disk:
        shutil.copytree(site.folder, disk / "site")
        small = Site(disk / "site")
        with served(small, tmp_path / "log") as server:
            server.wait_until(lambda: list(small.backups.glob("records-*")))
            (disk / "ballast").write_bytes(b"\0" * (shutil.disk_usage(disk).free))
            assert netzwerk("publish", site=small).returncode == 3
            assert netzwerk("backup", site=small).returncode == 3
            assert shown(server) == {1}
        with served(small, tmp_path / "log") as server:  # A full disk must not keep a server from starting either.
            assert shown(server) == {1}
            (disk / "ballast").unlink()
            publish_marked(small, 2)
            assert shown(server) == {2}
            # What failed on the full disk is tried again after half a minute.
            server.wait_until(lambda: server.health["status"] == "ok", seconds=60)
        assert "Traceback" not in server.said


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts a disk as Linux does")
def test_a_disk_that_is_read_only_is_shown_and_told(site: Site, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "16m") as disk:
        shutil.copytree(site.folder, disk / "site")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with served(Site(disk / "site"), tmp_path / "log") as server:
            assert shown(server) == {1}
            health = server.health
            assert health["status"] == "degraded"
            assert "health.read_only" in {reason["code"] for reason in health["reasons"]}
        assert "Traceback" not in server.said
        assert "after the next start everybody has to log in again" in server.said


def damage(path: Path) -> None:
    """Turn one bit over in the middle of a file."""
    path.chmod(0o640)
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))


def cut(path: Path) -> None:
    """Take the second half of a file away."""
    path.chmod(0o640)
    os.truncate(path, path.stat().st_size // 2)


def break_published(site: Site, fault: str) -> None:
    """Do to what is published what ``fault`` says."""
    manifest = read_manifest(site)
    assert manifest is not None
    public = site.generation_file(manifest.generation, Audience.PUBLIC)
    if fault == "manifest gone":
        site.manifest.unlink()
    elif fault == "manifest broken":
        site.manifest.write_text("{", encoding="utf-8")
    elif fault == "bit flipped":
        damage(public)
    elif fault == "file cut":
        cut(public)
    else:
        public.unlink()


FAULTS = ("manifest gone", "manifest broken", "bit flipped", "file cut", "file gone")


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_damaged_while_it_is_shown_is_published_anew_by_itself(site: Site, tmp_path: Path, fault: str) -> None:
    with served(site, tmp_path / "log") as server:
        assert shown(server) == {1}
        before = server.health["generation"]
        break_published(site, fault)
        server.wait_until(lambda: (server.health["generation"] or 0) > before, seconds=60)
        server.wait_until(lambda: server.health["status"] == "ok")
        assert shown(server) == {1}
    assert "Traceback" not in server.said


@pytest.mark.parametrize("fault", FAULTS)
def test_without_a_sound_generation_the_start_is_refused_in_words(site: Site, fault: str) -> None:
    break_published(site, fault)
    refused = netzwerk("serve", "--port", "0", site=site)
    assert refused.returncode == 2
    assert "datasette netzwerk publish" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_port_in_use_is_told_in_one_line(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = netzwerk("serve", "--port", str(port), site=site)
    assert refused.returncode == 3
    assert f"Port {port} on 127.0.0.1 is in use" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_server_and_its_worker_end_within_seconds_without_a_traceback(
    site: Site, tmp_path: Path, number: signal.Signals
) -> None:
    with served(site, tmp_path / "log") as server:
        server.wait_until(lambda: server.children)
        children = server.children
        # A visitor who never ends her request must not keep the server.
        with socket.create_connection(("127.0.0.1", server.port)) as visitor:
            visitor.sendall(b"GET /public/members.csv?_stream=on HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            server.process.send_signal(number)
            assert server.process.wait(timeout=12) in {0, -number}
        wait_until_gone(children)
    assert "Traceback" not in server.said
    assert server.said.splitlines()[0].startswith("Generation 1 is shown at http://127.0.0.1:")


@pytest.mark.slow
def test_a_worker_that_dies_is_started_again(site: Site, tmp_path: Path) -> None:
    with served(site, tmp_path / "log") as server:
        server.wait_until(lambda: server.children)
        first = server.children
        os.kill(first[0], signal.SIGKILL)
        server.wait_until(lambda: server.children and server.children != first)
        server.wait_until(lambda: server.health["status"] == "ok")
    assert "It is started again after 1 s;" in server.said

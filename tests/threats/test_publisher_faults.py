"""Whatever happens to a publisher, the last good generation stays current, the message is clear, and the next one cleans up."""

from __future__ import annotations

import asyncio
import ctypes
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette

from datasette_netzwerk.audiences import PUBLISHED, Audience
from datasette_netzwerk.generations import check_generation, read_manifest
from datasette_netzwerk.problems import NotUnderstood
from datasette_netzwerk.publish.generation import publish
from datasette_netzwerk.site import Site
from tests.group import TODAY, publish_group, published_site

PUBLISH = [sys.executable, "-m", "datasette", "netzwerk", "publish", "--lang", "en", "--site"]
PUBLISH_FOR_EVER = """
import sys
from pathlib import Path
from datasette_netzwerk.publish.generation import publish
from datasette_netzwerk.site import Site
print("ready", flush=True)
while True:
    publish(Site(Path(sys.argv[1])))
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """The tiny group, published once."""
    return published_site(tmp_path)


def entries(site: Site) -> list[str]:
    return sorted(path.name for path in site.published.iterdir())


def sound_generation(site: Site) -> int:
    """Return the number of the current generation, after looking that nothing at all is wrong with it."""
    manifest = read_manifest(site)
    assert manifest is not None
    assert check_generation(site, manifest) == ()
    for path in (*(site.generation_file(manifest.generation, each) for each in PUBLISHED), site.public):
        # On a full disk SQLite could not make the index of a journal; what is in the file itself is what matters here.
        with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as connection:
            assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    return manifest.generation


def top_generation(site: Site) -> int:
    """Return which generation plain Datasette serves."""
    with closing(sqlite3.connect(f"file:{site.public}?mode=ro", uri=True)) as connection:
        assert connection.execute("select count(*) from members").fetchone() == (5,)
        number: int = connection.execute("pragma user_version").fetchone()[0]
    return number


def published_alone(site: Site, number: int) -> bool:
    """Tell whether the folder holds generation ``number`` and nothing that an interrupted publication left."""
    return entries(site) == [str(number), "CURRENT.json", "lock.db"]


def kill_at_random_points(site: Site, times: int, seed: int) -> list[int]:
    """Start a publisher that publishes again and again, and kill it; return the generation that was current each time."""
    chance = random.Random(seed)
    start = time.monotonic()
    publish_group(site)
    twice = 2 * (time.monotonic() - start)
    current = []
    for _ in range(times):
        with subprocess.Popen(
            [sys.executable, "-c", PUBLISH_FOR_EVER, str(site.folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as publisher:
            assert publisher.stdout is not None
            assert publisher.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0, twice))
            publisher.send_signal(signal.SIGKILL)
        current.append(sound_generation(site))
        assert current[-1] - 1 <= top_generation(site) <= current[-1]
    return current


@pytest.mark.slow
def test_a_publisher_killed_at_eight_random_points_leaves_a_whole_generation(site: Site) -> None:
    current = kill_at_random_points(site, 8, seed=8)
    assert current == sorted(current)
    number = publish_group(site).generation
    assert number > current[-1]
    assert top_generation(site) == sound_generation(site) == number
    assert published_alone(site, number)


@pytest.mark.audit
def test_a_publisher_killed_at_forty_random_points_leaves_a_whole_generation(site: Site) -> None:
    current = kill_at_random_points(site, 40, seed=40)
    assert current == sorted(current)
    assert current[-1] > 5
    number = publish_group(site).generation
    assert top_generation(site) == sound_generation(site) == number
    assert published_alone(site, number)


def run_publish(site: Site, prepare: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PUBLISH, str(site.folder)], preexec_fn=prepare, capture_output=True, text=True, timeout=60, check=False
    )


def small_files(size: int) -> Callable[[], None]:
    """Return what lets a process write no file larger than ``size``, as a full disk does."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


FAILED = "The publication could not be written: "
STAYS = "What was published before stays. Check the free space on the disk and who may write in "


@pytest.mark.slow
@pytest.mark.parametrize("size", [0, 2_000, 30_000, 70_000, 100_000])
def test_where_files_can_not_grow_the_last_generation_stays(site: Site, size: int) -> None:
    before = site.public.read_bytes()
    answer = run_publish(site, small_files(size))
    assert answer.returncode == 3
    assert FAILED in answer.stderr
    assert STAYS in answer.stderr
    assert "Traceback" not in answer.stderr
    assert sound_generation(site) == 1
    assert site.public.read_bytes() == before
    assert published_alone(site, 1)
    assert publish_group(site).generation == 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of three megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("nobody may mount a small disk here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.slow
@pytest.mark.parametrize("free", [0, 40_000, 150_000, 300_000])
def test_on_a_full_disk_the_last_generation_stays_and_a_freed_one_is_published_to(
    tmp_path: Path, small_disk: Path, free: int
) -> None:
    shutil.copytree(published_site(tmp_path).folder, small_disk / "site")
    site = Site(small_disk / "site")
    status = os.statvfs(small_disk)
    (small_disk / "ballast").write_bytes(b"x" * max(0, status.f_bavail * status.f_frsize - free))
    answer = run_publish(site)
    assert answer.returncode == 3
    assert "Traceback" not in answer.stderr
    assert "space on the disk" in answer.stderr
    assert sound_generation(site) == 1
    assert published_alone(site, 1)
    (small_disk / "ballast").unlink()
    assert publish_group(site).generation == 2
    assert published_alone(site, 2)


def as_somebody_else() -> None:
    """Take from a superuser the power to write where nobody may."""
    libc = ctypes.CDLL(None)
    for capability in (1, 2, 3):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER
        libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.mark.slow
@pytest.mark.parametrize("closed", ["private/published", "private", "."])
def test_in_a_folder_that_nobody_may_write_the_last_generation_stays(site: Site, closed: str) -> None:
    folder = site.folder / closed
    folder.chmod(0o555)
    for path in folder.glob("*.db"):
        path.chmod(0o444)
    try:
        answer = run_publish(site, as_somebody_else)
    finally:
        folder.chmod(0o755)
        for path in folder.glob("*.db"):
            path.chmod(0o644)
    assert answer.returncode == 3
    assert "who may write" in answer.stderr or "could not be brought up to date" in answer.stderr
    assert "Traceback" not in answer.stderr
    sound_generation(site)
    number = publish_group(site).generation
    assert top_generation(site) == number
    assert published_alone(site, number)


def overwrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.chmod(0o640)
    path.write_bytes(change(path.read_bytes()))


def flipped(data: bytes) -> bytes:
    return data[:5000] + bytes([data[5000] ^ 1]) + data[5001:]


FAULTS: dict[str, Callable[[Site], object]] = {
    "manifest missing": lambda site: site.manifest.unlink(),
    "manifest broken": lambda site: site.manifest.write_text('{"generation": 1, "fil', encoding="utf-8"),
    "manifest of another kind": lambda site: site.manifest.write_text("[]", encoding="utf-8"),
    "manifest in another encoding": lambda site: site.manifest.write_bytes(b"\xff\xfe{"),
    "bit flipped": lambda site: overwrite(site.generation_file(1, Audience.PUBLIC), flipped),
    "file truncated": lambda site: overwrite(site.generation_file(1, Audience.MEMBERS), lambda data: data[:6000]),
    "file empty": lambda site: overwrite(site.generation_file(1, Audience.ORGANISERS), lambda _: b""),
    "file missing": lambda site: site.generation_file(1, Audience.PUBLIC).unlink(),
    "generation missing": lambda site: shutil.rmtree(site.generation(1)),
    "left-over journal": lambda site: Path(f"{site.generation_file(1, Audience.PUBLIC)}-journal").write_bytes(
        b"x" * 600
    ),
    "left-over wal": lambda site: Path(f"{site.generation_file(1, Audience.PUBLIC)}-wal").write_bytes(b"x" * 600),
    "unfinished generation": lambda site: shutil.copytree(site.generation(1), site.published / "2.tmp"),
    "abandoned generation": lambda site: shutil.copytree(site.generation(1), site.generation(2)),
    "draft of a manifest": lambda site: site.manifest.with_suffix(".json.tmp").write_text("{", encoding="utf-8"),
    "top file truncated": lambda site: overwrite(site.public, lambda data: data[:6000]),
    "top file no database": lambda site: overwrite(site.public, lambda _: b"no database at all" * 99),
    "top file empty": lambda site: overwrite(site.public, lambda _: b""),
    "top file missing": lambda site: site.public.unlink(),
    "top file with a foreign wal": lambda site: Path(f"{site.public}-wal").write_bytes(b"7\x7f\x06\x82" + b"x" * 5000),
    "top file with a left-over journal": lambda site: Path(f"{site.public}-journal").write_bytes(b"x" * 5000),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_the_next_publication_mends_what_was_damaged_and_clears_away_what_was_left(site: Site, fault: str) -> None:
    FAULTS[fault](site)
    number = publish_group(site).generation
    assert number > 1
    assert top_generation(site) == sound_generation(site) == number
    assert published_alone(site, number)


@pytest.mark.parametrize("fault", ["manifest broken", "manifest of another kind", "manifest in another encoding"])
def test_a_manifest_that_can_not_be_read_is_told_and_not_guessed(site: Site, fault: str) -> None:
    FAULTS[fault](site)
    with pytest.raises(NotUnderstood) as error:
        read_manifest(site)
    assert error.value.problem.code == "manifest.unreadable"


@pytest.mark.slow
def test_when_only_the_top_file_can_not_be_refreshed_it_is_said(site: Site) -> None:
    """Somebody reads it in another program that keeps it locked."""
    with closing(sqlite3.connect(site.public, isolation_level=None)) as other:
        other.execute("pragma locking_mode = exclusive")
        other.execute("begin immediate")
        answer = run_publish(site)
        other.execute("rollback")
    assert answer.returncode == 3
    assert "The new files are published, but " in answer.stderr
    assert publish_group(site).generation == 3
    assert top_generation(site) == 3


@pytest.mark.slow
def test_of_two_publishers_at_once_one_publishes_and_the_other_says_why_not(site: Site) -> None:
    publishers = [
        subprocess.Popen([*PUBLISH, str(site.folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    answers = [(publisher.communicate(timeout=60), publisher.returncode) for publisher in publishers]
    done = [output for output, code in answers if code == 0]
    refused = [output for output, code in answers if code != 0]
    assert done
    assert {code for _, code in answers} <= {0, 3}
    for _, errors in refused:
        assert "Another publication of " in errors
        assert "Wait until it is done and try again." in errors
    assert sound_generation(site) == top_generation(site) == 1 + len(done)


def move_everybody(site: Site, town: str) -> None:
    with closing(sqlite3.connect(site.records)) as records, records:
        records.execute("update people set town = ?", (town,))


async def towns(datasette: Datasette) -> set[str]:
    answer = await datasette.client.get("/public/members.json?_shape=array")
    assert answer.status_code == 200
    return {row["town"] for row in answer.json()}


@pytest.mark.slow
@pytest.mark.asyncio
async def test_plain_datasette_is_never_stale_and_never_half_way(site: Site) -> None:
    """Ten publications while it answers: each answer is one publication's, and the one after it is the newest."""
    move_everybody(site, "Ort 0")
    publish(site, today=TODAY)
    datasette = Datasette([], config_dir=site.folder)
    await datasette.invoke_startup()
    answers = 0
    for number in range(1, 11):
        move_everybody(site, f"Ort {number}")
        publication = asyncio.create_task(asyncio.to_thread(publish, site, today=TODAY))
        while not publication.done():
            assert await towns(datasette) in ({f"Ort {number - 1}"}, {f"Ort {number}"})
            answers += 1
        await publication
        assert await towns(datasette) == {f"Ort {number}"}
    assert answers > 20
    with closing(sqlite3.connect(site.public)) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)

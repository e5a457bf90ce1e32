"""What the threat tests share: files full of canaries, a site of them, and whoever asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.site import Site
from tests.threats.given import Files
from tests.web.sample_files import build_canaries, build_sample, sample_site


@pytest.fixture(autouse=True)
def no_rich_tracebacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Datasette without rich, as our users have it."""
    monkeypatch.setattr("datasette.handle_exception.rich", None)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The public file as it is, and one full of canaries for each other audience; not to be changed."""
    folder: Path = tmp_path_factory.mktemp("threats")
    closed = (Audience.MEMBERS, Audience.ORGANISERS, Audience.PRIVATE, Audience.RECORDS)
    return {
        Audience.PUBLIC: build_sample(folder / "public.db", Audience.PUBLIC),
        **{audience: build_canaries(folder / f"{audience.word}.db", audience) for audience in closed},
    }


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site of the small group with its first generation published."""
    return sample_site(tmp_path / "site")

"""What tests of the serving half share: the plugin in Datasette's hands, and the files of a small group."""

from __future__ import annotations

from pathlib import Path

import pytest

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.site import Site
from tests.web.sample_files import build_sample, sample_site


@pytest.fixture(autouse=True)
def no_rich_tracebacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Datasette without rich: with it, a page that is not found ends in an error of Datasette's own on both versions.

    Our users do not have rich; the import linter brings it into the environments of the tests.
    """
    monkeypatch.setattr("datasette.handle_exception.rich", None)


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the group's file for each joinable audience, as ``public.db`` and so on; not to be changed."""
    folder = tmp_path_factory.mktemp("sample")
    for audience in (Audience.PUBLIC, Audience.MEMBERS, Audience.ORGANISERS):
        build_sample(folder / f"{audience.word}.db", audience)
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site of the group with its first generation published."""
    return sample_site(tmp_path / "site")

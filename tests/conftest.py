"""What every test may count on: audits run only when asked for, and the browser tests know where Chromium is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from datasette.plugins import pm
from hypothesis import settings

import datasette_netzwerk

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")

# How long an example takes says more about a busy machine than about the code.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the audits unless ``-m`` names them (a default ``-m`` would be lost as soon as somebody gives one)."""
    if "audit" in config.option.markexpr:
        return
    audits = [item for item in items if item.get_closest_marker("audit")]
    config.hook.pytest_deselected(items=audits)
    items[:] = [item for item in items if not item.get_closest_marker("audit")]


@pytest.fixture(autouse=True, scope="session")
def plugin() -> Iterator[None]:
    """The plugin registered, also where the package is used from the checkout without being installed."""
    is_installed = pm.is_registered(datasette_netzwerk)
    if not is_installed:
        pm.register(datasette_netzwerk, name="netzwerk")
    yield
    if not is_installed:
        pm.unregister(datasette_netzwerk)


@pytest.fixture(autouse=True, scope="session")
def no_login_unless_wanted() -> Iterator[None]:
    """Datasette without the plugin by which tests log in, where they do not ask for it: it puts a link on every page."""
    name = "auth_passwords"
    login = pm.unregister(name=name) if pm.has_plugin(name) else None
    yield
    if login is not None:
        pm.register(login, name=name)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium to drive. Without one the browser tests are skipped by name; on a CI machine they fail."""
    names = (os.environ.get("CHROMIUM", ""), *CHROMIUMS)
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("no Chromium: run scripts/browser.sh")
    if found is None:
        pytest.skip("no Chromium: scripts/browser.sh says how to install one")
    return found

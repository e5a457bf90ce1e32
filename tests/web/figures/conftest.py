"""What tests of the figures share: the language of the source."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from datasette_netzwerk.i18n import language_at_work


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """English at work, so that no catalogue is needed."""
    token = language_at_work.set("en")
    yield
    language_at_work.reset(token)

"""The hooks by which another plugin extends this one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from datasette_netzwerk.records.readers.tables import Reader

hookspec = pluggy.HookspecMarker("datasette")


@hookspec
def netzwerk_readers() -> Sequence[Reader]:  # type: ignore[empty-body]  # a specification has no body
    """Return readers of further file formats. They are asked before our own, so they may also replace one."""

"""The hostile files by name: each is written by a function, so that none lies in the repository."""

from __future__ import annotations

from collections.abc import Mapping

from tests.hostile.corpus import calendars, cards, json_files, no_lists, old_workbooks, text, values, xlsx
from tests.hostile.corpus.write import Write

FILES: Mapping[str, Write] = {
    **text.FILES,
    **values.FILES,
    **xlsx.FILES,
    **old_workbooks.FILES,
    **cards.FILES,
    **calendars.FILES,
    **json_files.FILES,
    **no_lists.FILES,
}

"""The settings of the site that a running Datasette serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette_netzwerk.compat import StartRefused
from datasette_netzwerk.i18n import tell
from datasette_netzwerk.problems import NetzwerkError
from datasette_netzwerk.settings import PLUGIN, Settings, settings_from

if TYPE_CHECKING:
    from datasette.app import Datasette


def settings_of(datasette: Datasette) -> Settings:
    """Return the settings of the site that ``datasette`` serves; stop its start with one line if one is wrong."""
    try:
        return settings_from(datasette.plugin_config(PLUGIN))
    except NetzwerkError as error:
        raise StartRefused("\n".join(tell(problem) for problem in error.problems)) from error

"""Knows the pages about the server itself: they name files, folders, plugins and settings, secrets among them."""

from __future__ import annotations

import re

from datasette_netzwerk.web.incoming import spellings

ABOUT_THE_SERVER = re.compile(
    r"/+-/+(actions|allow-debug|allowed|api|auth-token|check|config|create-token|databases|debug|messages|metadata"
    r"|password-tool|patterns|permissions|plugins|rules|settings|tasks|threads|versions)\b",
    re.IGNORECASE,
)


def is_about_server(path: str) -> bool:
    """Return whether ``path`` asks about the server instead of its data, however it is spelled."""
    return any(ABOUT_THE_SERVER.search(spelling) for spelling in spellings(path))

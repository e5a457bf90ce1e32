"""Makes a site folder that plain ``datasette SITE`` serves safely: its settings, and a metadata.yml to begin with."""

from __future__ import annotations

import json
from importlib import resources

import yaml

from datasette_netzwerk.site import PRIVATE_FOLDER_MODE, SERVER_SETTINGS, SETTINGS_FOR_1_0, Site

NOTE = "# Written by datasette netzwerk at every publication; change metadata.yml instead.\n"


def write_site_files(site: Site) -> None:
    """Write what both Datasette versions read before they serve: settings.json (0.65) and datasette.yml (1.0)."""
    site.private.mkdir(mode=PRIVATE_FOLDER_MODE, parents=True, exist_ok=True)
    site.private.chmod(PRIVATE_FOLDER_MODE)
    (site.folder / "settings.json").write_text(json.dumps(dict(SERVER_SETTINGS), indent=2) + "\n", encoding="utf-8")
    content = yaml.safe_dump({"settings": dict(SETTINGS_FOR_1_0)}, sort_keys=False)
    (site.folder / "datasette.yml").write_text(NOTE + content, encoding="utf-8")
    if not site.metadata.exists():
        draft = resources.files(__package__).joinpath("metadata_draft.yml").read_text(encoding="utf-8")
        site.metadata.write_text(draft, encoding="utf-8")

"""Every setting is told: in the handbook with what holds without it, in the draft of a new site, and in the README."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import fields
from importlib import resources
from pathlib import Path

import yaml

from datasette_netzwerk.settings import Settings, plugin_block, settings_from

ROOT = Path(__file__).parent.parent
ROW = re.compile(r"\| `(?P<name>[a-z_]+)`(?: \*)? \| (?P<default>.+?) \| .+ \|")
KNOWN = [each.name for each in fields(Settings)]


def draft() -> str:
    """Return the metadata.yml of a new site."""
    return resources.files("datasette_netzwerk.publish").joinpath("metadata_draft.yml").read_text(encoding="utf-8")


def written(value: object) -> str:
    """Return a default as the handbook writes it."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if value is None or (isinstance(value, Collection | Mapping) and not value):
        return "–"
    return f"`[{', '.join(value)}]`" if isinstance(value, tuple) else f"`{value}`"


def test_the_handbook_tells_every_setting_and_its_default() -> None:
    handbook = (ROOT / "docs" / "handbuch.md").read_text(encoding="utf-8")
    section = handbook.partition("\n## 10. Einstellungen\n")[2].partition("\n### ")[0]
    told = {row["name"]: row["default"] for row in ROW.finditer(section)}
    assert told == {name: written(getattr(Settings(), name)) for name in KNOWN}


def test_a_default_is_written_as_somebody_would_type_it() -> None:
    defaults: tuple[object, ...] = (False, None, "", (), {}, 0, "de", ("name", "town"))
    assert [written(each) for each in defaults] == [
        "`false`", "–", "–", "–", "–", "`0`", "`de`", "`[name, town]`"
    ]  # fmt: skip


def test_the_draft_of_a_new_site_holds_every_setting_and_all_of_them_are_understood() -> None:
    active = plugin_block(yaml.safe_load(draft()))
    opened = plugin_block(yaml.safe_load(re.sub(r"^    #(?=\S|  )", "    ", draft(), flags=re.MULTILINE)))
    assert sorted(opened) == sorted(KNOWN)
    assert settings_from(opened).embed == ("https://www.amsel.example",)
    assert settings_from(opened).texts["welcome"]["de"] == "Schön dass Sie da sind."
    assert settings_from(active) == Settings(name="Unser Netzwerk", root=True)


def test_the_readme_names_every_setting() -> None:
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## Settings\n")[2].partition("\n## ")[0]
    named = [
        name for row in re.findall(r"^\| (`.+?) \| ", section, re.MULTILINE) for name in re.findall(r"`(.+?)`", row)
    ]
    assert sorted(named) == sorted(KNOWN)

"""The plugin's block of metadata.yml, read the same way by both halves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from datasette_netzwerk.audiences import JOINABLE, audience_named
from datasette_netzwerk.model import CONSENT_FIELDS
from datasette_netzwerk.own_look import wrongs
from datasette_netzwerk.problems import NotUnderstood, Problem

PLUGIN = "datasette-netzwerk"
LANGUAGES = ("de", "en")
SHOWN_TO_MEMBERS = ("name", "company", "industry", "town", "role", "joined_on")
"""What members see of each other unless somebody refuses: the group's very purpose is contact among its members."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a group decides about its site. Every field may be left out of metadata.yml."""

    name: str = "Netzwerk"
    description: str = ""
    place: str = ""
    founded_on: date | None = None
    language: str = "de"
    time_zone: str = "Europe/Berlin"
    region: str = "DE"
    root: bool = False
    harden: bool = False
    logo: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    shown_to_members: tuple[str, ...] = SHOWN_TO_MEMBERS
    industries: Mapping[str, str] = field(default_factory=dict)
    """The group's own words for trades, each with its division of the WZ 2025; they win over every rule."""
    reports_shown_to: str = "members"
    logins: bool = False
    sql: str = ""
    hosts: tuple[str, ...] = ()
    proxies: int = 0
    embed: tuple[str, ...] = ()
    search_engines: bool = False
    requests_per_minute: int = 1200
    requests_per_person: int = 120


TUPLES = ("shown_to_members", "hosts", "embed")
"""Settings that are lists in metadata.yml."""


def settings_from(block: Mapping[str, Any] | None, source: str = "metadata.yml") -> Settings:
    """Return the settings in the plugin's ``block``; raise `NotUnderstood` naming the first key that is wrong."""
    known = {each.name for each in fields(Settings)}
    values = dict(block or {})
    for key in values:
        if key not in known:
            raise _not_understood("settings.unknown", key, values[key], source, expected=", ".join(sorted(known)))
    for key in TUPLES:
        if key in values:
            values[key] = _listed(key, values[key], source)
    settings = Settings(**{key: value for key, value in values.items() if value is not None})
    _check(settings, source)
    return settings


def read_settings(metadata: Path) -> Settings:
    """Return the settings in the file ``metadata``; the defaults if there is no such file or no block for us."""
    if not metadata.exists():
        return Settings()
    return settings_from(plugin_block(read_yaml(metadata)), str(metadata.name))


def read_yaml(path: Path) -> Mapping[str, Any]:
    """Return the mapping in a YAML file; raise `NotUnderstood` with the line if it is none."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        raise NotUnderstood(Problem("yaml.unreadable", source=path.name, line=line)) from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise NotUnderstood(Problem("yaml.no_mapping", source=path.name))
    return content


def plugin_block(metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return our block of a metadata.yml, wherever the group's file has it; empty if it has none."""
    plugins = metadata.get("plugins")
    block = plugins.get(PLUGIN) if isinstance(plugins, dict) else None
    return block if isinstance(block, dict) else {}


def _listed(key: str, value: object, source: str) -> tuple[str, ...]:
    """Return a list of words; a single word, which is easily written without its dash, is none."""
    if value is not None and not isinstance(value, list | tuple):
        raise _not_understood("settings.value", key, value, source, expected="[…]")
    return tuple(str(each) for each in value or ())


def _check(settings: Settings, source: str) -> None:
    _check_safety(settings, source)
    _check_look(settings, source)
    if settings.language not in LANGUAGES:
        raise _not_understood("settings.value", "language", settings.language, source, expected=", ".join(LANGUAGES))
    audiences = [audience.word for audience in JOINABLE]
    if audience_named(settings.reports_shown_to) not in JOINABLE:
        raise _not_understood(
            "settings.value", "reports_shown_to", settings.reports_shown_to, source, expected=", ".join(audiences)
        )
    for name in settings.shown_to_members:
        if name not in CONSENT_FIELDS:
            expected = ", ".join(CONSENT_FIELDS)
            raise _not_understood("settings.value", "shown_to_members", name, source, expected=expected)
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise _not_understood(
            "settings.value", "time_zone", settings.time_zone, source, expected="Europe/Berlin"
        ) from error


SQL_FOR = ("organisers",)
"""Who may be given SQL of her own."""

ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d+)?")


def _check_safety(settings: Settings, source: str) -> None:
    """Take nothing for a yes that is none: `logins: "no"` would be true in Python."""
    for key in ("logins", "harden", "root", "search_engines"):
        if not isinstance(value := getattr(settings, key), bool):
            raise _not_understood("settings.value", key, value, source, expected="true, false")
    for key in ("proxies", "requests_per_minute", "requests_per_person"):
        value = getattr(settings, key)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise _not_understood("settings.value", key, value, source, expected="0, 1, 2, …")
    if settings.sql and settings.sql not in SQL_FOR:
        raise _not_understood("settings.value", "sql", settings.sql, source, expected=", ".join(SQL_FOR))
    for address in settings.embed:
        # It becomes part of a header: whatever is not a plain origin could add words of its own to the policy.
        if ORIGIN.fullmatch(address) is None:
            raise _not_understood("settings.value", "embed", address, source, expected="https://www.amsel.example")


def _check_look(settings: Settings, source: str) -> None:
    for key in ("colours", "texts", "links"):
        if not isinstance(value := getattr(settings, key), Mapping):
            raise _not_understood("settings.value", key, value, source, expected="{…}")
    for wrong in wrongs(settings.colours, settings.texts, settings.links):
        raise _not_understood(wrong.code, wrong.key, wrong.value, source, expected=wrong.expected)


def _not_understood(code: str, key: str, value: object, source: str, *, expected: str) -> NotUnderstood:
    return NotUnderstood(Problem(code, source=source, column=key, value=str(value), arguments={"expected": expected}))

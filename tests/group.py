"""One tiny fictional group, a dozen people and four meetings, that serves every test which needs a site."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from datasette_netzwerk.publish.generation import Publication, publish
from datasette_netzwerk.records.pipeline import ImportOptions, ImportReport, import_files
from datasette_netzwerk.site import Site

TODAY = date(2026, 11, 24)

METADATA = """\
title: Unternehmerkreis Amsel
plugins:
  datasette-netzwerk:
    name: Unternehmerkreis Amsel
    language: de
    root: true
    reports_shown_to: public
"""

LISTS = Path(__file__).parent / "lists"
NAMES = ("mitglieder.csv", "treffen.csv", "anwesenheit.csv", "kontakte.csv")


def write_files(folder: Path, encoding: str = "utf-8") -> list[Path]:
    """Write the group's four lists into ``folder`` and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        (folder / name).write_text((LISTS / name).read_text(encoding="utf-8"), encoding=encoding)
    return [folder / name for name in NAMES]


def make_site(folder: Path) -> Site:
    """Return an empty site with the group's metadata.yml."""
    folder.mkdir(parents=True, exist_ok=True)
    site = Site(folder)
    site.metadata.write_text(METADATA, encoding="utf-8")
    return site


def import_group(site: Site, paths: list[Path], **options: object) -> list[ImportReport]:
    """Import files on the day on which the tests take place."""
    return import_files(site, paths, ImportOptions(today=TODAY, actor="test", **options))  # type: ignore[arg-type]  # the callers name real options


def publish_group(site: Site) -> Publication:
    """Publish on the day on which the tests take place."""
    return publish(site, today=TODAY)


def published_site(folder: Path) -> Site:
    """Return a site with the whole group imported and published."""
    site = make_site(folder / "site")
    import_group(site, write_files(folder / "lists"))
    publish_group(site)
    return site

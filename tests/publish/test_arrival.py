"""What a published file tells about when offers and requests came: their order, never a day."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.generations import read_manifest
from datasette_netzwerk.site import Site
from tests.group import import_group, publish_group, published_site, write_files


def arrivals(site: Site) -> list[tuple[str, int]]:
    manifest = read_manifest(site)
    assert manifest is not None
    with closing(sqlite3.connect(site.generation_file(manifest.generation, Audience.MEMBERS))) as connection:
        return connection.execute("select text, arrival from requests order by arrival, text").fetchall()


def test_what_a_later_list_adds_is_newer_and_what_it_repeats_stays_as_old_as_it_was(tmp_path: Path) -> None:
    site = published_site(tmp_path)
    assert {arrival for _, arrival in arrivals(site)} == {1}
    (paths := write_files(tmp_path / "later"))[0].write_text(
        paths[0].read_text(encoding="utf-8").replace(";Auszubildende;", ";Lagerhalle;"), encoding="utf-8"
    )
    import_group(site, paths[:1])
    publish_group(site)
    assert [text for text, arrival in arrivals(site) if arrival == 2] == ["Lagerhalle"]
    assert ("Kontakt zu Notaren", 1) in arrivals(site)

"""Which meetings a published file tells to be called off: whatever column of a list says so, and nothing that only sounds so."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from datasette_netzwerk.audiences import JOINABLE
from tests.group import import_group, make_site, publish_group

MEETINGS = """\
Datum;Titel;Art;Status
08.01.2026;Dreikönig;Abend;abgesagt
12.02.2026;Abgesagt: Fasching;Feier;
12.03.2026;Frühling (fällt aus);Abend;
09.04.2026;Ostern;Abend;
07.05.2026;Maifest;Abend;findet statt
11.06.2026;Was tun, wenn ein Auftrag abgesagt wird?;Abend;
09.07.2026;Cancelled: Summer;Evening;
"""


def test_a_meeting_is_called_off_by_its_title_or_by_a_column_of_its_own(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    path = tmp_path / "treffen.csv"
    path.write_text(MEETINGS, encoding="utf-8")
    import_group(site, [path])
    publish_group(site)
    for audience in JOINABLE:
        with closing(sqlite3.connect(site.generation_file(1, audience))) as connection:
            rows = connection.execute("select held_on from meetings where is_cancelled order by held_on").fetchall()
        assert [day for (day,) in rows] == ["2026-01-08", "2026-02-12", "2026-03-12", "2026-07-09"]

"""Every list of a known program comes back whole: importing what was exported changes nothing."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from datasette_netzwerk.model import Kind
from datasette_netzwerk.records.export.canonical import canonical_text
from datasette_netzwerk.records.export.lists import export_lists
from datasette_netzwerk.records.pipeline import ImportOptions, import_files
from datasette_netzwerk.records.store.database import open_records
from datasette_netzwerk.site import Site
from tests.group import TODAY
from tests.layouts.test_layouts import FILES, NEED_MEMBERS, site_with_members

COUNTED_ONLY = ("bni-palms-summary.csv", "bni-traffic-lights.csv")
"""Reports that are refused, since they only count: nothing of them is stored."""

STORED = [path for path in FILES if path.name not in COUNTED_ONLY]


def filled_site(folder: Path, path: Path) -> Site:
    site = site_with_members(folder) if path.name in NEED_MEMBERS else Site(folder / "site")
    import_files(site, [path], ImportOptions(today=TODAY))
    return site


def facts(site: Site) -> str:
    with closing(open_records(site)) as records:
        return canonical_text(records)


def counted(site: Site) -> Counter[str]:
    """Return how many rows there are of what a list holds one row for."""
    with closing(sqlite3.connect(site.records)) as records:
        tables = ("people", "memberships", "meetings", "attendance", "interactions")
        counts = {each: records.execute(f"select count(*) from {each}").fetchone()[0] for each in tables}
        faults = "select count(*) from problems where severity <> 'notice'"
        return Counter({**counts, "faults": records.execute(faults).fetchone()[0]})


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".json"])
@pytest.mark.parametrize("path", STORED, ids=lambda path: path.name)
def test_importing_an_exported_list_of_a_known_program_changes_nothing(path: Path, ending: str, tmp_path: Path) -> None:
    site = filled_site(tmp_path, path)
    before, rows = facts(site), counted(site)
    for kind in Kind:
        file = tmp_path / f"{kind.value}{ending}"
        with closing(open_records(site)) as records:
            written = export_lists(records, file, kind)
        if not written[kind]:
            continue
        reports = import_files(site, [file], ImportOptions(kind=kind, today=TODAY))
        assert [(report.kind, report.counts.inserted, report.counts.updated) for report in reports] == [(kind, 0, 0)]
        assert reports[0].counts.rows == written[kind] == reports[0].counts.unchanged
    assert facts(site) == before
    assert counted(site) == rows


@pytest.mark.slow
@pytest.mark.parametrize("path", STORED, ids=lambda path: path.name)
def test_a_workbook_of_all_lists_of_a_known_program_changes_nothing(path: Path, tmp_path: Path) -> None:
    site = filled_site(tmp_path, path)
    before, rows = facts(site), counted(site)
    with closing(open_records(site)) as records:
        written = export_lists(records, tmp_path / "alles.xlsx")
    reports = import_files(site, [tmp_path / "alles.xlsx"], ImportOptions(today=TODAY))
    assert Counter({report.kind: report.counts.unchanged for report in reports}) == Counter(written)
    assert facts(site) == before
    assert counted(site) == rows


def test_thanks_without_a_giver_are_exported_too(tmp_path: Path) -> None:
    (slips,) = (path for path in FILES if path.name == "bni-slips.csv")
    site = filled_site(tmp_path, slips)
    with closing(sqlite3.connect(site.records)) as records:
        everything, nameless = records.execute("select count(*), sum(giver_id is null) from interactions").fetchone()
    assert nameless
    with closing(open_records(site)) as records:
        assert export_lists(records, tmp_path / "k.xlsx", Kind.INTERACTIONS) == {Kind.INTERACTIONS: everything}
    assert facts(site).split('"interactions": [\n')[1].split("\n ]")[0].count("\n") + 1 == everything

"""Recipe: import the list of meetings and every sign-in sheet of a folder, then publish.

python scripts/import_meetings.py SITE MEETINGS.csv FOLDER-OF-SHEETS
"""

from __future__ import annotations

import sys
from pathlib import Path

from datasette_netzwerk.publish.generation import publish
from datasette_netzwerk.records.pipeline import ImportOptions, import_files
from datasette_netzwerk.site import site_at


def main(site_folder: str, meetings: str, sheets: str) -> int:
    """Import all of it and return 0 when every row was stored, else 1."""
    site = site_at(site_folder)
    paths = [Path(meetings), *(path for path in sorted(Path(sheets).iterdir()) if path.suffix in (".csv", ".xlsx"))]
    reports = import_files(site, paths, ImportOptions())
    for report in reports:
        print(f"{report.file}: {report.counts.inserted} new, {report.counts.updated} changed")
    print(f"Generation {publish(site).generation} is published")
    return 0 if all(report.is_clean for report in reports) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

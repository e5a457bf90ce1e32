"""Recipe: import introductions, referrals and one-to-ones only if every row can be stored.

python scripts/import_interactions.py SITE INTERACTIONS.csv
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from datasette_netzwerk.i18n import tell
from datasette_netzwerk.model import Kind
from datasette_netzwerk.records.pipeline import ImportOptions, import_files
from datasette_netzwerk.site import site_at


def main(site_folder: str, interactions: str) -> int:
    """Try the import on a copy first; return 3 and store nothing when a row would be left out."""
    site, path, options = site_at(site_folder), Path(interactions), ImportOptions(kind=Kind.INTERACTIONS)
    (trial,) = import_files(site, [path], replace(options, dry_run=True))
    for problem in trial.problems:
        print(tell(problem), file=sys.stderr)
    if not trial.is_clean:
        return 3
    (report,) = import_files(site, [path], options)
    print(f"{report.counts.inserted} new, {report.counts.updated} changed")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

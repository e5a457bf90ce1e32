"""Recipe: import a members' list, and print what has to be mended as a table for a spreadsheet.

python scripts/import_members.py SITE MEMBERS.xlsx [MAPPING.yml] > to-mend.csv
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from datasette_netzwerk.i18n import tell_fault
from datasette_netzwerk.model import Kind
from datasette_netzwerk.records.pipeline import ImportOptions, import_files
from datasette_netzwerk.site import site_at


def main(site: str, members: str, mapping: str | None = None) -> int:
    """Import the list and return 0 when nothing has to be mended, else 1."""
    options = ImportOptions(kind=Kind.MEMBERS, mapping=Path(mapping) if mapping else None)
    reports = import_files(site_at(site), [Path(members)], options)
    table = csv.writer(sys.stdout, delimiter=";")
    table.writerow(("Line", "Column", "Value", "What to do"))
    for report in reports:
        for problem in report.problems:
            table.writerow((problem.line, problem.column, problem.value, tell_fault(problem)))
    return 0 if all(report.is_clean for report in reports) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

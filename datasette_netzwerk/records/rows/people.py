"""Takes from a row whom it names."""

from __future__ import annotations

from dataclasses import replace

from datasette_netzwerk.model import ContactKind, PersonName, PersonReference
from datasette_netzwerk.records.normalise.contacts import normalise_emails
from datasette_netzwerk.records.normalise.names import normalise_name, normalise_name_parts
from datasette_netzwerk.records.normalise.text import normalise_text
from datasette_netzwerk.records.rows.cells import Cells


def take_name(cells: Cells) -> PersonName | None:
    """Return the name that a row's columns give, in parts or in one cell."""
    if cells.cell("family_name") is not None or cells.cell("given_name") is not None:
        name, findings = normalise_name_parts(
            given=cells.cell("given_name"),
            family=cells.cell("family_name"),
            title=cells.cell("academic_title"),
            salutation=cells.cell("salutation"),
            birth_name=cells.cell("birth_name"),
            suffix=cells.cell("name_suffix"),
        )
        cells.problems.extend(cells.located(finding) for finding in findings)
        return name
    name = cells.take("full_name", normalise_name)
    return _completed(name, cells) if name else None


def _completed(name: PersonName, cells: Cells) -> PersonName:
    """Add what stands beside the name in columns of its own; what stands there wins."""
    beside = {
        "academic_title": cells.take("academic_title", normalise_text),
        "salutation": cells.take("salutation", normalise_text),
        "birth_name": cells.take("birth_name", normalise_text),
        "name_suffix": cells.take("name_suffix", normalise_text),
    }
    return replace(name, **{part: text for part, text in beside.items() if text})


def take_person(cells: Cells) -> PersonReference | None:
    """Return whom an attendance row is about, or ``None`` if it names nobody."""
    email = next(
        (point.key for point in cells.take_all("email", normalise_emails) if point.kind is ContactKind.EMAIL), None
    )
    reference = PersonReference(cells.take("external_id", normalise_text), take_name(cells), email)
    return reference if reference != PersonReference() else None


def take_reference(cells: Cells, name: str, number: str | None = None) -> PersonReference | None:
    """Return the person named in the column ``name`` or by number in the column ``number``."""
    external_id = cells.take(number, normalise_text) if number else None
    person = cells.take(name, normalise_name)
    return PersonReference(external_id, person) if external_id or person else None

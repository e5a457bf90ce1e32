"""Turns the rows of a list of introductions, referrals and the like into interactions."""

from __future__ import annotations

from collections.abc import Iterator

from datasette_netzwerk.model import Interaction, InteractionKind
from datasette_netzwerk.records import mapping as mappings
from datasette_netzwerk.records.columns import Layout
from datasette_netzwerk.records.normalise.interactions import normalise_interaction_kind, normalise_outcome
from datasette_netzwerk.records.normalise.numbers import normalise_money
from datasette_netzwerk.records.normalise.text import normalise_lines, normalise_text
from datasette_netzwerk.records.readers.tables import Table
from datasette_netzwerk.records.rows.cells import Cells, Columns, Understood
from datasette_netzwerk.records.rows.people import take_reference

EURO = "EUR"


def understand_interactions(table: Table, layout: Layout, mapping: mappings.Mapping) -> Iterator[Understood]:
    """Yield an `Interaction` for each row that says what, when, and between whom."""
    columns = Columns(table, layout, mapping.defaults)
    for row in table.rows:
        cells = Cells(columns, row)
        yield cells.understood(_interaction(cells))


def _interaction(cells: Cells) -> Interaction | None:
    kind = cells.take("kind", normalise_interaction_kind)
    occurred_on = cells.take_date("occurred_on")
    giver = take_reference(cells, "giver", "giver_id")
    receiver = take_reference(cells, "receiver", "receiver_id")
    is_anonymous = kind is InteractionKind.THANKS and cells.cell("giver") is None and cells.cell("giver_id") is None
    faults = (
        (kind, "interaction.no_kind"),
        (occurred_on, "interaction.no_date"),
        (giver or is_anonymous or None, "person.no_name"),
        (receiver, "person.no_name"),
    )
    for value, code in faults:
        if value is None:
            cells.lack(code)
    if kind is None or occurred_on is None or receiver is None or not (giver or is_anonymous):
        return None
    amount = cells.take("amount", normalise_money)
    currency = cells.take("currency", normalise_text)
    return Interaction(
        source=cells.source,
        kind=kind,
        occurred_on=occurred_on,
        giver=giver,
        receiver=receiver,
        external_id=cells.take("interaction_id", normalise_text),
        third=take_reference(cells, "third", "third_id"),
        outcome=cells.take("outcome", normalise_outcome),
        amount_cents=amount.cents if amount else None,
        currency=(currency or amount.currency or EURO) if amount else None,
        text=cells.take("text", normalise_lines),
    )

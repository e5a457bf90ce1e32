"""How many listed members share a trade, and how many work in a country or know people there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from datasette_netzwerk import i18n
from datasette_netzwerk.folding import sort_key
from datasette_netzwerk.i18n import gettext, ngettext
from datasette_netzwerk.web.charts import Drawing, Record
from datasette_netzwerk.web.figures.figure import Cell, Drawn, Figure, Heading, Series

BARS = 12
NAMED_IN_A_TIE = 2
ROOM_FOR_COUNTS = 1.12
STEP = 38
"""Pixels from one bar to the next: the name stands above its bar, so that no name is ever cut."""

NAME_WIDTHS: Mapping[Drawing, int] = {Drawing.WIDE: 520, Drawing.PHONE: 300}


@dataclass(frozen=True, slots=True)
class Share:
    """One trade or country: its members, and of them those who know it best (who work there)."""

    name: str
    member_count: int
    first_count: int


def shares_of(rows: Iterable[Mapping[str, Any]], language: str) -> tuple[Share, ...]:
    """Return the rows of one of the ``sql/members_by_….sql``, the most frequent first."""
    shares = [Share(row[f"name_{language}"], row["member_count"], row["first_count"]) for row in rows]
    return tuple(sorted(shares, key=lambda share: (-share.member_count, sort_key(share.name))))


def industries(shares: Sequence[Share], member_count: int) -> Figure:
    """Return the figure of the trades of ``member_count`` listed members who name one."""
    series = (Series(gettext("Members"), "blue", "blue"),)
    return Figure(
        name="industries",
        chart="shares",
        title=_finding_of_industries(shares, member_count),
        subtitle=_subtitle(shares, _whose_industries(shares, member_count)),
        query="members_per_industry",
        table="member_industries",
        headings=(Heading(gettext("Trade")), Heading(gettext("Members"), is_number=True)),
        rows=tuple((Cell(share.name), Cell(i18n.show_number(share.member_count))) for share in shares[:BARS]),
        drawings=_drawings(shares[:BARS], series),
        empty=gettext("No listed member has named her trade yet."),
    )


def countries(shares: Sequence[Share]) -> Figure:
    """Return the figure of the countries that listed members work in or know people in."""
    series = (
        Series(gettext("work there"), "blue", "blue"),
        Series(gettext("lived there or know people"), "none", "grey"),
    )
    return Figure(
        name="countries",
        chart="shares",
        title=_finding_of_countries(shares),
        subtitle=_subtitle(shares, gettext("Listed members by country.")),
        query="members_per_country",
        table="member_countries",
        headings=(
            Heading(gettext("Country")),
            *(Heading(each.label, is_number=True) for each in series),
            Heading(gettext("Members"), is_number=True),
        ),
        rows=tuple(_country_row(share) for share in shares[:BARS]),
        drawings=_drawings(shares[:BARS], series),
        empty=gettext("No listed member has named a country yet."),
    )


def towns(shares: Sequence[Share]) -> Figure:
    """Return the figure of the towns that listed members are from."""
    return Figure(
        name="towns",
        chart="shares",
        title=_finding_of_towns(shares),
        subtitle=_subtitle(shares, gettext("Listed members by town.")),
        query="members_per_town",
        table="members",
        headings=(Heading(gettext("Town")), Heading(gettext("Members"), is_number=True)),
        rows=tuple((Cell(share.name), Cell(i18n.show_number(share.member_count))) for share in shares[:BARS]),
        drawings=_drawings(shares[:BARS], (Series(gettext("Members"), "blue", "blue"),)),
        empty=gettext("No listed member has named her town yet."),
    )


def _country_row(share: Share) -> tuple[Cell, ...]:
    counts = (share.first_count, share.member_count - share.first_count, share.member_count)
    return (Cell(share.name), *(Cell(i18n.show_number(count)) for count in counts))


def _subtitle(shares: Sequence[Share], what: str) -> str:
    if len(shares) <= BARS:
        return what
    return what + " " + gettext("The {shown} most frequent of {count}.").format(shown=BARS, count=len(shares))


def _quoted(name: str) -> str:
    return gettext("“{name}”").format(name=name)


def _whose_industries(shares: Sequence[Share], member_count: int) -> str:
    text = ngettext("Trades of {count} listed member.", "Trades of {count} listed members.", member_count)
    whose = text.format(count=i18n.show_number(member_count))
    has_several = sum(share.member_count for share in shares) > member_count
    return whose + " " + gettext("Some have several.") if has_several else whose


def _finding_of_industries(shares: Sequence[Share], member_count: int) -> str:
    if not shares:
        return gettext("Members by trade")
    top = shares[0].member_count
    leading = [share.name for share in shares if share.member_count == top]
    count = i18n.show_number(top)
    if top == 1:
        text = ngettext("{count} trade, with one member", "{count} trades, each with one member", len(shares))
        return text.format(count=len(shares))
    if len(leading) == 1:
        text = gettext("Most frequent: {trade}, {count} of {total} members")
        return text.format(trade=leading[0], count=count, total=i18n.show_number(member_count))
    if len(leading) <= NAMED_IN_A_TIE:
        text = gettext("Most frequent: {trades}, with {count} members each")
        return text.format(trades=i18n.show_list(map(_quoted, leading)), count=count)
    text = gettext("A broad mix: {trades} trades lead with {count} members each")
    return text.format(trades=i18n.show_number(len(leading)), count=count)


def _finding_of_countries(shares: Sequence[Share]) -> str:
    if not shares:
        return gettext("Members by country")
    text = ngettext(
        "Members work or know people in {count} country: {country}",
        "Members work or know people in {count} countries, most often {country}",
        len(shares),
    )
    return text.format(count=i18n.show_number(len(shares)), country=shares[0].name)


def _finding_of_towns(shares: Sequence[Share]) -> str:
    if not shares:
        return gettext("Members by town")
    text = ngettext("All members are from {town}", "Members are from {count} towns, most often {town}", len(shares))
    return text.format(count=i18n.show_number(len(shares)), town=shares[0].name)


def _drawings(shares: Sequence[Share], series: tuple[Series, ...]) -> dict[Drawing, Drawn]:
    if not shares:
        return {}
    data: dict[str, list[Record]] = {
        "bars": [record for rank, share in enumerate(shares) for record in _bars(rank, share, series)],
        "names": [
            {
                "name": _key(rank, share),
                "label": share.name,
                "to": share.member_count,
                "count": i18n.show_number(share.member_count),
            }
            for rank, share in enumerate(shares)
        ],
    }
    longest = round(shares[0].member_count * ROOM_FOR_COUNTS, 2)
    used = tuple(each for each in series if any(record["series"] == each.label for record in data["bars"]))
    return {
        drawing: Drawn(data=data, height=STEP * len(shares), values={"longest": longest, "limit": width}, series=used)
        for drawing, width in NAME_WIDTHS.items()
    }


def _bars(rank: int, share: Share, series: tuple[Series, ...]) -> list[Record]:
    ends = [share.first_count, share.member_count] if len(series) > 1 else [share.member_count]
    begins = [0, *ends]
    return [
        {
            "name": _key(rank, share),
            "series": each.label,
            "from": begin,
            "to": end,
            "tip": f"{share.name}: {i18n.show_number(end - begin)} {each.label}",
        }
        for each, begin, end in zip(series, begins, ends, strict=False)
        if end > begin
    ]


def _key(rank: int, share: Share) -> str:
    return f"{rank + 1:02} {share.name}"

"""Refuses addresses that cost a server seconds and their sender nothing, and weighs all others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from urllib.parse import parse_qsl

ADDRESS_LENGTH = 8192
PARAMETERS = 60
FACETS = 5
LIST_VALUES = 100

FACET = ("_facet", "_facet_date", "_facet_array")
LISTS = ("__in", "__notin")

PAGE, ROWS, WHOLE_TABLE = 1, 2, 10
"""What an answer costs: a page of ours, one of Datasette's, and a whole table."""

FREE = ("/-/static/", "/-/static-plugins/", "/-/netzwerk/assets/", "/favicon.ico", "/robots.txt")
HEAVY_FROM = WHOLE_TABLE


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an address is not answered: the status, and the code of what is said."""

    status: int
    code: str


def refuse_address(path: str, query: str) -> Refusal | None:
    """Return why an address is too much to ask, or ``None``. Reads it once; no database is asked."""
    if len(path) + len(query) > ADDRESS_LENGTH:
        return Refusal(414, "limits.address_length")
    if query.count("&") + query.count(";") >= PARAMETERS:
        return Refusal(400, "limits.parameters")
    pairs = parse_qsl(query, keep_blank_values=True)
    if sum(name in FACET for name, _ in pairs) > FACETS:
        return Refusal(400, "limits.facets")
    if any(name.endswith(LISTS) and value.count(",") >= LIST_VALUES for name, value in pairs):
        return Refusal(400, "limits.list_values")
    return None


def cost_of(path: str, query: str) -> int:
    """Return what an answer costs its sender's budget: nothing for stylesheets, most for whole tables."""
    if path.startswith(FREE):
        return 0
    names = Counter(name for name, _ in parse_qsl(query, keep_blank_values=True))
    pairs = dict(parse_qsl(query, keep_blank_values=True))
    if "_stream" in names or pairs.get("_size") == "max" or path.endswith((".csv", ".vcf")):
        return WHOLE_TABLE
    facets = sum(names[name] for name in FACET)
    is_of_datasette = any(name.startswith("_") for name in names) or path.endswith(".json")
    return (ROWS if is_of_datasette else PAGE) + 2 * facets

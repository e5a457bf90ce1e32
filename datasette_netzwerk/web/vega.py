"""Keeps datasette-vega's bundle of 944 KB off the pages of a site until somebody asks for a chart."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette_netzwerk import compat
from datasette_netzwerk.i18n import gettext
from datasette_netzwerk.web.addresses import Addresses
from datasette_netzwerk.web.assets import asset_address
from datasette_netzwerk.web.instances import instance_of
from datasette_netzwerk.web.queries import Chart

if TYPE_CHECKING:
    from datasette.app import Datasette

BUNDLE = "datasette_vega"
SCRIPT = "explore.min.js"
VIEWS_WITH_ROWS = frozenset({"database", "query", "table"})

TABLE_CHARTS: Mapping[str, Chart] = {
    "attendance_by_meeting": Chart("line", "held_on", "temporal", "attendance_count", "quantitative"),
    "attendance_by_year": Chart("bar", "year", "ordinal", "mean_attendance", "quantitative"),
    "guests_by_year": Chart("bar", "year", "ordinal", "guest_count", "quantitative"),
    "interactions_by_year": Chart("bar", "year", "ordinal", "interaction_count", "quantitative", "kind"),
    "membership_by_year": Chart("line", "year", "ordinal", "member_count", "quantitative"),
}
"""The chart that comes first on a table's own page; elsewhere the script takes the first column with numbers."""

Urls = list[Any]
Collected = Generator[None, list[Urls], list[Urls]]


def bundle_urls(hook: str) -> list[str]:
    """Return what datasette-vega puts on every page by ``hook``; nothing where it is not installed."""
    bundle = next(
        (plugin for plugin in compat.plugin_manager().get_plugins() if getattr(plugin, "__name__", "") == BUNDLE), None
    )
    return list(getattr(bundle, hook)()) if bundle else []


def styles_without_bundle(datasette: Datasette) -> Collected:
    """Wrap ``extra_css_urls``: on a site, what every plugin wants except the bundle's stylesheet."""
    collected = yield
    return _without("extra_css_urls", collected) if instance_of(datasette).is_site else collected


def scripts_without_bundle(datasette: Datasette, view_name: str | None, table: str | None) -> Collected:
    """Wrap ``extra_js_urls``: on a site, a small script that fetches the bundle when it is wanted, in its place."""
    collected = yield
    if not instance_of(datasette).is_site:
        return collected
    others = _without("extra_js_urls", collected)
    return [*others, [script_url(datasette, table)]] if view_name in VIEWS_WITH_ROWS and others != collected else others


def _without(hook: str, collected: Iterable[Urls]) -> list[Urls]:
    unwanted = bundle_urls(hook)
    return [[url for url in urls if url not in unwanted] for urls in collected]


def script_url(datasette: Datasette, table: str | None) -> str:
    """Return the address of our script; what it needs to know and to say stands behind the question mark."""
    path: Callable[[str], str] = datasette.urls.path
    chart = TABLE_CHARTS.get(table or "")
    known = {
        "script": [path(url) for url in bundle_urls("extra_js_urls")],
        "style": [path(url) for url in bundle_urls("extra_css_urls")],
        "label": gettext("Show as a chart", instance_of(datasette).language),
        **({"chart": chart.fragment} if chart else {}),
    }
    # Datasette itself puts the proxy's base before the address.
    address = asset_address(Addresses(base="", prefix=""), SCRIPT, {})
    return f"{address}&{urlencode(known, doseq=True, safe='/')}"

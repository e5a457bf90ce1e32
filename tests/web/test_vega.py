"""datasette-vega stays off the pages of a site, and a small script stands in for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from datasette.app import Datasette

from datasette_netzwerk.web.assets import asset
from datasette_netzwerk.web.vega import SCRIPT, bundle_urls


def test_the_bundle_is_what_datasette_vega_would_put_on_every_page() -> None:
    assert [Path(url).name for url in bundle_urls("extra_js_urls")] == ["main.08f5d3d8.js"]
    assert [Path(url).name for url in bundle_urls("extra_css_urls")] == ["main.2acbb312.css"]


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/public", "/public/members", "/public/members_per_town"])
async def test_without_a_chart_a_page_carries_two_and_a_half_kilobytes_at_most(sample_folder: Path, path: str) -> None:
    text = (await Datasette([str(sample_folder / "public.db")]).client.get(path)).text
    (tag,) = re.findall(r'<script src="[^"]*explore[^"]*"[^>]*></script>', text)
    script = asset(SCRIPT)
    assert script is not None
    assert len(script.content) + len(tag) <= 2560
    assert '"/-/static-plugins/datasette_vega' not in text


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/", "/public/members/m1"])
async def test_a_page_without_rows_carries_nothing_at_all(sample_folder: Path, path: str) -> None:
    text = (await Datasette([str(sample_folder / "public.db")]).client.get(path)).text
    assert "explore" not in text
    assert "datasette_vega" not in text


@pytest.mark.asyncio
async def test_the_address_of_the_script_and_of_the_bundle_carry_the_proxys_base(sample_folder: Path) -> None:
    datasette = Datasette([str(sample_folder / "public.db")], settings={"base_url": "/netz/"})
    text = (await datasette.client.get("/public/members")).text
    (address,) = re.findall(r'<script src="([^"]*explore[^"]*)"', text)
    assert address.startswith("/netz/-/netzwerk/assets/explore.min.js?v=")
    assert "script=/netz/-/static-plugins/datasette_vega/main." in address
    script = await datasette.client.get(address.replace("&amp;", "&").removeprefix("/netz"))
    assert script.headers["content-type"].startswith("text/javascript")

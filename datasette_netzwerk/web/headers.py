"""The headers that every answer of a guarded site bears, whatever its status and whoever made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from datasette_netzwerk.settings import Settings
from datasette_netzwerk.web.asgi import Message, Send

STRICT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing from elsewhere, nothing inline: what a member writes about herself can never become a program."""

FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""For what is no page: opened as one, a file runs nothing and reaches nobody."""

_DATASETTE = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'{eval}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' blob:; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'"
)
DATASETTE_POLICY = _DATASETTE.format(eval="")
"""For Datasette's own pages, which have scripts inside them: still nothing from elsewhere, and nothing to elsewhere."""

CHART_POLICY = _DATASETTE.format(eval=" 'unsafe-eval'")
"""The same where datasette-vega can draw: its compiler makes functions of texts."""

EVERYWHERE: Mapping[str, str] = MappingProxyType(
    {
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "x-frame-options": "DENY",
    }
)
IN_WORDS = ("text/html", "text/plain")
DECIDING = ("Accept-Language", "Cookie")
"""The request's headers that decide in which language our words are, those in Datasette's menu too."""

A_YEAR_OF_HTTPS = "max-age=31536000"
NOBODY_INDEXES = "noindex, nofollow, noarchive"


def framed_policy(hosts: Iterable[str]) -> str:
    """Return the policy of a page that ``hosts`` may show inside their own: else as strict as any."""
    return STRICT_POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {' '.join(hosts)}")


def guard_headers(
    send: Send,
    *,
    is_https: bool = False,
    has_charts: bool = False,
    is_indexed: bool = False,
    frame_hosts: tuple[str, ...] = (),
) -> Send:
    """Return a ``send`` that adds what an answer's head lacks.

    ``frame_hosts`` may show inside their own the pages that were made for it, which say so by their policy: no address,
    whatever it is called, opens another one.
    """
    opened = framed_policy(frame_hosts) if frame_hosts else ""

    async def send_guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in message["headers"]}
            own = dict(EVERYWHERE)
            content_type = present.get("content-type", "")
            own["content-security-policy"] = policy_for(content_type, has_charts=has_charts)
            if is_https:
                own["strict-transport-security"] = A_YEAR_OF_HTTPS
            if not (is_indexed and message["status"] == 200):
                own["x-robots-tag"] = NOBODY_INDEXES
            added = {name: value for name, value in own.items() if name not in present}
            headers = [*map(_kept_here, message["headers"]), *_encoded(added)]
            if content_type.startswith(IN_WORDS):
                headers = varying(headers)
            is_framed = bool(opened) and present.get("content-security-policy") == opened
            message = {**message, "headers": framed(headers) if is_framed else headers}
        await send(message)

    return send_guarded


def _kept_here(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """Keep a redirect on this server: browsers take ``/\\evil.example``, which 0.65 sends, for another one's address."""
    key, value = header
    leads_away = key.lower() == b"location" and value[:1] in b"/\\"
    return (key, b"/" + value.lstrip(b"/\\")) if leads_away else header


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


def policy_for(content_type: str, *, has_charts: bool) -> str:
    """Return the policy for an answer that brings none: Datasette's own pages and files."""
    if not content_type.startswith("text/html"):
        return FILE_POLICY
    return CHART_POLICY if has_charts else DATASETTE_POLICY


def framed(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the headers of a page that others may show inside their own: it sets no cookie."""
    kept = [(key, value) for key, value in headers if key.lower() not in (b"x-frame-options", b"set-cookie")]
    return [(key, b"cross-origin") if key == b"cross-origin-resource-policy" else (key, value) for key, value in kept]


def varying(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the headers of what is written in words: they are the language's that the browser or its cookie asks for."""
    kept = list(headers)
    named = [
        name.strip() for key, value in kept if key.lower() == b"vary" for name in value.decode("latin-1").split(",")
    ]
    known = {name.lower() for name in named}
    missing = [] if "*" in known else [name for name in DECIDING if name.lower() not in known]
    others = [(key, value) for key, value in kept if key.lower() != b"vary"]
    return [*others, (b"vary", ", ".join(filter(None, [*named, *missing])).encode("latin-1"))]


def is_indexed(place: str, settings: Settings) -> bool:
    """Return whether search engines may keep the page at ``place``: no page of a person, ever.

    Who is found here agreed to be; a search engine would keep her long after she left.
    """
    return settings.search_engines and place in INDEXED


INDEXED = frozenset({"/", "/meetings", "/statistics"})
"""The pages that search engines may keep where the settings say so."""

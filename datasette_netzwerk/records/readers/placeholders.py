"""Finds a number of the group's own in an address that cannot exist."""

from __future__ import annotations

RESERVED = (".invalid", "@invalid")


def id_in_placeholder(address: str) -> str | None:
    """Return what stands before the @ of an address in the reserved domain ``.invalid``.

    Programs that must write an address where they only have a number write ``4711@example.invalid`` (RFC 6761).
    """
    name, at, domain = address.strip().partition("@")
    return name if at and name and f"@{domain}".lower().endswith(RESERVED) else None

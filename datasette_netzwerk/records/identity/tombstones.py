"""Knows again whoever asked to be forgotten, from keyed hashes that tell nothing about her."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from datasette_netzwerk.records.identity.evidence import GENERIC_MAILBOX
from datasette_netzwerk.records.identity.traits import Traits, full_given_names


class Recall(Enum):
    """Whether a row means somebody forgotten: it does, it may, or not."""

    FORGOTTEN = "forgotten"
    PERHAPS = "perhaps"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Tombstones:
    """The hashes of everybody forgotten, by the salt they were made with."""

    hashes: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.hashes)

    def recall(self, traits: Traits) -> Recall:
        """Say whether a description is that of somebody forgotten.

        The name with an address, a telephone, a birth date, a firm, a street or a number decides. A name alone means
        her only where the row says nothing else by which a namesake could be told.
        """
        if self._has(identity_keys(traits)):
            return Recall.FORGOTTEN
        if not self._has([name_key(traits)]):
            return Recall.UNKNOWN
        return Recall.FORGOTTEN if is_bare(traits) else Recall.PERHAPS

    def has_address(self, email: str) -> bool:
        """Whether an e-mail address belonged to somebody forgotten."""
        return self._has([f"email|{email.strip().lower()}"])

    def _has(self, keys: Iterable[str]) -> bool:
        listed = list(keys)
        return any(hashed(salt, key) in hashes for salt, hashes in self.hashes.items() for key in listed)


def hashed(salt: str, key: str) -> str:
    """Return a key so that nobody without the salt can tell what it was."""
    return hmac.new(bytes.fromhex(salt), key.encode(), hashlib.sha256).hexdigest()


def all_keys(traits: Traits) -> Iterator[str]:
    """Yield every key by which somebody forgotten is known again."""
    yield from identity_keys(traits)
    yield name_key(traits)
    yield from (f"email|{email}" for email in _personal(traits))


def identity_keys(traits: Traits) -> Iterator[str]:
    """Yield what each tells a person from her namesakes, joined with her name."""
    for given in full_given_names(traits.given) or {""}:
        name = f"{given}|{traits.family}"
        yield from (f"email|{email}|{given}" for email in _personal(traits))
        yield from (f"phone|{phone}|{name}" for phone in traits.phones)
        yield from (f"company|{company}|{name}" for company in traits.companies)
        if traits.birth_date:
            yield f"birth|{traits.birth_date}|{name}"
        if traits.street:
            yield f"street|{traits.street}|{traits.postcode}|{name}"
        if traits.number:
            yield from (f"number|{traits.number}|{part}" for part in (given, traits.family) if part)


def name_key(traits: Traits) -> str:
    """Return the key of a name alone."""
    return f"name|{traits.name_key}"


def is_bare(traits: Traits) -> bool:
    """Whether a description has a name and nothing that tells namesakes apart."""
    return not (
        traits.emails or traits.phones or traits.companies or traits.birth_date or traits.street or traits.number
    )


def _personal(traits: Traits) -> list[str]:
    return [email for email in traits.emails if not GENERIC_MAILBOX.match(email)]

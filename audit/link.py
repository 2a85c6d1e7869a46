"""One link of the chain: what is hashed, and how. Knows no database."""

import hashlib
from datetime import UTC, datetime
from typing import NamedTuple

from audit.facts import canonical

VERSION = "ita-audit-1"
GENESIS = "0" * 64  # what the first event follows


class Link(NamedTuple):
    """All that an event says: `at` is aware, `data` the canonical text itself, `prev` the hash of the event before."""

    seq: int
    at: datetime
    agency: int | None
    actor: int | None
    action: str
    subject: str
    data: str
    prev: str

    def hash(self) -> str:
        """Lower-case hexadecimal SHA-256 over the version, a line feed and the canonical JSON of all fields."""
        fields = self._asdict() | {"at": instant(self.at)}
        return hashlib.sha256(f"{VERSION}\n{canonical(fields)}".encode()).hexdigest()


def instant(at: datetime) -> str:
    """UTC with six decimals always: 2026-11-22T09:09:00.000000Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

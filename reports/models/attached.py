"""A piece of evidence as a round keeps it: the values of its JSON, no table."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from audit.facts import JSON
from document import EvidenceItem

_OF_ITEM = [field.name for field in dataclasses.fields(EvidenceItem)]


@dataclass(frozen=True)
class Attached:
    """A piece of evidence as a report names it; `sent_digest` is of the bytes as somebody sent them.

    A document holds the public ones alone, for all of it is published; a round keeps the others beside it.
    """

    item: EvidenceItem
    is_public: bool
    thumbnail: str = ""
    sent_digest: str = ""

    @property
    def digests(self) -> set[str]:
        """What must lie in the store for it."""
        return {self.item.digest, self.thumbnail} - {""}

    def facts(self) -> dict[str, JSON]:
        """As a round keeps it: see `of_facts`."""
        day = self.item.speaks_for
        said = {name: getattr(self.item, name) for name in _OF_ITEM} | {"speaks_for": day and day.isoformat()}
        return {
            **said,
            "is_public": self.is_public,
            "thumbnail": self.thumbnail,
            "sent_digest": self.sent_digest,
        }


def of_facts(kept: Mapping[str, Any]) -> Attached:
    """What `facts` made."""
    day = kept["speaks_for"]
    said = {name: kept[name] for name in _OF_ITEM} | {"speaks_for": day and date.fromisoformat(day)}
    return Attached(EvidenceItem(**said), kept["is_public"], kept["thumbnail"], kept["sent_digest"])

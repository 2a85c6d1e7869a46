"""One thing that one person must know."""

from __future__ import annotations

from dataclasses import dataclass

from notices.models import Kind


@dataclass(frozen=True)
class Matter:
    """`key` stays the same as long as it is the same matter; `url` is where one acts, a path of the portal."""

    user: int
    kind: Kind
    subject: str
    key: str
    title: str
    detail: str
    url: str

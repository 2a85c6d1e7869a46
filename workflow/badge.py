"""The badge of a state: words, icon and colour together; never colour alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Status:
    """One badge: kind is idle, now, wait, ok or bad."""

    kind: str
    icon: str
    text: str

"""What a plan says of the scores that it answers: the three lists that the official item asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from document.values import MarkedText


@dataclass(frozen=True, slots=True)
class Analysis:
    """Defects to be mended at once, points to be developed, and how it will be done (schema 3)."""

    defects: tuple[MarkedText, ...] = ()
    developments: tuple[MarkedText, ...] = ()
    ways: tuple[MarkedText, ...] = ()


NO_ANALYSIS = Analysis()

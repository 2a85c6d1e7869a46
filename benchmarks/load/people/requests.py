"""What came of each request, as one process writes it and another reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path


class Failed(Exception):
    """An act came to no end."""


class Unexpected(Failed):
    """Another answer came than the one that was to come."""


class AskedToComeAgain(Failed):
    """The portal is at too much of the kind just now, and says so: no fault, and counted by itself."""


@dataclass(frozen=True)
class Request:
    """`at` is when its answer came, `size` the bytes that came; `is_clear`: a person who got it reads what happened."""

    at: float
    name: str
    status: int
    seconds: float
    size: int
    is_well: bool
    is_clear: bool

    def line(self) -> str:
        return json.dumps(astuple(self)) + "\n"


def read(path: Path) -> Iterator[Request]:
    """All that were written."""
    for line in path.read_text().splitlines():
        yield Request(*json.loads(line))

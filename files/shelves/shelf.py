"""What the store asks of the place where its bytes lie: a local folder, or an object store that machines share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO, Protocol


class Shelf(Protocol):
    """Keeps bytes under a SHA-256. Each method raises FileNotFoundError for what isn't there, Away where nobody
    answers, and any other OSError where the place takes or gives nothing.
    """

    def put(self, digest: str, data: bytes) -> None:
        """Keeps bytes whole or not at all; those that are there already are young again."""

    def read(self, digest: str) -> bytes:
        """All bytes, as they lie there."""

    def size(self, digest: str) -> int:
        """How many bytes there are."""

    def missing(self, digests: Iterable[str]) -> set[str]:
        """Those that aren't there."""

    def stream(self, digest: str, first: int, length: int) -> BinaryIO:
        """So many bytes from one on, read as they are asked for."""

    def names(self, before: datetime | None = None) -> Iterator[str]:
        """The digests that are there, and names of what a killed writer left; only what is older than a moment."""

    def is_older(self, name: str, before: datetime) -> bool:
        """Whether it was last put before a moment; False for what is gone."""

    def delete(self, name: str) -> None:
        """Takes it away; what is gone already is no error."""

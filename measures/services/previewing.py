"""What a file would do is shown before it is stored: the page carries what was read until its button is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Generic, TypeVar

from django.core import signing

_AGE = 24 * 60 * 60  # seconds in which the button can be pressed
EntryT = TypeVar("EntryT")
ChangeT = TypeVar("ChangeT")


class Overtaken(Exception):
    """What is stored was changed since the preview was drawn; nothing was stored."""


@dataclass(frozen=True)
class Preview(Generic[EntryT, ChangeT]):
    """What a file would do: entries that it adds, changes, and leaves as they are.

    `digest` is of what is stored of them now, `entries` is all that was read, `of` names what the file is of.
    """

    of: str
    added: Sequence[EntryT]
    changed: Sequence[ChangeT]
    same: int
    digest: str
    entries: Sequence[EntryT]

    @property
    def token(self) -> str:
        """What the page carries: what was read, signed and compressed."""
        rows = [list(asdict(entry).values()) for entry in self.entries]  # type: ignore[call-overload]  # dataclasses
        return signing.dumps({"rows": rows, "digest": self.digest}, salt=self.of, compress=True)


def opened(token: str, *, of: str) -> tuple[list[list[Any]], str]:
    """The values of each entry that a preview carried, and its digest. Raises signing.BadSignature."""
    carried = signing.loads(token, salt=of, max_age=_AGE)
    return carried["rows"], carried["digest"]

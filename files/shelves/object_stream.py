"""An object's bytes, or some of them, as they arrive."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any


class ObjectStream(io.RawIOBase):
    """A file to be read once from its beginning; an end that comes too early raises Away, as `talking` says it."""

    def __init__(self, body: Any, talking: Callable[[], AbstractContextManager[None]]) -> None:  # noqa: ANN401 - botocore's
        super().__init__()
        self._body, self._talking = body, talking

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most so many; b"" at the end. Raises Away."""
        with self._talking():
            found: bytes = self._body.read(None if size < 0 else size)
            return found

    def close(self) -> None:
        self._body.close()
        super().close()

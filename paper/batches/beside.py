"""A piece of work in a process of its own, which begins with all that this one has in memory."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Beside(Generic[T]):
    """Begins the work at once, on another core if there is one; only for a thread that no other waits for."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._answer, answered = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            try:
                os.close(self._answer)
                with os.fdopen(answered, "wb") as file:
                    file.write(pickle.dumps(work(), protocol=5))
            finally:
                os._exit(0)  # what is this process's own is cleared up by the one that it was forked from
        os.close(answered)

    def result(self) -> T | None:
        """What the work gave; None where the process ended before it had any."""
        with os.fdopen(self._answer, "rb") as file:
            written = file.read()
        try:
            os.waitpid(self._process, 0)
        except ChildProcessError:
            pass  # the system cleared it up, as where nobody asks how a process ended
        try:
            given: T = pickle.loads(written)  # noqa: S301 - this very program wrote it
        except (EOFError, pickle.UnpicklingError):
            return None
        return given

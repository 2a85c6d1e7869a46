"""Python's collector of cyclic garbage, which a rendering would have walk over all its boxes again and again."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_resting = 0


@contextmanager
def at_rest() -> Iterator[None]:
    """No collection until the last of those who asked for it is done; it was on before, or stays off."""
    global _resting, _was_on  # noqa: PLW0603 - the collector is the whole process's
    with _lock:
        if not _resting:
            _was_on = gc.isenabled()
            gc.disable()
        _resting += 1
    try:
        yield
    finally:
        with _lock:
            _resting -= 1
            if not _resting and _was_on:
                gc.enable()


_was_on = True

"""How long pieces of work take, told to whoever watches the portal; nobody does unless somebody said so."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

watchers: list[Callable[[str, float], None]] = []


@contextmanager
def measured(work: str) -> Iterator[None]:
    """Around a piece of work, or its decorator: each watcher hears its name and its seconds, also where it failed."""
    began = time.perf_counter()
    try:
        yield
    finally:
        for watcher in watchers:
            watcher(work, time.perf_counter() - began)

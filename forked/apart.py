"""Finds something out in a process of its own, so that what was loaded for it is gone with that."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Found = TypeVar("Found")


def found_apart(find: Callable[[], Found]) -> Found:
    """What a function of a module gives, or raises; for a process that has no threads and no connection open yet."""
    with ProcessPoolExecutor(1, get_context("fork")) as apart:
        return apart.submit(find).result()

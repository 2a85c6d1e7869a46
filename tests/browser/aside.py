"""Work of the portal's own, done while a browser is open."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

T = TypeVar("T")


def aside(make: Callable[[], T]) -> T:
    """Does it in a thread of its own: Playwright's loop runs in the test's, and signing wants another."""

    def made() -> T:
        try:
            return make()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(made).result()

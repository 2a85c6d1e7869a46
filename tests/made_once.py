"""A scene that many tests only begin from is made once for their module, in a transaction of the module's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django import DjangoDbBlocker


@contextmanager
def undone() -> Iterator[None]:
    """What is written within is taken back.

    As with the transaction around a test, who forgets a transaction of their own is found, and pages are kept.
    """
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # as Django marks those of its own
    with block:
        yield
        transaction.set_rollback(True)


@contextmanager
def for_a_module(blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is written within stays until the last of a module's tests, each of which takes back what it adds.

    For a module in which no test has several connections, and a fixture that also asks for `django_db_setup`.
    """
    with blocker.unblock(), undone():
        yield

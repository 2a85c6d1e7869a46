"""A database that takes nothing, as each kind says it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection

_WRITING = ("INSERT", "UPDATE", "DELETE")


class Cause(Exception):
    """What the driver of PostgreSQL raises: its code says what is meant."""

    def __init__(self, pgcode: str) -> None:
        super().__init__(pgcode)
        self.pgcode = pgcode


def coded(pgcode: str) -> OperationalError:
    error = OperationalError("ERROR: in the words of the server's own language")
    error.__cause__ = Cause(pgcode)
    return error


@contextmanager
def refusing(error: Exception) -> Iterator[None]:
    """Whatever is written meanwhile fails; what is read is read."""

    def refuse(execute: Callable[..., Any], sql: str, params: object, many: bool, context: dict[str, Any]) -> Any:
        if sql.startswith(_WRITING):
            raise error
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield

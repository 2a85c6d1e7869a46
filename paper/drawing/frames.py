"""Room for the calls of a rendering, which go deep."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

_ROOM = 1 << 16  # places of eight bytes, touched only where calls go so deep
F = TypeVar("F", bound=Callable[..., Any])


def with_room(function: F) -> F:
    """The same function, which asks for room for all the calls below it at once.

    CPython keeps the variables of calls in pieces of 16 kB and asks the system for the next where a call crosses the
    end of one, again with every call there: fifty thousand times in a hundred measures. One of another Python than
    CPython gains nothing by it.
    """
    function.__code__ = function.__code__.replace(co_stacksize=_ROOM)
    return function

"""Room for calls within calls, of one piece.

Python keeps the variables of running functions in pieces of 16 KiB. A function that begins where a piece ends gets
another of the system, and gives it back when it returns: a template within templates calls thousands of functions
just there, and asking the system so often took a tenth of the processor's time. A piece is at least as large as the
function wants that it is made for: so whoever is called first says that it wants much.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_WORDS = 2**17  # of 8 bytes: a piece of 1 MiB is too small, so it gets one of 2, and the other half is for all within

P = ParamSpec("P")
R = TypeVar("R")


def with_room(call: Callable[P, R]) -> Callable[P, R]:
    """The same function; what it calls finds room for its variables. Memory that is not written to takes none."""

    @wraps(call)
    def roomy(*args: P.args, **kwargs: P.kwargs) -> R:
        return call(*args, **kwargs)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=_WORDS)  # type: ignore[attr-defined]  # a function has one
    return roomy

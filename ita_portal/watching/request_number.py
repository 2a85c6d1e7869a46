"""The number of the request that is being answered: in each line of the log, in the answer, in reports of errors."""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar

_SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
_current: ContextVar[str] = ContextVar("request_number", default="")


def current() -> str:
    """The number of the request at hand; nothing outside of one."""
    return _current.get()


def begin(told: str) -> str:
    """Takes the number that a proxy told, if it is one, else makes one."""
    number = told if _SANE.fullmatch(told) else secrets.token_hex(8)
    _current.set(number)
    return number

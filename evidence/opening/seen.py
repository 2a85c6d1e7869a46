"""What became of opening an address."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Seen(StrEnum):
    """In at most 12 letters, for the table."""

    WAITING = "waiting"  # nobody opened it yet
    OPENS = "opens"
    NOT_TRIED = "not_tried"  # a browser may open it, the portal doesn't: another port
    REFUSES = "refuses"  # answers, but not with the page
    SIGN_IN = "sign_in"
    EMPTY = "empty"
    LOOPS = "loops"
    STRANGE = "strange"  # no address of a page, or it leads to one that is none
    NOT_PUBLIC = "not_public"  # within a network of its own
    CERTIFICATE = "certificate"
    BUSY = "busy"
    NO_HOST = "no_host"
    NO_ANSWER = "no_answer"


THIS_TIME = frozenset({Seen.BUSY, Seen.NO_HOST, Seen.NO_ANSWER})  # may be otherwise tomorrow


@dataclass(frozen=True)
class Opened:
    """`status` is the last answer's, 0 where none came; `host` is where the way ended."""

    seen: Seen
    status: int = 0
    host: str = ""


NOT_YET = Opened(Seen.WAITING)


class Unopened(Exception):
    """Nothing was answered that could be looked at; `seen` says why."""

    def __init__(self, seen: Seen) -> None:
        super().__init__(seen)
        self.seen = seen

"""Examines files that anybody may have made: each in a process of its own that is stopped when it costs too much."""

from __future__ import annotations

import base64
import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from forked.warm import Outcome, Warm
from pades.examination.found import Examination, Problem, Result, Roots, Signature

LIMIT = 24 * 1024 * 1024  # bytes of a file; deploy/nginx.conf lets no more than 25 MB through
AT_ONCE = 2  # examinations that one server process has running
WAITING = 2  # more that wait for their turn: each holds a thread of the server, which others need
PATIENCE = 5  # seconds until one that waits gives up
WAIT = 20  # seconds of the clock, for a machine that is busy; the process itself has fewer of the processor
_MODULE = "pades.examination.inside_sandbox"
_turns = threading.BoundedSemaphore(AT_ONCE)
_places = threading.BoundedSemaphore(AT_ONCE + WAITING)
_IDLE = 120  # seconds after which nobody is likely to come soon
# It holds no secret and no way to the database: neither does what is forked from it.
_warm = Warm(
    ("pades.examination.examine", "pades.examination.trust", "paper.scan.reading"),
    environment={"LANG": "C.UTF-8", "PATH": ""},
    idle=_IDLE,
)
log = logging.getLogger(__name__)


class Busy(Exception):
    """Too many files are being examined; in a moment there is room."""


def examine(pdf: bytes, *, roots: Roots) -> Examination:
    """As examination.examine, for any bytes: what takes too much, and what goes wrong, is UNREADABLE. Raises Busy."""
    if len(pdf) > LIMIT:
        return Examination(Result.UNREADABLE, (Problem.TOO_LARGE,))
    certificates = [base64.b64encode(each).decode() for each in roots.certificates]
    wanted = json.dumps({"now": roots.now.isoformat(), "roots": certificates}).encode()
    done = run(_MODULE, wanted + b"\n" + pdf)
    return _from_json(json.loads(done)) if done else Examination(Result.UNREADABLE, (Problem.TOO_COSTLY,))


def run(module: str, sent: bytes) -> bytes | None:
    """What a module of ours writes about bytes that anybody may have made; nothing where they cost it too much.

    The module closes itself in by inside_sandbox.close. Raises Busy.
    """
    with _place_in(_places, 0), _place_in(_turns, PATIENCE):
        return _written(module, sent)


@contextmanager
def _place_in(room: threading.BoundedSemaphore, seconds: float) -> Iterator[None]:
    """Holds a place in a room, after waiting for it so long. Raises Busy."""
    if not room.acquire(timeout=seconds):
        raise Busy
    try:
        yield
    finally:
        room.release()


def _written(module: str, sent: bytes) -> bytes | None:
    outcome, written = _warm.work(module, sent, seconds=WAIT)
    if outcome is Outcome.LATE:
        log.warning("an examination took more than %s seconds", WAIT)
    elif outcome is Outcome.BROKEN:
        log.warning("an examination by %s was not finished", module)
    return written if outcome is Outcome.DONE else None


def _from_json(found: dict[str, Any]) -> Examination:
    return Examination(
        result=Result(found["result"]),
        problems=tuple(map(Problem, found["problems"])),
        signatures=tuple(_signature(each) for each in found["signatures"]),
        level=found["level"],
        code=found["code"],
        agency=found["agency"],
    )


def _signature(each: dict[str, Any]) -> Signature:
    at = datetime.fromisoformat(each["at"]) if each["at"] else None
    return Signature(**each | {"at": at, "problems": tuple(map(Problem, each["problems"]))})

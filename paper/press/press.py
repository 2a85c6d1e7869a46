"""Asks the press for pages; whoever asks waits, and learns in Thai where it can't be had."""

from __future__ import annotations

import logging
import pickle
import threading
from dataclasses import replace
from typing import Any

from clock.measured import measured
from document import ReportDocument
from forked.warm import Outcome, Warm
from paper.paper import Paper
from paper.poster import Poster
from paper.press.faults import NotForArchive, Unfit
from paper.provenance import Provenance

AT_ONCE = 1  # reports that one server process has made: it serves with as many processes as there are cores
WAITING = 3  # more that wait for their turn: each holds a thread of the server, and others need the rest
PATIENCE = 60  # seconds until one that waits gives up
WAIT = 300  # of the clock, for a report
IDLE = 120  # seconds after which nobody is likely to change a word and look again
NICENESS = 10  # pages go before a report; yet it is done in time where every core is busy for minutes
_turns = threading.BoundedSemaphore(AT_ONCE)
_places = threading.BoundedSemaphore(AT_ONCE + WAITING)
_warm = Warm(
    ("paper.press.ready", "paper.press.inside"),
    environment={"LANG": "C.UTF-8", "PATH": "", "DJANGO_SETTINGS_MODULE": "paper.press.settings"},
    idle=IDLE,
    niceness=NICENESS,
)
log = logging.getLogger(__name__)


class NotMade(Exception):
    """The pages can't be had now; the message is Thai and says what to do. Nothing was changed."""


class Busy(NotMade):
    """Too many others are being made."""

    def __init__(self) -> None:
        super().__init__("ขณะนี้ระบบกำลังจัดหน้ารายงานฉบับอื่นอยู่หลายฉบับ โปรดรอสักครู่แล้วลองใหม่")


class TooCostly(NotMade):
    """It took more than a report may, or the process was stopped."""

    def __init__(self) -> None:
        super().__init__("ระบบจัดหน้ารายงานฉบับนี้ไม่สำเร็จ โปรดลองใหม่อีกครั้ง หากยังไม่สำเร็จ โปรดแจ้งผู้ดูแลระบบ")


def expect_room() -> None:
    """Raises Busy where whoever asks now is told so anyway: before anything is read for them."""
    if not _places.acquire(blocking=False):
        raise Busy
    _places.release()


def pages(document: ReportDocument, paper: Paper) -> list[bytes]:
    """The pages as PNG, to look at. Raises NotMade."""
    made: list[bytes] = _made("pages", document, _whole(paper))
    return made


def count(document: ReportDocument, paper: Paper) -> int:
    """How many pages there are. Raises NotMade."""
    made: int = _made("count", document, _whole(paper))
    return made


def pdf(document: ReportDocument, paper: Paper) -> bytes:
    """The PDF of a draft, as paper.report_pdf writes it. Raises NotMade."""
    made: bytes = _made("pdf", document, _whole(paper))
    return made


def to_be_signed(document: ReportDocument, paper: Paper, provenance: Provenance) -> tuple[bytes, list[bytes]]:
    """The PDF with two fields for signatures, and its pages as PNG. Raises NotMade and NotForArchive."""
    made: tuple[bytes, list[Any], list[bytes]] = _made("to_be_signed", document, _whole(paper), provenance)
    body, faults, pictures = made
    if faults:
        raise NotForArchive(faults)
    return body, pictures


def poster(sheet: Poster) -> bytes:
    """The sheet for a notice board, as paper.poster writes it. Raises NotMade."""
    made: bytes = _made("poster", sheet)
    return made


def emblem(data: bytes) -> bytes:
    """The PNG that paper.emblem makes of a picture. Raises NotMade and Unfit."""
    made: bytes | str = _made("emblem", data)
    if isinstance(made, str):
        raise Unfit(made)
    return made


def _whole(paper: Paper) -> Paper:
    """With its photographs, which may still lie in the store."""
    return replace(paper, photographs=dict(paper.photographs))


def _made(job: str, *arguments: object) -> Any:  # noqa: ANN401 - the job's own
    if not _places.acquire(blocking=False):
        raise Busy
    try:
        if not _turns.acquire(timeout=PATIENCE):
            raise Busy
        try:
            return _done(job, *arguments)
        finally:
            _turns.release()
    finally:
        _places.release()


def _done(job: str, *arguments: object) -> Any:  # noqa: ANN401 - the job's own
    with measured(f"paper_{job}"):  # here, for nobody watches the process that does it
        outcome, written = _warm.work("paper.press.inside", pickle.dumps((job, arguments)), seconds=WAIT)
    if outcome is not Outcome.DONE:
        log.warning("pages were not made: %s", outcome.value)
        raise TooCostly
    return pickle.loads(written)  # noqa: S301 - our own module wrote it

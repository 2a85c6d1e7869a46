"""Why a backup, a restore or a move was not done, in a Thai sentence for whoever keeps the machine."""

from __future__ import annotations

from files import writing


class NotDone(Exception):
    """Nothing was left half done; the sentence says why and what to do."""

    is_recorded = False  # in the event chain


class Busy(NotDone):
    """Another process is at it already."""


def of_disk(error: OSError, *, what: str) -> NotDone:
    """The system's refusal as a sentence: `what` is what was tried."""
    place = f" ({error.filename})" if error.filename else ""
    return NotDone(f"{what}ไม่ได้{place}: {writing.reason(error)}")

"""The state of an edition in words, with the icon and colour that ui words have; never colour alone."""

from __future__ import annotations

from measures.status import FROM_PAPER
from reports.models import Edition
from workflow.badge import Status

_LOOKS = {
    Edition.State.DRAFT: ("idle", "pencil"),
    Edition.State.SUBMITTED: ("wait", "hourglass-split"),
    Edition.State.RECALLED: ("idle", "arrow-counterclockwise"),
    Edition.State.RETURNED: ("bad", "arrow-return-left"),
    Edition.State.APPROVED: ("ok", "check-circle-fill"),
    Edition.State.SIGNED: ("ok", "patch-check-fill"),
    Edition.State.PUBLISHED: ("ok", "globe"),
    Edition.State.REPLACED: ("wait", "exclamation-triangle-fill"),
    Edition.State.WITHDRAWN: ("bad", "slash-circle"),
}
_BADGES = {state.value: Status(kind, icon, str(state.label)) for state, (kind, icon) in _LOOKS.items()}
_CURRENT = Status("ok", "patch-check-fill", "ฉบับปัจจุบัน")


def of(edition: Edition) -> Status:
    """Returns the badge of an edition's state; that of a report on paper says so. Wants the plan at hand."""
    return of_state(edition.state, is_from_paper=edition.report.plan.is_from_paper)


def of_state(state: str, *, is_from_paper: bool = False) -> Status:
    """The same, where the state was read without its edition."""
    if is_from_paper:
        return FROM_PAPER
    return _BADGES[state]


def for_readers(state: str) -> Status:
    """Returns the badge of what was published, which says of the last version that it is the one to use."""
    return _CURRENT if state == Edition.State.PUBLISHED else of_state(state)

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


def of(edition: Edition) -> Status:
    """Returns the badge of an edition's state; that of a report on paper says so. Wants the plan at hand."""
    if edition.report.plan.is_from_paper:
        return FROM_PAPER
    state = Edition.State(edition.state)
    kind, icon = _LOOKS[state]
    return Status(kind, icon, str(state.label))

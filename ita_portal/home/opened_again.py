"""Why a report is open that was with its approver before: in the words of whoever opened it."""

from __future__ import annotations

from reports.models import Decision, Edition

_OPENING = {Edition.State.RETURNED: Decision.Move.RETURN, Edition.State.RECALLED: Decision.Move.SET_ASIDE}


def opened_by(edition: Edition) -> Decision | None:
    """The decision that sent the report back, or called its approved round off; None where neither is the last word."""
    move = _OPENING.get(Edition.State(edition.state)) if edition.pk else None
    if move is None:
        return None
    last = Decision.objects.filter(round__edition=edition).select_related("round__edition").order_by("-pk").first()
    return last if last is not None and last.move == move else None

"""Why a report is open that was with its approver before: in the words of whoever opened it."""

from __future__ import annotations

from reports.models import Decision, Edition

_OPENING = {Edition.State.RETURNED: Decision.Move.RETURN, Edition.State.RECALLED: Decision.Move.SET_ASIDE}


def opened_again(edition: Edition) -> dict[str, Decision | None]:
    """The decision that sent the report back (`sent_back`) or called its approved round off (`called_off`), if it is
    the last word.
    """
    move = _OPENING.get(Edition.State(edition.state)) if edition.pk else None
    last = None
    if move is not None:
        decisions = Decision.objects.filter(round__edition=edition).select_related("round__edition")
        last = decisions.order_by("-pk").first()
    made = last.move if last is not None and last.move == move else None
    return {
        "sent_back": last if made == Decision.Move.RETURN else None,
        "called_off": last if made == Decision.Move.SET_ASIDE else None,
    }

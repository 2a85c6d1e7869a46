"""In whose names a round was signed, and when: what the paper can't say, for it is older than its signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from document import Reporter
from reports.models import Decision, Round

_MOVES = (Decision.Move.SUBMIT, Decision.Move.APPROVE)


@dataclass(frozen=True)
class Hand:
    """One of the two signatures; `act` is what the person did, as the paper prints it."""

    act: str
    name: str
    post: str
    consented_at: datetime
    signed_at: datetime


def hands_of(round_: Round, signed_at: datetime) -> tuple[Hand, ...]:
    """Both, in the order in which they were made: whoever submitted, whoever approved; one query."""
    made = {each.move: each for each in round_.decisions.filter(move__in=_MOVES)}
    return tuple(
        Hand(_act(made[move], round_), made[move].name, made[move].capacity, made[move].at, signed_at)
        for move in _MOVES
        if move in made
    )


def _act(decision: Decision, round_: Round) -> str:
    if decision.move == Decision.Move.APPROVE:
        return "ผู้อนุมัติ"
    edition = round_.edition
    reporter = Reporter(edition.reporter_name, edition.reporter_unit, edition.reporter_post)
    return "ผู้รายงาน" if reporter.is_named(decision.name, decision.capacity) else f"ผู้เสนอ{edition.called}"

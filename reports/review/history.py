"""What was decided on a report's rounds, and whose endorsement was passed over, as lines to read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Membership, User
from audit.models import AuditEvent
from measures.models import Plan
from reports.models import Decision, Edition
from reports.review.moves import TRANSITIONS, RoundStanding

# Edition, round, move and person: what a decision and its event in the trail share.
_Key = tuple[int, int, str, int | None]


@dataclass(frozen=True)
class Line:
    """One decision with the icon and the verb of its move; with `passed`, the endorser whom it went on without."""

    icon: str
    verb: str
    decision: Decision
    passed: User | None = None


def history(where: RoundStanding) -> list[Line]:
    """Every decision on the reports of the standing's plan, the latest first; as many queries for one as for many."""
    decisions = _decisions(where.edition.report.plan)
    gone = _passed_over(decisions)
    named = Membership.objects.select_related("user").in_bulk({each for members in gone.values() for each in members})
    lines: list[Line] = []
    passed: set[tuple[int, int]] = set()

    def pass_over(decision: Decision, members: Iterable[Membership]) -> None:
        for member in members:
            if (decision.round_id, member.pk) not in passed:
                passed.add((decision.round_id, member.pk))
                lines.append(Line("skip-forward", "ข้ามการเห็นชอบ", decision, member.user))

    for decision in decisions:
        pass_over(decision, (named[each] for each in gone.get(_key(decision), ())))
        lines.append(Line(TRANSITIONS[decision.move].icon, _verb(decision), decision))
    if where.edition.state == Edition.State.SUBMITTED and decisions:
        pass_over(decisions[-1], where.passed_over)
    return lines[::-1]


def last_decision(lines: Iterable[Line]) -> Line | None:
    """The latest line that is a decision."""
    return next((line for line in lines if line.passed is None), None)


def _decisions(plan: Plan) -> list[Decision]:
    rows = Decision.objects.filter(round__edition__report__plan=plan)
    rows = rows.select_related("round__edition", "round__submitted_by").defer("round__document")
    return list(rows.order_by("pk"))


def _verb(decision: Decision) -> str:
    submitter = decision.round.submitted_by
    behalf = decision.move == Decision.Move.RECALL and decision.by_id != submitter.pk
    return f"{TRANSITIONS[decision.move].done}{f'แทน {submitter} ผู้เสนอ' if behalf else ''}"


def _key(decision: Decision) -> _Key:
    return decision.round.edition_id, decision.round.number, decision.move, decision.by_id


def _passed_over(decisions: list[Decision]) -> dict[_Key, list[int]]:
    """The memberships that each decision went on without, out of the trail; one query."""
    editions = {f"edition:{decision.round.edition_id}": decision.round.edition_id for decision in decisions}
    events = AuditEvent.objects.filter(subject__in=editions, data__contains='"passed_over"')
    found = {}
    for event in events:
        facts = json.loads(event.data)
        move = event.action.removeprefix("edition.")
        found[editions[event.subject], facts["round"], move, event.actor] = facts["passed_over"]
    return found

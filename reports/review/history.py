"""Decisions on a report's rounds as lines to read, with whose endorsement was passed over; what a return asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Membership, User
from audit.models import AuditEvent
from measures.models import Decision as MeasureDecision
from measures.models import Measure, State
from measures.services.decision import digest_of
from reports.models import Decision, Edition, Report
from reports.review.moves import TRANSITIONS, RoundStanding
from workflow.badge import Status

# Edition, round, move and person: what a decision and its event in the trail share.
_Key = tuple[int, int, str, int | None]

# What became of a measure that a return asked for.
_UNTOUCHED = Status("bad", "exclamation-triangle-fill", "ยังไม่มีสิ่งใดเปลี่ยน")
_TOUCHED = Status("now", "pencil", "แก้ไขแล้ว ยังไม่ได้ส่งตรวจ")
_WAITING = Status("wait", "hourglass-split", "ส่งมาให้ตรวจแล้ว")
_TAKEN = Status("ok", "check-circle-fill", "ตรวจรับแล้ว")
_DECIDED = {State.HANDED_IN: _WAITING, State.TAKEN: _TAKEN}


@dataclass(frozen=True)
class Line:
    """One decision with the icon and the verb of its move; with `passed`, the endorser whom it went on without."""

    icon: str
    verb: str
    decision: Decision
    passed: User | None = None


def history(where: RoundStanding) -> list[Line]:
    """Every decision on the standing's report, the latest first; as many queries for one as for many."""
    decisions = _decisions(where.edition.report)
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


def _decisions(report: Report) -> list[Decision]:
    rows = Decision.objects.filter(round__edition__report__plan=report.plan, round__edition__report__kind=report.kind)
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


@dataclass(frozen=True)
class Asked:
    """A measure that was asked for, with the badge of what became of it."""

    measure: Measure
    status: Status


def asked_by(decision: Decision) -> list[Asked]:
    """Those that were opened with the return, by the same person at the same moment, in the order of the instrument."""
    plan = decision.round.edition.report.plan_id
    opened = MeasureDecision.objects.filter(
        move=MeasureDecision.Move.REOPEN, by=decision.by_id, at=decision.at, measure__plan=plan
    )
    digests = dict(opened.values_list("measure", "digest"))
    measures = Measure.objects.kept().filter(pk__in=digests).by_code()
    return [Asked(measure, _status(measure, digests[measure.pk])) for measure in measures]


def _status(measure: Measure, digest: str) -> Status:
    """Handed in or taken says so; else whether a word, a date or an officer is another than it was."""
    touched = _UNTOUCHED if digest_of(measure) == digest else _TOUCHED
    return _DECIDED.get(State(measure.state), touched)

"""The measures that a return of the report asked to be mended, and what became of each since."""

from __future__ import annotations

from dataclasses import dataclass

from measures.models import Decision as MeasureDecision
from measures.models import Measure, State
from measures.services.decision import digest_of
from reports.models import Decision
from workflow.badge import Status

_UNTOUCHED = Status("bad", "exclamation-triangle-fill", "ยังไม่มีสิ่งใดเปลี่ยน")
_TOUCHED = Status("now", "pencil", "แก้ไขแล้ว ยังไม่ได้ส่งตรวจ")
_WAITING = Status("wait", "hourglass-split", "ส่งมาให้ตรวจแล้ว")
_TAKEN = Status("ok", "check-circle-fill", "ตรวจรับแล้ว")
_DECIDED = {State.HANDED_IN: _WAITING, State.TAKEN: _TAKEN}


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

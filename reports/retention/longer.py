"""A piece of evidence that somebody wants kept whatever the agency's rule says, and the way back from that."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.access import require
from accounts.models import User
from accounts.permissions import Permission
from evidence.intake.kinds import EvidenceError
from evidence.models import Evidence, KeptLonger
from measures.services import plan as plans

_GONE = "หลักฐานนี้ถูกนำออกหรือเปลี่ยนเป็นหลักฐานที่เผยแพร่ไปแล้ว โปรดเปิดรายการอีกครั้ง"


@transaction.atomic
def keep(*, evidence: Evidence, reason: str, by: User, now: datetime) -> KeptLonger:
    """Keeps a piece until somebody lets it go; of two who keep it, the first one's reason stays.

    Raises Refused, EvidenceError where there is nothing to keep any more, ValidationError without a reason.
    """
    stored = _locked(evidence, by)
    if not Evidence.objects.kept().filter(pk=stored.pk, is_public=False).exclude(digest="").exists():
        raise EvidenceError(_GONE)
    if known := KeptLonger.objects.filter(evidence=stored).first():
        return known
    row = KeptLonger(evidence=stored, reason=reason, by=by, at=now)
    row.full_clean(exclude=["evidence", "by"])
    row.save()
    Evidence.objects.filter(pk=stored.pk).update(announced_at=None)
    _record("evidence.kept_longer", stored, by)
    return row


@transaction.atomic
def let_go(*, evidence: Evidence, by: User) -> None:
    """Gives a piece back to the agency's rule, which tells it anew, 30 days before it is deleted. Twice is once.

    Raises Refused.
    """
    stored = _locked(evidence, by)
    deleted, _ = KeptLonger.objects.filter(evidence=stored).delete()
    if deleted:
        Evidence.objects.filter(pk=stored.pk).update(announced_at=None)
        _record("evidence.let_go", stored, by)


def _locked(evidence: Evidence, by: User) -> Evidence:
    """The row under the lock of its plan, under which it is deleted too."""
    require(by, Permission.EVIDENCE_KEEP, on=evidence.measure.plan.agency)
    plans.lock(evidence.measure.plan_id)
    return Evidence.objects.select_related("measure__plan").get(pk=evidence.pk)


def _record(action: str, evidence: Evidence, by: User) -> None:
    measure = evidence.measure
    plans.record(action, by=by.pk, agency=measure.plan.agency_id, measure=measure, evidence=evidence.pk)

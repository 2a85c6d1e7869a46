"""What lost in a choice between two saves of one piece of evidence is kept in the measure's history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from evidence.models import Evidence
from measures.models import Revision
from measures.services import plan as plans
from measures.services.permission import require_progress


@transaction.atomic
def keep(*, evidence: Evidence, words: Sequence[str], by: User, now: datetime) -> None:
    """Keeps each once. Raises Refused for a person who does not answer for the measure."""
    measure = evidence.measure
    require_progress(by, measure)
    plan = plans.lock(measure.plan_id)
    facts = {"kind": Revision.Kind.EVIDENCE, "row": evidence.pk}
    known = set(measure.revisions.filter(**facts).values_list("text", flat=True))
    new = [text for text in dict.fromkeys(words) if text not in known]
    for text in new:
        measure.revisions.create(**facts, text=text, by=by, at=now)
    if new:
        plans.record(
            "evidence.set_aside", by=by.pk, agency=plan.agency_id, measure=measure, evidence=evidence.pk, count=len(new)
        )

"""Which evidence an address of a plan means, and who may see what was taken out."""

from __future__ import annotations

from django.http import Http404

from evidence.models import Evidence
from measures.access import PlanRequest, measure_of
from measures.models import Measure, Plan
from measures.services.permission import may_edit_progress


def kept_of(measure: Measure, pk: int) -> Evidence:
    """A kept piece of a measure's evidence; Http404 for another's, a removed or a replaced one."""
    evidence = Evidence.objects.kept().filter(measure=measure, pk=pk).first()
    if evidence is None:
        raise Http404
    evidence.measure = measure
    return evidence


def file_of(request: PlanRequest, plan: Plan, pk: int) -> Evidence:
    """A piece of evidence with a file.

    Whoever may see the measure sees what is kept; what was removed or replaced only those who may bring it back.
    Http404 else. Its bytes may be erased.
    """
    evidence = Evidence.objects.exclude(digest="").filter(measure__plan=plan, pk=pk).first()
    if evidence is None:
        raise Http404
    evidence.measure = measure_of(plan, evidence.measure_id, "duties")
    is_kept = evidence.removed_at is None and evidence.replaced_by_id is None
    if not is_kept and not may_edit_progress(request.user, evidence.measure):
        raise Http404
    return evidence

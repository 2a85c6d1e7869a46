"""What a report's completeness says of the evidence of its measures."""

from __future__ import annotations

from django.urls import reverse

from document import ReportDocument
from evidence.services.doubts import Looked
from measures.models import Plan
from reports.compiling.kept import evidence
from reports.compiling.line import FINE, SHOULD, Check

_TITLE = "หลักฐานที่ควรดู"


def of(plan: Plan, document: ReportDocument) -> list[Check]:
    """One line about the evidence that somebody should look at, which leads to the first of it.

    It stops no submission, and the approver sees what was left. `document` is what the plan's report says now.
    """
    found = evidence.of(plan, document)
    left = [each for each in found if each.open]
    if left:
        return [_line(plan, left)]
    if not found:
        return []
    url = reverse("measures:list", args=[plan.agency.slug, plan.year])
    return [Check(FINE, "หลักฐาน", f"แนบแล้ว {len(found)} รายการ ไม่มีเรื่องที่ควรดู", url)]


def _line(plan: Plan, left: list[Looked]) -> Check:
    """How many doubts of which measures; the first is said where it is the only one."""
    first, count = left[0], sum(len(each.open) for each in left)
    called = " ".join(dict.fromkeys(each.evidence.measure.called for each in left))
    words = f"{called} “{first.evidence.caption}” {first.open[0].message}" if count == 1 else f"{called} มี {count} เรื่อง"
    url = reverse("evidence:list", args=[plan.agency.slug, plan.year, first.evidence.measure_id])
    return Check(SHOULD, _TITLE, words, f"{url}#evidence-{first.evidence.pk}")

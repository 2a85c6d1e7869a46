"""What a report's completeness says of the evidence of its measures."""

from __future__ import annotations

from itertools import groupby

from django.urls import reverse

from evidence.services import doubts
from evidence.services.doubts import Looked
from measures.models import Plan
from reports.compiling.line import FINE, SHOULD, Check

_TITLE = "หลักฐานที่ควรดู"


def of(plan: Plan) -> list[Check]:
    """A line for each measure with evidence that somebody should look at, which leads to it; one query without any.

    None of them stops a submission, and the approver sees what was left.
    """
    found = doubts.of_year(plan)
    lines = [_line(plan, list(rows)) for _, rows in groupby(found, key=lambda each: each.evidence.measure_id)]
    left = [line for line in lines if line is not None]
    if found and not left:
        url = reverse("measures:list", args=[plan.agency.slug, plan.year])
        return [Check(FINE, "หลักฐาน", f"แนบแล้ว {len(found)} รายการ ไม่มีเรื่องที่ควรดู", url)]
    return left


def _line(plan: Plan, rows: list[Looked]) -> Check | None:
    """The first sentence about a measure's evidence, and how many more there are."""
    said = [(each.evidence, doubt) for each in rows for doubt in each.open]
    if not said:
        return None
    evidence, doubt = said[0]
    more = f" และอีก {len(said) - 1} เรื่อง" if len(said) > 1 else ""
    words = f"มาตรการ {evidence.measure.called} “{evidence.caption}” {doubt.message}{more}"
    url = reverse("evidence:list", args=[plan.agency.slug, plan.year, evidence.measure_id])
    return Check(SHOULD, _TITLE, words, f"{url}#evidence-{evidence.pk}")

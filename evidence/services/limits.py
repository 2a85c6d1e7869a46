"""How much an agency may attach: so many files to a measure, so many bytes to a year."""

from __future__ import annotations

from django.db.models import Sum

from evidence.intake.kinds import LARGEST_REPORT, MB, MOST_FILES, EvidenceError
from evidence.models import Evidence, EvidenceQuerySet
from measures.models import Measure


def require_room(measure: Measure, *, size: int, instead_of: Evidence | None = None) -> None:
    """Raises EvidenceError where a file of this many bytes is one too many for the measure, or for its year.

    `instead_of` is what the file replaces. What was removed doesn't count: it makes room. Links have no bytes, and
    count as files do. Wants the plan's lock to be certain.
    """
    others = Evidence.objects.exclude(pk=instead_of.pk) if instead_of else Evidence.objects.all()
    if others.kept().filter(measure=measure).count() >= MOST_FILES:
        raise EvidenceError(f"มาตรการนี้มีหลักฐานครบ {MOST_FILES} รายการแล้ว โปรดนำรายการที่ไม่ใช้ออกก่อน หรือรวมเอกสารเป็นไฟล์เดียว")
    used = bytes_of_year(others, measure.plan_id)
    if used + size > LARGEST_REPORT:
        raise EvidenceError(
            f"หลักฐานของทั้งปีรวมกันได้ไม่เกิน {LARGEST_REPORT // MB} MB ขณะนี้ใช้แล้ว {used / MB:.1f} MB "
            f"ไฟล์นี้ {size / MB:.1f} MB โปรดย่อไฟล์ หรือนำรายการที่ไม่ใช้ออกก่อน"
        )


def bytes_of_year(rows: EvidenceQuerySet, plan: int) -> int:
    """How many bytes the agency's kept files of a year have together."""
    return rows.of_year(plan).aggregate(total=Sum("size"))["total"] or 0

"""A year's list begins as a copy of an earlier one: every wording uncertain, every forerunner a proposal."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.access import require_operator
from accounts.models import User
from accounts.services import operator
from audit import chain
from audit.facts import JSON
from measures.models import Indicator, Kind
from measures.services.catalogue import SUBJECT

FURTHEST = 10  # years ahead of the list that is copied: a later one would be a slip of the hand


@transaction.atomic
def copy(*, year: int, kind: Kind, to: int, by: User, now: datetime) -> int:
    """Copies the list of a year into a later one that has none for this kind; returns how many items it has now.

    Each keeps its code, group and words, says where they come from, and proposes the item of the same code as its
    forerunner. Raises NotOperator, ValidationError for a year that is not later, or that has a list.
    """
    require_operator(by)
    operator.one_at_a_time()
    if not year < to <= year + FURTHEST:
        raise ValidationError({"to": f"โปรดพิมพ์ปีหลังปี {year} และไม่เกินปี {year + FURTHEST}"})
    if Indicator.objects.filter(year=to, kind=kind).exists():
        raise ValidationError({"to": f"ปี {to} มีรายการของ{kind.label}แล้ว โปรดแก้ไขรายการนั้น หรือนำเข้าจากไฟล์"})
    rows = [
        Indicator(
            year=to,
            kind=kind,
            tool=item.tool,
            code=item.code,
            group_no=item.group_no,
            group_name=item.group_name,
            text=item.text,
            status=Indicator.Status.UNCERTAIN if item.text else Indicator.Status.NO_TEXT,
            source=f"คัดลอกจากรายการปี {year}" if item.text else "",
            forerunner=item,
            revised_at=now,
        )
        for item in Indicator.objects.filter(year=year, kind=kind).order_by("pk")
    ]
    if not rows:
        raise ValidationError({"to": f"ปี {year} ยังไม่มีรายการของ{kind.label}ให้คัดลอก"})
    Indicator.objects.bulk_create(rows)
    data: dict[str, JSON] = {"items": len(rows), "from_year": year, "year": to, "kind": str(kind)}
    chain.record("catalogue.copied", actor=by.pk, agency=None, subject=SUBJECT, data=data)
    return len(rows)

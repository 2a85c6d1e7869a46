"""What was done to recommended measures, by whom and when: for the pages of the library and the event log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from accounts.models import User
from audit.models import AuditEvent
from measures.models import Recommended

SENTENCES: Mapping[str, str] = {
    "recommended.loaded": "ปรับปรุงมาตรการแนะนำของทุกหน่วยงาน",
    "recommended.kept": "เก็บมาตรการไว้ในคลังของหน่วยงาน",
    "recommended.taken_out": "นำมาตรการออกจากคลังของหน่วยงาน",
    "recommended.added": "เพิ่มมาตรการแนะนำ",
    "recommended.changed": "แก้ไขมาตรการในคลัง",
    "recommended.ended": "เลิกใช้มาตรการแนะนำ",
    "recommended.put_back": "นำมาตรการกลับเข้าคลัง",
}
MOST = 30
_BY = Subquery(
    User.objects.filter(pk=OuterRef("actor")).values_list(Coalesce(NullIf("name", Value("")), "username"))[:1]
)


@dataclass(frozen=True)
class Line:
    """One thing that was done: the sentence, who did it (nobody for the portal itself), when, and to which measure."""

    did: str
    by: str
    at: datetime
    row: int | None


def of(row: Recommended) -> Sequence[Line]:
    """What was done to one measure, the latest first; one query."""
    return _lines(Q(subject=f"recommended:{row.pk}", agency=row.agency_id))


def of_all() -> Sequence[Line]:
    """What was done to the library of the installation, the latest first; one query."""
    return _lines(Q(action__in=SENTENCES, agency=None))


def _lines(which: Q) -> Sequence[Line]:
    events = AuditEvent.objects.filter(which).annotate(by=_BY).order_by("-seq")[:MOST]
    return [Line(SENTENCES[each.action], each.by or "", each.at, _row(each.subject)) for each in events]


def _row(subject: str) -> int | None:
    key = subject.partition(":")[2]
    return int(key) if key.isdecimal() else None

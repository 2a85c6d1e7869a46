"""What the keepers of an agency must know of the event log: that its last check found faults."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from accounts.models import Agency
from audit import checks
from notices.due.matter import Matter
from notices.due.people import People
from notices.models import Kind

_CURE = "โปรดเปิดบันทึกเหตุการณ์เพื่อดูตำแหน่งที่ผิดปกติ แล้วแจ้งผู้ดูแลการติดตั้งระบบ"


def matters(agency: Agency, people: People) -> Iterator[Matter]:
    """Until a check finds nothing; another number of faults is told anew. One query while the log is whole."""
    last = checks.last()
    if last is None or last.whole:
        return
    key = f"log:{checks.last_whole()}:{last.faults}:{agency.pk}"
    title = f"{Kind.LOG.label}: พบความผิดปกติ {last.faults:,} แห่ง"
    detail = "\n".join([*last.findings, _CURE])
    for user in dict.fromkeys([*people.administrators, *people.coordinators, *people.approvers]):
        yield Matter(user, Kind.LOG, f"agency:{agency.pk}", key, title, detail, reverse("log", args=[agency.slug]))

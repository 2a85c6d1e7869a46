"""What administrators and coordinators must know of evidence: that the agency's own rule will delete some of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse

from accounts.models import Agency
from evidence import retention
from notices.due.matter import Matter
from notices.due.people import People
from notices.models import Kind
from reports.retention import due
from thai.dates import format_date, local_day


def matters(agency: Agency, people: People) -> Iterator[Matter]:
    """One for each year and each day on which something of it was announced, until it is deleted, or stays.

    One query, and none for an agency without a rule.
    """
    if agency.evidence_years is None:
        return
    rows = due.announced(agency).order_by("measure__plan__year", "announced_at")
    found = Counter(
        (plan, year, local_day(at), retention.deleted_from(year, agency.evidence_years, at))
        for plan, year, at in rows.values_list("measure__plan", "measure__plan__year", "announced_at")
        if at is not None
    )
    for (plan, year, told_on, day), count in found.items():
        title = f"{Kind.ERASING.label}: หลักฐานภายใน {count} ไฟล์ ของปี {year}"
        detail = (
            f"นำออกตั้งแต่ {format_date(day)} ตามที่หน่วยงานให้เก็บ {agency.evidence_years} ปี แล้วกู้คืนไม่ได้\n"
            "โปรดเปิดดูรายการ ดาวน์โหลดเก็บไว้ หรือเลือกเก็บไว้ต่อก่อนวันนั้น"
        )
        url = reverse("reports:retention", args=[agency.slug, year])
        key = f"erasing:{plan}:{told_on:%Y-%m-%d}:{day:%Y-%m-%d}"
        for user in dict.fromkeys([*people.administrators, *people.coordinators]):
            yield Matter(user, Kind.ERASING, f"plan:{plan}", key, title, detail, url)

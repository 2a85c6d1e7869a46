"""What people read while nobody works off the queue: most of them that there is nothing for them to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Agency, User
from accounts.permissions import Permission, Role
from accounts.who_can import administrators, people_by_role
from notices.models import Pulse
from notices.models.pulse import LATE
from reports.signing import keys_told

SOON = timedelta(minutes=4)  # a worker that lives looks each minute, and may be at one signature for two
GOES_ON = "เมื่องานเบื้องหลังทำงานอีก ระบบจะลงนามให้เอง ไม่ต้องอนุมัติใหม่"
_MINUTES = int(LATE.total_seconds() // 60)


@dataclass(frozen=True)
class Stopped:
    """The worker gives no sign since `at` (None where it never did); `cure` is what the person does about it.

    `keeps` says whether they look after the agency's settings, and so read what to tell whoever keeps the machine.
    """

    at: datetime | None
    cure: str
    keeps: bool


def stopped(agency: Agency, user: User, late: timedelta = LATE) -> Stopped | None:
    """None where a worker gave a sign within that time: one query, and one for another machine that has the keys."""
    pulse = Pulse.objects.first()
    if pulse is not None and pulse.is_alive(timezone.now(), late) and not keys_told.is_late(timezone.now(), late):
        return None
    keeps = user.can(Permission.SETTINGS_EDIT, on=agency)
    return Stopped(pulse.at if pulse else None, _cure(agency, keeps=keeps), keeps)


def _cure(agency: Agency, *, keeps: bool) -> str:
    if keeps:
        return "โปรดแจ้งผู้ดูแลเครื่องให้เริ่มระบบใหม่"
    people = people_by_role(agency)
    if not people[Role.ADMINISTRATOR]:
        return "โปรดแจ้งผู้ดูแลเครื่อง เพราะหน่วยงานยังไม่มีผู้ดูแลระบบ"
    return f"ท่านไม่ต้องทำอะไร หากหยุดนานกว่า {_MINUTES} นาที ระบบจะแจ้ง{administrators(people)} ในหน้าแรกของผู้นั้นเอง"

"""Who saved what a form shows since it was drawn: named only where it can have been nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Agency, User
from audit.models import AuditEvent


@dataclass(frozen=True)
class Savers:
    """`name` is empty where nobody can be named; `is_oneself` where all that was saved one saved oneself."""

    name: str = ""
    at: datetime | None = None
    is_oneself: bool = False

    @property
    def happened(self) -> str:
        """What the page of a choice is called: who saved before its reader."""
        if self.is_oneself:
            return "ท่านบันทึกไว้แล้วในอีกหน้าต่างหนึ่ง"
        return "มีผู้แก้ไขก่อนท่าน" if self.name else "มีการบันทึกก่อนท่าน"

    def taken(self, parts: Sequence[str]) -> str:
        """The calm sentence about parts that only the other version changed."""
        named = " ".join(f"“{part}”" for part in parts)
        if self.is_oneself:
            return f"ท่านแก้ไขช่อง {named} ไว้ในอีกหน้าต่างหนึ่ง ใช้ข้อความล่าสุดแล้ว"
        who = f"{self.name} " if self.name and self.name != OTHERS.name else self.name
        return f"{who or 'มีการ'}แก้ไขช่อง {named} ระหว่างที่ท่านพิมพ์ ใช้ข้อความล่าสุดแล้ว"


UNKNOWN = Savers()
OTHERS = Savers("ผู้อื่น")


@dataclass(frozen=True)
class Trail:
    """Which subjects of the trail a form writes, and in which agency where a subject is of several."""

    subjects: Sequence[str]
    agency: Agency | None = None

    def savers(self, user: User, since: int | None, until: int | None = None) -> Savers:
        """Whoever did anything to the subjects after one event, up to another, as their reader `user` is told."""
        if since is None:
            return UNKNOWN
        # What lost a choice is kept beside the form and changes nothing in it.
        events = AuditEvent.objects.filter(subject__in=self.subjects, seq__gt=since).exclude(
            action__endswith="set_aside"
        )
        if until is not None:
            events = events.filter(seq__lte=until)
        if self.agency is not None:
            events = events.filter(agency=self.agency.pk)
        found = list(events.order_by("seq").values_list("actor", "at"))
        actors = {actor for actor, _ in found}
        if actors == {user.pk}:
            return Savers(is_oneself=True, at=found[-1][1])
        if len(actors) != 1:
            return OTHERS if actors and not actors & {user.pk, None} else UNKNOWN
        other = User.objects.filter(pk__in=actors - {None}).first()
        return Savers(str(other), found[-1][1]) if other else UNKNOWN

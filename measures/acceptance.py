"""How each measure came to be taken: checked by a coordinator, or without a second person; the approver is shown so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from accounts.models import User
from accounts.persons import same_person
from measures.models import Decision, Measure, State


class Kind(models.TextChoices):
    """Whether a second person looked at what an officer wrote."""

    CHECKED = "checked", "ผู้ประสานงานตรวจรับ"
    ALONE = "alone", "ผู้ส่งตรวจและผู้ตรวจรับเป็นคนเดียวกัน"
    COMPLETED = "completed", "ผู้ประสานงานที่รับผิดชอบบันทึกว่าเสร็จสมบูรณ์เอง โดยไม่ผ่านการตรวจ"


@dataclass(frozen=True)
class Acceptance:
    """Who took a measure, when, in which round, and how."""

    kind: Kind
    by: User
    at: datetime
    round: int

    @property
    def is_checked(self) -> bool:
        """Whether someone else than the sender took it."""
        return self.kind == Kind.CHECKED


def of(measures: Iterable[Measure]) -> dict[int, Acceptance]:
    """How the taken ones among some measures were taken, by the measures' keys; one query."""
    keys = [measure.pk for measure in measures if measure.state == State.TAKEN]
    takings: dict[int, Acceptance] = {}
    senders: dict[int, User] = {}
    for decision in Decision.objects.filter(measure__in=keys).select_related("by").order_by("pk"):
        if decision.move == Decision.Move.HAND_IN:
            senders[decision.measure_id] = decision.by
        elif decision.move in (Decision.Move.TAKE, Decision.Move.COMPLETE):
            kind = _kind(decision, senders.get(decision.measure_id))
            takings[decision.measure_id] = Acceptance(kind, decision.by, decision.at, decision.round)
    return takings


def _kind(decision: Decision, sender: User | None) -> Kind:
    if decision.move == Decision.Move.COMPLETE:
        return Kind.COMPLETED
    return Kind.ALONE if sender is not None and same_person(decision.by, sender) else Kind.CHECKED

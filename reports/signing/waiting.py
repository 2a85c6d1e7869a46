"""Which rounds wait to be signed: asked each minute, by a worker that loads what it signs with once one does."""

from __future__ import annotations

from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts.models import Agency
from reports.models import Edition, Round, Signing

State = Signing.State


def unsigned_rounds() -> QuerySet[Round]:
    """The approved rounds that are not signed yet."""
    last = Round.objects.filter(edition=OuterRef("edition")).order_by("-number").values("pk")[:1]
    return Round.objects.filter(edition__state=Edition.State.APPROVED, pk=Subquery(last)).order_by("pk")


def due_rounds(now: datetime, agency: Agency | None = None) -> QuerySet[Round]:
    """The unsigned rounds that a worker should take up now."""
    waiting = Q(signing=None) | Q(signing__state__in=[State.WAITING, State.STAMPING], signing__next_at__lte=now)
    left = Q(signing__state=State.WORKING, signing__leased_until__lte=now)
    rounds = unsigned_rounds().filter(waiting | left)
    return rounds if agency is None else rounds.filter(edition__report__plan__agency=agency)

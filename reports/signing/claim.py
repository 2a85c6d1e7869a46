"""Who signs a round: one worker at a time, until it says how it ended or its lease runs out because it was killed."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, Q

from audit import chain
from audit.facts import JSON
from reports.models import Round, Signing

State = Signing.State
MOST_DEATHS = 12  # of workers, until a round that nobody ever got to the end of is taken for what kills them
_WORN = "ลองลงนามหลายครั้งแล้ว แต่งานหยุดกลางคันทุกครั้ง โปรดแจ้งผู้ดูแลเครื่องแม่ข่าย แล้วกดลองอีกครั้ง"
_UNFORESEEN = "เกิดข้อผิดพลาดที่ไม่คาดไว้ระหว่างลงนาม จึงไม่ได้ลงนาม โปรดแจ้งผู้ดูแลเครื่องแม่ข่ายให้ดูบันทึกของระบบ แล้วกดลองอีกครั้ง"


class Claim:
    """A round that this worker alone signs until the lease runs out.

    As a context it says of an error that nobody foresaw that the signing failed, and lets it through to the log.
    """

    def __init__(self, round_: Round, row: Signing, lease: uuid.UUID) -> None:
        self._round, self._row, self._lease = round_, row, lease

    @property
    def tries(self) -> int:
        """This one and those before it, since a person last asked for it."""
        return self._row.tries

    def __enter__(self) -> None:
        """Enters the claim, which was taken already."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A kill says nothing, and a database that is away can't be told: both leave it to the lease.
        if isinstance(error, Exception) and not isinstance(error, DatabaseError):
            self.leave(State.FAILED, _UNFORESEEN, why="unforeseen")

    def end(self, **facts: Any) -> bool:  # noqa: ANN401 - the fields of a row, of many types
        """Writes what came of it and gives the claim back; False, and nothing written, where it was lost."""
        mine = Signing.objects.filter(pk=self._row.pk, state=State.WORKING, lease=self._lease)
        return bool(mine.update(lease=None, leased_until=None, **facts))

    @transaction.atomic
    def leave(self, state: Signing.State, reason: str, *, why: str, next_at: datetime | None = None) -> None:
        """Gives it back unsigned: for good, or until `next_at`. The log has each failure, each reason to wait once."""
        waits = {} if next_at is None else {"next_at": next_at}
        if self.end(state=state, reason=reason, **waits) and (next_at is None or reason != self._row.reason):
            _note(self._round, state, why)


def _note(round_: Round, state: Signing.State, why: str) -> None:
    """Records in the log that a round is not signed, with a code for the reason."""
    data: dict[str, JSON] = {"round": round_.number, "state": str(state), "why": why}
    chain.record(
        "signing.failed" if state in (State.FAILED, State.UNFIT) else "signing.put_off",
        actor=None,
        agency=round_.edition.agency.pk,
        subject=round_.edition.subject,
        data=data,
    )


def lease() -> timedelta:
    """How long a worker may be at it: what a signature may take, and time to examine and keep it."""
    from pades.signing.signatures import longest  # noqa: PLC0415 - loaded where somebody signs

    return longest() + timedelta(seconds=20)


def abandoned(now: datetime) -> Q:
    """The rows whose worker was killed."""
    return Q(state=State.WORKING, leased_until__lte=now)


@transaction.atomic
def take(round_: Round, now: datetime) -> Claim | None:
    """UPDATE ... WHERE, so that of two workers one gets it; what workers died of too often is given up."""
    row, _ = Signing.objects.get_or_create(round=round_, defaults={"next_at": now})
    mark = uuid.uuid4()
    rows = Signing.objects.filter(pk=row.pk)
    worn = {"state": State.FAILED, "reason": _WORN, "lease": None, "leased_until": None}
    if rows.filter(abandoned(now), reason="", tries__gte=MOST_DEATHS).update(**worn):
        _note(round_, State.FAILED, "worn")
        return None
    free = Q(state__in=[State.WAITING, State.STAMPING], next_at__lte=now)
    taken = {"state": State.WORKING, "lease": mark, "leased_until": now + lease(), "tries": F("tries") + 1}
    if not rows.filter(free | abandoned(now)).update(**taken):
        return None
    row.refresh_from_db()
    return Claim(round_, row, mark)

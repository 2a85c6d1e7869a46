"""Checks of the chain whose results are kept, for the page that shows the last."""

from datetime import datetime

from audit.models import AuditCheck, AuditHead
from audit.verdict import Verdict
from audit.verify import verify, verify_some

KEPT = 100  # results; the oldest go
AT_ONCE = 50_000  # events that a page's request may walk: a second or two; a longer chain is left to the worker


def check(now: datetime, *, by: int | None = None) -> AuditCheck:
    """Walks the whole chain and keeps what was found; `by` is the key of who asked, None for the portal itself.

    Raises DatabaseError where the database itself can't be read.
    """
    return _keep(verify(), now, by)


def check_some(now: datetime, *, after: int, seconds: float) -> int | AuditCheck:
    """Walks the chain for so many seconds, from behind the event to which an earlier call came: how far it came, or
    what was kept once the whole chain was walked. Raises DatabaseError as `check` does.
    """
    found = verify_some(after, seconds=seconds)
    return found if isinstance(found, int) else _keep(found, now, None)


def _keep(verdict: Verdict, now: datetime, by: int | None) -> AuditCheck:
    found = [str(finding) for finding in verdict.findings]
    stored = AuditCheck.objects.create(at=now, by=by, events=verdict.events, faults=verdict.faults, findings=found)
    old = AuditCheck.objects.order_by("-pk").values_list("pk", flat=True)[KEPT:]
    AuditCheck.objects.filter(pk__in=list(old)).delete()
    return stored


def last() -> AuditCheck | None:
    """The result of the last check, None before the first."""
    return AuditCheck.objects.order_by("-pk").first()


def last_whole() -> int:
    """The key of the last check that found nothing, 0 where none is kept: one spell of faults follows it."""
    return AuditCheck.objects.filter(faults=0).order_by("-pk").values_list("pk", flat=True).first() or 0


def is_short() -> bool:
    """Whether the chain can be checked while someone waits for the page."""
    head = AuditHead.objects.first()
    return head is None or head.seq <= AT_ONCE

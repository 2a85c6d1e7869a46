"""Each night: people are told what their agency's rule reaches in 30 days, and what they knew for so long is deleted.

A row is marked first, with its event; its bytes then have no name any more, and the sweep that follows deletes them:
whatever is killed in between leaves a file with its row, or a tombstone whose bytes the next sweep finds.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import F

from accounts.models import Agency
from audit import chain
from audit.facts import JSON
from evidence.models import Evidence
from measures.models import Plan
from reports.retention import due
from thai.dates import local_day

MOST = 1000  # pieces of one agency a night, so that its transaction stays small; the others follow
_IN_EVENT = 100  # digests that one event can hold
log = logging.getLogger(__name__)


def run(now: datetime) -> int:
    """All agencies that have a rule, one after the other; returns how many pieces were deleted.

    Run again on the same day it tells and deletes nothing more.
    """
    deleted = 0
    for pk in list(Agency.objects.exclude(evidence_years=None).order_by("pk").values_list("pk", flat=True)):
        try:
            deleted += of_agency(pk, now)
        except DatabaseError:
            log.exception("the evidence of agency %s is left to the next night", pk)
    return deleted


@transaction.atomic
def of_agency(pk: int, now: datetime) -> int:
    """Deletes and tells in one agency, all of it or nothing; returns how many pieces were deleted."""
    agency = Agency.objects.select_for_update().get(pk=pk)  # nobody changes the rule meanwhile
    deleted = erase(agency, now)
    announce(agency, now)
    return deleted


def announce(agency: Agency, now: datetime) -> int:
    """Marks what is told from now on, and takes the mark from what the rule no longer reaches: told again, it has
    another 30 days. Wants the agency's lock. Returns how many are new.
    """
    rows = due.to_tell(agency, local_day(now))
    marked = Evidence.objects.filter(measure__plan__agency=agency, erased_at=None).exclude(announced_at=None)
    others = set(marked.values_list("pk", flat=True)) - {row.pk for row in rows}
    Evidence.objects.filter(pk__in=others).update(announced_at=None)
    fresh = [row for row in rows if row.announced_at is None]
    if not fresh:
        return 0
    Evidence.objects.filter(pk__in=[row.pk for row in fresh]).update(announced_at=now)
    _record("evidence.announced", agency, fresh)
    return len(fresh)


def erase(agency: Agency, now: datetime) -> int:
    """Makes tombstones of what goes today, of at most MOST pieces; returns how many. Wants the agency's lock."""
    today = local_day(now)
    found = due.to_delete(agency, today)
    if not found:
        return 0
    # Nobody submits a report, attaches or changes evidence of these years meanwhile; what was done until now counts.
    plans = list(Plan.objects.select_for_update().filter(agency=agency).order_by("pk"))
    rows = due.to_delete(agency, today)[:MOST]
    keys = [row.pk for row in rows]
    Evidence.objects.filter(pk__in=keys).update(erased_at=now, text="")
    touched = {row.measure.plan_id for row in rows}
    Plan.objects.filter(pk__in=[plan.pk for plan in plans if plan.pk in touched]).update(revision=F("revision") + 1)
    for start in range(0, len(rows), _IN_EVENT):
        part = rows[start : start + _IN_EVENT]
        _record("evidence.erased", agency, part, sha256=sorted(row.digest for row in part))
    return len(rows)


def _record(action: str, agency: Agency, rows: Sequence[Evidence], **data: JSON) -> None:
    years = sorted({row.measure.plan.year for row in rows})
    facts: dict[str, JSON] = {"count": len(rows), "years": years, **data}
    chain.record(action, actor=None, agency=agency.pk, subject=f"agency:{agency.pk}", data=facts)

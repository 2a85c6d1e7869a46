"""The agency's rule: after how many years its own evidence is deleted, if ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.changed import compare
from accounts.models import Agency, User
from accounts.services.agency_lock import lock
from audit import chain
from evidence.models import Evidence
from evidence.retention import MOST_YEARS
from reports.retention import nightly


@dataclass(frozen=True)
class Rule:
    """After so many years evidence that is not public is deleted; None: never."""

    years: int | None


def rule_of(agency: Agency) -> Rule:
    """The agency's rule as it is stored."""
    return Rule(agency.evidence_years)


@transaction.atomic
def set_rule(*, agency: Agency, rule: Rule, base: str, by: User, now: datetime) -> bool:
    """Writes the agency's rule, and tells at once what it reaches; returns whether it is another.

    What was told of the former rule is told anew, so that nothing is deleted within 30 days of any change.
    Raises Refused, Changed where another saved since `base`, ValidationError for a number that can't be.
    """
    if rule.years is not None and not 1 <= rule.years <= MOST_YEARS:
        raise ValidationError({"years": f"จำนวนปีต้องเป็น 1 ถึง {MOST_YEARS} ปี"})
    stored = lock(agency, by)
    before = rule_of(stored)
    if before == rule:
        return False
    compare(before, base)
    stored.evidence_years, stored.evidence_years_since = rule.years, now
    stored.save(update_fields=["evidence_years", "evidence_years_since"])
    told = Evidence.objects.filter(measure__plan__agency=stored, erased_at=None).exclude(announced_at=None)
    told.update(announced_at=None)
    data = {"years": rule.years}
    chain.record("agency.evidence_years", actor=by.pk, agency=stored.pk, subject=f"agency:{stored.pk}", data=data)
    nightly.announce(stored, now)
    return True

"""An office with a rule of one year, its evidence of 2566, and the days on which something happens to it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.changed import digest
from accounts.models import Agency, User
from accounts.permissions import Role
from audit.models import AuditEvent
from evidence.models import Evidence
from files import store
from measures.models import Measure
from reports.publication import sweeping
from reports.retention import nightly
from reports.retention.setting import Rule, rule_of, set_rule
from tests.evidence import making
from tests.factories import a_measure, a_plan, a_user, an_agency
from thai.dates.showing import BANGKOK


def at(year: int, month: int, day: int, hour: int = 3) -> datetime:
    """An hour of a day in Bangkok, at night unless said otherwise."""
    return datetime(year, month, day, hour, tzinfo=BANGKOK)


RULED = at(2023, 11, 1, 9)
TOLD = at(2024, 9, 1)  # 30 days before
BEFORE = at(2024, 9, 30)
GONE = at(2024, 10, 1)


def an_office(slug: str = "thung-sai-than", *, years: int | None = 1) -> Measure:
    """A measure of 2566 in an agency with an administrator and a coordinator, named after it."""
    agency = an_agency(slug)
    wilai = a_user(f"wilai-{slug}", Role.ADMINISTRATOR, agency=agency)
    a_user(f"mana-{slug}", Role.COORDINATOR, agency=agency)
    if years:
        rule(agency, years, by=wilai, now=RULED)
    return a_measure(a_plan(agency))


def person(slug: str, role: Role) -> User:
    return User.objects.get(memberships__agency__slug=slug, memberships__role=role)


def rule(agency: Agency, years: int | None, *, by: User | None = None, now: datetime) -> bool:
    """The administrator says another number of years."""
    stored = Agency.objects.get(pk=agency.pk)
    by = by or person(agency.slug, Role.ADMINISTRATOR)
    return set_rule(agency=stored, rule=Rule(years), base=digest(rule_of(stored)), by=by, now=now)


def a_file(measure: Measure, caption: str = "บันทึกข้อความ", *, data: bytes = b"%PDF-1.7", is_public: bool) -> Evidence:
    """A PDF with a name as it is stored."""
    return making.a_file(measure, caption, name="บันทึก.pdf", data=data, is_public=is_public)


def nights(*moments: datetime) -> list[int]:
    """How many pieces each night deletes."""
    return [nightly.run(moment) for moment in moments]


def is_erased(evidence: Evidence) -> bool:
    return Evidence.objects.get(pk=evidence.pk).erased_at is not None


def swept() -> set[str]:
    """What the sweep deletes as if all files were old."""
    return set(sweeping.sweep(timezone.now() + timedelta(days=2)))


def lies_there(evidence: Evidence) -> list[bool]:
    """Whether its bytes and its small picture are in the store."""
    return [store.path_of(each).is_file() for each in (evidence.digest, evidence.thumbnail) if each]


def events(action: str) -> list[dict[str, Any]]:
    """The data of the log's events of an action."""
    rows: Iterable[str] = AuditEvent.objects.filter(action=action).order_by("seq").values_list("data", flat=True)
    return [json.loads(each) for each in rows]

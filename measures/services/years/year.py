"""A year of an agency: beginning it, and the days by which its parts are due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.access import require
from accounts.changed import compare
from accounts.models import Agency, User
from accounts.permissions import Permission
from audit import chain
from audit.facts import JSON
from measures.models import EDITABLE, Measure, Plan
from measures.models.plan import DEADLINES
from measures.services import plan as plans
from thai.fiscal import fiscal_year, years_later


@dataclass(frozen=True)
class YearFacts:
    """What the page of a year can change."""

    assessed_year: int
    progress_due_on: date | None
    report_due_on: date | None
    publish_due_on: date | None


def facts_of(plan: Plan) -> YearFacts:
    """Returns the stored facts that the page of a year can change."""
    return YearFacts(plan.assessed_year, *(getattr(plan, name) for name in DEADLINES))


def latest_to_begin(today: date) -> int:
    """The last year that can be begun: the next fiscal year. A later one would be a slip of the hand for good."""
    return fiscal_year(today) + 1


@transaction.atomic
def begin(
    *,
    agency: Agency,
    year: int,
    assessed_year: int,
    by: User,
    today: date,
    days: Mapping[str, date | None] | None = None,
) -> Plan:
    """Makes the plan of a year; one begun twice is begun once.

    Its deadlines are `days`, by the names of DEADLINES; without them those of the year before, moved along.

    Raises Refused without the right, ValidationError by the field's name for a year that is there already with another
    assessed year, too far ahead, or not after the assessed one.
    """
    require(by, Permission.PLAN_EDIT, on=agency)
    Agency.objects.select_for_update().get(pk=agency.pk)  # two who begin the same year at once
    stored = Plan.objects.filter(agency=agency, year=year).first()
    if stored is not None and stored.assessed_year == assessed_year:
        stored.agency = agency
        return stored
    _require_possible(year, assessed_year, there=stored is not None, latest=latest_to_begin(today))
    plan = Plan(agency=agency, year=year, assessed_year=assessed_year)
    before = Plan.objects.filter(agency=agency, year__lt=year).order_by("-year").first()
    for name, day in (_moved_along(before, year) if days is None else days).items():
        setattr(plan, name, day)
    plan.full_clean()
    plan.save()
    _record("plan.begun", plan, by, {"year": year, "assessed_year": assessed_year})
    return plan


def _moved_along(before: Plan | None, year: int) -> dict[str, date | None]:
    """The deadlines of an earlier year as days of a later one."""
    if before is None:
        return {}
    days = {name: getattr(before, name) for name in DEADLINES}
    return {name: years_later(day, year - before.year) if day else None for name, day in days.items()}


def _require_possible(year: int, assessed_year: int, *, there: bool, latest: int) -> None:
    if there:
        raise ValidationError({"year": f"เริ่มปี {year} ไว้แล้ว เลือกดูได้จากเมนูปีด้านบน โปรดพิมพ์ปีอื่น"})
    if year > latest:
        raise ValidationError({"year": f"เริ่มล่วงหน้าได้ไม่เกินปี {latest} โปรดตรวจปีอีกครั้ง"})
    if assessed_year >= year:
        raise ValidationError({"assessed_year": f"ปีของผลคะแนนต้องอยู่ก่อนปีของมาตรการ เช่น {year - 1}"})


@dataclass(frozen=True)
class Saved:
    """What became of a save: the measures that were given a due date."""

    dated: tuple[Measure, ...] = ()


@transaction.atomic
def save(*, plan: Plan, facts: YearFacts, base: str, by: User, spread: bool = False) -> Saved:
    """Writes the deadlines; with `spread` the day of handing in becomes the due date of every measure without one.

    The assessed year changes only while there is no measure. Raises Refused, Changed where another saved since `base`,
    ValidationError for another assessed year where there are measures, or one that is not before the year.
    """
    require(by, Permission.PLAN_EDIT, on=plan.agency)
    stored = plans.lock(plan.pk)
    stored.agency = plan.agency
    before = facts_of(stored)
    compare(before, base)
    changed = [name for name, value in asdict(facts).items() if value != getattr(before, name)]
    if "assessed_year" in changed and stored.measures.exists():
        raise ValidationError({"assessed_year": "ปีของผลคะแนนเปลี่ยนไม่ได้แล้ว เพราะมีมาตรการที่มาจากผลคะแนนปีนี้"})
    for name in changed:
        setattr(stored, name, getattr(facts, name))
    _require_possible(stored.year, stored.assessed_year, there=False, latest=stored.year)
    if changed:
        stored.full_clean()
        stored.save(update_fields=changed)
        _record("plan.changed", stored, by, {"fields": [*changed]})
    dated = _spread(stored, by) if spread else ()
    if changed or dated:
        plans.touch(stored)
    return Saved(dated)


def without_due_date(plan: Plan) -> list[Measure]:
    """The measures that may still be changed and have no due date of their own."""
    return list(Measure.objects.kept().filter(plan=plan, due_on=None, state__in=EDITABLE).by_code())


def _spread(plan: Plan, by: User) -> tuple[Measure, ...]:
    if plan.progress_due_on is None:
        raise ValidationError({"progress_due_on": "โปรดพิมพ์วันก่อน จึงใช้กับมาตรการที่ยังไม่มีกำหนดได้"})
    found = tuple(without_due_date(plan))
    for measure in found:
        Measure.objects.filter(pk=measure.pk).update(due_on=plan.progress_due_on)
        plans.record("measure.due_set", by=by.pk, agency=plan.agency_id, measure=measure)
    return found


def _record(action: str, plan: Plan, by: User, data: dict[str, JSON]) -> None:
    chain.record(action, actor=by.pk, agency=plan.agency_id, subject=f"plan:{plan.pk}", data=data)

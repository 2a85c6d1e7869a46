"""Where one lands: the year at a glance for whoever keeps it, and one's own work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, signed_in
from accounts.models import Membership
from accounts.permissions import Permission, Role
from measures import status
from measures.access import PlanRequest, in_plan
from measures.models import Measure, Plan
from reports.assemble import assemble
from reports.completeness import FINE, MUST, check
from reports.services import edition as editions


@require_GET
@signed_in
def home(request: SignedInRequest) -> HttpResponse:
    """On to the latest year of one's agency, or of one that one oversees; without any, a page that says so."""
    plans = Plan.objects.visible_to(request.user).select_related("agency").order_by("-year", "pk")
    own = request.user.memberships.filter(is_active=True).values("agency")
    plan = plans.filter(agency__in=own).first() or plans.first()
    if plan is None:
        return render(request, "home/nothing.html")
    return redirect("agency_home", plan.agency.slug, plan.year)


@dataclass(frozen=True)
class Task:
    """A measure in a list of work."""

    measure: Measure
    detail: str
    status: status.Status


@require_GET
@in_plan(Permission.AGENCY_VIEW)
def agency_home(request: PlanRequest, plan: Plan) -> HttpResponse:
    """The widest home of one's roles, one's own work under it."""
    today = timezone.localdate()
    roles = request.user.roles(plan.agency)
    measures = list(
        Measure.objects.kept().filter(plan=plan).counted().by_code().prefetch_related("duties__officer__unit")
    )
    mine = _mine(request, plan, measures, today) if Role.OFFICER in roles else None
    context = {
        "plan": plan,
        "today": today,
        "mine": mine,
        "dates": [
            (label, day)
            for label, day in (
                ("ส่งผลการดำเนินการ", plan.progress_due_on),
                ("เสนอรายงานต่อผู้บริหาร", plan.report_due_on),
                ("เผยแพร่รายงาน", plan.publish_due_on),
            )
            if day
        ],
        "coordinators": Membership.objects.filter(
            agency=plan.agency, role=Role.COORDINATOR, is_active=True, user__is_active=True
        ).select_related("user"),
    }
    if roles == [Role.OFFICER]:
        return render(request, "home/officer.html", context)
    return render(request, "home/overview.html", {**context, **_overview(request, plan, measures, today)})


def _mine(request: PlanRequest, plan: Plan, measures: list[Measure], today: date) -> dict[str, list[Task]]:
    keys = set(Measure.objects.filter(plan=plan).answered_by(request.user).values_list("pk", flat=True))
    todo: list[Task] = []
    done: list[Task] = []
    for measure in (measure for measure in measures if measure.pk in keys):
        actions, outcomes = _counts(measure)
        late = status.late(measure, actions, outcomes, today)
        detail = _progress_words(actions, outcomes)
        (done if actions and outcomes else todo).append(Task(measure, detail, late or status.of(actions)))
    return {"todo": todo, "done": done}


def _counts(measure: Measure) -> tuple[int, int]:
    return measure.action_count, measure.outcome_count  # type: ignore[attr-defined]  # set by counted


def _progress_words(actions: int, outcomes: int) -> str:
    if not actions:
        return "ยังไม่ได้บันทึกการดำเนินการ"
    came = f"ผลลัพธ์ {outcomes} ข้อ" if outcomes else "ยังไม่มีผลลัพธ์"
    return f"บันทึกการดำเนินการแล้ว {actions} รายการ {came}"


def _overview(request: PlanRequest, plan: Plan, measures: list[Measure], today: date) -> dict[str, object]:
    edition = editions.draft(plan)
    document = assemble(plan, edition)
    checks = check(plan, document, editions.open_doubts(edition, document))
    missing = []
    for measure in measures:
        actions, outcomes = _counts(measure)
        if not (actions and outcomes):
            late = status.late(measure, actions, outcomes, today)
            missing.append(Task(measure, _progress_words(actions, outcomes), late or status.of(actions)))
    complete = len(measures) - len(missing)
    must = [line for line in checks if line.level == MUST]
    return {
        "measures": measures,
        "missing": missing,
        "complete": complete,
        "must": must,
        "may_act": request.user.can(Permission.REPORT_EDIT, on=plan.agency),
        "lines": [line for line in checks if line.level != FINE and not (missing and line.is_about_progress)],
        "units": _by_unit(measures),
        "step": 1 if not measures else 2 if missing else 3,
    }


def _by_unit(measures: list[Measure]) -> list[tuple[str, int, int]]:
    """(unit, complete, all) in the units' order; a measure of two units counts in both."""
    counted: dict[tuple[int, str], list[int]] = {}
    for measure in measures:
        units = {duty.officer.unit for duty in measure.duties.all() if duty.officer.unit}
        for unit in units:
            row = counted.setdefault((unit.position, unit.short_name), [0, 0])
            row[0] += all(_counts(measure))
            row[1] += 1
    return [(name, done, total) for (_, name), (done, total) in sorted(counted.items())]

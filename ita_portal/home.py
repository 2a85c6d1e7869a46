"""Where one lands: the year at a glance for whoever keeps it, and one's own work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import public
from accounts.holders import who_holds
from accounts.models import Membership, User
from accounts.permissions import Permission, Role
from measures import work
from measures.access import PlanRequest, in_plan
from measures.models import Decision, Measure, Plan, State
from reports import standing as public_standing
from reports.assemble import assemble
from reports.completeness import FINE, MUST, Check, check
from reports.models import Edition
from reports.services import edition as editions
from reports.workflow import standing

# What a round waits for; any approver may return it meanwhile, but it does not wait for each of them.
_AWAITED = frozenset({"endorse", "approve"})
MEASURES, PROGRESS, REPORT, APPROVAL, DONE = range(1, 6)


@require_GET
@public
def home(request: HttpRequest) -> HttpResponse:
    """On to the latest year of one's agency, or to all that one oversees; a visitor to what was published.

    Who has neither agency nor reach finds a page that says so.
    """
    if not request.user.is_authenticated:
        return redirect("reports:public_list")
    plans = Plan.objects.visible_to(request.user).select_related("agency").order_by("-year", "pk")
    own = request.user.memberships.filter(is_active=True).values("agency")
    if request.user.oversees and not own.exists():
        return redirect("overview")
    plan = plans.filter(agency__in=own).first() or plans.first()
    if plan is None:
        return render(request, "home/nothing.html")
    return redirect("agency_home", plan.agency.slug, plan.year)


@require_GET
@in_plan(Permission.AGENCY_VIEW)
def agency_home(request: PlanRequest, plan: Plan) -> HttpResponse:
    """The widest home of one's roles, one's own work under it."""
    today = timezone.localdate()
    roles = request.user.roles(plan.agency)
    measures, last = work.measures_of(plan), work.last_decisions(plan)
    context = {
        "plan": plan,
        "today": today,
        "mine": work.of_person(request.user, plan, measures, last, today) if _works(roles) else None,
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
        ).select_related("user", "unit"),
    }
    if roles == [Role.OFFICER]:
        return render(request, "home/officer.html", {**context, "next": _to_judge(request.user, editions.draft(plan))})
    overview = _overview(request.user, plan, measures, last, today)
    return render(request, "home/overview.html", {**context, **overview})


def _works(roles: Sequence[Role]) -> bool:
    return Role.OFFICER in roles or Role.COORDINATOR in roles


@dataclass(frozen=True)
class Next:
    """What to do next, as the home page says it; `settled` where there is nothing to be done."""

    title: str
    detail: str
    url: str
    act: str
    settled: bool = False


def _overview(
    user: User, plan: Plan, measures: list[Measure], last: Mapping[int, Decision], today: date
) -> dict[str, object]:
    edition = editions.draft(plan)
    document = assemble(plan, edition)
    doubts = editions.open_doubts(edition, document)
    checks = check(plan, document, doubts, approver=edition.approver)
    missing = work.missing(measures, today)
    taken = sum(measure.state == State.TAKEN for measure in measures)
    return {
        "measures": measures,
        "missing": missing,
        "taken": taken,
        "edition": edition,
        "next": _next(user, plan, edition, measures, last, checks),
        "lines": [line for line in checks if line.level != FINE and not line.is_about_progress]
        if edition.is_open
        else [],  # nobody changes the words of a report that was submitted
        "units": work.by_unit(measures),
        "step": _step(edition, len(measures), taken),
    }


def _step(edition: Edition, measures: int, taken: int) -> int:
    if edition.state == Edition.State.SUBMITTED:
        return APPROVAL
    if not edition.is_open:
        return DONE
    if not measures:
        return MEASURES
    return REPORT if taken == measures else PROGRESS


def _next(
    user: User,
    plan: Plan,
    edition: Edition,
    measures: Sequence[Measure],
    last: Mapping[int, Decision],
    checks: Sequence[Check],
) -> Next:
    """One thing: what waits for the person first, the report before measures, then what the report lacks."""
    report = reverse("reports:compile", args=[plan.agency.slug, plan.year])
    to_judge = _to_judge(user, edition)
    if to_judge is not None:
        return to_judge
    waiting = [measure for measure in measures if measure.state == State.HANDED_IN]
    if waiting and user.can(Permission.MEASURE_CHECK, on=plan.agency):
        return _to_check(plan, waiting, last)
    if not edition.is_open:
        return _decided(user, plan, edition, report)
    if user.can(Permission.REPORT_EDIT, on=plan.agency):
        return _to_compile(edition, report, checks)
    taken = sum(measure.state == State.TAKEN for measure in measures)
    who = who_holds(Permission.REPORT_SUBMIT, plan.agency)
    detail = f"ผู้จัดทำและเสนอรายงานคือ{who} ตรวจรับแล้ว {taken} จาก {len(measures)} มาตรการ"
    return Next("ยังไม่มีรายงานที่รอท่าน", detail, report, "ดูรายงานที่จัดทำถึงขณะนี้", settled=True)


def _to_compile(edition: Edition, report: str, checks: Sequence[Check]) -> Next:
    must = next((line for line in checks if line.level == MUST), None)
    if must is not None:
        return Next(must.title, must.detail, must.url, must.act)
    if edition.state == Edition.State.RETURNED:
        return Next("รายงานถูกส่งกลับแก้ไข", "แก้ไขตามที่ขอ แล้วเสนอใหม่", report, "ไปหน้าจัดทำรายงาน")
    return Next("รายงานครบถ้วนแล้ว", "ตรวจตัวอย่างรายงาน แล้วเสนอให้พิจารณา", report, "ไปหน้าจัดทำรายงาน")


def _to_check(plan: Plan, waiting: Sequence[Measure], last: Mapping[int, Decision]) -> Next:
    title = f"มี {len(waiting)} มาตรการที่ส่งมาให้ตรวจ"
    detail = work.waiting_words(waiting, last)
    place = [plan.agency.slug, plan.year]
    if len(waiting) == 1:
        return Next(title, detail, reverse("measures:check", args=[*place, waiting[0].pk]), "ตรวจรายการที่ส่งมา")
    return Next(title, detail, reverse("measures:list", args=place) + "?state=waiting", "ตรวจรายการที่ส่งมา")


def _to_judge(user: User, edition: Edition) -> Next | None:
    """The report, where it waits for the person to endorse or approve, whatever else they are."""
    if edition.state != Edition.State.SUBMITTED:
        return None
    now = standing(edition)
    if not _AWAITED.intersection(move.name for move in now.moves(user)):
        return None
    plan = edition.report.plan
    review = reverse("reports:review", args=[plan.agency.slug, plan.year])
    return Next("รายงานรอการพิจารณาของท่าน", now.who_can, review, "พิจารณารายงาน")


def _decided(user: User, plan: Plan, edition: Edition, report: str) -> Next:
    if edition.state == Edition.State.SIGNED and user.can(Permission.REPORT_PUBLISH, on=plan.agency):
        publish = reverse("reports:publish", args=[plan.agency.slug, plan.year])
        return Next("รายงานอนุมัติและลงนามแล้ว", "ตรวจข้อมูลส่วนบุคคล แล้วเผยแพร่ต่อประชาชน", publish, "เผยแพร่รายงาน")
    shown = public_standing.last_of(edition)
    if shown is not None and shown.round.edition == edition:
        where = reverse("reports:public_report", args=[shown.round.code])
        return Next(f"รายงาน{edition.get_state_display()}", "", where, "เปิดรายงานที่เผยแพร่", settled=True)
    if edition.state != Edition.State.SUBMITTED:
        return Next(f"รายงาน{edition.get_state_display()}", "", report, "ดูรายงาน", settled=True)
    review = reverse("reports:review", args=[plan.agency.slug, plan.year])
    now = standing(edition)
    if now.is_stuck and user in now.recallers:
        recall = reverse("reports:recall", args=[plan.agency.slug, plan.year])
        return Next("รายงานที่เสนอไม่มีผู้อนุมัติแล้ว", now.who_can, recall, "ดึงกลับมาแก้ไข")
    return Next("เสนอรายงานแล้ว รอพิจารณา", now.who_can, review, "ดูรายงานที่เสนอ", settled=not now.is_stuck)

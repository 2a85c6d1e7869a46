"""Where one lands: the year at a glance for whoever keeps it, and one's own work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

import clock
from accounts.access import public
from accounts.models import Agency, Membership, User
from accounts.permissions import Permission, Role
from accounts.services.first_agency import is_empty
from audit import checks
from ita_portal.frame.running_year import entering, running_years
from ita_portal.home import documents, year
from ita_portal.home.begin import no_year, year_over
from ita_portal.home.next_step import next_of, of_task, to_judge, unchecked
from ita_portal.home.opened_again import opened_again
from ita_portal.home.reminders import chased
from measures import worklists
from measures.access import PlanRequest, in_plan
from measures.models import Decision, Measure, Plan
from measures.services.checking import questions
from reports.compiling import edition as editions
from reports.compiling.assemble import assemble
from reports.compiling.completeness import FINE, check
from reports.compiling.line import offered_to
from reports.models import Edition
from reports.models.kinds import Kind
from thai.dates import days_left


@require_GET
@public
def home(request: HttpRequest) -> HttpResponse:
    """On to the running year of one's agency, or to all that one oversees; a visitor to what was published, or in an
    empty installation to where it begins.

    Who has neither agency nor reach finds a page that says so.
    """
    if not request.user.is_authenticated:
        return redirect("first" if not settings.DEMO and is_empty() else "reports:public_list")
    plans = Plan.objects.visible_to(request.user).select_related("agency").order_by("-year", "pk")
    own = request.user.memberships.filter(is_active=True).values("agency")
    if request.user.oversees and not own.exists():
        return redirect("overview")
    plan = plans.filter(agency__in=own).first() or plans.first()
    if plan is None:
        return no_year(request)  # type: ignore[arg-type]  # of somebody who is signed in
    return redirect("agency_home", plan.agency.slug, _running_year(request.user, plan.agency))


def _running_year(user: User, agency: Agency) -> int:
    """The year at which the person's home in an agency is."""
    here = user.memberships.filter(agency=agency, is_active=True)
    years = agency.plans.values_list("agency", "year")
    return running_years(years, clock.today(), entering=entering(here))[agency.pk]


@require_GET
@in_plan(Permission.AGENCY_VIEW)
def agency_home(request: PlanRequest, plan: Plan) -> HttpResponse:
    """The widest home of one's roles, one's own work under it."""
    today, latest = clock.today(), editions.latest_of_each(plan)
    edition = latest[Kind.RESULT]
    roles, all_documents = request.user.roles(plan.agency), documents.of(plan, latest, today)
    others = [each.edition for each in all_documents if each.edition != edition]
    measures, last = worklists.measures_of(plan), worklists.last_decisions(plan)
    step = year.present(plan, edition, measures)
    mine = worklists.of_person(request.user, plan, measures, last, today) if _works(roles) else None
    context = {
        "plan": plan,
        "log_check": checks.last() if request.user.can(Permission.LOG_VIEW, on=plan.agency) else None,
        "today": today,
        "reads_only": not roles,
        "mine": mine,
        "todo": [(task, of_task(plan, task)) for task in mine.todo] if mine else [],
        "ready": sum(worklists.is_complete(task.measure) for task in mine.todo) if mine else 0,
        "asked": questions.awaiting(request.user, plan) if roles else [],
        "days": year.days(plan, step, today),
        "coordinators": Membership.objects.filter(
            agency=plan.agency, role=Role.COORDINATOR, is_active=True, user__is_active=True
        ).select_related("user", "unit"),
    }
    if roles == [Role.OFFICER]:
        return render(
            request, "home/officer.html", {**context, **_officer(request.user, plan, [edition, *others], mine, today)}
        )
    steps = {"step": step, "steps": year.steps(plan, edition, measures, step), "documents": all_documents}
    steps["days"] = year.days(plan, step, today, all_documents)
    overview = _overview(request.user, plan, edition, measures, last, today, others)
    return render(request, "home/overview.html", {**context, **steps, **overview})


def _works(roles: Sequence[Role]) -> bool:
    return Role.OFFICER in roles or Role.COORDINATOR in roles


def _officer(
    user: User, plan: Plan, editions: Sequence[Edition], mine: worklists.Work | None, today: date
) -> dict[str, object]:
    """What waits for an officer first: a document to judge, measures that nobody checks, then their own first one."""
    todo, sent = (mine.todo, [task.measure for task in mine.sent]) if mine else ((), [])
    judged = next((found for each in editions if (found := to_judge(user, each))), None)
    first = judged or unchecked(user, plan, sent)
    days = sorted(day for task in todo if (day := task.measure.due_on or plan.progress_due_on))
    day = next((each for each in days if each >= today), plan.progress_due_on or (days[-1] if days else None))
    return {
        "next": first,
        "first": of_task(plan, todo[0]) if todo and first is None else None,
        "late": worklists.late_words([task.measure for task in todo], today),
        "day": day,
        "is_first": len(set(days)) > 1,
        "left": days_left(day, today) if day else "",
        "is_past": day is not None and day < today,
    }


def _overview(
    user: User,
    plan: Plan,
    edition: Edition,
    measures: list[Measure],
    last: Mapping[int, Decision],
    today: date,
    others: Sequence[Edition],
) -> dict[str, object]:
    document = assemble(plan, edition)
    doubts = editions.open_doubts(edition, document)
    checks = offered_to(user, plan.agency, check(plan, document, doubts, approver=edition.approver))
    return {
        "measures": measures,
        "missing": chased(user, plan, worklists.missing(measures, today), today),
        "late": worklists.late_words(measures, today),
        "edition": edition,
        **opened_again(edition),
        "year_over": year_over(plan, edition, today),
        "next": next_of(user, plan, edition, measures, last, checks, others),
        "lines": [line for line in checks if line.level != FINE and not line.is_about_progress]
        if edition.is_open and measures and not plan.is_from_paper
        else [],  # nobody changes the words of a report that was submitted; a year without measures lacks only those
        "units": worklists.by_unit(measures),
        "shared": worklists.shared(measures),
    }

"""The page for the council: a plan's measures with what came of them, and the scores before and after."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import Agency
from accounts.permissions import Permission
from scores.access import YearRequest, in_year
from scores.services import helped as plans


@require_GET
@in_year(Permission.SCORE_VIEW)
def helped(request: YearRequest, agency: Agency, year: int) -> HttpResponse:
    """What the scores did after a plan that was drawn from this year's: that of `?plan=2566`, else the latest; says so
    where there is none."""
    drawn = [each for each in request.plans if (each.agency_id, each.assessed_year) == (agency.pk, year)]
    asked = request.GET.get("plan", "")
    plan = next((each for each in drawn if str(each.year) == asked), drawn[0] if drawn else None)
    if plan is not None:
        plan.agency = agency
    found = plans.of_plan(agency, plan) if plan is not None else None
    context = {"agency": agency, "year": year, "plan": plan, "plans": drawn, "found": found}
    return render(request, "scores/helped.html", context)

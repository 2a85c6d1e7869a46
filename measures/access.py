"""The door of `/a/<slug>/<year>/`: resolves agency and plan, so that a person of two agencies sees one at a time."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

from accounts.access import AgencyRequest, View, agency_for
from accounts.permissions import Permission
from measures.models import Measure, Plan
from measures.models.one_in_full import one_in_full


class PlanRequest(AgencyRequest):
    """A request within one agency's plan of one year; `plans` are all of that agency and of the person's own."""

    plan: Plan
    plans: list[Plan]


def in_plan(permission: Permission) -> Callable[[View], View]:
    """The view takes a Plan in place of the address's `slug` and `year`, for people who hold the permission there."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def locked(request: PlanRequest, slug: str, year: int, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
            request.agency = agency_for(request.user, slug, permission)
            agencies = {request.agency.pk, *(each.agency_id for each in request.user.active_memberships)}
            plans = Plan.objects.filter(agency__in=agencies)
            request.plans = sorted(plans, key=lambda each: (-each.year, each.pk))
            here = (each for each in request.plans if (each.agency_id, each.year) == (request.agency.pk, year))
            plan = next(here, None)
            if plan is None:
                raise Http404
            plan.agency = request.agency
            request.plan = plan
            return view(request, plan, *args, **kwargs)

        locked.access = permission  # type: ignore[attr-defined]  # how a view carries its declaration
        return locked

    return decorate


def measure_of(plan: Plan, pk: int, *only: str) -> Measure:
    """A measure of the plan in full, or with `only` some lists; Http404 for another plan's or a removed one."""
    rows = Measure.objects.kept().filter(plan=plan, pk=pk)
    measure = next(iter(rows.in_full(*only).order_by()), None) if only else one_in_full(rows)
    if measure is None:
        raise Http404
    measure.plan = plan
    return measure

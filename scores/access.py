"""The door of an assessed year: `/a/<slug>/<year>/scores/`, where the year need not have a plan."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

import clock
from accounts.access import AgencyRequest, View, agency_for
from accounts.models import Agency
from accounts.permissions import Permission
from measures.models import Plan
from thai.fiscal import fiscal_year

FIRST_YEAR = 2550


class YearRequest(AgencyRequest):
    """A request within one agency's assessed year; `plans` are those that the header names, `plan` the one that was
    drawn from this year's scores, if any was."""

    plan: Plan
    plans: list[Plan]
    assessed_year: int


def in_year(permission: Permission) -> Callable[[View], View]:
    """The view takes an Agency and a year in place of the address's `slug` and `year`, for people who hold the
    permission there. A year that can't have been assessed is no page."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def locked(request: YearRequest, slug: str, year: int, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
            request.agency = agency_for(request.user, slug, permission)
            if not FIRST_YEAR <= year <= fiscal_year(clock.today()) + 1:
                raise Http404
            request.assessed_year = year
            _find_plans(request, request.agency, year)
            return view(request, request.agency, year, *args, **kwargs)

        locked.access = permission  # type: ignore[attr-defined]  # how a view carries its declaration
        return locked

    return decorate


def _find_plans(request: YearRequest, agency: Agency, year: int) -> None:
    agencies = {agency.pk, *(each.agency_id for each in request.user.active_memberships)}
    request.plans = list(Plan.objects.filter(agency__in=agencies).order_by("-year", "pk"))
    drawn = next((each for each in request.plans if (each.agency_id, each.assessed_year) == (agency.pk, year)), None)
    if drawn is not None:
        drawn.agency = agency
        request.plan = drawn

"""The first steps of an office: a list of tasks that can be left and taken up."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import AgencyRequest, requires
from accounts.models import Agency
from accounts.permissions import Permission
from ita_portal.office.first_steps import next_of, steps_of


@require_GET
@requires(Permission.PLAN_EDIT)
def start(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """What is done and what comes next, out of what is stored."""
    steps = steps_of(agency, request.user)
    context = {"steps": steps, "next": next_of(steps), "done": [step.number for step in steps if step.is_done]}
    return render(request, "settings/start.html", context)

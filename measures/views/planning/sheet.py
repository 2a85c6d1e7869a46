"""One sheet of paper for the monthly meeting: each measure, whose it is, how far, and until when."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

import clock
from accounts.permissions import Permission
from measures import status, worklists
from measures.access import PlanRequest, in_plan
from measures.models import Plan, State


@require_GET
@in_plan(Permission.MEASURE_VIEW)
def show(request: PlanRequest, plan: Plan) -> HttpResponse:
    """The sheet as a page, whose print leaves out all else."""
    today = clock.today()
    measures = worklists.measures_of(plan)
    rows = [
        {
            "measure": measure,
            "status": status.of(measure, measure.action_count),  # type: ignore[attr-defined]  # set by counted
            "officers": [duty.officer for duty in measure.duties.all()],
            "late": status.late(measure, today),
        }
        for measure in measures
    ]
    context = {
        "plan": plan,
        "today": today,
        "rows": rows,
        "taken": sum(measure.state == State.TAKEN for measure in measures),
        "late": sum(row["late"] is not None for row in rows),
    }
    return render(request, "measures/sheet.html", context)

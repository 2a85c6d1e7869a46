"""Typing many measures on one page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

import clock
from accounts.permissions import Permission
from editing import drafts
from measures.access import PlanRequest, in_plan
from measures.forms import lists
from measures.forms.many import BEGIN_WITH, ROW_FIELDS, ManyForm
from measures.models import Plan
from measures.services.planning import assignment, items


@require_http_methods(["GET", "POST"])
@in_plan(Permission.MEASURE_EDIT)
def add_many(request: PlanRequest, plan: Plan) -> HttpResponse:
    """A row for each new measure; on to the home page, which says what comes next."""
    asked = lists.command(request.POST, ["rows"])
    if request.method == "POST" and not asked:
        return _save(request, plan)
    facts: dict[str, object] = {"due_on": plan.progress_due_on}
    rows: list[dict[str, object]] = [{} for _ in range(BEGIN_WITH)]
    at = None
    typed = request.POST if request.method == "POST" else drafts.asked(request)
    if typed is not None:
        officers = [key for key in typed.getlist("officers") if key.isascii() and key.isdigit()]
        facts = {"due_on": typed.get("due_on", ""), "officers": officers}
        rows, at = lists.rearranged(lists.raw_rows(typed, "rows", ROW_FIELDS), asked)
    form = ManyForm(initial=facts, plan=plan, rows=rows)
    lists.put_cursor(form.rows.forms, at, "code")
    return _draw(request, plan, form)


def _save(request: PlanRequest, plan: Plan) -> HttpResponse:
    form = ManyForm(request.POST, plan=plan)
    if not form.is_valid():
        return _draw(request, plan, form, status=422)
    officers = list(form.cleaned_data["officers"])
    made = assignment.add_many(plan=plan, wanted=form.wanted(), officers=officers, by=request.user, now=clock.now())
    messages.success(request, f"บันทึกแล้ว {len(made)} มาตรการ: {' '.join(measure.called for measure in made)}")
    return redirect("agency_home", plan.agency.slug, plan.year)


def _draw(request: PlanRequest, plan: Plan, form: ManyForm, status: int = 200) -> HttpResponse:
    context = {
        "plan": plan,
        "form": form,
        "rows": form.rows,
        "forms": [form, form.rows] if status != 200 else [],
        "codes": items.items_of(plan),
    }
    return render(request, "measures/measure/many.html", context, status=status)

"""Adding a measure, picked from the year's list or typed; officers and a day for many measures at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods

import clock
from accounts.permissions import Permission
from editing import drafts
from ita.catalogue import TOOLS
from measures.access import PlanRequest, in_plan
from measures.forms import lists, step_doubts
from measures.forms.assignment import AssignForm, FindForm, NewMeasureForm
from measures.forms.measure import STEP_FIELDS
from measures.models import Plan
from measures.services.planning import assignment, items
from measures.views.measure import say_saved


@require_http_methods(["GET", "POST"])
@in_plan(Permission.MEASURE_EDIT)
def add(request: PlanRequest, plan: Plan) -> HttpResponse:
    """Adds a measure to the plan; an item that is picked fills the form."""
    asked, picked = lists.command(request.POST, ["steps"]), request.POST.get("do", "").partition("pick:")[2]
    changed = step_doubts.renamed(request.POST, lists.raw_rows(request.POST, "steps", STEP_FIELDS))
    if request.method == "POST" and not asked and not picked and not changed:
        return _save(request, plan)
    facts: dict[str, object] = {"due_on": plan.progress_due_on}
    steps: list[dict[str, object]] = [{}]
    at = None
    typed = request.POST if request.method == "POST" else drafts.asked(request)
    if typed is not None:
        facts = _facts(typed)
        steps, at = changed or lists.rearranged(lists.raw_rows(typed, "steps", STEP_FIELDS), asked)
    if picked:
        facts, at = items.filled(plan, facts, picked[:20]), 0
    form = NewMeasureForm(initial=facts, plan=plan, steps=steps)
    lists.put_cursor(form.steps.forms, at, "text")
    return _draw(request, plan, form)


def _facts(typed: QueryDict) -> dict[str, object]:
    officers = [key for key in typed.getlist("officers") if key.isascii() and key.isdigit()]
    return {**{name: typed.get(name, "") for name in ("code", "question", "due_on")}, "officers": officers}


def _save(request: PlanRequest, plan: Plan) -> HttpResponse:
    form = NewMeasureForm(request.POST, plan=plan)
    if not form.is_valid():
        return _draw(request, plan, form, status=422)
    officers = list(form.cleaned_data["officers"])
    made = assignment.add(plan=plan, wanted=form.wanted(""), officers=officers, by=request.user, now=clock.now())
    say_saved(request, plan, made)
    return redirect("measures:measure", plan.agency.slug, plan.year, made.pk)


def _draw(request: PlanRequest, plan: Plan, form: NewMeasureForm, status: int = 200) -> HttpResponse:
    errors = [form, form.steps] if status != 200 else []
    step_doubts.put_doubts(form.steps, plan, None)
    context = {
        "plan": plan,
        "form": form,
        "steps": form.steps,
        "forms": errors,
        "is_begun": bool(form["code"].value()) or bool(errors),
        **_found(request, plan),
    }
    # On the way back HTMX asks for a page of its own to put in place of this one.
    of_list = request.method == "GET" and request.headers.get("HX-Request")
    is_part = of_list and not request.headers.get("HX-History-Restore-Request")
    page = "measures/measure/_items.html" if is_part else "measures/measure/add.html"
    response = render(request, page, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


def _found(request: PlanRequest, plan: Plan) -> dict[str, object]:
    """The list as the page shows it: whole and by tool, or what holds the words that were looked for."""
    typed = request.GET.get("find", "")[:200].strip()
    found = items.items_of(plan, typed)
    by_tool = [(tool, [item for item in found if item.tool == tool]) for tool in TOOLS]
    lists = items.lists_of(plan)
    others = [(tool, lists[tool]) for tool in TOOLS if tool in lists and lists[tool] != plan.assessed_year]
    return {
        "older_lists": others,
        "unknown_lists": [tool for tool in TOOLS if tool not in lists] if lists else [],
        "find_form": FindForm(request.GET),
        "find": typed,
        "found": found,
        "by_tool": [pair for pair in by_tool if pair[1]],
    }


@require_http_methods(["GET", "POST"])
@in_plan(Permission.MEASURE_EDIT)
def assign(request: PlanRequest, plan: Plan) -> HttpResponse:
    """Gives officers and a day to the ticked measures; says of each that could not be changed why."""
    if request.method == "GET":
        form = AssignForm(plan=plan)
        if request.GET.get("pick") == "all":
            form.initial["measures"] = list(form.fields["measures"].queryset)  # type: ignore[attr-defined]  # a choice of rows
        return _draw_assign(request, plan, form)
    form = AssignForm(request.POST, plan=plan)
    if not form.is_valid():
        return _draw_assign(request, plan, form, status=422)
    cleaned = form.cleaned_data
    measures = list(cleaned["measures"])
    for measure in measures:
        measure.plan = plan
    assigned = assignment.assign_many(
        plan=plan,
        measures=measures,
        officers=list(cleaned["officers"]),
        due_on=cleaned["due_on"],
        by=request.user,
        now=clock.now(),
    )
    if assigned.done:
        codes = " ".join(measure.code for measure in assigned.done)
        messages.success(request, f"มอบหมายแล้ว {len(assigned.done)} มาตรการ: {codes}")
    for _, reason in assigned.refused:
        messages.warning(request, reason)
    return redirect("measures:list", plan.agency.slug, plan.year)


def _draw_assign(request: PlanRequest, plan: Plan, form: AssignForm, status: int = 200) -> HttpResponse:
    context = {"plan": plan, "form": form, "forms": [form] if status == 422 else []}
    return render(request, "measures/measure/assign.html", context, status=status)

"""Adding a measure, picked from the year's list or typed; officers and a day for many measures at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST

import clock
from accounts.permissions import Permission
from editing import drafts
from ita.catalogue import TOOLS
from measures.access import PlanRequest, in_plan
from measures.forms import lists, step_doubts
from measures.forms.assignment import AssignForm, FindForm, NewMeasureForm
from measures.forms.measure import STEP_FIELDS
from measures.models import EDITABLE, Measure, Plan, State
from measures.reopening_holds import why_held
from measures.services import measure as measures
from measures.services.planning import assignment, items
from measures.views.measure import say_saved
from measures.views.officers import asking_for_accounts
from thai.dates import format_date

_UNDO = "what was assigned"
NOT_IN_REPORT = "รายงานปี {} เสนอไปแล้ว สิ่งที่เพิ่มหรือเปลี่ยนในมาตรการตอนนี้ไม่อยู่ในรายงานที่เสนอ จะอยู่ในรอบหรือฉบับถัดไป"


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
    elif taken := _from_library(request, plan, facts):
        facts, steps = taken
    if picked:
        facts, at = items.filled(plan, facts, picked[:20]), 0
    form = NewMeasureForm(initial=facts, plan=plan, steps=steps)
    lists.put_cursor(form.steps.forms, at, "text")
    return _draw(request, plan, form)


def _from_library(
    request: PlanRequest, plan: Plan, facts: Mapping[str, object]
) -> tuple[dict[str, object], list[dict[str, object]]] | None:
    """What the form begins with for a measure of the library (`?recommended=`), if one was asked for."""
    key = request.GET.get("recommended", "")
    found = items.of_library(plan, facts, int(key)) if key.isascii() and key.isdigit() and len(key) < 12 else None
    return (found[0], [{"text": step} for step in found[1]]) if found else None


def _facts(typed: QueryDict) -> dict[str, object]:
    officers = [key for key in typed.getlist("officers") if key.isascii() and key.isdigit()]
    return {**{name: typed.get(name, "") for name in ("code", "question", "due_on")}, "officers": officers}


def _save(request: PlanRequest, plan: Plan) -> HttpResponse:
    form = NewMeasureForm(request.POST, plan=plan)
    if not form.is_valid():
        return _draw(request, plan, form, status=422)
    if lists.asks_about_lines(request.POST, ["steps"]):
        return _draw(request, plan, form, status=409, lines=True)
    if "asked" not in request.POST and (doubts := _doubts(plan, form)):
        return _draw(request, plan, form, status=409, asks=doubts)
    officers = list(form.cleaned_data["officers"])
    made = assignment.add(plan=plan, wanted=form.wanted(""), officers=officers, by=request.user, now=clock.now())
    say_saved(request, plan, made)
    _say_held(request, plan)
    return redirect("measures:measure", plan.agency.slug, plan.year, made.pk)


@dataclass(frozen=True)
class Doubt:
    """What is asked once before a measure is added: a sentence, and the measure that it is about, if any."""

    words: str
    measure: Measure | None = None


def _doubts(plan: Plan, form: NewMeasureForm) -> list[Doubt]:
    """A measure with the same code that says something else, and a due date that has passed."""
    wanted = form.wanted("")
    if measures.the_same(plan, wanted):  # the same form, sent twice
        return []
    alike = Measure.objects.kept().filter(plan=plan, code=wanted.code)
    doubts = [Doubt(f"มีมาตรการข้อ {each.code} ในแผนปีนี้อยู่แล้ว: {each.question}", each) for each in alike]
    due, today = wanted.due_on, clock.today()
    if due and due < today:
        passed = f"วันครบกำหนด {format_date(due)} ผ่านมาแล้ว {(today - due).days} วัน"
        doubts.append(Doubt(f"{passed} มาตรการจะเกินกำหนดทันทีที่บันทึก"))
    return doubts


def _say_held(request: PlanRequest, plan: Plan) -> None:
    """That what was just changed is not in the report that was submitted."""
    if why_held(plan):
        messages.warning(request, NOT_IN_REPORT.format(plan.year))


def _draw(
    request: PlanRequest,
    plan: Plan,
    form: NewMeasureForm,
    status: int = 200,
    *,
    asks: Sequence[Doubt] = (),
    lines: bool = False,
) -> HttpResponse:
    errors = [form, form.steps] if status == 422 else []
    step_doubts.put_doubts(form.steps, plan, None)
    context = {
        "plan": plan,
        "form": form,
        "steps": form.steps,
        "forms": errors,
        "is_begun": bool(form["code"].value()) or bool(errors),
        "asks": asks,
        "lines": lines,
        "held": NOT_IN_REPORT.format(plan.year) if why_held(plan) else "",
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
    chosen = list(cleaned["measures"])
    for measure in chosen:
        measure.plan = plan
    assigned = assignment.assign_many(
        plan=plan,
        measures=chosen,
        officers=list(cleaned["officers"]),
        due_on=cleaned["due_on"],
        by=request.user,
        now=clock.now(),
        replace=cleaned["way"] == "replace",
    )
    _say_assigned(request, plan, form, assigned)
    return redirect("measures:list", plan.agency.slug, plan.year)


def _say_assigned(request: PlanRequest, plan: Plan, form: AssignForm, assigned: assignment.Assigned) -> None:
    """What changed where, with the way back."""
    changed = {each.measure for each in assigned.changes}
    codes = " ".join(measure.called for measure in assigned.done if measure.pk in changed)
    if changed:
        was = signing.dumps([astuple(each) for each in assigned.changes], salt=_UNDO, compress=True)
        undo = f"{reverse('measures:assign_undo', args=[plan.agency.slug, plan.year])}?{urlencode({'was': was})}"
        done = f"มอบหมายแล้ว {len(changed)} มาตรการ: {codes}"
        messages.success(request, f"{done} {form.said()}", extra_tags=undo)
        _say_held(request, plan)
    if same := [measure.called for measure in assigned.done if measure.pk not in changed]:
        messages.info(request, f"เป็นเช่นนี้อยู่แล้ว จึงไม่มีอะไรเปลี่ยน: {' '.join(same)}")
    for _, reason in assigned.refused:
        messages.warning(request, reason)


@require_POST
@in_plan(Permission.MEASURE_EDIT)
def undo_assigning(request: PlanRequest, plan: Plan) -> HttpResponse:
    """Takes back what was given to many measures in one go, within a day."""
    try:
        was = signing.loads(request.GET.get("was", ""), salt=_UNDO, max_age=24 * 3600)
    except signing.BadSignature:
        messages.warning(request, "เลิกทำไม่ได้แล้ว เลิกทำได้ภายใน 1 วัน แก้ผู้รับผิดชอบได้ที่หน้ามาตรการ")
        return redirect("measures:list", plan.agency.slug, plan.year)
    changes = [assignment.Change(*each) for each in was]
    undone = assignment.take_back(plan=plan, changes=changes, by=request.user, now=clock.now())
    if undone.done:
        codes = " ".join(measure.called for measure in undone.done)
        messages.success(request, f"เลิกทำการมอบหมายแล้ว {len(undone.done)} มาตรการ: {codes}")
    for _, reason in undone.refused:
        messages.warning(request, reason)
    return redirect("measures:list", plan.agency.slug, plan.year)


def _draw_assign(request: PlanRequest, plan: Plan, form: AssignForm, status: int = 200) -> HttpResponse:
    locked = Measure.objects.kept().filter(plan=plan).exclude(state__in=EDITABLE).by_code()
    context = {
        "plan": plan,
        "form": form,
        "forms": [form] if status == 422 else [],
        "held": NOT_IN_REPORT.format(plan.year) if why_held(plan) else "",
        "taken": [measure.called for measure in locked if measure.state == State.TAKEN],
        **asking_for_accounts(request.user, plan.agency),
        "handed_in": [measure.called for measure in locked if measure.state == State.HANDED_IN],
    }
    return render(request, "measures/measure/assign.html", context, status=status)

"""Choosing measures: the weak items of the assessed year, what could be done, and what the plan still lacks."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

import clock
from accounts.permissions import Permission
from measures.access import PlanRequest, in_plan
from measures.models import Plan
from scores.forms.choose import ChooseForm, recommended_sent
from scores.services.choosing import adding
from scores.services.choosing import rows as weak_items
from scores.services.choosing.adding import Overtaken
from scores.services.choosing.candidates import with_candidates
from scores.services.choosing.rows import SHOWN, Answers


@require_http_methods(["GET", "POST"])
@in_plan(Permission.MEASURE_EDIT)
def choose(request: PlanRequest, plan: Plan) -> HttpResponse:
    """Shows what is weak with what could be done; adds what was chosen or written."""
    answers = weak_items.of_plan(plan, request.plans)
    if request.method == "GET":
        return _draw(request, plan, answers, _form(request, plan, answers).filled(request))
    form = _form(request, plan, answers, answered=True)
    if not form.is_valid():
        return _draw(request, plan, answers, form, status=422)
    wanted = list(form.wanted())
    try:
        made = adding.add(
            plan=plan,
            wanted=wanted,
            kept=form.kept(),
            officers=list(form.cleaned_data["officers"]),
            by=request.user,
            now=clock.now(),
            unmoved=answers.unmoved,
        )
    except Overtaken as overtaken:
        _tell(form, overtaken.codes)
        return _draw(request, plan, answers, form, status=409)
    messages.success(request, f"เพิ่มแล้ว {len(made)} มาตรการ: {' '.join(measure.called for measure in made)}")
    return redirect("scores:choose", plan.agency.slug, plan.year)


def _form(request: PlanRequest, plan: Plan, answers: Answers, *, answered: bool = False) -> ChooseForm:
    """The form of the items that no measure answers, the lowest; with `answered`, of all for which something was sent:
    somebody may have added a measure since the page was drawn."""
    rows = answers.unanswered[:SHOWN]
    if answered:
        sent = {name.partition("-")[0] for name in request.POST}
        rows = [row for row in answers.rows if row.line.key in sent] or rows
    sent_keys = recommended_sent(request.POST) if answered else ()
    offered = with_candidates(plan, rows, answers, sent_keys)
    return ChooseForm(request.POST if answered else None, plan=plan, offered=offered)


def _tell(form: ChooseForm, codes: Sequence[str]) -> None:
    """Beside each item that somebody answered meanwhile, that it is."""
    for row in form.rows:
        if row.row.line.key in codes:
            named = " ".join(measure.called for measure in row.row.measures)
            row.add_error(
                "own", f"มีผู้เพิ่มมาตรการของข้อนี้แล้วระหว่างที่ท่านเลือก {named} หากจะเพิ่มอีก โปรดเพิ่มที่หน้ามาตรการ".replace("  ", " ")
            )


def _draw(request: PlanRequest, plan: Plan, answers: Answers, form: ChooseForm, status: int = 200) -> HttpResponse:
    context = {
        "plan": plan,
        "agency": plan.agency,
        "answers": answers,
        "found": answers.found,
        "more": max(len(answers.unanswered) - SHOWN, 0),
        "library": form.own_count,
        "gaps": answers.gaps,
        "form": form,
        "rows": form.rows,
        "forms": form.all_forms if status != 200 else [],
    }
    return render(request, "scores/choose/choose.html", context, status=status)

"""Handing in several of one's own measures: all that was entered once more, and one press for those that are ticked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

import clock
from accounts.permissions import Permission
from measures import characters, history
from measures.access import PlanRequest, in_plan
from measures.forms.decision import chosen
from measures.models import EDITABLE, Action, Measure, Outcome, Plan, State
from measures.models.one_in_full import each_in_full
from measures.services import decision as decisions
from measures.services.checking.since_return import last_asked
from measures.services.doubts.of_measure import open_of_each


@require_http_methods(["GET", "POST"])
@in_plan(Permission.MEASURE_HAND_IN)
def hand_in_many(request: PlanRequest, plan: Plan) -> HttpResponse:
    """The person's measures that are ready; `?pick=<key>` ticks the one that they come from.

    A coordinator completes those that they answer for, as on the page of one.
    """
    ready = _ready(request, plan)
    if request.method == "POST":
        return _hand_in(request, plan, ready)
    return _draw(request, plan, ready, ticked={request.GET.get("pick", "")})


def _ready(request: PlanRequest, plan: Plan) -> list[Measure]:
    rows = Measure.objects.kept().filter(plan=plan, state__in=EDITABLE).answered_by(request.user)
    found = [each for each in each_in_full(rows.with_round().by_code()) if each.kept_actions and each.kept_outcomes]  # type: ignore[attr-defined]  # set by each_in_full
    for measure in found:
        measure.plan = plan
    return found


def _hand_in(request: PlanRequest, plan: Plan, ready: list[Measure]) -> HttpResponse:
    seen = chosen(request.POST.getlist("measure"))
    picked = [measure for measure in ready if measure.pk in seen]
    if not seen:
        return _draw(request, plan, ready, ticked=set(), status=422)
    move = "complete" if request.user.can(Permission.MEASURE_CHECK, on=plan.agency) else "hand_in"
    # What does not say which words it showed, hands in none.
    asked = [(each, seen[each.pk], request.POST.get(f"digest-{each.pk}") or "unknown") for each in picked]
    bulk = decisions.hand_in_many(measures=asked, move=move, by=request.user, now=clock.now())
    if bulk.done:
        codes = " ".join(measure.called for measure in bulk.done)
        done = "บันทึกว่าเสร็จสมบูรณ์แล้ว" if move == "complete" else "ส่งให้ผู้ประสานงานตรวจแล้ว"
        messages.success(request, f"{done} {len(bulk.done)} มาตรการ: {codes}")
    for measure, reason in bulk.refused:
        messages.warning(request, f"ยังไม่ได้ส่งมาตรการ {measure.called}: {reason}")
    if len(seen) > len(picked):
        messages.warning(request, "บางมาตรการที่เลือกส่งไปแล้วหรือมีผู้อื่นแก้ไข จึงไม่ได้ส่งซ้ำ")
    return redirect(_after(request, plan))


def _after(request: PlanRequest, plan: Plan) -> str:
    """On to the report, where all measures are taken and the person compiles it; else home."""
    place = [plan.agency.slug, plan.year]
    kept = Measure.objects.kept().filter(plan=plan)
    if request.user.can(Permission.REPORT_EDIT, on=plan.agency) and kept.count() == kept.taken().count():
        return reverse("reports:compile", args=place)
    return reverse("agency_home", args=place)


def _draw(
    request: PlanRequest, plan: Plan, ready: list[Measure], *, ticked: set[str], status: int = 200
) -> HttpResponse:
    rows = []
    asked = last_asked(measure for measure in ready if measure.state == State.RETURNED)
    for measure, doubts in zip(ready, open_of_each(plan, ready), strict=True):
        actions: list[Action] = measure.kept_actions  # type: ignore[attr-defined]  # set by in_full
        outcomes: list[Outcome] = measure.kept_outcomes  # type: ignore[attr-defined]  # set by in_full
        now_says, returned = decisions.digest_in_full(measure), asked.get(measure.pk)
        rows.append(
            {
                "measure": measure,
                "returned": returned,
                "is_unchanged": returned is not None and returned.digest == now_says,
                "value": f"{measure.pk}-{measure.last_round}",  # type: ignore[attr-defined]  # set by with_round
                "digest": now_says,
                "ticked": str(measure.pk) in ticked,
                "actions": [(action, history.when(action)) for action in actions],
                "outcomes": outcomes,
                "doubts": list(dict.fromkeys(doubt.message for doubt in doubts)),
                "characters": characters.doubts_of(measure),
            }
        )
    context = {
        "plan": plan,
        "rows": rows,
        "completes": request.user.can(Permission.MEASURE_CHECK, on=plan.agency),
        "nothing_ticked": status == 422,
    }
    return render(request, "measures/decision/hand_in_many.html", context, status=status)

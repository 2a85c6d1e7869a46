"""Handing in, taking, returning, recalling and reopening: each decision has a page, drawn from the table of moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

import clock
from accounts.access import Refused
from accounts.models import User
from accounts.permissions import Permission
from accounts.persons import same_person
from editing import drafts
from measures import characters, history
from measures.access import PlanRequest, in_plan, measure_of
from measures.forms.decision import DecisionForm, chosen
from measures.models import Action, Decision, Measure, Outcome, Plan, State
from measures.moves import OPENING, TRANSITIONS, lacking, moves, rule
from measures.services import decision as decisions
from measures.services.checking.since_return import since_return
from measures.services.doubts.printed import printed
from measures.services.permission import answers_for, may_edit_progress, sent_by
from measures.views import doubts
from measures.views.checking.buttons import PAGES
from thai.dates import format_moment, format_time, local_day
from workflow import Overtaken, refusal

DONE = {
    "hand_in": "ส่งมาตรการ {} ให้ผู้ประสานงานตรวจแล้ว",
    "complete": "บันทึกว่ามาตรการ {} เสร็จสมบูรณ์แล้ว",
    "take": "ตรวจรับมาตรการ {} แล้ว",
    "return": "ส่งมาตรการ {} กลับให้แก้ไขแล้ว",
    "recall": "เรียกมาตรการ {} คืนมาแก้ไขแล้ว",
    "reopen": "เปิดมาตรการ {} ให้แก้ไขอีกครั้งแล้ว",
}


@require_http_methods(["GET", "POST"])
@in_plan(Permission.MEASURE_HAND_IN)
def hand_in(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """All that was entered, once more, and a button that hands it in or completes it."""
    return _respond(request, measure_of(plan, pk), "hand_in")


@require_http_methods(["GET", "POST"])
@in_plan(Permission.MEASURE_CHECK)
def check(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """Shows what was handed in, and takes or returns it."""
    return _respond(request, measure_of(plan, pk), "check")


@require_http_methods(["GET", "POST"])
@in_plan(Permission.MEASURE_HAND_IN)
def recall(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """Recalls a measure from the coordinator, before a decision."""
    return _respond(request, measure_of(plan, pk), "recall")


@require_http_methods(["GET", "POST"])
@in_plan(Permission.MEASURE_CHECK)
def reopen(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """Reopens a taken measure, for a reason."""
    return _respond(request, measure_of(plan, pk), "reopen")


@require_POST
@in_plan(Permission.MEASURE_CHECK)
def take_many(request: PlanRequest, plan: Plan) -> HttpResponse:
    """Takes the ticked measures of the list; says of each that could not be taken why."""
    seen = chosen(request.POST.getlist("measure"))
    found = list(Measure.objects.kept().filter(plan=plan, pk__in=seen).by_code())
    for measure in found:
        measure.plan = plan
    own = sent_by(request.user, found)
    pairs = [(measure, seen[measure.pk]) for measure in found if measure.pk not in own]
    bulk = decisions.decide_many(measures=pairs, move="take", by=request.user, now=clock.now())
    if bulk.done:
        codes = " ".join(measure.called for measure in bulk.done)
        messages.success(request, f"ตรวจรับแล้ว {len(bulk.done)} มาตรการ: {codes}")
    for measure in (each for each in found if each.pk in own):
        messages.warning(request, f"ยังไม่ได้ตรวจรับมาตรการ {measure.called}: ท่านส่งตรวจเอง โปรดเปิดอ่านแล้วตรวจรับทีละมาตรการ")
    for measure, reason in bulk.refused:
        messages.warning(request, f"ยังไม่ได้ตรวจรับมาตรการ {measure.called}: {reason}")
    if not found:
        messages.warning(request, "ยังไม่ได้เลือกมาตรการ โปรดทำเครื่องหมายหน้ามาตรการที่จะตรวจรับ")
    return redirect(_waiting(plan))


def _waiting(plan: Plan) -> str:
    return reverse("measures:list", args=[plan.agency.slug, plan.year]) + "?state=waiting"


def _respond(request: PlanRequest, measure: Measure, page: str) -> HttpResponse:
    if request.method == "POST":
        return _decide(request, measure, page)
    if not any(measure.state in TRANSITIONS[name].sources for name in PAGES[page]):
        _refuse(measure, page, request.user)
        return overtaken(request, measure)
    return _draw(request, measure, page, drafts.fill(_fresh(measure, page), request, ["comment"]))


def _fresh(measure: Measure, page: str, comment: str = "") -> DecisionForm:
    """A form about the measure as it is now, with what was typed already."""
    rounds = [each.round for each in decisions.past(measure)]
    seen = {"round": max(rounds, default=0), "digest": decisions.digest_in_full(measure)}
    return DecisionForm(initial={**seen, "comment": comment}, page=page)


def _decide(request: PlanRequest, measure: Measure, page: str) -> HttpResponse:
    move = request.POST.get("move", "")
    if move not in PAGES[page]:
        raise SuspiciousOperation(f"{page} has no move of that name")
    form = DecisionForm(request.POST, page=page, move=TRANSITIONS[move])
    if not form.names_what_was_seen:
        fresh = _fresh(measure, page, request.POST.get("comment", ""))
        return _draw(request, measure, page, fresh, status=409, outdated=True)
    if not form.is_valid():
        return _draw(request, measure, page, form, status=422)
    cleaned = form.cleaned_data
    if move == "take" and cleaned["comment"] and "asked" not in request.POST:
        return _draw(request, measure, page, form, status=409, asks=True)
    if move in OPENING and measure.is_editable and lacking(measure):
        return _draw(request, measure, page, form, status=409)
    return _make(request, measure, page, move, cleaned)


def _make(request: PlanRequest, measure: Measure, page: str, move: str, cleaned: Mapping[str, Any]) -> HttpResponse:
    try:
        decisions.decide(
            measure=measure,
            move=move,
            by=request.user,
            now=clock.now(),
            comment=cleaned["comment"],
            seen_round=cleaned["round"],
            seen_digest=cleaned["digest"],
        )
    except Overtaken:
        now = measure_of(measure.plan, measure.pk)
        if now.state not in TRANSITIONS[move].sources:
            return overtaken(request, now, cleaned["comment"], move)
        return _draw(request, now, page, _fresh(now, page, cleaned["comment"]), status=409, outdated=True)
    except decisions.Reworded:
        now = measure_of(measure.plan, measure.pk)
        return _draw(request, now, page, _fresh(now, page, cleaned["comment"]), status=409, reworded=True)
    left = Measure.objects.kept().filter(plan=measure.plan).waiting().count() if page == "check" else 0
    messages.success(request, DONE[move].format(measure.called) + (f" เหลือรอตรวจอีก {left} มาตรการ" if left else ""))
    if page == "check":  # the next one, or that there is none
        return redirect(_waiting(measure.plan))
    return redirect("measures:measure", measure.plan.agency.slug, measure.plan.year, measure.pk)


def _draw(
    request: PlanRequest,
    measure: Measure,
    page: str,
    form: DecisionForm,
    status: int = 200,
    *,
    reworded: bool = False,
    outdated: bool = False,
    asks: bool = False,
) -> HttpResponse:
    """`reworded`: the text changed since the page was drawn; `outdated`: that page was about another round; `asks`: a
    measure is taken with words that may have been meant for a return."""
    can = [move for move in moves(measure, request.user) if move.name in PAGES[page]]
    missing = lacking(measure) if OPENING.intersection(PAGES[page]) else ""
    may_edit = measure.is_editable and may_edit_progress(request.user, measure)
    if not can and not (missing and may_edit):
        _refuse(measure, page, request.user)
        return overtaken(request, measure, str(form["comment"].value() or ""))
    actions: list[Action] = measure.kept_actions  # type: ignore[attr-defined]  # set by in_full
    outcomes: list[Outcome] = measure.kept_outcomes  # type: ignore[attr-defined]  # set by in_full
    past = decisions.past(measure)
    handed_in = _last(past, "hand_in")
    context = {
        "measure": measure,
        "form": form,
        "forms": [form] if status == 422 else [],
        "moves": can,
        "lacking": missing,
        "reworded": reworded,
        "outdated": outdated,
        "asks": asks,
        "actions": [
            (action, history.when(action), words if words != action.text else "")
            for action, words in zip(actions, _printed(measure), strict=True)
        ],
        "outcomes": outcomes,
        "characters": characters.doubts_of(measure),
        "doubts": doubts.rows_of(request, measure, page) if page in doubts.PAGES else [],
        "handed_in": handed_in,
        "by_sender": handed_in is not None and same_person(handed_in.by, request.user),
        "returned": _last(past, "return"),
        "is_returned": measure.state == State.RETURNED,
        "since": since_return(measure, past) if page in ("check", "hand_in") else None,
        "may_complete": "complete" in {move.name for move in can},
        "on_behalf": not answers_for(request.user, measure),
        "may_edit": may_edit,
    }
    return render(request, f"measures/decision/{page}.html", context, status=status)


def _printed(measure: Measure) -> list[str]:
    """The words of each action as the report prints them: its dates stand behind words that don't hold them."""
    return [action.printed for action in printed(measure).actions]


def _refuse(measure: Measure, page: str, by: User) -> None:
    """Raises Refused where the person may make none of the page's moves in any state; the reason is the first's."""
    reasons = [refusal(TRANSITIONS[name], measure, by, rule) for name in PAGES[page]]
    if None not in reasons:
        raise Refused(TRANSITIONS[PAGES[page][0]].permission, measure.agency, reasons[0] or "")


def _last(past: list[Decision], move: str) -> Decision | None:
    return next((decision for decision in reversed(past) if decision.move == move), None)


def overtaken(request: PlanRequest, measure: Measure, comment: str = "", move: str = "") -> HttpResponse:
    """A colleague was faster: who, what they decided and their words, beside one's own `comment`; status 409.

    Who pressed the button of a `move` a second time is told that it was made, and when.
    """
    last = measure.decisions.select_related("by").last()
    by_oneself = last is not None and last.by_id == request.user.pk
    done = TRANSITIONS[last.move].done if last else ""
    is_again = last is not None and by_oneself and last.move == move
    heading = "ท่านดำเนินการไปแล้ว" if by_oneself else "ผู้อื่นพิจารณาไปแล้ว" if last else "มาตรการนี้ยังไม่ได้ส่งตรวจ"
    if last is not None and is_again:
        heading = f"{done}เรียบร้อยแล้วตั้งแต่ {_since(last)}"
    context = {
        "measure": measure,
        "last": last,
        "done": done,
        "by_oneself": by_oneself,
        "heading": heading,
        "is_again": is_again,
        "comment": "" if last is not None and is_again and comment.strip() == last.comment else comment,
    }
    return render(request, "measures/decision/overtaken.html", context, status=409)


def _since(decision: Decision) -> str:
    """`15.01 น.` of a decision of today, else its day as well."""
    is_today = local_day(decision.at) == clock.today()
    return format_time(decision.at) if is_today else format_moment(decision.at)

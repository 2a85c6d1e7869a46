"""Asking about a measure without returning it, answering, and closing what was asked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

import clock
from accounts.access import require
from accounts.permissions import Permission
from editing import drafts
from measures.access import PlanRequest, in_plan, measure_of
from measures.forms.questions import AnswerForm, QuestionForm
from measures.models import Measure, Plan, Question
from measures.services.checking import questions


@require_http_methods(["GET", "POST"])
@in_plan(Permission.MEASURE_ASK)
def ask(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """Asks one person about the measure."""
    measure = measure_of(plan, pk, "duties")
    if request.method == "GET":
        first = questions.first_to_ask(measure, request.user)
        text = questions.chasing(measure, clock.today()) if "chase" in request.GET else ""
        form = QuestionForm(measure=measure, by=request.user, initial={"to": first, "text": text})
        return _draw_ask(request, measure, drafts.fill(form, request))
    form = QuestionForm(request.POST, measure=measure, by=request.user)
    if not form.is_valid():
        return _draw_ask(request, measure, form, status=422)
    to = form.cleaned_data["to"]
    made = questions.ask(measure=measure, to=to, text=form.cleaned_data["text"], by=request.user, now=clock.now())
    messages.success(request, f"ส่งคำถามถึง {to} แล้ว")
    return redirect("measures:question", plan.agency.slug, plan.year, pk, made.pk)


def _draw_ask(request: PlanRequest, measure: Measure, form: QuestionForm, status: int = 200) -> HttpResponse:
    context = {
        "measure": measure,
        "form": form,
        "forms": [form] if status != 200 else [],
        "may_check": request.user.can(Permission.MEASURE_CHECK, on=measure.plan.agency),
    }
    return render(request, "measures/questions/ask.html", context, status=status)


@require_http_methods(["GET", "POST"])
@in_plan(Permission.MEASURE_VIEW)
def show(request: PlanRequest, plan: Plan, pk: int, question_pk: int) -> HttpResponse:
    """A question with its answers; a POST adds one, or closes the question by `do=close`."""
    measure = measure_of(plan, pk, "duties")
    question = get_object_or_404(measure.questions.select_related("by", "to"), pk=question_pk)
    question.measure = measure
    if request.method == "GET":
        return _draw(request, measure, question, drafts.fill(AnswerForm(), request))
    require(request.user, Permission.MEASURE_ASK, on=plan.agency)
    try:
        if request.POST.get("do") == "close":
            questions.close(question=question, by=request.user, now=clock.now())
            messages.success(request, "ปิดคำถามแล้ว")
            return redirect("measures:measure", plan.agency.slug, plan.year, pk)
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return _draw(request, measure, question, form, status=422)
        questions.answer(question=question, text=form.cleaned_data["text"], by=request.user, now=clock.now())
    except questions.Closed:
        question.refresh_from_db()
        question.measure = measure
        return _draw(request, measure, question, AnswerForm(request.POST), status=409)
    messages.success(request, "ส่งข้อความแล้ว" if question.by == request.user else "ส่งคำตอบแล้ว")
    return redirect("measures:question", plan.agency.slug, plan.year, pk, question.pk)


def _draw(
    request: PlanRequest, measure: Measure, question: Question, form: AnswerForm, status: int = 200
) -> HttpResponse:
    may_answer = request.user.can(Permission.MEASURE_ASK, on=measure.plan.agency)
    context = {
        "measure": measure,
        "question": question,
        "answers": list(question.answers.select_related("by")),
        "form": form,
        "forms": [form] if status == 422 else [],
        "too_late": status == 409,
        "typed": request.POST.get("text", "") if status == 409 else "",
        "may_answer": may_answer and question.closed_at is None,
        "is_own": question.by == request.user,
        "may_close": question.by == request.user and question.closed_at is None,
    }
    return render(request, "measures/questions/question.html", context, status=status)

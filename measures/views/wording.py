"""An agency completes and confirms the wording of an item."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import drafts
from accounts.permissions import Permission
from measures.access import PlanRequest, in_plan, measure_of
from measures.forms.fields import ThaiTextField
from measures.models import Plan
from measures.services import wording


class WordingForm(forms.Form):
    """The wording as the agency knows it."""

    text = ThaiTextField(
        label="ถ้อยคำของข้อคำถาม", rows=4, max_length=2000, error_messages={"required": "โปรดพิมพ์ถ้อยคำของข้อคำถาม"}
    )


@require_http_methods(["GET", "POST"])
@in_plan(Permission.CATALOGUE_EDIT)
def confirm(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """The wording of a measure's item, for all measures of the agency about it."""
    measure = measure_of(plan, pk)
    known = wording.of(measure)
    if known.indicator is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = drafts.fill(WordingForm(data, initial={"text": known.text or measure.question}), request)
    if form.is_bound and form.is_valid():
        text, now = form.cleaned_data["text"], timezone.now()
        wording.confirm(agency=plan.agency, indicator=known.indicator, text=text, by=request.user, now=now)
        messages.success(request, f"ยืนยันถ้อยคำของข้อ {known.indicator.code} ปี {known.indicator.year} แล้ว")
        return redirect("measures:measure", plan.agency.slug, plan.year, pk)
    context = {"measure": measure, "form": form, "known": known, "forms": [form] if form.errors else []}
    return render(request, "measures/wording/form.html", context, status=422 if form.errors else 200)

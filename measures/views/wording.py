"""An agency completes and confirms the wording of an item."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

import clock
from accounts.models import SetAside
from accounts.permissions import Permission
from editing import drafts
from editing.conflict import KEPT, attempt, keep_unchosen, respond
from editing.fields import ThaiTextField
from editing.form_layout import PortalHelper
from editing.forms import VersionedForm
from editing.versions import Version
from editing.who_saved import Trail
from ita.catalogue import LONGEST_WORDING
from measures.access import PlanRequest, in_plan, measure_of
from measures.models import Indicator, Measure, Plan
from measures.services import wording


class WordingForm(VersionedForm):
    """The wording as the agency knows it."""

    text = ThaiTextField(
        label="ถ้อยคำของข้อคำถาม",
        rows=4,
        max_length=LONGEST_WORDING,
        error_messages={"required": "โปรดพิมพ์ถ้อยคำของข้อคำถาม"},
    )

    helper = PortalHelper("text")


@require_http_methods(["GET", "POST"])
@in_plan(Permission.CATALOGUE_EDIT)
def confirm(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """The wording of a measure's item, for all measures of the agency about it."""
    measure = measure_of(plan, pk, "duties")
    known = wording.of(measure)
    if known.indicator is None:
        raise Http404
    if request.method == "GET":
        # Words of a list that nobody confirmed yet are offered, but nobody said them.
        base = _version(known.text if known.confirmed else "").sign()
        form = WordingForm(initial={"text": known.text or measure.question, "base": base})
        return _draw(request, measure, drafts.fill(form, request), known, status=200)
    indicator = known.indicator
    # Every agency confirms the same items: who did so in this one.
    trail = Trail([f"indicator:{indicator.pk}"], agency=plan.agency)
    keep_unchosen(request, SetAside.Page.WORDING, indicator.pk, WordingForm)
    tried = attempt(request.POST, bind=WordingForm, write=partial(_write, request, indicator), version=_version)
    about = f"ถ้อยคำของข้อ {indicator.code} ปี {indicator.year}"
    if tried.clashes:
        return respond(request, tried, trail, about=about, kept=KEPT)
    tried.tell(request, trail)
    if not tried.saved:
        return _draw(request, measure, tried.form, known, status=tried.status)
    messages.success(request, f"บันทึก{about} แล้ว")
    return redirect("measures:measure", plan.agency.slug, plan.year, pk)


def _write(request: PlanRequest, indicator: Indicator, form: WordingForm, base: str) -> bool:
    text, now = form.cleaned_data["text"], clock.now()
    try:
        wording.confirm(agency=request.agency, indicator=indicator, text=text, by=request.user, now=now, base=base)
    except ValidationError as error:
        form.add_error(None, error)
    return not form.errors


def _version(text: str) -> Version:
    return WordingForm.version(wording.digest(text), {"text": text})


def _draw(
    request: PlanRequest, measure: Measure, form: WordingForm, known: wording.Known, *, status: int
) -> HttpResponse:
    context = {"measure": measure, "form": form, "known": known, "forms": [form] if form.errors else []}
    return render(request, "measures/wording/form.html", context, status=status)

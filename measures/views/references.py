"""Which year's list each reference of a measure means."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from ita.catalogue import Catalogue
from measures.access import PlanRequest, in_plan, measure_of
from measures.models import Measure, Plan, Reference
from measures.services import catalogue
from measures.services import measure as measures
from measures.services.permission import Locked
from measures.views.locked import redirect_locked


class ReferenceYears(forms.Form):
    """A choice of year for each reference, with what that year's list calls the item."""

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        references: list[Reference] = list(measure.references.all())
        # A measure was written with the lists of its time: none of later years.
        items = catalogue.items_of(measure.plan.agency).filter(
            code__in={reference.code for reference in references}, year__lte=measure.plan.year + 1
        )
        years = sorted({*items.values_list("year", flat=True), *(reference.year for reference in references)})
        lists = catalogue.of(measure.plan.agency, *years)
        for number, reference in enumerate(references, start=1):
            named = [(year, f"ปี {year}: {_meaning(lists, year, reference.code)}") for year in years]
            self.fields[f"year_{reference.pk}"] = forms.TypedChoiceField(
                label=f"รหัสที่ {number} “{reference.as_written}” อ่านเป็น {reference.code}",
                choices=named,
                coerce=int,
                initial=reference.year,
                widget=forms.RadioSelect,
            )

    def years(self) -> dict[int, int]:
        """The chosen years by the reference's key; after is_valid."""
        return {int(name.removeprefix("year_")): year for name, year in self.cleaned_data.items()}


def _meaning(lists: Catalogue, year: int, code: str) -> str:
    if entry := lists.get(year, code):
        return entry.text or "ยังไม่มีถ้อยคำ"
    return "ไม่มีข้อนี้ในรายการ" if lists.holds(year, code) is False else "ยังไม่มีรายการที่มีข้อนี้"


@require_http_methods(["GET", "POST"])
@in_plan(Permission.MEASURE_EDIT)
def edit(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """The years of a measure's references."""
    measure = measure_of(plan, pk)
    form = ReferenceYears(request.POST if request.method == "POST" else None, measure=measure)
    if not form.fields:
        raise Http404
    if request.method == "GET" and not measure.is_editable:
        return redirect_locked(request, measure)
    if form.is_bound and form.is_valid():
        return _save(request, measure, form)
    context = {"measure": measure, "form": form, "forms": [form] if form.errors else []}
    return render(request, "measures/measure/references.html", context, status=422 if form.errors else 200)


def _save(request: PlanRequest, measure: Measure, form: ReferenceYears) -> HttpResponse:
    plan = measure.plan
    try:
        measures.date_references(measure=measure, years=form.years(), by=request.user)
    except Locked as locked:
        return redirect_locked(request, measure, locked.reason)
    messages.success(request, f"บันทึกปีของรหัสที่อ้างอิงใน{measure.item} แล้ว")
    return redirect("measures:measure", plan.agency.slug, plan.year, measure.pk)

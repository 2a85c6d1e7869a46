"""The officers page of an agency's settings, and handing measures over."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import AgencyRequest, requires
from accounts.changed import digest
from accounts.models import Agency, SetAside
from accounts.permissions import Permission
from editing import drafts
from editing.conflict import KEPT, attempt, keep_unchosen, respond
from editing.versions import Version
from editing.who_saved import Trail
from measures.forms.people import HandOverForm, OfficerForm
from measures.models import Measure, Officer
from measures.services import people
from measures.services.people import OfficerFacts

PER_PAGE = 50


@require_GET
@requires(Permission.SETTINGS_EDIT)
def index(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """Everybody whom measures and reports name, in the units' order."""
    kept = Count("duties", filter=Q(duties__measure__removed_at=None), distinct=True)
    officers = agency.officers.select_related("unit", "user").annotate(measure_count=kept)
    page = Paginator(officers.order_by("-is_active", "unit__position", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "settings/officers.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def add(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """Adds an officer."""
    if request.method == "GET":
        return _draw(request, drafts.fill(OfficerForm(agency=agency), request), None)
    form = OfficerForm(request.POST, agency=agency)
    if form.is_valid():
        try:
            officer = people.add(agency=agency, facts=form.facts(), by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _saved(request, agency, f"เพิ่ม{officer}แล้ว")
    return _draw(request, form, None, status=422)


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def edit(request: AgencyRequest, agency: Agency, pk: int) -> HttpResponse:
    """Changes how an officer is printed, and whose account is theirs."""
    officer = get_object_or_404(Officer.objects.select_related("agency"), agency=agency, pk=pk)
    if request.method == "GET":
        facts = people.facts_of(officer)
        form = OfficerForm(initial=OfficerForm.drawn(digest(facts), asdict(facts)), agency=agency)
        return _draw(request, drafts.fill(form, request), officer)

    def write(form: OfficerForm, base: str) -> bool:
        try:
            people.change(officer=officer, facts=form.facts(), base=base, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        return not form.errors

    bind, trail = partial(OfficerForm, agency=agency), Trail([f"officer:{pk}"])
    keep_unchosen(request, SetAside.Page.OFFICER, pk, bind)
    tried = attempt(request.POST, bind=bind, write=write, version=_version)
    if tried.clashes:
        return respond(request, tried, trail, about=f"ผู้รับผิดชอบ {officer.name}", kept=KEPT)
    tried.tell(request, trail)
    if tried.saved:
        return _saved(request, agency, f"บันทึก{tried.form.facts().name}แล้ว")
    return _draw(request, tried.form, officer, status=tried.status)


def _version(facts: OfficerFacts) -> Version:
    return OfficerForm.version(digest(facts), asdict(facts))


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def hand_over(request: AgencyRequest, agency: Agency, pk: int) -> HttpResponse:
    """An officer's measures go to a successor; those of the latest year are ticked."""
    officer = get_object_or_404(Officer.objects.select_related("agency", "unit"), agency=agency, pk=pk)
    measures = people.measures_of(officer)
    free = [measure for measure in measures if measure.is_editable]
    if request.method == "GET":
        latest = [measure.pk for measure in free if measure.plan.year == free[0].plan.year]
        form = HandOverForm(initial={"measures": latest}, officer=officer, measures=free)
        return _draw_hand_over(request, form, officer, measures)
    form = HandOverForm(request.POST, officer=officer, measures=free)
    if not form.is_valid():
        return _draw_hand_over(request, form, officer, measures, status=422)
    cleaned = form.cleaned_data
    chosen = {measure.pk for measure in cleaned["measures"]}
    result = people.hand_over(officer=officer, to=cleaned["to"], measures=chosen, by=request.user)
    if result.locked:
        codes = " ".join(measure.called for measure in result.locked)
        messages.warning(request, f"ยังไม่ได้ส่งมอบข้อ {codes} เพราะเพิ่งส่งตรวจหรือตรวจรับไปแล้ว")
    return _saved(request, agency, f"ส่งมอบ {len(result.done)} มาตรการจาก{officer}ให้{cleaned['to']}แล้ว")


def _draw(request: AgencyRequest, form: OfficerForm, officer: Officer | None, status: int = 200) -> HttpResponse:
    return render(request, "settings/officer.html", {"form": form, "officer": officer}, status=status)


def _draw_hand_over(
    request: AgencyRequest, form: HandOverForm, officer: Officer, measures: list[Measure], status: int = 200
) -> HttpResponse:
    locked = [measure for measure in measures if not measure.is_editable]
    context = {"form": form, "officer": officer, "locked": locked, "free": len(measures) - len(locked)}
    return render(request, "settings/hand_over.html", context, status=status)


def _saved(request: AgencyRequest, agency: Agency, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("measures:officer_list", agency.slug)

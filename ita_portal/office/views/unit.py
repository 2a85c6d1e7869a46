"""The units of an agency."""

from __future__ import annotations

from dataclasses import asdict
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import AgencyRequest, requires
from accounts.changed import digest
from accounts.models import Agency, SetAside, Unit
from accounts.permissions import Permission
from accounts.services import unit as units
from editing import drafts
from editing.conflict import KEPT, attempt, keep_unchosen, respond
from editing.versions import Version
from editing.who_saved import Trail
from ita_portal.office.forms.agency import UnitForm


@require_GET
@requires(Permission.SETTINGS_EDIT)
def index(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """The units in their order."""
    return render(request, "settings/units.html", {"units": list(agency.units.all())})


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def add(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """Adds a unit."""
    # The names of a unit that was taken away come in the query string of the way back.
    initial = {name: request.GET.get(name, "") for name in ("short_name", "name")}
    form = drafts.fill(UnitForm(request.POST or None, initial=initial), request)
    if request.method == "POST" and form.is_valid():
        try:
            unit = units.add(agency=agency, facts=form.facts(), by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _saved(request, agency, f"เพิ่ม{unit.short_name}แล้ว")
    return render(
        request, "settings/unit.html", {"form": form, "unit": None}, status=422 if request.method == "POST" else 200
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def edit(request: AgencyRequest, agency: Agency, pk: int) -> HttpResponse:
    """Changes the names of a unit."""
    unit = get_object_or_404(Unit.objects.select_related("agency"), agency=agency, pk=pk)
    if request.method == "GET":
        facts = units.facts_of(unit)
        form = drafts.fill(UnitForm(initial=UnitForm.drawn(digest(facts), asdict(facts))), request)
        return render(request, "settings/unit.html", {"form": form, "unit": unit})

    def write(form: UnitForm, base: str) -> bool:
        try:
            units.change(unit=unit, facts=form.facts(), base=base, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        return not form.errors

    trail = Trail([f"unit:{pk}"])
    keep_unchosen(request, SetAside.Page.UNIT, pk, UnitForm)
    tried = attempt(request.POST, bind=UnitForm, write=write, version=_version)
    if tried.clashes:
        return respond(request, tried, trail, about=unit.short_name, kept=KEPT)
    tried.tell(request, trail)
    if tried.saved:
        return _saved(request, agency, f"บันทึก{tried.form.facts().short_name}แล้ว")
    return render(request, "settings/unit.html", {"form": tried.form, "unit": unit}, status=tried.status)


def _version(facts: units.UnitFacts) -> Version:
    return UnitForm.version(digest(facts), asdict(facts))


@require_POST
@requires(Permission.SETTINGS_EDIT)
def move(request: AgencyRequest, agency: Agency, pk: int) -> HttpResponse:
    """Moves a unit one place up or down."""
    unit = get_object_or_404(Unit.objects.select_related("agency"), agency=agency, pk=pk)
    units.move(unit=unit, down=request.POST.get("to") == "down", by=request.user)
    return _saved(request, agency, f"ย้ายลำดับของ{unit.short_name}แล้ว")


@require_POST
@requires(Permission.SETTINGS_EDIT)
def remove(request: AgencyRequest, agency: Agency, pk: int) -> HttpResponse:
    """Takes away a unit that nobody stands in."""
    unit = get_object_or_404(Unit.objects.select_related("agency"), agency=agency, pk=pk)
    try:
        units.remove(unit=unit, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("accounts:units", agency.slug)
    again = f"{reverse('accounts:unit_add', args=[agency.slug])}?{urlencode(asdict(units.facts_of(unit)))}"
    return _saved(request, agency, format_html('นำ{}ออกแล้ว <a href="{}">เพิ่มกลับ</a>', unit.short_name, again))


def _saved(request: AgencyRequest, agency: Agency, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("accounts:units", agency.slug)

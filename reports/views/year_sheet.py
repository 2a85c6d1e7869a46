"""A year's sheet to fill without the portal, and to bring in where reports are brought in."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

import clock
from accounts.access import AgencyRequest, requires
from accounts.models import Agency
from accounts.permissions import Permission
from document.fields import FIRST_YEAR
from document.writers import year_sheet
from files.download import download as download_of
from measures.models import Plan
from measures.services import catalogue
from measures.services.years.year import latest_to_begin
from reports.formats.registry import format_of
from reports.models.report import Kind


@require_GET
@requires(Permission.PLAN_EDIT)
def download(request: AgencyRequest, agency: Agency, year: int) -> HttpResponse:
    """The items of the assessed year, or of the nearest whose list is known. Raises Http404 for no year of measures."""
    if not FIRST_YEAR < year <= latest_to_begin(clock.today()):
        raise Http404
    plan = Plan.objects.filter(agency=agency, year=year).first()
    assessed = plan.assessed_year if plan else year - 1
    known = catalogue.known(agency)
    items = known.items(catalogue.nearest(known.years, assessed))
    result = Kind.RESULT.declared
    opening = result.words_of_opening(assessed, year)
    body = year_sheet.write(title=result.title, agency=agency.name, opening=opening, items=items)
    form = format_of(".xlsx")
    assert form is not None  # it is written
    name = f"แบบกรอกมาตรการ ITA {year} {agency.short_name}.xlsx"
    return download_of(body, kind=form.media_type, name=name)

"""The page of a year's scores, and the same as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import Agency
from accounts.permissions import Permission
from document.writers.tables import FORMATS, list_format
from files.download import download
from scores.access import YearRequest, in_year
from scores.services import results as years
from scores.services import weak
from scores.services.spreadsheet import table_of


@require_GET
@in_year(Permission.SCORE_VIEW)
def scores(request: YearRequest, agency: Agency, year: int) -> HttpResponse:
    """How the agency did: totals, level, tools, groups, items, last year beside them, weak items by rule."""
    results = years.of_year(agency, year)
    found = weak.find(results)
    chosen = request.GET.get("weak", "")
    context = {
        "agency": agency,
        "year": year,
        "results": results,
        "now": results.now,
        "past": results.past,
        "weak": found.by(chosen),
        "weak_counts": found.counts(),
        "weak_all": len(found.rows),
        "chosen": chosen if chosen in found.words else "",
        "years": _years(request, results),
        "plan": getattr(request, "plan", None),
        "may_edit": request.user.can(Permission.SCORE_EDIT, on=agency),
        "may_begin": request.user.can(Permission.PLAN_EDIT, on=agency),
        "formats": FORMATS,
    }
    return render(request, "scores/scores.html", context)


def _years(request: YearRequest, results: years.Results) -> list[int]:
    """The years that the agency has scores of, or drew a plan from; the latest first."""
    drawn = {plan.assessed_year for plan in request.plans if plan.agency_id == request.agency.pk}
    return sorted({*results.sheets, *drawn, results.year}, reverse=True)


@require_GET
@in_year(Permission.SCORE_VIEW)
def scores_file(request: YearRequest, agency: Agency, year: int, form: str) -> HttpResponse:
    """Every place of the year with what stands there, empty ones too: to keep, or to fill in and send back.

    Raises Http404 for a form that lists aren't written in.
    """
    chosen = list_format(form)
    if chosen is None:
        raise Http404
    now = years.year_of(agency, year, years.sheets_of(agency, year))
    total = now.sheet.official_total if now.sheet else None
    title = f"ผลคะแนน ITA ปี {year} {agency.name}"
    table = table_of(now.outline, now.scores, total)
    name = f"ผลคะแนน ITA {year} {agency.short_name}.{chosen.extension}"
    return download(chosen.write(title, [table]), kind=chosen.media_type, name=name)

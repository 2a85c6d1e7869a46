"""The page that shows an agency beside the others of its kind, without names."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import Agency
from accounts.permissions import Permission
from scores.access import YearRequest, in_year
from scores.services import results as years
from scores.services.comparing.peers import compare


@require_GET
@in_year(Permission.SCORE_VIEW)
def comparison(request: YearRequest, agency: Agency, year: int) -> HttpResponse:
    """The agency's figures beside the quartiles of its kind; with `?of=province` of its kind in its province."""
    in_province = request.GET.get("of") == "province"
    results = years.of_year(agency, year)
    own = {each.agency_id for each in request.user.active_memberships}
    found = compare(agency, results, in_province=in_province, of_viewer=own)
    context = {
        "agency": agency,
        "year": year,
        "results": results,
        "years": sorted({*results.sheets, year}, reverse=True),
        "comparison": found,
        "in_province": in_province,
        "least": found.least,
    }
    return render(request, "scores/compare.html", context)

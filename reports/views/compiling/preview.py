"""How the report will look before it is submitted: its pages as pictures, and the same words as text."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

import clock
from accounts.permissions import Permission
from measures.models import Plan
from paper import html
from reports.access import ReportRequest, in_report
from reports.compiling import edition as editions
from reports.compiling.assemble import assemble
from reports.compiling.photographs import illustrated
from reports.compiling.preview import Preview, kept_page
from reports.review.moves import standing
from reports.review.people.submitter import draft_paper
from reports.views.answers import saying_what_is_not_made


@require_GET
@in_report(Permission.REPORT_VIEW)
@saying_what_is_not_made
def pages(request: ReportRequest, plan: Plan) -> HttpResponse:
    """All pages, and the words as text below them; HTMX takes the pictures alone."""
    preview = _of(request, plan)
    context = {"plan": plan, "digest": preview.digest, "pages": range(1, preview.count() + 1)}
    if request.headers.get("HX-Request"):
        response = render(request, "reports/preview/_pages.html", context)
    else:
        sheet = html.sheet(preview.document, preview.paper)
        response = render(request, "reports/preview/pages.html", {**context, "sheet": sheet})
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_GET
@in_report(Permission.REPORT_VIEW)
@saying_what_is_not_made
def picture(request: ReportRequest, plan: Plan, digest: str, page: int) -> HttpResponse:
    """One page as a picture: of the words as they stand, or of those that a page opened before still shows.

    An address of other words, which nobody drew lately, is not there.
    """
    drawn = kept_page(plan, digest, page)
    if drawn is None:
        preview = _of(request, plan)
        drawn = preview.page(page) if preview.digest == digest else None
    if drawn is None:
        raise Http404
    return HttpResponse(drawn, content_type="image/png", headers={"Cache-Control": "private, max-age=3600, immutable"})


def _of(request: ReportRequest, plan: Plan) -> Preview:
    edition = editions.latest(plan, request.kind)
    paper = draft_paper(standing(edition), request.user, clock.now())
    document = assemble(plan, edition)
    return Preview(plan, document, illustrated(paper, document))

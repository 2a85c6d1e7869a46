"""Every round stays readable: who, when, words, the frozen PDF and its text, and what changed since the one before."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from document.difference import changes
from files import store
from measures.models import Plan
from paper import html
from reports.access import ReportRequest, in_report
from reports.compiling.agency_paper import paper_of
from reports.models import Round
from reports.review import round_record
from reports.review.badge import of as status_of
from reports.review.history import history
from reports.review.moves import standing_of
from reports.review.people.submitter import submitter_in
from reports.views.answers import noticing_damage, round_before, round_of
from reports.views.round_evidence import pieces_of


@require_GET
@in_report(Permission.REPORT_VIEW)
def index(request: ReportRequest, plan: Plan) -> HttpResponse:
    """All rounds of the plan's report, the latest first, with what was decided on them."""
    where = standing_of(plan, request.kind)
    rounds = Round.objects.filter(edition__report__plan=plan, edition__report__kind=request.kind).select_related(
        "edition", "submitted_by"
    )
    context = {
        "plan": plan,
        "status": status_of(where.edition),
        "rounds": rounds.select_related("edition", "submitted_by").order_by("-edition__number", "-number"),
        "lines": history(where),
    }
    return render(request, "reports/rounds/index.html", context)


@require_GET
@in_report(Permission.REPORT_VIEW)
@noticing_damage
def show(request: ReportRequest, plan: Plan, edition: int, number: int) -> HttpResponse:
    """One round: decisions, files, the difference, and the frozen text as HTML."""
    round_ = round_of(plan, request.kind, edition, number)
    before, document = round_before(round_), round_.read()
    lines = history(standing_of(plan, request.kind))
    paper = replace(paper_of(plan.agency, draft=False), submitter=submitter_in(round_))
    context = {
        "plan": plan,
        "round": round_,
        "lines": [line for line in lines if line.decision.round_id == round_.pk],
        "before": before,
        "changes": changes(before.read(), document) if before else (),
        "sheet": html.sheet(document, paper),
        "pieces": pieces_of(round_, document),
    }
    return render(request, "reports/rounds/round.html", context)


@require_GET
@in_report(Permission.REPORT_VIEW)
@noticing_damage
def pdf(request: ReportRequest, plan: Plan, edition: int, number: int) -> HttpResponse:
    """The frozen PDF, byte for byte."""
    round_ = round_of(plan, request.kind, edition, number)
    body = store.get(round_.pdf_digest)
    return _file(round_, "{}ที่ยังไม่ได้ลงนาม", "pdf", "application/pdf", body, as_attachment=False)


@require_GET
@in_report(Permission.REPORT_VIEW)
@noticing_damage
def document(request: ReportRequest, plan: Plan, edition: int, number: int) -> HttpResponse:
    """The frozen document, byte for byte what its digest names."""
    round_ = round_of(plan, request.kind, edition, number)
    round_.read()
    return _file(round_, "{}", "json", "application/json", round_.document.encode())


@require_GET
@in_report(Permission.REPORT_VIEW)
def record(request: ReportRequest, plan: Plan, edition: int, number: int) -> HttpResponse:
    """What goes beside the document: its digests, and the head to which the audit chain can be held."""
    round_ = round_of(plan, request.kind, edition, number)
    return _file(round_, "ที่มาของ{}", "json", "application/json", round_record.write(round_))


def _file(round_: Round, what: str, form: str, kind: str, body: bytes, *, as_attachment: bool = True) -> HttpResponse:
    plan = round_.edition.report.plan
    response = HttpResponse(body, content_type=kind)
    what = what.format(round_.edition.kind.called)
    name = f"{what} ITA {plan.year} {plan.agency.short_name} รอบที่ {round_.number}.{form}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=as_attachment, filename=name) or ""
    return response


@require_GET
@in_report(Permission.REPORT_VIEW)
@noticing_damage
def picture(request: ReportRequest, plan: Plan, edition: int, number: int, page: int) -> HttpResponse:
    """One page of the frozen PDF as a picture."""
    pictures = round_of(plan, request.kind, edition, number).pictures
    if not 1 <= page <= len(pictures):
        raise Http404
    return HttpResponse(store.get(pictures[page - 1]), content_type="image/png")

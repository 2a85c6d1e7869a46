"""What of a year's evidence its agency's rule will delete: read, taken along as a ZIP, kept longer with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

import clock
from accounts.permissions import Permission
from editing import drafts
from evidence.intake.kinds import EvidenceError
from evidence.models import Evidence, EvidenceQuerySet
from measures.access import PlanRequest, in_plan
from measures.models import Plan
from reports.forms.retention import KeepForm
from reports.retention import archive, due, longer

PER_PAGE = 50
_ORDER = ("measure__position", "measure__pk", "position", "pk")


@require_GET
@in_plan(Permission.EVIDENCE_KEEP)
def year(request: PlanRequest, plan: Plan) -> HttpResponse:
    """What is deleted and from when; with `show=kept` what somebody keeps, and why."""
    shows_kept = request.GET.get("show") == "kept"
    leaving, staying = _leaving(plan), _staying(plan)
    page = Paginator(staying if shows_kept else leaving, PER_PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.measure.plan = plan
        row.deleted_from = None if shows_kept else due.deleted_from(row, plan.agency)
    context = {
        "plan": plan,
        "page": page,
        "shows_kept": shows_kept,
        "leaving": page.paginator.count if not shows_kept else leaving.count(),
        "staying": page.paginator.count if shows_kept else staying.count(),
        "bytes": leaving.order_by().aggregate(total=Sum("size"))["total"] or 0,
        "is_held": due.held_plans(plan.agency).filter(pk=plan.pk).exists(),
    }
    return render(request, "reports/retention/year.html", context)


@require_http_methods(["GET", "POST"])
@in_plan(Permission.EVIDENCE_KEEP)
def keep(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """Asks why a piece is kept longer; POST keeps it."""
    evidence = _of_plan(plan, pk)
    if request.method == "GET":
        return _ask(request, evidence, drafts.fill(KeepForm(), request))
    form = KeepForm(request.POST)
    if form.is_valid():
        try:
            longer.keep(evidence=evidence, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
        except EvidenceError as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, f"เก็บหลักฐาน “{evidence.caption}” ไว้ต่อแล้ว")
        return redirect("reports:retention", plan.agency.slug, plan.year)
    return _ask(request, evidence, form, status=422)


def _ask(request: PlanRequest, evidence: Evidence, form: KeepForm, status: int = 200) -> HttpResponse:
    context = {"evidence": evidence, "measure": evidence.measure, "form": form}
    return render(request, "reports/retention/keep.html", context, status=status)


@require_POST
@in_plan(Permission.EVIDENCE_KEEP)
def let_go(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """Gives a piece that somebody kept back to the agency's rule."""
    evidence = _of_plan(plan, pk)
    longer.let_go(evidence=evidence, by=request.user)
    words = f"ยกเลิกการเก็บหลักฐาน “{evidence.caption}” ไว้ต่อแล้ว หากครบกำหนด ระบบจะแจ้งก่อนนำออก 30 วัน"
    messages.success(request, words)
    response = redirect("reports:retention", plan.agency.slug, plan.year)
    response["Location"] += "?show=kept"
    return response


@require_GET
@in_plan(Permission.EVIDENCE_KEEP)
def packed(request: PlanRequest, plan: Plan) -> StreamingHttpResponse:
    """All that is deleted soon as one ZIP, with the list of it."""
    erased = Evidence.objects.exclude(erased_at=None).filter(measure__plan=plan)
    rows = list(_leaving(plan))
    gone = list(erased.select_related("measure", "added_by").defer("text").order_by(*_ORDER))
    body = archive.written(plan, rows, gone, clock.now())
    response = StreamingHttpResponse(body, content_type="application/zip")
    name = f"หลักฐานภายใน ITA {plan.year} {plan.agency.short_name}.zip"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def _leaving(plan: Plan) -> EvidenceQuerySet:
    """What people were told of, in the order of the report."""
    return _in_full(due.announced(plan.agency), plan)


def _staying(plan: Plan) -> EvidenceQuerySet:
    """What somebody keeps longer."""
    rows = due.kept_back(plan.agency).exclude(kept_longer=None)
    return _in_full(rows, plan).select_related("kept_longer__by")


def _in_full(rows: EvidenceQuerySet, plan: Plan) -> EvidenceQuerySet:
    found = rows.filter(measure__plan=plan).select_related("measure__plan", "added_by").defer("text")
    return found.order_by(*_ORDER)


def _of_plan(plan: Plan, pk: int) -> Evidence:
    """A file of the plan's that the agency keeps to itself; Http404 for any other."""
    evidence = due.kept_back(plan.agency).filter(measure__plan=plan, pk=pk).select_related("measure").first()
    if evidence is None:
        raise Http404
    evidence.measure.plan = plan
    return evidence

"""Submitting and recalling: a page each, which says what is frozen and what can be undone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

import clock
from accounts.access import Refused
from accounts.permissions import Permission
from document import ReportError
from editing import drafts
from measures.models import Plan
from paper.page_count import pages_of
from paper.press.faults import NotForArchive
from paper.press.press import NotMade
from reports.access import ReportRequest, in_report
from reports.compiling.completeness import SHOULD
from reports.compiling.line import offered_to
from reports.forms.consent import SubmissionForm
from reports.forms.review import RecallForm
from reports.review import decision as decisions
from reports.review import submission
from reports.review.moves import TRANSITIONS, standing, standing_of
from reports.review.people.endorsers import endorsers_of
from reports.review.submission import DECLARATIONS, Incomplete, Prepared, Reworded
from reports.views.answers import noticing_damage, outdated, overtaken
from reports.views.signing import certificate_in_words
from workflow import Overtaken, refusal

_NOTE = "ข้อความถึงผู้พิจารณา"
_LONG = 30  # pages, from which the paper takes more than a few seconds
_CHANGED = "เอกสารเปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้ จึงยังไม่ได้เสนอ โปรดตรวจเนื้อหาปัจจุบันแล้วยืนยันอีกครั้ง"


@require_http_methods(["GET", "POST"])
@in_report(Permission.REPORT_SUBMIT)
@noticing_damage
def submit(request: ReportRequest, plan: Plan) -> HttpResponse:
    """Shows what would be frozen, and freezes it once the person has ticked and proved who they are."""
    try:
        ready = submission.prepare(plan, request.kind).submitted_by(request.user, clock.now())
    except ReportError as error:
        return render(request, "reports/compile/unwritable.html", {"plan": plan, "error": error}, status=422)
    reason = refusal(TRANSITIONS["submit"], ready.edition, request.user, standing(ready.edition).rule)
    if reason is not None:
        raise Refused(Permission.REPORT_SUBMIT, plan.agency, reason)
    if not ready.edition.is_open:
        return overtaken(request, plan, typed=request.POST.get("comment", ""))
    if ready.must:
        return _incomplete(request, plan, Incomplete(ready.must))
    form = SubmissionForm(
        request.POST or None,
        initial={"seen": ready.digest},
        by=request.user,
        declaration=DECLARATIONS[request.kind],
        comment_label=_NOTE,
    )
    if request.method == "GET":
        return _draw(request, ready, drafts.fill(form, request, ["comment"]))
    if not form.is_confirmed(request):
        return _draw(request, ready, form, status=form.status)
    return _submit(request, plan, form)


def _submit(request: ReportRequest, plan: Plan, form: SubmissionForm) -> HttpResponse:
    cleaned = form.cleaned_data
    try:
        round_ = submission.submit(
            plan=plan,
            kind=request.kind,
            seen=cleaned["seen"],
            declaration=DECLARATIONS[request.kind],
            comment=cleaned["comment"],
            by=request.user,
            now=clock.now(),
        )
    except Overtaken:
        return overtaken(request, plan, typed=cleaned["comment"])
    except Incomplete as incomplete:
        return _incomplete(request, plan, incomplete)
    except Reworded:
        ready = submission.prepare(plan, request.kind).submitted_by(request.user, clock.now())
        return _draw(request, ready, _again(request, ready, cleaned["comment"]), status=409)
    except NotForArchive as unfit:
        ready = submission.prepare(plan, request.kind).submitted_by(request.user, clock.now())
        return _draw(request, ready, _again(request, ready, cleaned["comment"]), status=422, unfit=unfit)
    except NotMade as unmade:
        ready = submission.prepare(plan, request.kind).submitted_by(request.user, clock.now())
        return _draw(request, ready, _again(request, ready, cleaned["comment"]), status=503, unmade=unmade)
    messages.success(
        request,
        f"เสนอ{request.kind.called}{round_.edition.issue}รอบที่ {round_.number} ให้ {round_.approver_name} พิจารณาแล้ว",
    )
    return redirect("reports:compile", plan.agency.slug, plan.year, request.kind)


def _again(request: ReportRequest, ready: Prepared, comment: str) -> SubmissionForm:
    return SubmissionForm(
        initial={"seen": ready.digest, "comment": comment},
        by=request.user,
        declaration=DECLARATIONS[request.kind],
        comment_label=_NOTE,
    )


def _incomplete(request: ReportRequest, plan: Plan, incomplete: Incomplete) -> HttpResponse:
    first = incomplete.must[0]
    drafts.stay(request)
    messages.warning(request, f"ยังเสนอไม่ได้ {first.title}: {first.detail}")
    return redirect("reports:compile", plan.agency.slug, plan.year, request.kind)


def _draw(
    request: ReportRequest,
    ready: Prepared,
    form: SubmissionForm,
    *,
    status: int = 200,
    unfit: NotForArchive | None = None,
    unmade: NotMade | None = None,
) -> HttpResponse:
    pages = _pages_of(ready)
    words = drafts.find(
        request.user, reverse("reports:compile", args=[ready.plan.agency.slug, ready.plan.year, request.kind])
    )
    context = {
        "plan": ready.plan,
        "unsaved": words,
        "ready": ready,
        "form": form,
        "forms": [form] if status in (422, 429) else [],
        "changed": _CHANGED if status == 409 else "",
        "unfit": unfit,
        "unmade": unmade,
        "should": [line for line in offered_to(request.user, ready.plan.agency, ready.checks) if line.level == SHOULD],
        "pages": pages,
        "is_long": pages is not None and pages > _LONG,
        "endorsers": endorsers_of(ready.plan.agency),
        "certificate": certificate_in_words(ready.plan.agency, request.user),
        "now": clock.now(),
    }
    return render(request, "reports/submit/submit.html", context, status=status)


def _pages_of(ready: Prepared) -> int | None:
    """None where it can't be told now: nobody needs the number to submit."""
    try:
        return pages_of(ready.document, ready.paper)
    except NotMade:
        return None


@require_http_methods(["GET", "POST"])
@in_report(Permission.REPORT_SUBMIT)
def recall(request: ReportRequest, plan: Plan) -> HttpResponse:
    """Takes a submission back before it is decided on: one's own, or that of somebody who coordinates no more."""
    where = standing_of(plan, request.kind)
    if where.round is None:
        drafts.stay(request)
        return redirect("reports:compile", plan.agency.slug, plan.year, request.kind)
    reason = refusal(TRANSITIONS["recall"], where.edition, request.user, where.rule)
    if reason is not None:
        raise Refused(Permission.REPORT_SUBMIT, plan.agency, reason)
    form = drafts.fill(RecallForm(request.POST or None), request)
    typed = request.POST.get("comment", "")
    if where.edition.state not in TRANSITIONS["recall"].sources:
        return overtaken(request, plan, typed=typed)
    if request.method == "POST" and request.POST.get("round") != str(where.round.number):
        return outdated(request, plan, typed=typed)
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return render(
            request, "reports/submit/recall.html", {"plan": plan, "round": where.round, "form": form}, status=status
        )
    comment = form.cleaned_data["comment"]
    try:
        decisions.decide(round=where.round, move="recall", by=request.user, now=clock.now(), comment=comment)
    except Overtaken:
        return overtaken(request, plan, typed=comment)
    messages.success(request, f"เรียก{request.kind.called}{where.edition.issue}รอบที่ {where.round.number} คืนมาแก้ไขแล้ว")
    return redirect("reports:compile", plan.agency.slug, plan.year, request.kind)

"""Reviewing a submitted round, returning or endorsing it, and approving exactly the frozen bytes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

import clock
from accounts.access import Refused
from accounts.permissions import Permission
from document.difference import changes
from editing import drafts
from measures.models import Plan
from reports.access import ReportRequest, in_report
from reports.forms.consent import ApprovalForm
from reports.forms.review import ReviewForm
from reports.models import Edition, Round
from reports.review import decision as decisions
from reports.review.badge import of as status_of
from reports.review.decision import DECLARATIONS, UNSIGNED_OF
from reports.review.history import history
from reports.review.moves import JUDGING, TRANSITIONS, RoundStanding, standing_of
from reports.review.submission import Reworded
from reports.views.answers import noticing_damage, outdated, overtaken, round_before
from reports.views.round_evidence import pieces_of
from reports.views.signing import certificate_in_words, progress_of
from workflow import Overtaken, refusal

_DONE = {"return": "ส่งกลับให้ผู้ประสานงานแก้ไขแล้ว", "endorse": "บันทึกความเห็นชอบแล้ว"}


@require_http_methods(["GET", "POST"])
@in_report(Permission.REPORT_VIEW)
@noticing_damage
def review(request: ReportRequest, plan: Plan) -> HttpResponse:
    """The frozen round as it will be approved, and the decision form for those whose turn it is."""
    where = standing_of(plan, request.kind)
    if request.method == "POST":
        return _decide(request, plan, where)
    if where.round is None or where.edition.state != Edition.State.SUBMITTED:
        context = {"plan": plan, "round": where.round, "status": status_of(where.edition)}
        return render(request, "reports/review/nothing.html", context)
    moves = [move for move in where.moves(request.user) if move.name in JUDGING]
    return _draw(request, where, where.round, drafts.fill(ReviewForm(moves=moves, plan=plan), request, ["comment"]))


def _decide(request: ReportRequest, plan: Plan, where: RoundStanding) -> HttpResponse:
    typed = request.POST.get("comment", "")
    move = TRANSITIONS.get(request.POST.get("decision", ""))
    if where.round is None or request.POST.get("round") != str(where.round.pk):
        return outdated(request, plan, typed=typed)
    judged = move if move is not None and move.name in JUDGING else TRANSITIONS["return"]
    reason = refusal(judged, where.edition, request.user, where.rule)
    if reason is None and where.edition.state != Edition.State.SUBMITTED:
        return overtaken(request, plan, typed=typed)
    if reason is not None and where.round.decisions.filter(by=request.user, move__in=JUDGING).exists():
        return overtaken(request, plan, typed=typed)  # their own decision, made in another window
    if reason is not None:
        raise Refused(judged.permission, plan.agency, reason)
    moves = [move for move in where.moves(request.user) if move.name in JUDGING]
    form = ReviewForm(request.POST, moves=moves, plan=plan)
    if not form.is_valid():
        return _draw(request, where, where.round, form, status=422)
    return _make(request, plan, where.round, form)


def _make(request: ReportRequest, plan: Plan, round_: Round, form: ReviewForm) -> HttpResponse:
    name, comment = form.cleaned_data["decision"], form.cleaned_data["comment"]
    if name == "approve":
        request.session[_kept(round_)] = comment
        drafts.stay(request)  # until it is approved
        return redirect("reports:sign", plan.agency.slug, plan.year, request.kind)
    try:
        asked = form.cleaned_data["measures"]
        decisions.decide(round=round_, move=name, by=request.user, now=clock.now(), comment=comment, asked=asked)
    except Overtaken:
        return overtaken(request, plan, typed=comment)
    messages.success(request, _DONE[name])
    return redirect("reports:compile", plan.agency.slug, plan.year, request.kind)


def _kept(round_: Round) -> str:
    """Where the session keeps the comment between the two pages of an approval."""
    return f"review-comment-{round_.pk}"


def _draw(
    request: ReportRequest, where: RoundStanding, round_: Round, form: ReviewForm, *, status: int = 200
) -> HttpResponse:
    round_.edition = where.edition
    before, document = round_before(round_), round_.read()
    context = {
        "plan": where.edition.report.plan,
        "round": round_,
        "form": form,
        "forms": [form] if status != 200 else [],
        "reason": refusal(TRANSITIONS["return"], where.edition, request.user, where.rule),
        "who_can": where.who_can,
        "before": before,
        "changes": changes(before.read(), document) if before else (),
        "lines": history(where),
        "pieces": pieces_of(round_, document),
    }
    return render(request, "reports/review/review.html", context, status=status)


@require_http_methods(["GET", "POST"])
@in_report(Permission.REPORT_APPROVE)
@noticing_damage
def sign(request: ReportRequest, plan: Plan) -> HttpResponse:
    """Approves the round that the page shows, once the approver has ticked and proved who they are."""
    where = standing_of(plan, request.kind)
    round_ = where.round
    if round_ is None:
        drafts.stay(request)
        return redirect("reports:review", plan.agency.slug, plan.year, request.kind)
    reason = refusal(TRANSITIONS["approve"], where.edition, request.user, where.rule)
    if reason is not None:
        raise Refused(Permission.REPORT_APPROVE, plan.agency, reason)
    if where.edition.state != Edition.State.SUBMITTED:
        return overtaken(request, plan, typed=request.POST.get("comment", ""))
    initial = {"seen": round_.pdf_digest, "comment": request.session.get(_kept(round_), "")}
    certificate = certificate_in_words(plan.agency, request.user)
    form = ApprovalForm(
        request.POST or None,
        initial=initial,
        by=request.user,
        declaration=DECLARATIONS[request.kind],
        comment_label="ความเห็นของท่าน",
        knowing="" if certificate.signs else UNSIGNED_OF[request.kind],
    )
    if request.method == "GET" or not form.is_confirmed(request):
        status = 200 if request.method == "GET" else form.status
        drafts.fill(form, request, ["comment"])
        context = {
            "plan": plan,
            "round": round_,
            "form": form,
            "forms": [form] if status != 200 else [],
            "certificate": certificate,
            "pieces": pieces_of(round_, round_.read()),
        }
        return render(request, "reports/sign/sign.html", context, status=status)
    return _approve(request, plan, round_, form)


def _approve(request: ReportRequest, plan: Plan, round_: Round, form: ApprovalForm) -> HttpResponse:
    cleaned = form.cleaned_data
    try:
        decisions.approve(
            round=round_,
            seen=cleaned["seen"],
            declaration=form.declared,
            comment=cleaned["comment"],
            by=request.user,
            now=clock.now(),
        )
    except Overtaken:
        return overtaken(request, plan, typed=cleaned["comment"])
    except Reworded:
        return outdated(request, plan, typed=cleaned["comment"])
    request.session.pop(_kept(round_), None)
    drafts.drop(
        request.user, reverse("reports:review", args=[plan.agency.slug, plan.year, request.kind]), now=clock.now()
    )
    return redirect("reports:signed", plan.agency.slug, plan.year, request.kind)


@require_GET
@in_report(Permission.REPORT_VIEW)
def signed(request: ReportRequest, plan: Plan) -> HttpResponse:
    """What was approved, how far its signing is, and what comes next."""
    where = standing_of(plan, request.kind)
    if where.round is None or where.edition.state not in (Edition.State.APPROVED, Edition.State.SIGNED):
        return redirect("reports:compile", plan.agency.slug, plan.year, request.kind)
    approval = where.round.decisions.get(move="approve")
    context = {"plan": plan, "round": where.round, "approval": approval, "signing": progress_of(where, request.user)}
    return render(request, "reports/sign/signed.html", context)

"""Publishing, replacing and withdrawing: a page each, which says what the public sees and what stays for good."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

import clock
from accounts.permissions import Permission
from measures.models import Plan
from reports.access import ReportRequest, in_report
from reports.compiling import edition as editions
from reports.forms.publication import PublicationForm, SetAsideForm, WithdrawalForm
from reports.models import Edition
from reports.publication import publish as publication
from reports.publication.publish import DECLARATIONS, WITHDRAWALS, Ready
from reports.review.badge import of as status_of
from reports.review.moves import TRANSITIONS, standing, standing_of
from reports.review.submission import Reworded
from reports.views.answers import noticing_damage, overtaken
from reports.views.round_evidence import pieces_of
from workflow import CommentNeeded, Overtaken

_CHANGED = "ไฟล์ที่จะเผยแพร่เปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้ จึงยังไม่ได้เผยแพร่ โปรดตรวจอีกครั้ง"
_ORDER = ("citizen", "phone", "mail")


@require_http_methods(["GET", "POST"])
@in_report(Permission.REPORT_PUBLISH)
@noticing_damage
def publish(request: ReportRequest, plan: Plan) -> HttpResponse:
    """Shows what would be public, and publishes it once the coordinator has ticked; also in place of another."""
    ready = publication.prepare(plan, request.kind)
    if ready is None:
        if request.method == "POST":
            return overtaken(request, plan, typed=request.POST.get("reason", ""))
        return redirect("reports:compile", plan.agency.slug, plan.year, request.kind)
    wanted = "replace" if ready.before else "publish"
    if request.method == "GET" and request.resolver_match and request.resolver_match.url_name != wanted:
        return redirect(f"reports:{wanted}", plan.agency.slug, plan.year, request.kind)
    form = _form(request, ready)
    if request.method == "GET" or not form.is_valid():
        return _draw(request, plan, ready, form, status=200 if request.method == "GET" else 422)
    return _publish(request, plan, ready, form)


def _form(request: ReportRequest, ready: Ready) -> PublicationForm:
    initial = {"seen": ready.signing.pdf_digest}
    return _bound(ready, request.POST or None, initial=initial)


def _bound(ready: Ready, data: QueryDict | None = None, *, initial: dict[str, str]) -> PublicationForm:
    """The form, with what it asks of this round."""
    photographs, replaces = _looked_at(ready), ready.before is not None
    declaration = DECLARATIONS[ready.round.edition.kind]
    return PublicationForm(data, initial=initial, declaration=declaration, photographs=photographs, replaces=replaces)


def _looked_at(ready: Ready) -> str:
    """What a person says of the photographs that would be public; nothing where there are none."""
    pieces = pieces_of(ready.round, ready.document)
    count = sum(piece.attached.is_public and piece.item.is_photograph for piece in pieces)
    return f"ข้าพเจ้าดูภาพที่จะเผยแพร่ครบ {count} ภาพแล้ว ไม่มีใบหน้าหรือข้อมูลของผู้ที่ไม่ยินยอม" if count else ""


def _publish(request: ReportRequest, plan: Plan, ready: Ready, form: PublicationForm) -> HttpResponse:
    reason = form.cleaned_data.get("reason", "")
    try:
        publication.publish(
            round=ready.round,
            seen=form.cleaned_data["seen"],
            declaration=" ".join(filter(None, (_looked_at(ready), DECLARATIONS[request.kind]))),
            reason=reason,
            by=request.user,
            now=timezone.now(),
        )
    except (Overtaken, CommentNeeded):
        return overtaken(request, plan, typed=reason)
    except Reworded:
        initial = {"seen": ready.signing.pdf_digest, "reason": reason}
        return _draw(request, plan, ready, _bound(ready, initial=initial), status=409)
    messages.success(request, f"เผยแพร่{request.kind.called}ปี {plan.year} {ready.round.edition.issue}แล้ว")
    return redirect("reports:published", plan.agency.slug, plan.year, request.kind)


def _draw(request: ReportRequest, plan: Plan, ready: Ready, form: PublicationForm, *, status: int) -> HttpResponse:
    context = {
        "plan": plan,
        "ready": ready,
        "round": ready.round,
        "form": form,
        "forms": [form] if status == 422 else [],
        "changed": _CHANGED if status == 409 else "",
        "address": publication.address(ready.round),
        "pieces": pieces_of(ready.round, ready.document),
        "found": sorted(ready.found, key=lambda each: _ORDER.index(each.kind)),
    }
    return render(request, "reports/publish/publish.html", context, status=status)


@require_http_methods(["GET", "POST"])
@in_report(Permission.REPORT_PUBLISH)
def set_aside(request: ReportRequest, plan: Plan) -> HttpResponse:
    """Calls off an approved round that must not be published as it is, so that it can be mended and submitted again."""
    where = standing_of(plan, request.kind)
    round_, typed = where.round, request.POST.get("reason", "")
    if round_ is None or where.edition.state not in TRANSITIONS["set_aside"].sources:
        if request.method == "POST":
            return overtaken(request, plan, typed=typed)
        return redirect("reports:compile", plan.agency.slug, plan.year, request.kind)
    form = SetAsideForm(request.POST or None, initial={"round": round_.pk})
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        context = {
            "plan": plan,
            "round": round_,
            "is_signed": where.edition.state == Edition.State.SIGNED,
            "status": status_of(where.edition),
            "form": form,
            "forms": [form] if status == 422 else [],
        }
        return render(request, "reports/publish/set_aside.html", context, status=status)
    if form.cleaned_data["round"] != round_.pk:
        return overtaken(request, plan, typed=typed)
    try:
        publication.set_aside(round=round_, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
    except Overtaken:
        return overtaken(request, plan, typed=typed)
    messages.success(
        request, f"ยกเลิก{request.kind.called}ปี {plan.year} {round_.edition.issue}รอบที่ {round_.number} และเปิดให้แก้ไขแล้ว"
    )
    return redirect("reports:compile", plan.agency.slug, plan.year, request.kind)


@require_http_methods(["GET", "POST"])
@in_report(Permission.REPORT_PUBLISH)
def withdraw(request: ReportRequest, plan: Plan) -> HttpResponse:
    """Takes the published edition back, with a reason that everyone reads."""
    edition = publication.public_edition(editions.latest(plan, request.kind))
    if edition is None:
        if request.method == "POST":
            return overtaken(request, plan, typed=request.POST.get("reason", ""))
        return redirect("reports:compile", plan.agency.slug, plan.year, request.kind)
    round_ = standing(edition).round
    assert round_ is not None  # what is published was submitted
    form = WithdrawalForm(
        request.POST or None, initial={"round": round_.pk}, declaration=WITHDRAWALS[request.kind], by=request.user
    )
    if request.method == "GET" or not form.is_confirmed(request):
        status = 200 if request.method == "GET" else form.status
        context = {
            "plan": plan,
            "round": round_,
            "form": form,
            "forms": [form] if status != 200 else [],
            "address": publication.address(round_),
        }
        return render(request, "reports/publish/withdraw.html", context, status=status)
    cleaned = form.cleaned_data
    try:
        if cleaned["round"] != round_.pk:
            raise Overtaken(edition.state)
        publication.withdraw(
            round=round_,
            reason=cleaned["reason"],
            declaration=WITHDRAWALS[request.kind],
            by=request.user,
            now=timezone.now(),
        )
    except Overtaken:
        return overtaken(request, plan, typed=cleaned["reason"])
    messages.success(request, f"เพิกถอน{request.kind.called}ปี {plan.year} {edition.issue}แล้ว")
    return redirect("reports:compile", plan.agency.slug, plan.year, request.kind)


@require_http_methods(["GET", "POST"])
@in_report(Permission.REPORT_PUBLISH)
def begin(request: ReportRequest, plan: Plan) -> HttpResponse:
    """Begins the report's next edition."""
    last = editions.latest(plan, request.kind)
    if request.method == "GET":
        if not publication.may_begin(last):
            return redirect("reports:compile", plan.agency.slug, plan.year, request.kind)
        return render(request, "reports/publish/begin.html", {"plan": plan, "edition": last, "next": last.number + 1})
    try:
        edition = publication.begin(plan=plan, kind=request.kind, by=request.user)
    except Overtaken:
        return overtaken(request, plan)
    messages.success(request, f"เริ่มจัดทำ{request.kind.called}ฉบับที่ {edition.number} แล้ว")
    return redirect(reverse("reports:compile", args=[plan.agency.slug, plan.year, request.kind]))

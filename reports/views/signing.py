"""What becomes of an approved round: how far its signing is, the signed file, and what to do where it is stuck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Agency, User
from accounts.permissions import Permission
from accounts.who_can import administrators, people_by_role
from files import store
from measures.models import Plan
from pades.errors import Hidden, Unsigned
from pades.keys.certificates import facts
from reports.access import ReportRequest, in_report
from reports.models import Edition, Signing
from reports.review.moves import TRANSITIONS, RoundStanding, standing_of
from reports.signing import certificate
from reports.verification.hands import Hand, hands_of
from reports.views.answers import noticing_damage, overtaken, round_of
from thai.dates import format_date
from workflow import Overtaken
from workflow.badge import Status

State = Signing.State
_LOOKS = {
    State.WAITING: ("wait", "hourglass-split"),
    State.WORKING: ("wait", "hourglass-split"),
    State.STAMPING: ("wait", "hourglass-split"),
    State.FAILED: ("bad", "exclamation-triangle-fill"),
    State.UNFIT: ("bad", "exclamation-triangle-fill"),
    State.DONE: ("ok", "patch-check-fill"),
}
_PENDING = (State.WAITING, State.WORKING, State.STAMPING)
_DROPPED = "งานลงนามหยุดกลางคัน จึงยังไม่ได้ลงนาม ระบบจะเริ่มลงนามใหม่เองในไม่กี่นาที หรือกดลองอีกครั้ง"


@dataclass(frozen=True)
class Progress:
    """How far the signing is, for a person: `said` is why it is stuck, `file` whether the signed file is there, `hands`
    in whose names it was signed.

    The page asks again by itself while it `is_moving`, and never under somebody's finger on a button. While it
    `needs_worker`, it says so where there is none.
    """

    status: Status
    said: str = ""
    at: datetime | None = None
    demo: bool = False
    file: bool = False
    is_moving: bool = False
    needs_worker: bool = False
    may_retry: bool = False
    may_reopen: bool = False
    may_publish: bool = False
    may_open_certificate: bool = False
    hands: tuple[Hand, ...] = ()


def progress_of(where: RoundStanding, user: User) -> Progress | None:
    """Returns how far the signing is, None where nothing was approved."""
    if where.round is None or where.edition.state not in (Edition.State.APPROVED, Edition.State.SIGNED):
        return None
    row = Signing.objects.filter(round=where.round).first()
    state = State(row.state) if row else State.WAITING
    kind, icon = _LOOKS[state]
    said = _why_it_waits(row, timezone.now()) if row else ""
    stuck = state is State.FAILED or (state in _PENDING and bool(said))
    return Progress(
        status=Status(kind, icon, str(state.label)),
        said=said,
        at=row.signed_at if row else None,
        demo=row.demo if row else False,
        file=state is State.DONE,
        is_moving=state in _PENDING and not stuck,
        needs_worker=state in _PENDING,
        may_retry=stuck and user.can(Permission.REPORT_SIGN_AGAIN, on=where.edition.agency),
        may_reopen=TRANSITIONS["reopen"] in where.moves(user),
        may_publish=TRANSITIONS["publish"] in where.moves(user),
        may_open_certificate=stuck and user.can(Permission.SETTINGS_EDIT, on=where.edition.agency),
        hands=hands_of(where.round, row.signed_at) if row and row.signed_at else (),
    )


def _why_it_waits(row: Signing, now: datetime) -> str:
    """Why it is stuck; a reason to wait is over as soon as somebody is at it again."""
    if row.state != State.WORKING:
        return row.reason
    return _DROPPED if row.leased_until is not None and row.leased_until <= now else ""


@dataclass(frozen=True)
class CertificateInWords:
    """Whose certificate will sign and until when it holds; or why none can, and who sees to it.

    `may_open` is whether the reader may open the page of the agency's certificate.
    """

    words: str
    signs: bool = True
    may_open: bool = False
    keepers: str = ""


def certificate_in_words(agency: Agency, user: User) -> CertificateInWords:
    """What a page says of the agency's certificate before anything is signed by it."""
    now = timezone.now()
    try:
        certified = facts(certificate.shown(agency, now=now).certificate)
    except Hidden as error:
        return CertificateInWords(str(error))
    except Unsigned as error:
        return _no_certificate(str(error), agency, user)
    kind = "ใบรับรองทดลอง ไม่มีผลทางกฎหมาย" if certified.demo else f"ใบรับรองของหน่วยงาน ({certified.holder})"
    if certified.is_over(now):
        return _no_certificate(f"{kind} หมดอายุเมื่อ {format_date(certified.ends)}", agency, user)
    return CertificateInWords(f"{kind} ใช้ได้ถึง {format_date(certified.ends)}")


def _no_certificate(words: str, agency: Agency, user: User) -> CertificateInWords:
    may_open = user.can(Permission.SETTINGS_EDIT, on=agency)
    return CertificateInWords(words, False, may_open, administrators(people_by_role(agency)))


@require_GET
@in_report(Permission.REPORT_VIEW)
def progress(request: ReportRequest, plan: Plan) -> HttpResponse:
    """The part of a page that shows how far the signing is, asked for again and again until it is over."""
    where = standing_of(plan, request.kind)
    found = progress_of(where, request.user)
    if found is None:
        raise Http404
    context = {"plan": plan, "round": where.round, "signing": found}
    return render(request, "reports/sign/_progress.html", context)


@require_POST
@in_report(Permission.REPORT_SIGN_AGAIN)
def again(request: ReportRequest, plan: Plan) -> HttpResponse:
    """Puts the signing that failed or waits back to work."""
    where = standing_of(plan, request.kind)
    if where.round is None or request.POST.get("round") != str(where.round.pk):
        return overtaken(request, plan)
    try:
        from reports.signing import sign  # noqa: PLC0415 - loaded where somebody signs

        sign.try_again(round=where.round, by=request.user, now=timezone.now())
    except Overtaken:
        return overtaken(request, plan)
    messages.success(request, "ระบบจะลงนามอีกครั้งในไม่ช้า")
    return redirect("reports:compile", plan.agency.slug, plan.year, request.kind)


@require_POST
@in_report(Permission.REPORT_SUBMIT)
def reopen(request: ReportRequest, plan: Plan) -> HttpResponse:
    """Opens a report whose frozen file has no place for signatures."""
    where = standing_of(plan, request.kind)
    if where.round is None or request.POST.get("round") != str(where.round.pk):
        return overtaken(request, plan)
    try:
        from reports.signing import sign  # noqa: PLC0415 - loaded where somebody signs

        sign.reopen(round=where.round, by=request.user)
    except Overtaken:
        return overtaken(request, plan)
    messages.success(request, f"เปิด{request.kind.called}ให้เสนอใหม่แล้ว โปรดตรวจแล้วเสนออีกครั้ง")
    return redirect("reports:compile", plan.agency.slug, plan.year, request.kind)


@require_GET
@in_report(Permission.REPORT_VIEW)
@noticing_damage
def signed_pdf(request: ReportRequest, plan: Plan, edition: int, number: int) -> HttpResponse:
    """The signed file, byte for byte."""
    round_ = round_of(plan, request.kind, edition, number)
    row = Signing.objects.filter(round=round_, state=State.DONE).first()
    if row is None:
        raise Http404
    response = HttpResponse(store.get(row.pdf_digest), content_type="application/pdf")
    name = f"{request.kind.called} ITA {plan.year} {plan.agency.short_name} ลงนามแล้ว.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or ""
    return response

"""Compiling the report: its own words, what is missing, how it will look, and the files."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

import clock
from accounts.access import Refused
from accounts.permissions import Permission, Role
from document import ReportDocument, ReportError
from document.doubts import distinct
from editing import drafts
from editing.conflict import attempt, given_up, respond
from editing.who_saved import Trail
from measures.models import Plan
from paper.press import press
from reports.access import ReportRequest, in_report
from reports.compiling import edition as editions
from reports.compiling.assemble import assemble
from reports.compiling.completeness import FINE, MUST, SHOULD, check
from reports.compiling.line import offered_to
from reports.compiling.photographs import illustrated
from reports.formats.registry import FORMATS, format_of
from reports.forms.edition import FORMS, EditionForm, initial_of, version_of
from reports.models import Decision, Edition
from reports.models.kinds import Kind
from reports.publication import public_state as public
from reports.review.badge import of as status_of
from reports.review.history import Line, asked_by, history
from reports.review.moves import TRANSITIONS, RoundStanding, standing
from reports.review.people.submitter import draft_paper
from reports.views.answers import noticing_damage, saying_what_is_not_made
from reports.views.compiling import analysis, order
from reports.views.compiling import doubts as each_doubt
from reports.views.compiling.doubts import groups_of
from reports.views.signing import progress_of
from workflow import refusal

KEPT = "ข้อความที่ไม่ได้เลือกจะเก็บไว้ใต้แบบข้อความใน{} นำกลับมาใช้ได้"
LOCKED = "เอกสารนี้ถูกเสนอไปแล้ว จึงยังไม่ได้บันทึก ข้อความที่ท่านพิมพ์อยู่ด้านล่าง คัดลอกเก็บไว้ได้"


@require_http_methods(["GET", "POST"])
@in_report(Permission.REPORT_VIEW)
@noticing_damage
def compile_report(request: ReportRequest, plan: Plan) -> HttpResponse:
    """The compile page; whoever may only read it sees no form."""
    may_edit = request.user.can(Permission.REPORT_EDIT, on=plan.agency)
    if request.method == "GET":
        edition = editions.latest(plan, request.kind)
        form = drafts.fill(FORMS[request.kind](initial=initial_of(edition), plan=plan), request)
        return _draw(request, plan, edition, form, may_edit=may_edit)
    if not may_edit:
        raise Refused(Permission.REPORT_EDIT, plan.agency)
    if wanted := analysis.asked(request):
        filled = analysis.filled(request, plan, wanted)
        return _draw(request, plan, editions.latest(plan, request.kind), filled, may_edit=True)
    _keep_unchosen(request, plan)
    tried = attempt(
        request.POST, bind=partial(FORMS[request.kind], plan=plan), write=partial(_write, request), version=version_of
    )
    trail = Trail([f"edition:{editions.latest(plan, request.kind).pk}"])
    if tried.clashes:
        return respond(
            request,
            tried,
            trail,
            about=f"ข้อความใน{request.kind.called} ปี {plan.year}",
            kept=KEPT.format(request.kind.called),
        )
    tried.tell(request, trail)
    if not tried.saved:
        status = 409 if tried.form.has_error(NON_FIELD_ERRORS, "locked") else tried.status
        return _draw(request, plan, editions.latest(plan, request.kind), tried.form, may_edit=True, status=status)
    messages.success(request, f"บันทึกข้อความใน{request.kind.called}แล้ว")
    submits = request.POST.get("do") == "submit" and not plan.is_from_paper
    then = "reports:submit" if submits else "reports:compile"
    return redirect(then, plan.agency.slug, plan.year, request.kind)


def _write(request: ReportRequest, form: EditionForm, base: str) -> bool:
    try:
        editions.save(plan=request.plan, kind=request.kind, wanted=form.wanted(base), by=request.user, now=clock.now())
    except editions.Locked:
        form.add_error(None, ValidationError(LOCKED, code="locked"))
    return not form.errors


def _keep_unchosen(request: ReportRequest, plan: Plan) -> None:
    """What the person gave up in a choice, before anything else happens to it."""
    form = FORMS[request.kind](request.POST, plan=plan)
    words = {part: "\n".join(form.shown(part, value)) for part, value in given_up(request.POST, form).items()}
    if words:
        editions.keep_unchosen(plan=plan, kind=request.kind, words=words, by=request.user, now=clock.now())


def _draw(
    request: ReportRequest, plan: Plan, edition: Edition, form: EditionForm, *, may_edit: bool, status: int = 200
) -> HttpResponse:
    where = standing(edition)
    form.show_approvers(where.members[Role.APPROVER])
    if where.round is not None and not edition.is_open:
        where.round.read()  # damage is noticed here too
    lines = history(where)
    document, draft = assemble(plan, edition), edition.is_open
    doubts = editions.open_doubts(edition, document)
    checks = offered_to(
        request.user, plan.agency, check(plan, document, doubts, approver=edition.approver, known=where.people)
    )
    context = {
        "plan": plan,
        "edition": edition,
        "status": status_of(edition),
        "round": where.round,
        "moves": {move.name: move for move in where.moves(request.user)},
        "reason": refusal(TRANSITIONS["submit"], edition, request.user, where.rule) if draft else "",
        "who_can": where.who_can,
        "signing": progress_of(where, request.user),
        "public": public.of(where, request.user),
        "lines": lines,
        **_why_open(edition, lines),
        **_since_return(where, lines, document),
        "can_be_set_aside": edition.state in TRANSITIONS["set_aside"].sources,
        "form": form,
        "forms": [form] if status != 200 else [],
        "may_edit": may_edit and (draft or status != 200),
        "may_save": draft,
        "lists_drafted": analysis.shown(request, plan, document, form) if may_edit and draft else [],
        "heading": _heading(plan, request.kind, may_edit=may_edit and draft),
        "checks": checks,
        "passed": [line for line in checks if line.level == FINE],
        "must": [line for line in checks if line.level == MUST],
        "should": [line for line in checks if line.level == SHOULD],
        "moved": order.moved_of(request.GET),
        "may_order": may_edit and draft,
        **order.shown(request, plan, document),
        "doubts": doubts,
        "doubt_count": distinct(doubts),
        **each_doubt.shown(request, groups_of(request, plan, document, doubts, may_keep=may_edit) if draft else []),
        "revisions": edition.revisions.select_related("by")[:30] if edition.pk else [],
        "downloads": [(each.extension.removeprefix("."), each.link) for each in FORMATS if each.link],
    }
    return render(request, f"reports/compile/{_section(edition)}.html", context, status=status)


def _heading(plan: Plan, kind: Kind, *, may_edit: bool) -> str:
    """What the page is to its reader: work for who may change the words, else the year's document."""
    return f"จัดทำ{kind.called}" if may_edit and not plan.is_from_paper else f"{kind.called}ปี {plan.year}"


def _section(edition: Edition) -> str:
    """The template of the page by the edition's state: on paper, open to changes, with who judge it, or judged."""
    if edition.report.plan.is_from_paper:
        return "from_paper"
    if edition.is_open:
        return "open"
    return "submitted" if edition.state in TRANSITIONS["approve"].sources else "approved"


def _why_open(edition: Edition, lines: list[Line]) -> dict[str, Decision | None]:
    """The decision that opened the words again, by what it did: sent the report back, or put a signed issue aside."""
    last = lines[0].decision if lines else None
    is_put_aside = last is not None and last.move == Decision.Move.SET_ASIDE
    return {
        "sent_back": last if edition.state == Edition.State.RETURNED else None,
        "put_aside": last if edition.state == Edition.State.RECALLED and is_put_aside else None,
    }


def _since_return(where: RoundStanding, lines: list[Line], document: ReportDocument) -> dict[str, object]:
    """Which measures a return asked for, and whether the report still says what it said then."""
    if where.edition.state != Edition.State.RETURNED or where.round is None or not lines:
        return {}
    return {"asked": asked_by(lines[0].decision), "is_unchanged": where.round.read() == document}


@require_GET
@in_report(Permission.REPORT_VIEW)
@saying_what_is_not_made
def download(request: ReportRequest, plan: Plan, form: str) -> HttpResponse:
    """The report as it stands, as a file; the PDF bears ร่าง on each page."""
    chosen = format_of(f".{form}")
    if chosen is None or not chosen.is_download:
        raise Http404
    if chosen.is_on_paper:
        press.expect_room()
    edition = editions.latest(plan, request.kind)
    document = assemble(plan, edition)
    paper = draft_paper(standing(edition), request.user, clock.now())
    try:
        body = chosen.write(document, illustrated(paper, document))
    except ReportError as error:
        return render(request, "reports/compile/unwritable.html", {"plan": plan, "error": error}, status=422)
    response = HttpResponse(body, content_type=chosen.media_type)
    mark = "ตัวอย่าง" if settings.DEMO else "" if plan.is_from_paper else "ร่าง"
    copied = " ตามเอกสาร" if plan.is_from_paper else ""
    name = f"{mark}{request.kind.called} ITA {plan.year}{copied} {plan.agency.short_name}{chosen.extension}"
    is_attachment = not chosen.opens_in_browser
    response["Content-Disposition"] = content_disposition_header(as_attachment=is_attachment, filename=name) or ""
    return response

"""The evidence of a measure: seen by whoever sees the measure, files and links attached by whoever enters progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

import clock
from accounts.permissions import Permission
from accounts.uploads import takes_files
from editing import drafts
from evidence import names
from evidence.forms.attaching import AttachForm, LinkForm
from evidence.intake.kinds import EvidenceError
from evidence.models import Evidence, EvidenceUpload
from evidence.services import doubts, keeping
from evidence.services.keeping import Facts, facts_of
from evidence.services.receiving import receive
from evidence.services.uploads import whole
from evidence.services.uploads.piece_by_piece import of_person
from evidence.views.upload import FilesOfForm
from measures.access import PlanRequest, in_plan, measure_of
from measures.models import Measure, Plan
from measures.reopening_holds import why_held
from measures.services.permission import Locked, locked_words, may_edit_progress, require_progress
from measures.views.locked import redirect_locked


@dataclass
class Outcome:
    """What became of the files of one form: the rows that are there now, and a sentence for each that was refused."""

    attached: list[Evidence] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    locked: str = ""

    def say(self) -> str:
        """How many went which way, in one line."""
        arrived, refused = len(self.attached), len(self.refused)
        if not refused:
            return f"แนบหลักฐาน {arrived} รายการแล้ว"
        return f"แนบแล้ว {arrived} ไฟล์ แนบไม่ได้ {refused} ไฟล์" if arrived else f"แนบไม่ได้ {refused} ไฟล์"


@takes_files(FilesOfForm)
@require_http_methods(["GET", "POST"])
@in_plan(Permission.MEASURE_VIEW)
def index(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """Shows the evidence of a measure, and the form that attaches files; POST attaches them."""
    measure = measure_of(plan, pk)
    if request.method == "GET":
        chosen = request.GET.get("action", "")
        initial = {"action": chosen} if chosen.isascii() and chosen.isdecimal() and len(chosen) < 18 else {}
        return _draw(request, measure, drafts.fill(AttachForm(measure=measure, initial=initial), request))
    require_progress(request.user, measure)
    form = AttachForm(request.POST, measure=measure)
    form.is_valid()
    outcome = _attach(request, measure, form)
    if not form.errors and not outcome.locked:
        messages.success(request, outcome.say())
        return redirect("evidence:list", plan.agency.slug, plan.year, pk)
    return _draw(request, measure, form, outcome)


def _attach(request: PlanRequest, measure: Measure, form: AttachForm) -> Outcome:
    """Each file by itself, so that a bad one keeps no good one out; what is wrong stands in the form's errors."""
    outcome = Outcome(locked=locked_words(measure, measure.state, asking=request.user))
    if outcome.locked:
        return outcome
    for each in request.upload_handlers:
        if isinstance(each, FilesOfForm):
            outcome.refused += [f"“{name}” {reason}" for name, reason in each.refused]
    for upload in _uploads(request, measure, form, outcome):
        _attach_one(upload.name, outcome, partial(_take_upload, request, upload, form.facts()))
    for file in request.FILES.getlist("sent"):
        name = names.as_given(file.name or "")
        _attach_one(name, outcome, partial(_take_file, request, measure, form.facts(), name, file))
    if not outcome.attached and not outcome.refused and not outcome.locked:
        _say_again(request, measure, form, outcome)
    for sentence in outcome.refused:
        form.add_error("sent", sentence)
    return outcome


def _uploads(request: PlanRequest, measure: Measure, form: AttachForm, outcome: Outcome) -> list[EvidenceUpload]:
    """The person's own that the form names, in its order; those that are no more are told."""
    wanted = form.uploads()
    found = whole.named(wanted, measure=measure, by=request.user)
    if len(found) < len(wanted):
        outcome.refused.append("ไฟล์ที่ส่งค้างไว้บางไฟล์ยกเลิกหรือหมดอายุแล้ว โปรดเลือกไฟล์นั้นอีกครั้ง")
    return found


def _take_upload(request: PlanRequest, upload: EvidenceUpload, facts: Facts) -> Evidence:
    return whole.attach(upload=upload, facts=facts, by=request.user, now=clock.now())


def _take_file(request: PlanRequest, measure: Measure, facts: Facts, name: str, file: UploadedFile) -> Evidence:
    sent = receive(name, file.read())
    said = facts if facts.caption else replace(facts, caption=names.stem(name))
    return keeping.add(measure=measure, sent=sent, facts=said, by=request.user, now=clock.now())


def _attach_one(name: str, outcome: Outcome, take: Callable[[], Evidence]) -> None:
    """One file of several: what is wrong with it keeps no other out."""
    try:
        outcome.attached.append(take())
    except EvidenceError as refusal:
        outcome.refused.append(f"“{name}” {refusal}")
    except ValidationError as mistake:
        outcome.refused.append(f"“{name}” {' '.join(mistake.messages)}")
    except Locked as locked:
        outcome.locked = locked.reason


def _say_again(request: PlanRequest, measure: Measure, form: AttachForm, outcome: Outcome) -> None:
    """Without a new file: what is typed is about those that arrived with the form before."""
    keys = form.attached()
    if not keys:
        form.add_error("sent", "โปรดเลือกภาพหรือไฟล์อย่างน้อยหนึ่งไฟล์")
    if form.errors:
        return
    wanted = form.facts()
    for row in Evidence.objects.kept().filter(measure=measure, pk__in=keys):
        row.measure = measure
        stored = facts_of(row)
        caption, day = wanted.caption or stored.caption, wanted.speaks_for or stored.speaks_for
        said = replace(stored, caption=caption, speaks_for=day, action=wanted.action)
        keeping.change(evidence=row, facts=said, base=stored.digest, by=request.user, now=clock.now())
        outcome.attached.append(row)


def _draw(request: PlanRequest, measure: Measure, form: AttachForm, outcome: Outcome | None = None) -> HttpResponse:
    removed = Evidence.objects.removed().filter(measure=measure)
    looked = doubts.of_measure(measure)
    is_doubted = any(each.open for each in looked.values())
    may_edit = may_edit_progress(request.user, measure)
    if outcome and outcome.attached:
        form.go_on_with(outcome.attached)
    context = {
        "measure": measure,
        "form": form,
        "outcome": outcome,
        "rows": [(each.evidence, each) for each in looked.values()],
        "may_settle": is_doubted and doubts.may_settle(request.user, measure) and not why_held(measure.plan),
        "removed": removed.select_related("added_by") if may_edit and measure.is_editable else [],
        "may_edit": may_edit and measure.is_editable,
        "uploads": of_person(measure, request.user) if may_edit and measure.is_editable else [],
        "locked": outcome.locked if outcome else "",
        "why_locked": locked_words(measure, measure.state, asking=request.user) if may_edit and not outcome else "",
        "address": settings.PORTAL_URL.rstrip("/") + request.path,
    }
    status = 200 if outcome is None else 409 if outcome.locked else 422
    return render(request, "evidence/list.html", context, status=status)


@require_http_methods(["GET", "POST"])
@in_plan(Permission.PROGRESS_EDIT_OWN)
def link(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """Attaches the address of a page."""
    measure = measure_of(plan, pk)
    require_progress(request.user, measure)
    if request.method == "GET":
        if not measure.is_editable:
            return redirect_locked(request, measure)
        return _draw_link(request, measure, drafts.fill(LinkForm(measure=measure), request))
    form, locked = LinkForm(request.POST, measure=measure), ""
    if form.is_valid():
        said = {"sent": form.cleaned_data["address"], "facts": form.facts()}
        try:
            keeping.add(measure=measure, **said, by=request.user, now=clock.now())
            messages.success(request, "แนบลิงก์แล้ว")
            return redirect("evidence:list", plan.agency.slug, plan.year, pk)
        except EvidenceError as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as mistake:
            form.add_error(None, mistake.messages)
        except Locked as refused:
            locked = refused.reason
    return _draw_link(request, measure, form, status=409 if locked else 422, locked=locked)


def _draw_link(
    request: PlanRequest, measure: Measure, form: LinkForm, status: int = 200, locked: str = ""
) -> HttpResponse:
    return render(request, "evidence/link.html", {"measure": measure, "form": form, "locked": locked}, status=status)

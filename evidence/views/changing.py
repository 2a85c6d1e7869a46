"""One piece of evidence: what is said of it, another file in its place, its place in the list, out and back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

import clock
from accounts.permissions import Permission
from accounts.uploads import takes_files
from editing import drafts
from editing.conflict import attempt, given_up, respond
from editing.who_saved import Trail
from evidence.access import kept_of
from evidence.forms.changing import EvidenceForm, drawn, version_of
from evidence.forms.replacing import ReplaceForm
from evidence.intake.kinds import EvidenceError
from evidence.models import Evidence
from evidence.services import keeping, unchosen
from evidence.services.receiving import receive
from evidence.views.upload import FilesOfForm
from measures.access import PlanRequest, in_plan, measure_of
from measures.models import Measure, Plan
from measures.services.permission import Locked, require_progress
from measures.views.conflict import KEPT
from measures.views.locked import redirect_locked


@require_http_methods(["GET", "POST"])
@in_plan(Permission.PROGRESS_EDIT_OWN)
def change(request: PlanRequest, plan: Plan, pk: int, evidence_pk: int) -> HttpResponse:
    """Caption, day, action, O item, and whether the public sees it."""
    measure = measure_of(plan, pk)
    require_progress(request.user, measure)
    evidence = kept_of(measure, evidence_pk)
    if request.method == "GET":
        if not measure.is_editable:
            return redirect_locked(request, measure)
        form = EvidenceForm(initial=drawn(evidence), evidence=evidence)
        return _draw(request, evidence, drafts.fill(form, request))
    return _save(request, evidence)


def _save(request: PlanRequest, evidence: Evidence) -> HttpResponse:
    bind = partial(EvidenceForm, evidence=evidence)
    _keep_unchosen(request, evidence, bind(request.POST))

    def write(form: EvidenceForm, base: str) -> bool:
        try:
            keeping.change(evidence=evidence, facts=form.facts(), base=base, by=request.user, now=clock.now())
        except Locked as locked:
            form.add_error(None, ValidationError(locked.reason, code="locked"))
        except (EvidenceError, ValidationError) as mistake:
            form.add_error(None, mistake.messages if isinstance(mistake, ValidationError) else str(mistake))
        return not form.errors

    tried, trail = attempt(request.POST, bind=bind, write=write, version=version_of), Trail([evidence.measure.subject])
    if tried.clashes:
        return respond(request, tried, trail, about="หลักฐาน", kept=KEPT)
    tried.tell(request, trail)
    if not tried.saved:
        status = 409 if tried.form.has_error(NON_FIELD_ERRORS, "locked") else tried.status
        return _draw(request, evidence, tried.form, status=status)
    messages.success(request, "บันทึกข้อมูลของหลักฐานแล้ว")
    after = _after(evidence) if request.POST.get("do") == "next" else None
    if after is not None:
        return redirect("evidence:change", *_place(evidence.measure), after.pk)
    return redirect("evidence:list", *_place(evidence.measure))


def _keep_unchosen(request: PlanRequest, evidence: Evidence, form: EvidenceForm) -> None:
    """What the person gave up in a choice, before anything else happens to it."""
    lost = given_up(request.POST, form).items()
    words = [f"{form.name_of(part)}: {' '.join(form.shown(part, value))}" for part, value in lost]
    if words:
        unchosen.keep(evidence=evidence, words=words, by=request.user, now=clock.now())


def _after(evidence: Evidence) -> Evidence | None:
    """The next of the measure's evidence in its order."""
    rows = list(Evidence.objects.kept().filter(measure=evidence.measure))
    at = next((place for place, row in enumerate(rows) if row.pk == evidence.pk), len(rows))
    return rows[at + 1] if at + 1 < len(rows) else None


@takes_files(FilesOfForm)
@require_POST
@in_plan(Permission.PROGRESS_EDIT_OWN)
def replace(request: PlanRequest, plan: Plan, pk: int, evidence_pk: int) -> HttpResponse:
    """Puts another file in the place of one; what was said of it stays, and the old file behind it."""
    measure = measure_of(plan, pk)
    require_progress(request.user, measure)
    evidence = kept_of(measure, evidence_pk)
    form = ReplaceForm(request.POST, request.FILES)
    form.is_valid()
    refused = [pair for each in request.upload_handlers if isinstance(each, FilesOfForm) for pair in each.refused]
    if refused:
        form.errors.clear()
        form.add_error("file", f"“{refused[0][0]}” {refused[0][1]}")
    if not form.errors:
        file = form.cleaned_data["file"]
        try:
            new = keeping.replace(
                evidence=evidence, sent=receive(file.name, file.read()), by=request.user, now=clock.now()
            )
        except EvidenceError as refusal:
            form.add_error("file", f"“{file.name}” {refusal}")
        except Locked as locked:
            return redirect_locked(request, measure, locked.reason)
        else:
            messages.success(request, "แทนที่ไฟล์แล้ว ไฟล์เดิมเก็บไว้ในหน้านี้ โปรดตรวจว่าคำบรรยายและวันที่ยังถูกต้อง")
            return redirect("evidence:change", *_place(measure), new.pk)
    own = EvidenceForm(initial=drawn(evidence), evidence=evidence)
    return _draw(request, evidence, own, status=422, other=form)


def _draw(
    request: PlanRequest, evidence: Evidence, form: EvidenceForm, status: int = 200, other: ReplaceForm | None = None
) -> HttpResponse:
    context = {
        "measure": evidence.measure,
        "evidence": evidence,
        "form": form,
        "other": other or ReplaceForm(),
        "forms": [other] if other else [form],
        "former": _former(evidence),
        "after": _after(evidence),
    }
    return render(request, "evidence/change.html", context, status=status)


def _former(evidence: Evidence) -> list[Evidence]:
    """Those in whose place it stands, the last first."""
    rows: list[Evidence] = []
    row: Evidence | None = evidence
    while (row := getattr(row, "replaces", None)) is not None:
        rows.append(row)
    return rows


@require_POST
@in_plan(Permission.PROGRESS_EDIT_OWN)
def remove(request: PlanRequest, plan: Plan, pk: int, evidence_pk: int) -> HttpResponse:
    """Takes a piece of evidence out; the list brings it back."""
    measure = measure_of(plan, pk)
    require_progress(request.user, measure)
    evidence = _of_measure(measure, evidence_pk)
    done = f"นำหลักฐาน “{evidence.caption}” ออกแล้ว นำกลับได้ที่ท้ายหน้านี้"
    return _done(request, measure, lambda: keeping.remove(evidence=evidence, by=request.user, now=clock.now()), done)


@require_POST
@in_plan(Permission.PROGRESS_EDIT_OWN)
def restore(request: PlanRequest, plan: Plan, pk: int, evidence_pk: int) -> HttpResponse:
    """Brings a removed piece of evidence back, behind the others."""
    measure = measure_of(plan, pk)
    require_progress(request.user, measure)
    evidence = _of_measure(measure, evidence_pk)
    done = f"นำหลักฐาน “{evidence.caption}” กลับมาแล้ว"
    return _done(request, measure, lambda: keeping.restore(evidence=evidence, by=request.user), done)


def _done(request: PlanRequest, measure: Measure, act: Callable[[], None], words: str) -> HttpResponse:
    """Acts, and leads to the list, which says that it is done, or why not."""
    try:
        act()
    except Locked as locked:
        return redirect_locked(request, measure, locked.reason)
    except EvidenceError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("evidence:list", *_place(measure))


@require_POST
@in_plan(Permission.PROGRESS_EDIT_OWN)
def move(request: PlanRequest, plan: Plan, pk: int, evidence_pk: int) -> HttpResponse:
    """One place up (`do=up`) or down (`do=down`) in the measure's list, and in the report."""
    measure = measure_of(plan, pk)
    require_progress(request.user, measure)
    kept_of(measure, evidence_pk)
    order = list(Evidence.objects.kept().filter(measure=measure).values_list("pk", flat=True))
    at = order.index(evidence_pk)
    to = at - 1 if request.POST.get("do") == "up" else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    try:
        keeping.reorder(measure=measure, order=order, by=request.user)
    except Locked as locked:
        return redirect_locked(request, measure, locked.reason)
    except EvidenceError as refusal:
        messages.warning(request, str(refusal))
    response = redirect("evidence:list", *_place(measure))
    response["Location"] += f"#evidence-{evidence_pk}"
    return response


def _of_measure(measure: Measure, pk: int) -> Evidence:
    """A piece of a measure's evidence, kept or removed: pressing twice finds what it did."""
    evidence = Evidence.objects.filter(measure=measure, pk=pk, replaced_by=None).first()
    if evidence is None:
        raise Http404
    evidence.measure = measure
    return evidence


def _place(measure: Measure) -> tuple[str, int, int]:
    return measure.plan.agency.slug, measure.plan.year, measure.pk
